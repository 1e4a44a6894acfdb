"""The small daily posts (standups, deploys, links, thanks, questions), from pattern sets in YAML."""

import random
import re
from collections.abc import Iterator
from datetime import time
from functools import cache
from itertools import cycle
from typing import Any

from sandbox.sample.cast import FIRST_DAY, LAST_DAY, Cast, read_yaml
from sandbox.sample.script import Post, Reply

_HOLE = re.compile(r"\{([a-z]+)\}")
_SENTENCE = re.compile(r"(?:^|[.!?] )[a-z](?!ttps://)")
_TRIES = 40

Pattern = dict[str, Any]


@cache
def patterns() -> dict[str, Pattern]:
    """The sets of small posts by name."""
    return {**read_yaml("smalltalk_engineering.yml"), **read_yaml("smalltalk_company.yml")}


def small_posts(cast: Cast) -> Iterator[Post]:
    """All small posts, each set spread evenly over its days; never the same text twice."""
    seen: set[str] = set()
    for name, pattern in patterns().items():
        rng = random.Random(f"smalltalk {name}")  # noqa: S311 - the same sample each time, no secret
        texts = cycle(rng.sample(pattern["texts"], len(pattern["texts"])))
        first, last = pattern.get("days", (FIRST_DAY, LAST_DAY))
        for number in range(pattern["count"]):
            day = first + number * (last + 1 - first) // pattern["count"]
            yield small_post(pattern, day, texts, seen, cast, rng)


def small_post(
    pattern: Pattern, day: int, texts: Iterator[str], seen: set[str], cast: Cast, rng: random.Random
) -> Post:
    """One post of a set with its replies, in words that are not among those `seen`; raises ValueError when all are."""
    author = rng.choice([handle for handle in pattern["authors"] if cast.at_work(handle, day)])
    text = _fresh_text(texts, _choices(pattern, author, day, rng), seen, rng)
    replies = tuple(_replies(pattern, author, cast, day, rng))
    return _post(pattern, day, author, text, replies, rng)


def _post(
    pattern: Pattern, day: int, author: str, text: str, replies: tuple[Reply, ...], rng: random.Random
) -> Post:
    at = time(rng.randrange(*pattern.get("hours", (9, 17))), rng.randrange(60))
    tags = frozenset(pattern.get("tags", ()))
    weekend = pattern.get("weekend", False)
    return Post(day, at, pattern["channel"], author, tags, text, replies=replies, weekend=weekend)


def _choices(pattern: Pattern, author: str, day: int, rng: random.Random) -> Pattern:
    """What the holes of a text may be filled with; some are the author's own, or depend on the day."""
    own = {"theirs": pattern.get("theirs", {}).get(author), "day": [day]}
    return {**pattern.get("fill", {}), **own, "soon": [f"{{day{day + rng.randint(1, 4)}}}"]}


def _fresh_text(texts: Iterator[str], choices: Pattern, seen: set[str], rng: random.Random) -> str:
    for _ in range(_TRIES):
        text = _filled(next(texts), choices, rng)
        if text not in seen:
            seen.add(text)
            return text
    raise ValueError(f"too few fillings for: {text}")


def _filled(text: str, choices: Pattern, rng: random.Random) -> str:
    """The text with its holes filled, the same filling wherever a name comes up again."""
    for hole in dict.fromkeys(_HOLE.findall(text)):
        text = text.replace(f"{{{hole}}}", _filling(choices[hole], rng))
    return _SENTENCE.sub(lambda start: start[0].upper(), text).strip()


def _filling(choices: list[str] | str, rng: random.Random) -> str:
    """One of the choices, or for "20..90" a number between the two."""
    if isinstance(choices, list):
        return str(rng.choice(choices))
    low, high = choices.split("..")
    return str(rng.randint(int(low), int(high)))


def _replies(pattern: Pattern, author: str, cast: Cast, day: int, rng: random.Random) -> Iterator[Reply]:
    if rng.random() >= pattern.get("answered", 0):
        return
    known = pattern["answer_by"] if "answer_by" in pattern else pattern["authors"]
    others = [handle for handle in known if handle != author and cast.at_work(handle, day)]
    yield Reply(rng.randint(4, 150), rng.choice(others), rng.choice(pattern["answers"]))
