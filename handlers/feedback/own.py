"""What is one's own: notes for the feedback one will write, and what one takes oneself."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot.event import Event
from handlers.answers import answer_privately, who_asked
from handlers.feedback import known
from handlers.feedback.writing import on_opened
from handlers.modals import Ask, Reply
from handlers.views import feedback_pick as view
from handlers.views import text
from storage import feedback_wishes
from storage import nudges as listeners
from storage.feedback_wishes import Note

NOTED = "Noted for {people}. Only you see it; it stands in the form when you write to them."
MOST_NOTE = 1000  # characters
SAVED = "Saved."
TAKES = {True: "I pass no feedback on to you.", False: "Colleagues can write to you through me."}
MANAGED = "Where a colleague wants your manager to see it too, that is {person}."
NO_MANAGER = (
    "I can't take {person} as your manager: pick a colleague with an account here, or leave it empty."
)


def open_notes(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """One's own notes; about the people who were named, if any."""
    named = known.named(str(event.payload.get("text") or ""))
    kept = feedback_wishes.notes(session, event.team_id, who_asked(event))
    return view.notes([each for each in reversed(kept) if not named or each.person in named])


def open_typed(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The notes, unless what was typed is one."""
    people, words = _typed(event)
    return {} if people and words else open_notes(session, event, ask)


def _typed(event: Event) -> tuple[list[str], str]:
    """Whom a note is about, who come first, and its words."""
    words = str(event.payload.get("text") or "").strip().partition(" ")[2].strip()
    people = []
    while (found := known.first(words)) is not None:
        person, words = found
        people.append(person)
    return people, text.cut(text.plain(words, {}), MOST_NOTE)


def on_note(event: Event, session: Session, now: datetime) -> None:
    """Keep a note about each of the people that it names first."""
    (people, words), user = _typed(event), who_asked(event)
    if not people or not words:
        return  # the modal was opened at the door
    found = known.fit(session, event.team_id, user, people)
    listeners.start(session, event.team_id, user, now)
    for person in found.people:
        note_id = sha256(f"{event.event_id}:{person}".encode()).hexdigest()[:16]
        feedback_wishes.keep_note(session, event.team_id, user, Note(note_id, person, words, now))
    noted = [NOTED.format(people=text.listed(map(text.person, found.people)))] if found.people else []
    answer_privately(session, event, "\n".join([*noted, *found.lines]), now)


def show_dropped(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The notes without the one that is being deleted."""
    value = str(event.payload["actions"][0].get("value") or "")
    kept = feedback_wishes.notes(session, event.team_id, who_asked(event))
    return view.notes([each for each in reversed(kept) if each.id != value])


def on_dropped(event: Event, session: Session, now: datetime) -> None:
    """Delete a note."""
    value = str(event.payload["actions"][0].get("value") or "")
    feedback_wishes.drop_note(session, event.team_id, who_asked(event), value)


def open_settings(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What one takes, and who one's manager is."""
    return view.settings(feedback_wishes.choice(session, event.team_id, who_asked(event)))


def refuse_manager(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Say at its field why somebody can't be one's manager."""
    chosen = view.choice_from(event.payload["view"])
    if not chosen.manager or not known.is_nobodys_manager(
        session, event.team_id, who_asked(event), chosen.manager, ask
    ):
        return None
    return Reply({"response_action": "errors", "errors": {"manager": NO_MANAGER}}, is_written=False)


def on_saved(event: Event, session: Session, now: datetime) -> None:
    """Store what one takes, and who one's manager is."""
    user, chosen = who_asked(event), view.choice_from(event.payload["view"])
    feedback_wishes.refuse(session, event.team_id, user, takes_none=chosen.takes_none)
    feedback_wishes.manager_is(session, event.team_id, user, chosen.manager)
    said = [SAVED, TAKES[chosen.takes_none]]
    if chosen.manager:
        said.append(MANAGED.format(person=text.person(chosen.manager)))
    answer_privately(session, event, " ".join(said), now)


HANDLERS = {
    "command.earshot.note": on_note,
    "action.feedback.open_notes": on_opened,
    "action.feedback.open_settings": on_opened,
    "action.feedback.drop_note": on_dropped,
    "view.feedback.settings": on_saved,
}
MODALS = {
    "command.earshot.note": open_typed,
    "action.feedback.open_notes": open_notes,
    "action.feedback.open_settings": open_settings,
    "action.feedback.drop_note": show_dropped,
}
REPLIES = {"view.feedback.settings": refuse_manager}
