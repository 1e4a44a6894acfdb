"""Promised answers after a session: their owner is reminded on the day and every week, until it is done."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama import ledger, schedule
from bot.ama.ama import Ama
from bot.ama.moderation import Entry
from bot.ama.question import Question
from bot.ama.sealing import place_of
from bot.event import Event
from bot.nudges import letter_moment
from handlers.ama import hosts, tell
from handlers.answers import who_asked
from handlers.modals import Ask, Reply
from handlers.views.ama import ending as view
from handlers.views.ama import hosts as hosts_view
from storage import ama as amas
from storage import ama_after, nudges, outbox
from storage import ama_questions as questions

HOUR = 9  # in the zone that the session was planned in; later on that day where it was missed
EITHER = "Write the answer, or pick another day."


def on_due(session: Session, team_id: str, now: datetime) -> None:
    """Remind the owners of what is due, each by their own day: on one of rest it waits."""
    known: dict[str, Ama | None] = {}
    for ama_id, question, reminded_on in questions.due(session, team_id, now.date()):
        ama = known.setdefault(ama_id, amas.get(session, team_id, ama_id))
        if ama is None or schedule.local(now, ama.plan.zone).hour < HOUR:
            continue
        day = hosts.today(ama, now)
        if not ledger.is_reminder_due(question.due_on, reminded_on, day):
            continue
        if letter_moment(nudges.listener(session, team_id, question.due_owner), now) != now:
            continue
        said = ledger.reminder(question, day)
        message = view.reminder(ama, question, said)
        occasion = f"due:{question.question_id}:{day}"
        outbox.promise(session, tell.told(team_id, ama, question.due_owner, message, occasion, now), now)
        questions.reminded(session, team_id, question.question_id, day)
        entry = Entry(now, question.due_owner, "remind", question.question_id)
        ama_after.log(session, team_id, ama_id, entry)


def open_promise(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal in which its owner, or a host, answers or moves the date."""
    found = _found(session, event)
    if found is None:
        return {}
    ama, question = found
    if question.state != "parked":
        return hosts_view.only(ama, hosts.QUICKER)
    return view.promised(ama, question, hosts.today(ama, event.received_at) + ledger.PROMISED_WITHIN)


def _found(session: Session, event: Event) -> tuple[Ama, Question] | None:
    place, user = place_of(event.payload), who_asked(event)
    ama = amas.get(session, event.team_id, place.ama)
    question = questions.get(session, event.team_id, place.question)
    if ama is None or question is None or not (ama.is_host(user) or question.due_owner == user):
        return None
    return ama, question


def reply(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Refuse a day that is gone."""
    found, decision = _found(session, event), hosts_view.read(event.payload["view"])
    if found is None or decision.note:
        return None
    if decision.due is None:
        return Reply({"response_action": "errors", "errors": {"note": EITHER}}, is_written=False)
    day = hosts.today(found[0], event.received_at)
    wrong = ledger.promise_faults(decision.due, found[1].due_owner or who_asked(event), day)
    return Reply({"response_action": "errors", "errors": wrong}, is_written=False) if wrong else None


def on_promised(event: Event, session: Session, now: datetime) -> None:
    """Take the answer, or the new date; both stand in the log."""
    found, decision = _found(session, event), hosts_view.read(event.payload["view"])
    if found is None:
        return
    ama, question = found
    if decision.note:
        hosts.answer(session, event, ama, question, decision.note, now)
    elif decision.due is not None:
        moved = hosts.entry(event, "park", question, now, hosts.by(decision.due))
        hosts.act(session, event.team_id, ama, moved, due_on=decision.due, reminded_on=None)


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door."""


HANDLERS = {f"action.{view.PROMISE}": on_modal_opened, f"view.{view.PROMISED}": on_promised}
MODALS = {f"action.{view.PROMISE}": open_promise}
REPLIES = {f"view.{view.PROMISED}": reply}
