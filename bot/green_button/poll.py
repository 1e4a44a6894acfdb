"""The thought experiment in a channel: a million for certain, or an even chance of something much bigger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Vote = Literal["green", "red"]


@dataclass(frozen=True)
class Tally:
    """How many chose which."""

    green: int
    red: int


def tally(votes: Mapping[str, Vote]) -> Tally:
    """The votes counted, one for each person."""
    chosen = list(votes.values())
    return Tally(chosen.count("green"), chosen.count("red"))


def result(counted: Tally) -> str:
    """The line under the buttons."""
    return f"{counted.green} green, {counted.red} red"
