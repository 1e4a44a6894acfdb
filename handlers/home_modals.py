"""What the Home tab opens: the muted channels, what is kept for its reader, and help."""

from typing import Any

from sqlmodel import Session

from bot.event import Event
from handlers.answers import who_asked
from handlers.earshot import on_modal_opened
from handlers.modals import Ask
from handlers.views import following, home, kept, words
from storage import digests
from storage import kept as rows

_MOST_DIGITS = 8  # of a place in a list; more is no place that we gave out


def open_muted(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A page of the muted channels."""
    value = str(event.payload["actions"][0].get("value", ""))
    return following.all_muted(digests.muted(session, event.team_id, who_asked(event)), _place(value))


def open_unmuted(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The same page without the channel that is let in again; on the tab itself nothing opens."""
    shown = event.payload.get("view") or {}
    if shown.get("type") != "modal":
        return {}
    channel = str(event.payload["actions"][0].get("value", ""))
    muted = [each for each in digests.muted(session, event.team_id, who_asked(event)) if each[1] != channel]
    return following.all_muted(muted, _place(str(shown.get("private_metadata") or "")))


def _place(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else 0


def open_kept(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What is kept for somebody."""
    return kept.modal(rows.counts(session, event.team_id, who_asked(event)))


def open_forgotten(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Say that it is done; it is, a moment later."""
    return kept.forgotten()


def open_help(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What there is to type."""
    return words.modal()


HANDLERS = {
    f"action.{following.ALL_MUTED}": on_modal_opened,
    f"action.{home.KEPT}": on_modal_opened,
    f"action.{home.HELP}": on_modal_opened,
}
MODALS = {
    f"action.{following.ALL_MUTED}": open_muted,
    f"action.{following.UNMUTE}": open_unmuted,
    f"action.{home.KEPT}": open_kept,
    f"action.{home.HELP}": open_help,
    f"action.{kept.FORGET}": open_forgotten,
}
