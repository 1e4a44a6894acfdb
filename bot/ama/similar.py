"""Which questions ask nearly the same, by the words they share: a hint to whoever asks, and to whoever moderates.

Each question is a bag of word stems and pairs of neighbouring stems. A term weighs more the fewer questions of the session
have it (inverse document frequency: K. Spärck Jones, "A statistical interpretation of term specificity and its application
in retrieval", Journal of Documentation 28, 1972, pp. 11-21), and two bags are compared by their cosine. It is made of nothing
but the words on the board, so it finds rephrasings that share words, and no others.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from bot.ama.question import Question

# On the labelled pairs of tests/bot/ama; a wrong hint costs a glance, a missed one splits the votes.
ALIKE = 0.4
MOST_SHOWN = 3
PAIR = 0.5  # what a pair of words counts, where a word counts 1

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_MARKUP = re.compile(r"<[^<>]*>|[*_~`]")
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        "a about all also am an and any are as at be been being but by can could did do does doing for from get had has have "
        "how i if in into is it its just like may me might more most much my no not of on or our out over own please should "
        "so some such than that the their them then there these they this those to too up us was we were what when where "
        "year years quarter month months week weeks today next last coming going "
        "which who why will with would you your i'm we're it's don't there's what's",
    )
)
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "ly",
    "e",
)
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Alike:
    """Two questions that may ask the same: suggested to hosts, who decide."""

    one: str
    other: str
    similarity: float


def stem(word: str) -> str:
    """A word without its commonest English endings, so that "hiring" and "hires" are one; other languages keep theirs."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def terms(text: str) -> Counter[str]:
    """The stems of a text that carry meaning, and the pairs of them that stand next to each other."""
    words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(_MARKUP.sub(" ", text))]
    stems = [stem(word) for word in words if word not in _EMPTY]
    return Counter(stems) + Counter(f"{one} {other}" for one, other in pairwise(stems))


def similarity(one: str, other: str, others: Sequence[str] = ()) -> float:
    """How alike two texts are, from 0 to 1, among the others of the session."""
    bags = [terms(text) for text in (one, other, *others)]
    weights = _weights(bags)
    return _cosine(bags[0], bags[1], weights)


def alike(text: str, questions: Sequence[Question]) -> list[Question]:
    """The questions that ask nearly the same as these words, the most similar first; at most three."""
    bags = [terms(each.text) for each in questions]
    asked = terms(text)
    weights = _weights([*bags, asked])
    found = [(_cosine(asked, bag, weights), each) for bag, each in zip(bags, questions, strict=True)]
    best = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].number))
    return [each for _, each in best[:MOST_SHOWN]]


def pairs(questions: Sequence[Question]) -> list[Alike]:
    """The pairs that may be merged, the most similar first. The one that appeared later comes first in its pair."""
    bags = [terms(each.text) for each in questions]
    weights = _weights(bags)
    found = []
    for place, one in enumerate(questions):
        for earlier, other in enumerate(questions[:place]):
            how = _cosine(bags[place], bags[earlier], weights)
            if how >= ALIKE:
                later, first = (one, other) if one.number > other.number else (other, one)
                found.append(Alike(later.question_id, first.question_id, how))
    return sorted(found, key=lambda pair: (-pair.similarity, pair.one, pair.other))


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    known = Counter(term for bag in bags for term in bag)
    # Smoothed, so that a term that all have still counts: in a session of two, every shared word is one.
    return {
        term: (PAIR if " " in term else 1.0) * (1 + log((1 + len(bags)) / (1 + count)))
        for term, count in known.items()
    }


def _cosine(one: Mapping[str, int], other: Mapping[str, int], weights: Mapping[str, float]) -> float:
    shared = sum(one[term] * other[term] * weights[term] ** 2 for term in one.keys() & other.keys())
    if not shared:
        return 0.0
    lengths = (sum((count * weights[term]) ** 2 for term, count in bag.items()) for bag in (one, other))
    return min(1.0, shared / sqrt(next(lengths) * next(lengths)))
