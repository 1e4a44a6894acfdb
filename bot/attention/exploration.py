"""Tries: now and then a post that is not likely enough is shown, to find out whether the guesses are right.

What is only ever shown where it is likely can never turn out to have been guessed too low. So about one place in
twenty goes to a post below the threshold. It is drawn by chance, and how likely it was to be drawn is written down:
that is what makes an honest estimate possible of how such posts would do if they were shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.attention.rank import Ranked

SHARE = 0.05  # of the places of a digest
TRIES_AFTER = 3  # digests of a reader; the first ones are what they judge Earshot by


def explore(chosen: Sequence[Ranked], unlikely: Sequence[Ranked], most: int, occasion: str) -> list[Ranked]:
    """The chosen posts, in which with some chance one of the unlikely ones took a free place, or the last.

    `occasion` names the digest; the same one always draws the same. Where nothing was chosen nothing is tried.
    """
    draws = [_chance(f"{occasion}:{place}") for place in range(len(chosen))]
    drawn = next((draw for draw in draws if draw < SHARE), None)
    if not unlikely or not chosen:
        return list(chosen)
    at_all = 1 - (1 - SHARE) ** len(chosen)
    is_full = len(chosen) >= most
    if drawn is None:
        last = replace(chosen[-1], propensity=1 - at_all) if is_full else chosen[-1]
        return [*chosen[:-1], last]
    tried = _pick(unlikely, drawn / SHARE, at_all)
    return [*(chosen[:-1] if is_full else chosen), tried]


def _chance(name: str) -> float:
    """A number from 0 up to 1 that is as good as drawn by lot, and the same each time for the same name."""
    return int.from_bytes(sha256(name.encode()).digest()[:8]) / 2**64


def _pick(unlikely: Sequence[Ranked], at: float, at_all: float) -> Ranked:
    """One of them, the likelier the more often: even a try should be worth a look."""
    total, below = sum(item.score for item in unlikely), 0.0
    for item in unlikely:
        below += item.score
        if at * total < below:
            break
    return replace(item, explored=True, propensity=at_all * item.score / total)


@dataclass(frozen=True)
class Shown:
    """An item that was shown: with which chance, and whether it turned out well (a response, or "useful")."""

    explored: bool
    propensity: float
    is_hit: bool


def rate(items: Sequence[Shown], *, explored: bool) -> float | None:
    """How often posts of one kind would turn out well if all of them were shown; None where none was.

    What was drawn with a small chance stands for many that were not: each counts by the inverse of its chance.
    """
    weighed = [(1 / item.propensity, item.is_hit) for item in items if item.explored is explored]
    total = sum(weight for weight, _ in weighed)
    return sum(weight for weight, is_hit in weighed if is_hit) / total if total else None
