"""The words that somebody wants to be told of in their replies, besides those that everybody has."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.event import Event
from handlers.answers import who_asked
from handlers.modals import Ask
from handlers.views import green_words as view
from storage import green_button

MOST, LONGEST = 50, 60  # words or groups of words, and characters in one
TOO_MANY = f"Up to {MOST} of them; the usual ones are known already."
TOO_LONG = f"Up to {LONGEST} characters each, with commas between them."


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The words as they are now."""
    return view.modal(green_button.busy_words(session, event.team_id, who_asked(event)))


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is wrong with what was entered, by block id."""
    words = view.words_from(submission["view"])
    if len(words) > MOST:
        return {"words": TOO_MANY}
    return {"words": TOO_LONG} if any(len(each) > LONGEST for each in words) else {}


def on_submitted(event: Event, session: Session, now: datetime) -> None:
    """Replace them."""
    words = view.words_from(event.payload["view"])
    green_button.set_busy_words(session, event.team_id, who_asked(event), words)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {"action.green_words.open": on_opened, "view.green_words": on_submitted}
MODALS = {"action.green_words.open": open_modal}
CHECKS = {"view.green_words": check}
