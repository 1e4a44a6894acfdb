"""Feedback that is owed: suggested within the budget, once per time that two people worked together."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.event import Event
from bot.feedback import Owed, owed
from bot.nudges import Nudge, feedback_owed
from handlers import home, nudges
from handlers.answers import who_asked
from handlers.circle import Circle, circle
from handlers.feedback import writing
from handlers.modals import Ask
from handlers.views import feedback as form
from handlers.views import text
from storage import feedback, feedback_wishes
from storage import nudges as said

SETTLED = timedelta(days=90)  # after somebody was written to or left out on purpose
SNOOZED = timedelta(days=7)

OPENED = "Opened. Until you have sent it, it also waits on my Home tab."
LATER = "I'll ask once more in a week."
LET_GO = "Let go: I won't ask about {person} for three months. A word over coffee is feedback too."
UNDO = ("Undo", "feedback_owed.undo")


def candidates(session: Session, team_id: str, user: str, now: datetime) -> list[Nudge]:
    """One for everybody whom somebody could write to; put off by a week where they wanted that."""
    spared = feedback_wishes.spared(session, team_id, user, now - SETTLED)
    found = []
    for each in waiting(session, team_id, user, now):
        nudge = feedback_owed.nudge(each)
        later = spared.get(each.person)
        if later is not None and later[1] is not None:
            nudge = replace(nudge, about=f"{nudge.about}:again", due=max(nudge.due, later[1]))
        found.append(nudge)
    return found


def waiting(
    session: Session, team_id: str, user: str, now: datetime, around: Circle | None = None
) -> list[Owed]:
    """To whom somebody owes feedback, as far as they may be written to."""
    around = around or circle(session, team_id, user, now)
    contacts = [each for moments in around.contacts.values() for each in moments]
    found = owed(contacts, _settled(session, team_id, user, now), around.listening_since, now)
    refused = feedback_wishes.refused(session, team_id, [each.person for each in found])
    return [each for each in found if each.person not in refused]


def _settled(session: Session, team_id: str, user: str, now: datetime) -> set[str]:
    since = now - SETTLED
    written = {each.written.person for each in feedback.sent(session, team_id, user, since)}
    spared = feedback_wishes.spared(session, team_id, user, since)
    return written | {person for person, (_, remind_at) in spared.items() if remind_at is None}


def open_form(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The form for whom a nudge is about."""
    value = str(event.payload["actions"][0].get("value") or "")
    known = value.isdecimal() and len(value) < 18
    row = said.own(session, event.team_id, who_asked(event), int(value)) if known else None
    return writing.begin(session, event, ask, [_person(row.about)]) if row else form.only(nudges.GONE)


def _person(about: str) -> str:
    return about.partition(":")[0]


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The form was opened at the door."""
    row = nudges.answered(session, event, now)
    if row is not None:
        nudges.settle(session, row, OPENED, now, event=event)


def on_snoozed(event: Event, session: Session, now: datetime) -> None:
    """Ask once more in a week."""
    _spare(event, session, now, now + SNOOZED)


def on_let_go(event: Event, session: Session, now: datetime) -> None:
    """Don't ask about that person again for a while."""
    _spare(event, session, now, None)


def _spare(event: Event, session: Session, now: datetime, remind_at: datetime | None) -> None:
    row = nudges.answered(session, event, now)
    if row is None:
        return
    person = _person(row.about)
    feedback_wishes.spare(session, row.team_id, row.user_id, person, remind_at, now)
    line = LATER if remind_at else LET_GO.format(person=text.person(person))
    nudges.settle(session, row, line, now, event=event, undo=UNDO)
    home.publish(session, event, row.user_id, now)


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """Take back what was said of it."""
    row = nudges.answered(session, event, now)
    if row is not None:
        feedback_wishes.unspare(session, row.team_id, row.user_id, _person(row.about))
        nudges.show_again(session, row, now, event=event)
        home.publish(session, event, row.user_id, now)


HANDLERS = {
    "action.feedback_owed.write": on_opened,
    "action.feedback_owed.snooze": on_snoozed,
    "action.feedback_owed.let_go": on_let_go,
    "action.feedback_owed.undo": on_undone,
}
MODALS = {"action.feedback_owed.write": open_form}
