"""What is left of something a participant did, once whoever did it is taken out. It is all that is ever written.

A tag is HMAC-SHA256 (RFC 2104) under the random key of one session, cut to 128 bits. Each purpose has tags of its own, so
that somebody's vote, question and flag can't be told to be one person's, and neither can two of their questions. A host's
acts (`ama.host....`) are named, and are not sealed.
"""

import hmac
from typing import Any, Literal

from bot.ama.place import Place

Purpose = Literal["vote", "ask", "own", "flag", "poll", "slot", "event"]

# What is written down sealed, and for which purpose. Everything else that begins like PRIVATE is never written at all.
SEALED: dict[str, Purpose] = {
    "action.ama.vote": "vote",
    "action.ama.flag": "flag",
    "action.ama.withdraw": "own",
    "action.ama.poll": "poll",
    "view.ama.ask": "ask",
    "view.ama.edit": "own",
}
PRIVATE = ("command.ama", "shortcut.ama", "action.ama", "view.ama", "closed.ama")
NAMED = ("action.ama.host", "view.ama.host")
ANYBODY_S = (
    "action.ama.host.tools",
)  # stands on the board, where anybody may press it, and only opens something


def is_private(kind: str) -> bool:
    """Whether an event of this kind must never be written down as it came."""
    return _begins(kind, PRIVATE) and (not _begins(kind, NAMED) or _begins(kind, ANYBODY_S))


def purpose_of(kind: str) -> Purpose | None:
    """What something is sealed for, by the longest known beginning of its kind; None for what is never written."""
    while kind:
        if kind in SEALED:
            return SEALED[kind]
        kind = kind.rpartition(".")[0]
    return None


def _begins(kind: str, beginnings: tuple[str, ...]) -> bool:
    return any(kind == each or kind.startswith(f"{each}.") for each in beginnings)


def tag(key: bytes, purpose: Purpose, user: str, *about: str) -> str:
    """What stands for a person, for one purpose and about one thing: 32 hexadecimal digits."""
    return hmac.digest(key, "\0".join((purpose, user, *about)).encode(), "sha256")[:16].hex()


def place_of(payload: dict[str, Any]) -> Place:
    """What a click or a submission is about."""
    if "view" in payload and not payload.get("actions"):
        return Place.read(str(payload["view"].get("private_metadata") or ""))
    action = payload["actions"][0]
    option = action.get("selected_option") or {}
    return Place.read(str(action.get("value") or option.get("value") or ""))


def poll_key(ama_id: str) -> str:
    """The name of the key of the poll after a session, which outlives the session's own."""
    return f"{ama_id}.poll"


def key_of(kind: str, place: Place) -> str:
    """The name of the key for this: that of the session, or that of the poll after it."""
    return poll_key(place.ama) if purpose_of(kind) == "poll" else place.ama


def words_of(payload: dict[str, Any]) -> dict[str, str]:
    """What was written and chosen in a modal, by block id."""
    values = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    return {
        str(block): _written(next(iter(elements.values()))) for block, elements in values.items() if elements
    }


def _written(element: dict[str, Any]) -> str:
    return str(element.get("value") or (element.get("selected_option") or {}).get("value") or "")
