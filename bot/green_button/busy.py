"""Words that tell people never to ask again, found in a reply before it is sent, each with another way to say it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """What was found at `start` to `end` of the text, and what to say instead."""

    start: int
    end: int
    words: str
    rewrite: str


@dataclass(frozen=True)
class Phrase:
    """A pattern of words, whoever added it, and what to say instead."""

    words: str
    rewrite: str


WORDS: tuple[Phrase, ...] = ()


def flags(text: str, words: Sequence[Phrase] = WORDS) -> tuple[Flag, ...]:
    """What to say otherwise, in the order of the text; nothing overlaps."""
    return () if text or words else ()
