"""What a reader's presses mean for their next digest: how likely a post has to be, and what counts for more or less.

Everything follows from the list of presses that stand, so taking one back leaves no trace. A press moves the threshold
at once; what it says of an author, a channel or a watched person is believed slowly, as one press may mean anything.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.attention.guess import logit, sigmoid

# About three times what people respond to of everything they could see. Below it, silence is the better digest.
THRESHOLD = 0.12
STEP = 0.25  # log-odds; what one press does to the threshold
MOST_DOWN, MOST_UP = 3, 6  # steps, to .06 and .38: some posts always stay out, and others always come
MOST = 2.0  # log-odds; what any number of presses can say of one author, channel or person
SHRUNK = 9.0  # presses; the weight of "says nothing" against them, so that one press moves a tenth of MOST

Verdict = Literal["useful", "not_for_me", "mute"]
Side = Literal["author", "channel", "watched"]
_UP: dict[str, int] = {"useful": 1, "not_for_me": -1}


@dataclass(frozen=True)
class Press:
    """What a reader said of one item: of a post by `author` in `channel`, shown because of `watched`."""

    verdict: Verdict
    channel: str
    author: str
    watched: str


@dataclass(frozen=True)
class Taste:
    """Muted channels, how likely a post has to be, and log-odds by (side, id) that are added to a guess."""

    muted_channels: frozenset[str] = frozenset()
    threshold: float = THRESHOLD
    offsets: dict[tuple[Side, str], float] = field(default_factory=dict)

    def offset(self, channel: str, author: str, watched: str) -> float:
        """What the presses add to the log-odds of such a post."""
        sides: tuple[tuple[Side, str], ...] = (("author", author), ("channel", channel), ("watched", watched))
        return sum(self.offsets.get(side, 0.0) for side in sides)


def taste(presses: Sequence[Press]) -> Taste:
    """What the presses that stand, oldest first, mean together."""
    return Taste(
        muted_channels=frozenset(press.channel for press in presses if press.verdict == "mute"),
        threshold=_threshold(presses),
        offsets=_offsets(presses),
    )


def _threshold(presses: Iterable[Press]) -> float:
    """One step for each press, within the bounds after each: so the first press the other way is felt at once."""
    steps = 0
    for press in presses:
        steps = min(MOST_UP, max(-MOST_DOWN, steps - _UP.get(press.verdict, 0)))
    return sigmoid(logit(THRESHOLD) + STEP * steps) if steps else THRESHOLD


def _offsets(presses: Iterable[Press]) -> dict[tuple[Side, str], float]:
    said, useful = Counter[tuple[Side, str]](), Counter[tuple[Side, str]]()
    for press in presses:
        if press.verdict in _UP:
            sides: tuple[tuple[Side, str], ...] = (
                ("author", press.author), ("channel", press.channel), ("watched", press.watched),
            )  # fmt: skip
            said.update(sides)
            useful.update(sides if press.verdict == "useful" else ())
    return {side: MOST * (2 * useful[side] - count) / (count + SHRUNK) for side, count in said.items()}


def shifted(probability: float, offset: float) -> float:
    """A probability after its log-odds were moved by so much."""
    odds = probability * math.exp(offset)
    return odds / (odds + 1 - probability)
