"""Whom and what a person follows: what they may choose, and what Earshot says to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Literal

from bot.attention import Watched
from bot.schedule import Cadence

MOST_CHANNELS = 40
MOST_PEOPLE = 30
DIGEST_AT = time(9, 0)

NO_CHANNEL = "Pick at least one channel to listen to."
TOO_MANY_CHANNELS = f"Up to {MOST_CHANNELS} channels; the ones your manager is active in matter most."
NOBODY = "Pick at least one person whose attention matters to you."
TOO_MANY_PEOPLE = f"Up to {MOST_PEOPLE} people; fewer give a clearer digest."
YOURSELF = "That's you. Pick somebody whose attention matters to you."

CONFIRMED = "You're within earshot of {channels}, through {people}."
READING = "I'm reading the last 90 days there, and write when I find something with a reason."
LEARNED = "I've learned from {read:,} posts of the last 90 days."
JOIN_FIRST = (
    "I can't listen for you in {channels} yet. You and I both need to be in there: "
    "join it, or for a private channel type `/invite @earshot` in it. I'll start by myself then."
)
NOT_PEOPLE = "I leave {people} out: apps and deactivated accounts don't react."
NEXT_DIGEST = {
    "daily": "Your digest comes on weekdays at 9:00 your time, if there is something.",
    "weekly": "Your digest comes on Mondays at 9:00 your time, if there is something.",
}

_MANAGER_LABELS = ("manager", "reports to", "line manager", "supervisor", "lead")
_PERSON = re.compile(r"\s*([UW][A-Z0-9]+)\s*(?:,|$)")  # the first, where a field names several


@dataclass(frozen=True)
class Choice:
    """What somebody chose in the follow modal, in the order in which they chose it."""

    channels: tuple[str, ...]
    watched: tuple[Watched, ...]
    cadence: Cadence


Field = Literal["channels", "level1", "voices"]


def faults(choice: Choice, follower: str) -> dict[Field, str]:
    """What is wrong with a choice, by the field to show it at; empty when it is fine."""
    wrong: dict[Field, str] = {}
    if not choice.channels:
        wrong["channels"] = NO_CHANNEL
    elif len(choice.channels) > MOST_CHANNELS:
        wrong["channels"] = TOO_MANY_CHANNELS
    if any(person.user == follower for person in choice.watched):
        wrong["level1"] = YOURSELF
    elif not choice.watched:
        wrong["level1"] = NOBODY
    if len(choice.watched) > MOST_PEOPLE:
        wrong["voices"] = TOO_MANY_PEOPLE
    return wrong


def once_each(people: Iterable[Watched]) -> tuple[Watched, ...]:
    """Each person once, at the nearest level they were named for (0, another voice, is the farthest)."""
    nearest: dict[str, Watched] = {}
    for person in people:
        known = nearest.get(person.user)
        if known is None or (person.level or 9) < (known.level or 9):
            nearest[person.user] = person
    return tuple(nearest.values())


def manager_field(fields: Sequence[Mapping[str, Any]]) -> str | None:
    """The id of the profile field that names the manager: a field of type user with such a label."""
    people = [field for field in fields if field.get("type") == "user" and isinstance(field.get("id"), str)]
    for label in _MANAGER_LABELS:
        for field in people:
            if label in str(field.get("label", "")).lower():
                return str(field["id"])
    return None


def manager_of(fields: Mapping[str, Any] | None, field_id: str | None, person: str) -> str | None:
    """The manager that a person's profile names; None where there is none, or it names themselves."""
    entry = (fields or {}).get(field_id or "")
    value = entry.get("value") if isinstance(entry, Mapping) else None
    named = _PERSON.match(value) if isinstance(value, str) else None
    return named[1] if named and named[1] != person else None
