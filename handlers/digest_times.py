"""When somebody's digest comes and how long it is: their zone, their days, and whether the last ones were of use."""

from datetime import datetime

from sqlmodel import Session

from bot import digest, digest_pace, nudges, schedule
from bot.digest_pace import Pace
from bot.event import Event
from bot.follow import DIGEST_AT
from bot.nudges import Listener
from bot.schedule import Cadence
from handlers.answers import who_asked
from handlers.visible import ask_channels
from storage import digest_pace as stored
from storage import digests, follows
from storage.follows import Following
from storage.nudges import listener


def on_due(session: Session, now: datetime) -> None:
    """Begin every digest whose time has come; one that was missed by hours is skipped, and of several all but the last."""
    for team_id, user, first in follows.due(session, now):
        following = follows.following(session, team_id, user)
        assert following is not None
        cadence, who = pace(session, team_id, following).cadence, listener(session, team_id, user)
        due = schedule.last_due(first, now, cadence, DIGEST_AT, who.day.zone, who.day.rest)
        held_until = _held_until(who, due, cadence, now)
        follows.next_digest(session, team_id, user, held_until or _next(who, cadence, now))
        period = schedule.period(due, cadence, who.day.zone)
        is_early = cadence != following.cadence and _had_one(session, team_id, user, period, who)
        if held_until is None and not is_early and not digest.is_too_late(due, now):
            _begin(session, team_id, user, f"{cadence}:{period}", now)


def _begin(session: Session, team_id: str, user: str, period: str, now: datetime) -> None:
    event = Event(team_id, f"digest:{user}:{period}", "digest.due", user, {}, now)
    ask_channels(session, event, user, "digest", {"asked": False}, now)


def _held_until(who: Listener, due: datetime, cadence: Cadence, now: datetime) -> datetime | None:
    """When to look again, where the reader wants silence now; None if it may go, or silence has no end in sight.

    A day off has no digest. What comes once a week waits for the next day of work, at its usual time.
    """
    moment = nudges.letter_moment(who, now)
    if moment is None:
        return _next(who, cadence, now)
    if moment <= now:
        return None
    day = moment.astimezone(who.day.zone).date()
    usual = schedule.at_wall_time(day, DIGEST_AT, who.day.zone)
    is_same_day = day == due.astimezone(who.day.zone).date()
    return max(moment, usual) if is_same_day or cadence == "weekly" else _next(who, cadence, now)


def _had_one(session: Session, team_id: str, user: str, week: str, who: Listener) -> bool:
    """Whether somebody had a digest in that week already, from when they came daily."""
    last = digests.last(session, team_id, user)
    return last is not None and schedule.period(last, "weekly", who.day.zone) == week


def pace(session: Session, team_id: str, following: Following) -> Pace:
    """How long and how often somebody's digest is now."""
    answers = stored.were_answered(session, team_id, following.user_id)
    return digest_pace.pace(answers, following.cadence, wants_less=following.wants_less)


def next_at(session: Session, team_id: str, user: str, cadence: Cadence, now: datetime) -> datetime:
    """When a digest of that cadence is due next, by somebody's zone and days of rest."""
    return _next(listener(session, team_id, user), cadence, now)


def _next(who: Listener, cadence: Cadence, now: datetime) -> datetime:
    return schedule.next_due(now, cadence, DIGEST_AT, who.day.zone, who.day.rest)


def pressed_below(session: Session, event: Event, now: datetime) -> int | None:
    """Note a press on a button that belongs to a digest as a whole; the digest's id, None where it was pressed elsewhere."""
    place, user = event.payload.get("container") or {}, who_asked(event)
    where = str(place.get("channel_id", "")), str(place.get("message_ts", ""))
    digest_id = stored.at_place(session, event.team_id, user, *where) if all(where) else None
    if digest_id is not None:
        heard(session, event.team_id, user, digest_id, now)
    return digest_id


def heard(session: Session, team_id: str, user: str, digest_id: int | None, now: datetime) -> None:
    """A digest was of use, as a button of it shows (None: they asked for one): back to the chosen length and days."""
    following = follows.following(session, team_id, user)
    if following is None:
        return
    before = pace(session, team_id, following)
    if digest_id is None:
        stored.last_answered(session, team_id, user, now)
    else:
        stored.answered(session, team_id, digest_id, now)
    if pace(session, team_id, following).cadence != before.cadence:
        follows.next_digest(session, team_id, user, next_at(session, team_id, user, following.cadence, now))
