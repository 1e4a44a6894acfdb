"""Feedback that somebody began, sent, was asked for and has notes for, for the test of two workspaces."""

from typing import Any

from sqlmodel import Session

from storage import feedback, feedback_wishes
from storage.feedback import Letter, Written
from storage.feedback_wishes import Note, Request
from tests.storage.samples import NOW

TYPED = Written("U3", {"behaviour": "You asked", "impact": "We knew"}, "them_and_manager", asks_back=True)
LETTER = Letter("F2", "U1", TYPED, "U5", NOW, NOW)
VALUES: dict[str, Any] = {
    "person": "U3",
    "typed": TYPED,
    "feedback_id": "F1",
    "manager": "U5",
    "note_id": "N1",
    "request_id": "R1",
    "request": Request("R2", "U1", "U3", "words", NOW),
    "takes_none": True,
    "remind_at": None,
}
SPECIAL: dict[str, dict[str, Any]] = {
    "storage.feedback.send": {"found": LETTER},
    "storage.feedback.letter": {"reader": "U3"},
    "storage.feedback.take_back": {"author": "U1"},
    "storage.feedback.sent": {"author": "U1"},
    "storage.feedback.shared_with": {"manager": "U5"},
    "storage.feedback_wishes.keep_note": {"note": Note("N2", "U3", "words", NOW)},
    "storage.feedback_wishes.refused": {"people": ["U1", "U4"]},
    "storage.feedback_wishes.settle": {"asker": "U1"},
}


def fill(session: Session, team: str) -> None:
    """A row of each."""
    words = {**TYPED.words, "behaviour": f"{team} words"}
    typed = Written("U3", words, "them_and_manager", asks_back=True)
    feedback.keep_draft(session, team, "U1", "V1", typed, NOW)
    feedback.send(session, team, Letter("F1", "U1", typed, "U5", NOW, NOW))
    feedback_wishes.keep_note(session, team, "U1", Note("N1", "U3", f"{team} note", NOW))
    feedback_wishes.ask(session, team, Request("R1", "U1", "U3", f"{team} topic", NOW))
    feedback_wishes.spare(session, team, "U1", "U3", NOW, NOW)
    feedback_wishes.manager_is(session, team, "U1", f"U5{team}")
    feedback_wishes.refuse(session, team, "U4", takes_none=True)
