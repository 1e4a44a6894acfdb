"""The thought experiment in a channel: a certain payoff, or an even chance of something much bigger.

"You do the day job, you can get an instant $1 million. If you take an opportunity, there's a 50% chance." It is usually
about half and half, and at work nobody presses just once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Vote = Literal["green", "red"]

NOBODY_YET = "Nobody has pressed yet."
RESULT = "🟢 {green} · 🔴 {red}"
THEN = "At work you press it ten times, or a hundred."
THEN_FROM = 2  # votes


@dataclass(frozen=True)
class Tally:
    """How many chose which."""

    green: int
    red: int


def tally(votes: Mapping[str, Vote]) -> Tally:
    """The votes counted: one for each person, their last."""
    chosen = list(votes.values())
    return Tally(chosen.count("green"), chosen.count("red"))


def result(counted: Tally) -> str:
    """The line under the buttons."""
    votes = counted.green + counted.red
    if not votes:
        return NOBODY_YET
    said = RESULT.format(green=counted.green, red=counted.red)
    return f"{said}\n{THEN}" if votes >= THEN_FROM else said
