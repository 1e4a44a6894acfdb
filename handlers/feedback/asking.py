"""Asking for feedback: it is passed on once, to people who use Earshot; for the others there are words to copy."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot.event import Event
from bot.feedback.answering import request
from handlers import home, nudges
from handlers.answers import answer_privately, who_asked
from handlers.feedback import known, own, writing
from handlers.feedback.letters import GONE, edit, place_of
from handlers.feedback.writing import on_opened
from handlers.modals import Ask, Reply, turned_into
from handlers.views import feedback as form
from handlers.views import feedback_letter as view
from handlers.views import feedback_pick, text
from handlers.views.feedback_turn import Turn
from storage import feedback_wishes
from storage import nudges as listeners
from storage.feedback_wishes import Request

AGAIN = timedelta(days=14)  # until the same person may be asked anew

ASKED = "I pass it on to {people}, in their calm hours."
LATELY = "You asked {people} within the last two weeks; once is enough."
NO_STRANGERS = "{people} never started me, and I write first to nobody who hasn't. Ask them yourself, in your own words or these:"
COPY = "> {words}"


def open_typed(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Somebody typed /earshot feedback: to write, to ask, or to change what they take."""
    words = str(event.payload.get("text") or "").split()[1:]
    word = words[0].lower() if words else ""
    if word == "ask":
        return feedback_pick.ask()
    if word in {"settings", "notes"}:
        return (own.open_settings if word == "settings" else own.open_notes)(session, event, ask)
    return writing.open_typed(session, event, ask)


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Whom to ask, and on what."""
    return feedback_pick.ask()


def _sorted(
    session: Session, event: Event, people: tuple[str, ...]
) -> tuple[list[str], list[str], list[str]]:
    """Whom to pass it on to, who was asked lately, and who never started Earshot."""
    lately = {
        each.person
        for each in feedback_wishes.asked_by(
            session, event.team_id, who_asked(event), event.received_at - AGAIN
        )
    }
    left = [person for person in people if person not in lately]
    started = [person for person in left if listeners.has_started(session, event.team_id, person)]
    return (
        started,
        [each for each in people if each in lately],
        [each for each in left if each not in started],
    )


def show_asked(session: Session, event: Event, ask: Ask) -> Reply:
    """Who is asked, and who isn't, with the words to ask them oneself."""
    shown, team_id, user = event.payload["view"], event.team_id, who_asked(event)
    found = known.fit(session, team_id, user, feedback_pick.people_from(shown), ask)
    if not found.people:
        why = " ".join(known.without_markup(session, team_id, line) for line in found.lines)
        return Reply({"response_action": "errors", "errors": {"people": why}}, is_written=False)
    started, lately, others = _sorted(session, event, found.people)
    lines = [*found.lines]
    for copy, people in ((ASKED, started), (LATELY, lately), (NO_STRANGERS, others)):
        if people:
            lines.append(copy.format(people=text.listed(text.person(each) for each in people)))
    if others:
        topic = text.escape(feedback_pick.topic_from(shown))
        lines.append(COPY.format(words=request(user, topic)))
    return turned_into(form.only(*lines))


def on_asked(event: Event, session: Session, now: datetime) -> None:
    """Pass the request on to those who use Earshot."""
    shown, team_id, user = event.payload["view"], event.team_id, who_asked(event)
    listeners.start(session, team_id, user, now)
    topic = feedback_pick.topic_from(shown)
    found = known.fit(session, team_id, user, feedback_pick.people_from(shown))
    for person in _sorted(session, event, found.people)[0]:
        request_id = sha256(f"{event.event_id}:{person}".encode()).hexdigest()[:16]
        asked = Request(request_id, user, person, topic, now)
        feedback_wishes.ask(session, team_id, asked)
        nudges.letter(session, team_id, person, "feedback.request", request_id, view.asked(asked), now)
    home.publish(session, event, user, now)


def _request(session: Session, event: Event) -> Request | None:
    value = str(event.payload["actions"][0].get("value") or "")
    return feedback_wishes.request_of(session, event.team_id, value, who_asked(event))


def open_request(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Somebody who was asked wants to write."""
    found = _request(session, event)
    if found is None:
        return form.only(GONE)
    return writing.begin(session, event, ask, [found.asker], Turn(writing.NOBODY, topic=found.topic))


def on_declined(event: Event, session: Session, now: datetime) -> None:
    """Somebody who was asked would rather not; the asker isn't told."""
    found = _request(session, event)
    if found is None:
        answer_privately(session, event, GONE, now)
        return
    feedback_wishes.settle(session, event.team_id, found.person, found.asker, now)
    line = view.DECLINED.format(author=text.person(found.asker))
    edit(session, event, place_of(event), view.settled(found, line), now)
    home.publish(session, event, who_asked(event), now)


HANDLERS = {
    "action.feedback.open_ask": on_opened,
    "view.feedback.ask": on_asked,
    "action.feedback.request": on_opened,
    "action.feedback.decline": on_declined,
}
MODALS = {
    "command.earshot.feedback": open_typed,
    "action.feedback.open_ask": open_modal,
    "action.feedback.request": open_request,
}
REPLIES = {"view.feedback.ask": show_asked}
