"""Words that tell people never to ask again, found in a reply before it is sent, each with another way to say it.

"Probably the worst thing you can say is: I'm pretty busy." What counts is who is busy: a person who says it of
themselves is flagged, a loop, a queue or somebody else is not. Code and quoted lines are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.green_button.first_person import DEFAULT_REWRITE, LATER, LESS, PROMISED, patterns


@dataclass(frozen=True)
class Flag:
    """What was found at `start` to `end` of the text, and what to say instead."""

    start: int
    end: int
    words: str
    rewrite: str


@dataclass(frozen=True)
class Phrase:
    """Words that are flagged wherever they stand, in any case and spacing, and what to say instead."""

    words: str
    rewrite: str = DEFAULT_REWRITE


WORDS = (
    Phrase("on my plate", PROMISED),
    Phrase("plate is full", PROMISED),
    Phrase("plate's full", PROMISED),
    Phrase("my plate full", PROMISED),
    Phrase("full plate", PROMISED),
    Phrase("hands full", PROMISED),
    Phrase("hands are full", PROMISED),
    Phrase("snowed under", PROMISED),
    Phrase("up to my neck", PROMISED),
    Phrase("up to my ears", PROMISED),
    Phrase("up to my eyes", PROMISED),
    Phrase("up to my eyeballs", PROMISED),
    Phrase("all hands on deck", PROMISED),
    Phrase("drowning in work", PROMISED),
    Phrase("buried in work", PROMISED),
    Phrase("not enough hours in the day", LATER),
    Phrase("can't fit it in", LATER),
    Phrase("can't squeeze it in", LATER),
    Phrase("can't take on anything", LESS),
    Phrase("can't take on any more", LESS),
    Phrase("lots on my roadmap", PROMISED),
    Phrase("leave me alone", DEFAULT_REWRITE),
)


_LEFT_ALONE = re.compile(r"```.*?```|`[^`\n]*`|^>[^\n]*", re.DOTALL | re.MULTILINE)
_QUOTE_MARKS = str.maketrans("\u2019\u2018\u02bc", "'''")  # the typographic ones


def flags(text: str, words: Sequence[Phrase] = WORDS) -> tuple[Flag, ...]:
    """What to say otherwise, in the order of the text; of two that overlap the longer. `words` may be added to."""
    plain = _LEFT_ALONE.sub(lambda found: " " * len(found[0]), text.translate(_QUOTE_MARKS))
    found = [_flag(text, match, rewrite) for match, rewrite in _matches(plain, words)]
    kept: list[Flag] = []
    for flag in sorted(found, key=lambda flag: (flag.start - flag.end, flag.start)):
        if all(flag.end <= other.start or other.end <= flag.start for other in kept):
            kept.append(flag)
    return tuple(sorted(kept, key=lambda flag: flag.start))


def added(words: Sequence[str]) -> tuple[Phrase, ...]:
    """The words that everybody has, with those that a person or a workspace adds; empty ones are left out."""
    return (*WORDS, *(Phrase(each) for each in words if each.strip()))


def _flag(text: str, match: re.Match[str], rewrite: str) -> Flag:
    """Without the spacing before it, which may have told that a sentence begins there."""
    start = match.end() - len(match[0].lstrip())
    return Flag(start, match.end(), text[start : match.end()], rewrite)


def _matches(plain: str, words: Sequence[Phrase]) -> Iterator[tuple[re.Match[str], str]]:
    for pattern, rewrite in (*patterns(), *((_anywhere(each.words), each.rewrite) for each in words)):
        for match in pattern.finditer(plain):
            yield match, rewrite


def _anywhere(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(each) for each in words.translate(_QUOTE_MARKS).split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
