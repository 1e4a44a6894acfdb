"""What speaks for a post and what against it, in words, the strongest first."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.attention.guess import Evidence, Guess
from bot.attention.reasons import Name, usually

COUNTED = "{engaged} of {seen}{usually}"
# What is said of each group holds whichever way it points: the heading above it says for or against.
LABELS = {
    "channel": "{channel}",
    "author": "{author}",
    "activity": "How much {who} wrote and reacted lately",
    "conversation": "How busy it was just before, and how often its author writes",
    "crowd": "How much people in general respond to posts like it",
    "words": "Its words, its length, its files",
    "time": "The hour and the day of the week",
    "since": "The time since it was posted, and what happened in it",
}
MENTIONED, NOT_MENTIONED, OTHERS = (
    "{who} is mentioned",
    "{who} is not mentioned",
    "Whom it mentions, and whom not",
)
FEWER = "fewer than 1 in"

MOST_BLOCKS = 5
_BLOCK = 0.4  # log-odds; two blocks make it about twice as likely, five about seven times
_TOO_LITTLE = 0.05  # log-odds; this moves a chance of 10 in 100 by less than half a post


@dataclass(frozen=True)
class Point:
    """One thing that speaks for or against a post: its words, its counts or "", and 1 to 5 blocks of strength."""

    words: str
    counts: str
    blocks: int


@dataclass(frozen=True)
class Balance:
    """What speaks for a post, and what against it."""

    pro: tuple[Point, ...]
    con: tuple[Point, ...]


def balance(guess: Guess, person: Name, channel: Name) -> Balance:
    """Both sides of a guess. `person` and `channel` turn an id into what Slack shows as a name."""
    strongest_first = sorted(guess.evidence, key=lambda part: -abs(part.weight))
    telling = [part for part in strongest_first if abs(part.weight) >= _TOO_LITTLE]

    def side(speaks: Callable[[Evidence], bool]) -> tuple[Point, ...]:
        return tuple(_point(part, guess.watched, person, channel) for part in telling if speaks(part))

    return Balance(side(lambda part: part.weight > 0), side(lambda part: part.weight < 0))


def _point(part: Evidence, watched: str, person: Name, channel: Name) -> Point:
    counts = COUNTED.format(engaged=part.engaged, seen=part.seen, usually=usually(part)) if part.seen else ""
    names = {
        "who": person(watched),
        "channel": channel(part.key) if part.scope == "channel" else "",
        "author": person(part.key) if part.scope == "author" else "",
    }
    blocks = min(MOST_BLOCKS, math.ceil(abs(part.weight) / _BLOCK))
    return Point(_label(part).format(**names), counts, blocks)


def _label(part: Evidence) -> str:
    if part.scope != "mention":
        return LABELS[part.scope]
    if part.key:  # the person themselves
        return MENTIONED
    return NOT_MENTIONED if part.weight < 0 else OTHERS


def chances(*probabilities: float) -> tuple[str, ...]:
    """Probabilities as people count, such as "3 in 10", all out of the same number, so that they compare.

    That number is as small as keeps each nearly right, and the first two apart; never nobody, never everybody.
    """
    for whole in (10, 100, 1000):
        counts = [min(round(each * whole), whole - 1) for each in probabilities]
        if _nearly_right(probabilities, counts, whole) and _tells_apart(probabilities, counts):
            break
    return tuple(f"{count} in {whole:,}" if count else f"{FEWER} {whole:,}" for count in counts)


def _nearly_right(probabilities: Sequence[float], counts: Sequence[int], whole: int) -> bool:
    pairs = zip(probabilities, counts, strict=True)
    return all(
        abs(count / whole - exact) <= exact / 4 or (not count and whole > 10) for exact, count in pairs
    )


def _tells_apart(probabilities: Sequence[float], counts: Sequence[int]) -> bool:
    return len(set(counts[:2])) == len(set(probabilities[:2]))
