"""Silence, and back: for a while, until a day, or until somebody resumes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot import days, schedule
from bot.event import Event
from handlers import digest_times, home, nudges
from handlers.answers import answer_privately, who_asked
from handlers.earshot import NOTHING
from handlers.modals import Ask, Reply
from handlers.views import pause as view
from handlers.views import text
from storage import follows
from storage import nudges as listeners

PAUSED = "Paused. Nothing comes by itself until you type `/earshot resume`; `/earshot digest` still works."
PAUSED_UNTIL = "Paused until {day}. I'm back then by myself, or earlier with `/earshot resume`."
RESUMED = "I'm back. What is due comes at its usual time, if there is something."
NO_DAY = "Pick the day on which I'm back."
NOT_LATER = "That day is over, or is today. Pick a later one."


def on_typed(event: Event, session: Session, now: datetime) -> None:
    """Somebody typed a pause, perhaps with its end, or pressed it below a digest; what can't be read changes nothing."""
    digest_times.pressed_below(session, event, now)
    words = str(event.payload.get("text") or "").strip().partition(" ")[2].strip()
    try:
        until = days.until(words, local(session, event, now)) if words else None
    except ValueError as fault:
        answer_privately(session, event, text.escape(str(fault)), now)
        return
    _pause(session, event, until, now)


def on_asked(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


def on_pressed(event: Event, session: Session, now: datetime) -> None:
    """Somebody pressed Pause on a nudge, which counts as an answer; its modal was opened at the door."""
    nudges.answered(session, event, now)


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Ask how long it should be quiet."""
    return view.modal("")


def respond(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Refuse a day that is missing or over; what is refused is not written down."""
    span, day = view.chosen_from(event.payload["view"])
    today = local(session, event, event.received_at).date()
    if span != "date" or (day is not None and day > today):
        return None
    errors = {"day": NO_DAY if day is None else NOT_LATER}
    return Reply({"response_action": "errors", "errors": errors}, is_written=False)


def on_submitted(event: Event, session: Session, now: datetime) -> None:
    """Begin the silence that was chosen in the modal."""
    span, day = view.chosen_from(event.payload["view"])
    today = local(session, event, now).date()
    ends = {"tomorrow": today + timedelta(days=1), "week": today + timedelta(days=7), "date": day}
    _pause(session, event, ends.get(span), now)


def _pause(session: Session, event: Event, day: date | None, now: datetime) -> None:
    user = who_asked(event)
    if not listeners.has_started(session, event.team_id, user):
        answer_privately(session, event, NOTHING, now)
        return
    pause(session, event, day, now)
    answer_privately(session, event, PAUSED_UNTIL.format(day=told(day)) if day else PAUSED, now)
    home.publish(session, event, user, now)


def pause(session: Session, event: Event, day: date | None, now: datetime) -> None:
    """Begin somebody's silence, up to the beginning of a day of theirs, or until they resume."""
    team_id, user = event.team_id, who_asked(event)
    zone = schedule.zone_of(follows.zone(session, team_id, user))
    until = schedule.at_wall_time(day, time(0), zone) if day else None
    listeners.pause(session, team_id, user, until, now)
    if follows.following(session, team_id, user) is not None:
        follows.pause(session, team_id, user, paused=True)
    nudges.hours_changed(session, team_id, user, now)


def told(day: date) -> str:
    """A day as people say it, with its year: Thursday, 3 December 2026."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def on_resume(event: Event, session: Session, now: datetime) -> None:
    """Let what is due come again."""
    user = who_asked(event)
    if not listeners.has_started(session, event.team_id, user):
        answer_privately(session, event, NOTHING, now)
        return
    resume(session, event.team_id, user, now)
    answer_privately(session, event, RESUMED, now)
    home.publish(session, event, user, now)


def on_due(session: Session, now: datetime) -> None:
    """End every dated pause that is over."""
    for team_id, user in listeners.rested(session, now):
        resume(session, team_id, user, now)


def resume(session: Session, team_id: str, user: str, now: datetime) -> None:
    """End somebody's silence."""
    listeners.resume(session, team_id, user)
    following = follows.following(session, team_id, user)
    if following is not None:
        follows.pause(session, team_id, user, paused=False)
        due = digest_times.next_at(session, team_id, user, following.cadence, now)
        follows.next_digest(session, team_id, user, due)
    nudges.hours_changed(session, team_id, user, now)


def local(session: Session, event: Event, moment: datetime) -> datetime:
    """A moment on the clock of whoever asked."""
    return moment.astimezone(schedule.zone_of(follows.zone(session, event.team_id, who_asked(event))))


HANDLERS = {
    "command.earshot.pause": on_typed,
    "action.digest.pause": on_typed,  # without words: until they resume
    "command.earshot.resume": on_resume,
    "action.digest.resume": on_resume,
    "action.nudge.pause": on_pressed,
    "action.nudge.pause.home": on_asked,
    "view.nudge.pause": on_submitted,
}
MODALS = {"action.nudge.pause": open_modal}
REPLIES = {"view.nudge.pause": respond}
