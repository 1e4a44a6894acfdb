"""This week's two small things: picked when somebody's week is first looked at, by what Earshot saw them do lately."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import schedule
from bot.small_actions import LOOKED_BACK, REST, Action, Habit, pick, tells_of_learning
from handlers.views import small_actions as view
from storage import (
    channels,
    feedback,
    follows,
    green_button,
    nudges,
    people,
    posts,
    promises,
    relationships,
)
from storage import small_actions as shown
from storage.small_actions import Shown

NEWS = timedelta(days=7)  # how old a post may be that is suggested for reading
SOON = timedelta(days=7)

READ = "Read what {person} wrote in {channel}, and note why they wrote it."
MAKE_GOOD = "Make good on what you took on in {channel}, and tell them."
DECIDE = "Decide on what you weighed with `/greenbutton`: green, red, or one question first."


def this_week(session: Session, team_id: str, user: str, now: datetime) -> list[Shown]:
    """What is suggested to somebody for the present week on their own calendar; nothing before enough is known."""
    return _of_week(session, team_id, user, now) if _is_ready(session, team_id, user) else []


def _of_week(session: Session, team_id: str, user: str, now: datetime) -> list[Shown]:
    zone = schedule.zone_of(follows.zone(session, team_id, user))
    week = schedule.period(now, "weekly", zone)
    if not shown.of_week(session, team_id, user, week):
        done = _done(session, team_id, user, now - LOOKED_BACK)
        earlier, concrete = shown.offered(session, team_id, user), _concrete(session, team_id, user, now)
        shown.offer(session, team_id, user, week, pick(done, earlier, concrete, now), now)
    return [
        each
        for each in shown.of_week(session, team_id, user, week)
        if each.answer or not _is_gone(session, team_id, each.action)
    ]


def _is_ready(session: Session, team_id: str, user: str) -> bool:
    """Whether somebody started Earshot, and what they follow is read back: before, all habits would seem to be gaps."""
    if not nudges.has_started(session, team_id, user):
        return False
    following = follows.following(session, team_id, user)
    rows = channels.backfills(session, team_id, list(following.channels) if following else [])
    return all(row.done_at is not None for row in rows)


def _is_gone(session: Session, team_id: str, action: Action) -> bool:
    """Whether the post that it is about was deleted. Replies aren't known by themselves."""
    return bool(action.ts) and posts.was_deleted(session, team_id, action.channel, action.ts)


def _done(session: Session, team_id: str, user: str, since: datetime) -> Mapping[Habit, int]:
    """How often somebody did something of each habit since then, as far as Earshot sees it."""
    own = shown.words_of_own(session, team_id, user, since)
    return {
        "matters": shown.answered(session, team_id, user, since),
        "beginner": sum(map(tells_of_learning, own)),
        "relationships": _for_others(session, team_id, user, since),
        "brand": shown.noticed(session, team_id, user, since),
        "green": shown.pressed(session, team_id, user, since),
    }


def _for_others(session: Session, team_id: str, user: str, since: datetime) -> int:
    """Promises made good, feedback that was sent, and people whom somebody says they met."""
    met = relationships.meetings(session, team_id, user).values()
    given = len(feedback.sent(session, team_id, user, since))
    return (
        promises.done_since(session, team_id, user, since) + given + sum(max(each) >= since for each in met)
    )


def _concrete(session: Session, team_id: str, user: str, now: datetime) -> list[Action]:
    """What there is to do about a post or a promise of somebody's own; people's words stand in none of it."""
    found = []
    if (post := shown.worth_reading(session, team_id, user, now - NEWS)) is not None:
        channel, ts, author = post
        words = READ.format(person=f"<@{author}>", channel=f"<#{channel}>")
        found.append(Action("matters", f"read:{channel}:{ts}", words, channel, ts))
    for taken in promises.open_ones(session, team_id, user):
        if taken.state == "kept" and taken.day is not None and taken.day <= (now + SOON).date():
            words, key = MAKE_GOOD.format(channel=f"<#{taken.channel}>"), f"promise:{taken.about}"
            found.append(Action("relationships", key, words, taken.channel, taken.ts, taken.root))
    undecided = [each for each in green_button.journal(session, team_id, user) if each.entry is None]
    found += [
        Action("green", f"decide:{each.pressed_at:%Y-%m-%dT%H:%M:%S}", DECIDE) for each in undecided[-1:]
    ]
    return found


def home_state(session: Session, team_id: str, user: str, now: datetime) -> view.State:
    """What the Home tab shows of it."""
    met = people.workspace(session, team_id)
    if not _is_ready(session, team_id, user):
        return view.State()
    return view.State(_of_week(session, team_id, user, now), met.url if met else "", is_ready=True)


def line(session: Session, team_id: str, user: str, now: datetime) -> str:
    """What the foot of a digest says of it, in mrkdwn; "" where nothing waits."""
    return view.line(home_state(session, team_id, user, now))


def forget_old(session: Session, now: datetime) -> None:
    """Forget what no longer changes what is suggested."""
    shown.forget_old(session, now - 2 * REST)
