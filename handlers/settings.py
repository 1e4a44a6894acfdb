"""When Earshot may write: hours, days off, and silence, in one modal."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import days, schedule
from bot.event import Event
from bot.nudges import Day
from handlers import home, nudges, pauses
from handlers.answers import answer_privately, who_asked
from handlers.modals import Ask, Reply
from handlers.quiet_hours import home_state
from handlers.views import settings as view
from storage import follows, people
from storage import nudges as listeners


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """How it stands for somebody, to be changed."""
    user = who_asked(event)
    state = home_state(session, event.team_id, user, event.received_at)
    is_known = people.who_is(session, event.team_id, user) is not None
    zone = follows.zone(session, event.team_id, user) if is_known else ask.zone(user) or "UTC"
    return view.modal(state, zone)


def respond(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Name what can't be: hours without a day, days that can't be read, an end that is over."""
    chosen = view.chosen_from(event.payload["view"])
    local = pauses.local(session, event, event.received_at)
    errors = {}
    try:
        Day(schedule.zone_of(""), chosen.wakes, chosen.sleeps)
    except ValueError as fault:
        errors["sleeps"] = str(fault)
    try:
        days.days_off(chosen.days_off, local)
    except ValueError as fault:
        errors["days_off"] = str(fault)
    if chosen.silence == "date" and (chosen.day is None or chosen.day <= local.date()):
        errors["day"] = pauses.NO_DAY if chosen.day is None else pauses.NOT_LATER
    return Reply({"response_action": "errors", "errors": errors}, is_written=False) if errors else None


def on_saved(event: Event, session: Session, now: datetime) -> None:
    """Store what was chosen; setting it is a way to start."""
    user, chosen = who_asked(event), view.chosen_from(event.payload["view"])
    local = pauses.local(session, event, now)
    listeners.start(session, event.team_id, user, now)
    off = days.days_off(chosen.days_off, local)
    listeners.set_hours(session, event.team_id, user, chosen.wakes, chosen.sleeps, off)
    was_paused = listeners.hours(session, event.team_id, user).pause_begin is not None
    if chosen.silence != "no":
        pauses.pause(session, event, chosen.day if chosen.silence == "date" else None, now)
    elif was_paused:
        pauses.resume(session, event.team_id, user, now)
    nudges.hours_changed(session, event.team_id, user, now)
    answer_privately(session, event, view.line(home_state(session, event.team_id, user, now)), now)
    home.publish(session, event, user, now)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    "command.earshot.settings": on_opened,
    "action.settings.open": on_opened,
    "view.settings.save": on_saved,
}
MODALS = {"command.earshot.settings": open_modal, "action.settings.open": open_modal}
REPLIES = {"view.settings.save": respond}
