"""What somebody took on and asked to be reminded of, as it stands now: for the Home tab, the list, and whoever may say it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import nudges
from bot.backfill import TEXT_KEPT
from bot.event import Event
from bot.nudges import promise_due, promise_made
from bot.schedule import zone_of
from bot.small_actions import LOOKED_BACK
from handlers.answers import who_asked
from handlers.modals import Ask
from handlers.views import promises as view
from handlers.views import text
from storage import follows, people
from storage import promises as kept
from storage.promises import Taken


def candidates(session: Session, team_id: str, user: str, now: datetime) -> list[nudges.Nudge]:
    """What may be said of a person's promises: those to be offered, and those that were asked for."""
    zone = follows.zone(session, team_id, user)
    found = [_nudge(taken, zone) for taken in kept.open_ones(session, team_id, user)]
    return [nudge for nudge in found if nudge is not None]


def _nudge(taken: Taken, zone: str) -> nudges.Nudge | None:
    where = (taken.channel, taken.ts, taken.root)
    if taken.state == "offered":
        return promise_made.nudge(taken.promise, taken.said_at.astimezone(zone_of(zone)), *where)
    return promise_due.nudge(replace(taken.promise, day=taken.day), taken.said_at, zone, *where)


def home_state(session: Session, team_id: str, user: str, now: datetime) -> view.State:
    """What somebody asked to be reminded of, for the Home tab and the list."""
    zone = follows.zone(session, team_id, user)
    found = [taken for taken in kept.open_ones(session, team_id, user) if taken.state == "kept"]
    reminders = [
        view.Reminder(
            taken,
            text.plain(taken.promise.sentence, {}),
            promise_due.reminder_day(taken.day, taken.said_at, zone),
        )
        for taken in found
    ]
    met = people.workspace(session, team_id)
    return view.State(_nearest_first(reminders), met.url if met else "")


def _nearest_first(reminders: Sequence[view.Reminder]) -> list[view.Reminder]:
    return sorted(reminders, key=lambda each: (each.day, each.taken.said_at))


def open_list(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A page of what somebody took on."""
    value = pressed_value(event)
    skipped = int(value) if value.isdecimal() and len(value) < 9 else 0
    return view.modal(home_state(session, event.team_id, who_asked(event), event.received_at), skipped)


def show_without(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The list without the one that was just pressed; on the Home tab nothing opens."""
    if (event.payload.get("view") or {}).get("type") != "modal":
        return {}
    state = home_state(session, event.team_id, who_asked(event), event.received_at)
    left = [each for each in state.reminders if each.taken.about != pressed_value(event)]
    return view.modal(replace(state, reminders=left))


def pressed_value(event: Event) -> str:
    """What the pressed button stands for, or "" where a command was typed."""
    actions: list[dict[str, Any]] = event.payload.get("actions") or [{}]
    return str(actions[0].get("value", ""))


def forget_old(session: Session, now: datetime) -> None:
    """Forget what was closed, once no suggestion counts it any more, and offers that nobody took up."""
    kept.forget_old(session, now - LOOKED_BACK, now - TEXT_KEPT, now)


MODALS = {
    "command.earshot.promises": open_list,
    "action.promises.open": open_list,
    **{f"action.{each}": show_without for each in (view.DONE, view.LATER, view.LET_GO)},
}
