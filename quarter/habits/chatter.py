"""The company goes on working: posts, replies and reactions, in everybody's working hours."""

from datetime import datetime, timedelta
from functools import partial

from quarter.run import Quarter
from sandbox.errors import SlackError
from sandbox.sample.days import WorkingDays, into_working_hours
from sandbox.sample.markup import mrkdwn
from sandbox.sample.onwards import onwards
from sandbox.sample.script import Post

A_DAY = 4  # posts


def plan(quarter: Quarter) -> None:
    """Every post of every working day."""
    posts = onwards(quarter.cast, quarter.seed)
    for number in range(quarter.weeks * 7):
        day = quarter.first + timedelta(days=number)
        if day.weekday() > 4:
            continue
        for _ in range(A_DAY):
            post = next(posts)
            author = quarter.cast.people[post.author]
            moment = datetime.combine(day, post.at, author.tz)
            quarter.plan(moment.astimezone(quarter.begin.tzinfo), partial(_say, quarter, post))


def _say(quarter: Quarter, post: Post) -> None:
    room, now = quarter.cast.rooms[post.channel].id, quarter.now
    text = mrkdwn(WorkingDays(now).fill_in(post.text), quarter.cast)
    try:
        ts = quarter.workspace.post(quarter.cast.people[post.author].id, room, text).ts
    except SlackError:  # whoever left the channel says nothing there
        return
    for name, handles in post.reactions.items():
        for handle in handles:
            later = now + timedelta(minutes=quarter.rng.randint(2, 240))
            who = quarter.cast.people[handle]
            quarter.plan(
                into_working_hours(later, who.tz, 20),
                partial(quarter.hand.reacts, handle, room, ts, name),
            )
    for reply in post.replies:
        who = quarter.cast.people[reply.author]
        later = into_working_hours(now + timedelta(minutes=reply.after_min), who.tz, 30)
        said = mrkdwn(WorkingDays(now).fill_in(reply.text), quarter.cast)
        quarter.plan(later, partial(quarter.hand.posts, reply.author, room, said, ts))
