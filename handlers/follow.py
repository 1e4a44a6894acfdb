"""Following: the modal, the choice, and what has to be asked of Slack because of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot import backfill, follow
from bot.call import Promise
from bot.event import Event
from handlers import attention, digest_times, home
from handlers import backfill as reading
from handlers.answers import who_asked
from handlers.modals import Ask
from handlers.nudges import hours_changed
from handlers.people import read_people
from handlers.views import follow as view
from handlers.views import text
from handlers.visible import ask_channels
from storage import channels, follows, nudges, outbox, people
from storage.follows import Following


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The follow modal for somebody. Slack is asked for their manager only where nobody is followed."""
    user = who_asked(event)
    following = follows.following(session, event.team_id, user)
    found = None if following and following.watched else ask.manager(user)
    return view.modal(following, found)


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a submitted modal, by block id; empty when it may be closed."""
    choice = view.choice_from(submission["view"]["state"]["values"])
    return {str(block): fault for block, fault in follow.faults(choice, submission["user"]["id"]).items()}


def on_submitted(event: Event, session: Session, now: datetime) -> None:
    """Store the choice, and ask who is who and which of the channels the person is in."""
    user = who_asked(event)
    choice = view.choice_from(event.payload["view"]["state"]["values"])
    if follow.faults(choice, user):
        return
    due = digest_times.next_at(session, event.team_id, user, choice.cadence, now)
    follows.follow(session, event.team_id, user, choice, next_digest_at=due, now=now)
    nudges.start(session, event.team_id, user, now)
    nudges.resume(session, event.team_id, user)
    hours_changed(session, event.team_id, user, now)
    channels.forget_unfollowed(session, event.team_id)
    attention.on_followed(session, event, [each.user for each in choice.watched], now)
    _ask_zone(session, event, user, now)
    read_people(session, event.team_id, now)
    ask_channels(session, event, user, "follow", {}, now)


def _ask_zone(session: Session, event: Event, user: str, now: datetime) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="users.info",
        recipient=user,
        purpose="follow.person",
        period=event.event_id,
        arguments={"user": user, "include_locale": True},
        lane=f"person:{user}",
        answer="people.one",
        context={"user": user, "lane": user},
    )
    outbox.promise(session, asked, now)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """Start to listen in the channels that the person is in; say what is missing for the others."""
    user = event.payload["context"]["user"]
    following = follows.following(session, event.team_id, user)
    if following is None:
        return
    found = event.payload["channels"]
    for channel in following.channels:
        if channel in found:
            _listen(session, event, channel, is_private=found[channel]["is_private"], now=now)
    _confirm(session, event, following, [each for each in following.channels if each not in found], now)
    home.publish(session, event, user, now)


def _listen(session: Session, event: Event, channel: str, *, is_private: bool, now: datetime) -> None:
    if is_private:  # listed only because Earshot is in it too
        reading.start(session, event.team_id, channel, backfill.oldest(now), now)
    else:
        reading.join(session, event.team_id, channel, event.event_id, now)


def _confirm(session: Session, event: Event, following: Following, missing: list[str], now: datetime) -> None:
    lines = _lines(session, event.team_id, following, missing, follow.READING)
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=following.user_id,
        purpose="follow.confirm",
        period=event.payload["context"]["period"],
        arguments=view.confirmation(lines),
        answer="follow.confirmed",
        context={"user": following.user_id, "missing": missing},
        expires_at=now + timedelta(hours=1),
    )
    outbox.promise(session, asked, now)


def _lines(session: Session, team_id: str, following: Following, missing: list[str], state: str) -> list[str]:
    apps = people.unable_to_react(session, team_id, [each.user for each in following.watched])
    here = [channel for channel in following.channels if channel not in missing]
    named = text.listed(map(text.channel, here)) or "no channel yet"
    watched = text.listed(text.person(each.user) for each in following.watched if each.user not in apps)
    watched = watched or "nobody yet"
    lines = [follow.CONFIRMED.format(channels=named, people=watched)]
    lines += [state, follow.NEXT_DIGEST[following.cadence]]
    if missing:
        lines.append(follow.JOIN_FIRST.format(channels=text.listed(map(text.channel, missing))))
    if apps:
        lines.append(follow.NOT_PEOPLE.format(people=text.listed(map(text.person, apps))))
    return lines


def on_confirmed(event: Event, session: Session, now: datetime) -> None:
    """Remember the confirming message, to bring it up to date when the reading is through."""
    if not event.payload["ok"]:
        return
    answer, context = event.payload["answer"], event.payload["context"]
    user = context["user"]
    follows.confirmed_in(session, event.team_id, user, str(answer["channel"]), str(answer["ts"]))
    following = follows.following(session, event.team_id, user)
    if following is not None and _is_read(session, event.team_id, following, context["missing"]):
        _bring_up_to_date(session, event, following, now)  # it was through before this message stood


def _is_read(session: Session, team_id: str, following: Following, missing: list[str]) -> bool:
    rows = channels.backfills(session, team_id, list(following.channels))
    awaited = set(following.channels) - set(missing)
    return bool(awaited) and awaited <= {row.channel_id for row in rows if row.done_at is not None}


def on_read(event: Event, session: Session, now: datetime) -> None:
    """A channel is read back: tell those who follow it, on their Home tab and in the message they have already."""
    home.publish_to_followers(session, event, event.payload["channel"], now)
    for user in channels.followers(session, event.team_id, event.payload["channel"]):
        following = follows.following(session, event.team_id, user)
        if following is None or following.confirmation is None:
            continue
        rows = channels.backfills(session, event.team_id, list(following.channels))
        if all(row.done_at is not None for row in rows):
            _bring_up_to_date(session, event, following, now)


def _bring_up_to_date(session: Session, event: Event, following: Following, now: datetime) -> None:
    assert following.confirmation is not None
    channel, ts = following.confirmation
    rows = channels.backfills(session, event.team_id, list(following.channels))
    learned = follow.LEARNED.format(read=sum(row.posts_read for row in rows))
    known = {row.channel_id for row in rows if not row.problem}
    missing = [each for each in following.channels if each not in known]
    message = view.confirmation(_lines(session, event.team_id, following, missing, learned))
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=following.user_id,
        purpose="follow.read",
        period=event.event_id,
        arguments={"channel": channel, "ts": ts, **message},
        lane=f"edit:{channel}:{ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


HANDLERS = {
    "view.follow": on_submitted,
    "visible.follow": on_channels,
    "answer.follow.confirmed": on_confirmed,
    "backfill.done": on_read,
}
MODALS = {"command.earshot.follow": open_modal, "action.follow.open": open_modal}
CHECKS = {"view.follow": check}
