"""Passing feedback on: it is sent, waits for calm hours, and its readers can thank, answer, or take no more of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.feedback import faults, readers
from bot.feedback.answering import REFUSED, REFUSING, refused_line
from handlers import home, nudges, pauses
from handlers.answers import answer_privately, who_asked
from handlers.feedback import writing
from handlers.feedback.writing import on_opened
from handlers.modals import Ask
from handlers.people import read_people
from handlers.views import feedback as form
from handlers.views import feedback_letter as view
from handlers.views import text
from handlers.views.feedback_turn import shown_in, turn_from
from storage import feedback, feedback_wishes, outbox
from storage import nudges as listeners
from storage.feedback import PURPOSE, Letter, Written

GONE = "That is older than what I keep, or was taken back, so its buttons do nothing any more."
AUTHOR_GONE = (
    "{author} doesn't use me any more, so I can't pass it on. A word from you directly will be welcome."
)
ONLY_ONE = "{people} {prefer} not to get feedback through me, so only the other one gets it."
NO_ANSWER = "A word or two, please; or close this, which is fine too."
WHY = (
    "Somebody wrote it to you, or asked you for it, or answers what you wrote. I pass on only what a colleague sends "
    "by hand, in your calm hours. “No more feedback here” ends it; `/earshot feedback settings` changes it back."
)
TAKEN_BACK = "Taken back; nobody has seen it. What you wrote is a draft again."
NOT_ARRIVED = (
    "I couldn't bring your feedback to {person}: Slack says they can't be reached here. Nobody has seen it."
)
TOO_LATE = "It has gone out already, so I can't take it back."


def on_sent(event: Event, session: Session, now: datetime) -> None:
    """Pass on what was previewed, to nobody but those who were named there."""
    team_id, author, shown = event.team_id, who_asked(event), event.payload["view"]
    turn, seen = turn_from(shown), shown_in(shown)
    kept = feedback.draft(session, team_id, author, turn.person, str(shown["id"]))
    typed = replace(seen, words=kept.words) if kept else seen
    if not turn.person or faults(typed.words):
        return
    listeners.start(session, team_id, author, now)
    read_people(session, team_id, now)
    if _pass_on(session, event, typed, turn.manager, now):
        feedback.drop_drafts(session, team_id, author, turn.person)
        feedback_wishes.drop_notes(session, team_id, author, turn.person)
        feedback_wishes.unspare(session, team_id, author, turn.person)
        feedback_wishes.settle(session, team_id, author, turn.person, now)
    home.publish(session, event, author, now)


def _pass_on(session: Session, event: Event, typed: Written, manager: str, now: datetime) -> bool:
    """Send it to its readers, without those who said in the meantime that they take none; whether anybody is left."""
    team_id, author = event.team_id, who_asked(event)
    chosen = readers(typed.visibility, typed.person, manager or None)
    refused = feedback_wishes.refused(session, team_id, list(chosen))
    left = [reader for reader in chosen if reader not in refused]
    if refused:
        line = refused_line(sorted(refused), ONLY_ONE if left else REFUSED)
        answer_privately(session, event, line, now)
    if not left:
        return False
    if refused:
        typed = replace(typed, visibility="them" if left == [typed.person] else "manager")
    found = Letter(sha256(event.event_id.encode()).hexdigest()[:16], author, typed, manager, now, now)
    is_first = {reader: _is_first(session, team_id, reader) for reader in left}
    feedback.send(session, team_id, found)
    moments = [_deliver(session, team_id, found, each, now, is_first=is_first[each]) for each in left]
    feedback.goes_at(session, team_id, found.id, min(moments))
    return True


def _is_first(session: Session, team_id: str, reader: str) -> bool:
    """Whether somebody who never started Earshot hears of it for the first time."""
    has_started = listeners.has_started(session, team_id, reader)
    return not has_started and not feedback.was_written_to(session, team_id, reader)


def _deliver(
    session: Session, team_id: str, found: Letter, reader: str, now: datetime, *, is_first: bool
) -> datetime:
    shown = view.letter(found, reader, is_first=is_first, can_pause=_can_pause(session, team_id, reader))
    return nudges.letter(
        session,
        team_id,
        reader,
        PURPOSE,
        f"{found.id}:{reader}",
        shown,
        now,
        answer="feedback.arrived",
        context={"feedback": found.id, "user": found.author, "reader": reader, "lane": found.author},
    )


def on_arrived(event: Event, session: Session, now: datetime) -> None:
    """Note when a reader got it; tell the author where Slack could not bring it."""
    context = event.payload["context"]
    if event.payload["ok"]:
        feedback.goes_at(session, event.team_id, context["feedback"], now)
    elif listeners.has_started(session, event.team_id, context["user"]):
        line = NOT_ARRIVED.format(person=text.person(context["reader"]))
        what = ("feedback.lost", f"{context['feedback']}:{context['reader']}", view.told(line))
        nudges.letter(session, event.team_id, context["user"], *what, now)


def _can_pause(session: Session, team_id: str, reader: str) -> bool:
    return listeners.has_started(session, team_id, reader)


def _letter(session: Session, event: Event, value: str = "") -> Letter | None:
    """The letter that was pressed on, for one of its readers."""
    value = value or str(event.payload["actions"][0].get("value") or "")
    return feedback.letter(session, event.team_id, value, who_asked(event))


def on_thanked(event: Event, session: Session, now: datetime) -> None:
    """A reader says thank you, once."""
    found, reader = _letter(session, event), who_asked(event)
    if found is None:
        answer_privately(session, event, GONE, now)
    elif reader not in found.thanked:
        feedback.thanked(session, event.team_id, found.id, reader)
        _tell(session, event, found, ("feedback.thanks", view.thanks(reader)), now)
        _redraw(session, event, found.id, place_of(event), now)


def open_answer(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A reader wants to answer."""
    found = _letter(session, event)
    return view.answering(found, place_of(event)) if found else form.only(GONE)


def check_answer(submission: dict[str, Any]) -> dict[str, str]:
    """What is missing in an answer, by block id."""
    return {} if view.answer_from(submission["view"]) else {"answer": NO_ANSWER}


def on_answered(event: Event, session: Session, now: datetime) -> None:
    """A reader's answer goes to the author alone."""
    feedback_id, place = view.answered_at(event.payload["view"])
    found, words = _letter(session, event, feedback_id or "-"), view.answer_from(event.payload["view"])
    reader = who_asked(event)
    if found is None:
        answer_privately(session, event, GONE, now)
    elif words and reader not in found.answered:
        feedback.answered(session, event.team_id, found.id, reader)
        _tell(session, event, found, ("feedback.answer", view.answer(reader, words)), now)
        _redraw(session, event, found.id, place, now)


def _tell(
    session: Session, event: Event, found: Letter, what: tuple[str, dict[str, Any]], now: datetime
) -> None:
    """Tell the author, who wants to hear it only as long as they use Earshot."""
    if not listeners.has_started(session, event.team_id, found.author):
        answer_privately(session, event, AUTHOR_GONE.format(author=text.person(found.author)), now)
        return
    purpose, message = what
    period = f"{found.id}:{who_asked(event)}"
    nudges.letter(session, event.team_id, found.author, purpose, period, message, now)


def place_of(event: Event) -> tuple[str, str]:
    """Where the message stands that was pressed in."""
    place = event.payload.get("container") or {}
    if place.get("type") != "message":
        return "", ""
    return str(place["channel_id"]), str(place["message_ts"])


def _redraw(
    session: Session,
    event: Event,
    feedback_id: str,
    place: tuple[str, str],
    now: datetime,
    *,
    is_refused: bool = False,
) -> None:
    reader = who_asked(event)
    session.flush()
    found = feedback.letter(session, event.team_id, feedback_id, reader)
    if found is not None:
        can_pause = _can_pause(session, event.team_id, reader)
        shown = view.letter(found, reader, is_first=False, can_pause=can_pause, is_refused=is_refused)
        edit(session, event, place, shown, now)


def edit(
    session: Session, event: Event, place: tuple[str, str], message: dict[str, Any], now: datetime
) -> None:
    """Show it in place of a message, where that is known."""
    channel, ts = place
    if not ts:
        return
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=who_asked(event),
        purpose="feedback.edit",
        period=event.event_id,
        arguments={"channel": channel, "ts": ts, **message},
        lane=f"edit:{channel}:{ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def on_refused(event: Event, session: Session, now: datetime) -> None:
    """A reader takes no more feedback through Earshot."""
    _refuse(event, session, now, takes_none=True)


def on_accepted(event: Event, session: Session, now: datetime) -> None:
    """They take it back."""
    _refuse(event, session, now, takes_none=False)


def _refuse(event: Event, session: Session, now: datetime, *, takes_none: bool) -> None:
    feedback_wishes.refuse(session, event.team_id, who_asked(event), takes_none=takes_none)
    found = _letter(session, event)
    if found is None:  # what they want holds all the same
        answer_privately(session, event, REFUSING if takes_none else view.TAKING, now)
    else:
        _redraw(session, event, found.id, place_of(event), now, is_refused=takes_none)


def open_back(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A reader writes to the author."""
    found = _letter(session, event)
    return writing.begin(session, event, ask, [found.author]) if found else form.only(GONE)


def on_taken_back(event: Event, session: Session, now: datetime) -> None:
    """The author takes back what is still on its way."""
    user, value = who_asked(event), str(event.payload["actions"][0].get("value") or "")
    found = feedback.take_back(session, event.team_id, user, value)
    if found is not None:
        feedback.keep_draft(session, event.team_id, user, found.id, found.written, now)
    answer_privately(session, event, TAKEN_BACK if found else TOO_LATE, now)
    home.publish(session, event, user, now)


def on_why(event: Event, session: Session, now: datetime) -> None:
    """Say why a letter came."""
    answer_privately(session, event, WHY, now)


HANDLERS = {
    "view.feedback.send": on_sent,
    "answer.feedback.arrived": on_arrived,
    "view.feedback.answer": on_answered,
    "action.feedback.thank": on_thanked,
    "action.feedback.answer": on_opened,
    "action.feedback.back": on_opened,
    "action.feedback.refuse": on_refused,
    "action.feedback.accept": on_accepted,
    "action.feedback.take_back": on_taken_back,
    "action.feedback.pause": on_opened,
    "action.feedback.more.pause": on_opened,
    "action.feedback.why": on_why,
    "action.feedback.more.why": on_why,
}
MODALS = {
    "action.feedback.answer": open_answer,
    "action.feedback.back": open_back,
    "action.feedback.pause": pauses.open_modal,
    "action.feedback.more.pause": pauses.open_modal,
}
CHECKS = {"view.feedback.answer": check_answer}
