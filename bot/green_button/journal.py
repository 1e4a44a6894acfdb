"""The journal of presses: what is due when, and what each answer means. Every date is a local day at a wall time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

Button = Literal["green", "red", "discover", "delegate"]
Review = Literal["worked", "not", "not_yet", "let_go"]
Round = Literal["30 days", "90 days", "9 months"]

CHANCES = (0.1, 0.3, 0.5, 0.7, 0.9)  # of working, said before


@dataclass(frozen=True)
class Reviewed:
    """One answer to a review."""

    round: Round
    answer: Review
    at: datetime


@dataclass(frozen=True)
class Entry:
    """One press. `chance` is what was said before; `closed` when an open loop was closed, None while it is open."""

    button: Button
    pressed: datetime
    chance: float | None
    reviews: tuple[Reviewed, ...] = ()
    reminded: datetime | None = None
    closed: datetime | None = None


@dataclass(frozen=True)
class Due:
    """The review to ask for, and from when on."""

    round: Round
    at: datetime


@dataclass(frozen=True)
class Mix:
    """How many of each button were pressed."""

    green: int
    red: int
    discover: int
    delegate: int


def next_review(entry: Entry, zone: ZoneInfo) -> Due | None:
    """The next review of a green press; None when there is none left."""
    return Due("30 days", entry.pressed.astimezone(zone))


def is_settled(entry: Entry) -> bool:
    """Whether it is known how it ended: worked, not, or let go."""
    return entry.closed is not None


def loop_due(entry: Entry, zone: ZoneInfo) -> datetime | None:
    """When an open discovery or name-down is due, which is when its one reminder may go; None for others."""
    return entry.pressed.astimezone(zone)


def mix(entries: Sequence[Entry]) -> Mix:
    """How many of each."""
    return Mix(len(entries), 0, 0, 0)
