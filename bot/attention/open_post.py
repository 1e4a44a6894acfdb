"""A post while something may still happen with it, and what a workspace's memory is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.attention.decay import Key, Matrix
from bot.attention.shape import is_forgotten
from bot.attention.words import Vector


@dataclass
class OpenPost:
    """A post of the last two weeks, and what has happened with it. Arrays are one number per person."""

    channel: str
    ts: str
    author: str
    at: float
    is_bot: bool
    keys: tuple[Key, ...]  # of all counts that it belongs to; the last one is channel and author
    kinds: tuple[Key, ...]
    vector: Vector
    place: int  # how many posts the channel had before it
    could: Matrix  # 1 for people who could respond, 0 for its author and who never has yet
    met: Matrix  # 1 for people who responded within a week
    met_at: NDArray[np.float64]
    rows: Matrix  # [people, signals] as they were when it was posted
    responders: list[str] = field(default_factory=list)
    mentioned_since: Matrix = field(default_factory=lambda: np.zeros(0, np.float32))
    last_reply: float = 0.0
    later: list[Matrix] = field(default_factory=list)  # how it stood when it was looked at again
    is_private: bool = False
    is_ripe: bool = False  # whether those who have not responded count as having left it


@dataclass(frozen=True)
class NewPost:
    """A post as the signals see it; `at` in seconds since 1970."""

    channel: str
    ts: str
    author: str
    at: float
    text: str | None
    files: int
    is_bot: bool
    is_private: bool


@dataclass(frozen=True)
class Response:
    """An emoji or a reply that became known at `at`."""

    channel: str
    ts: str
    user: str
    at: float
    is_reply: bool
    text: str | None
    is_private: bool


def keys_of(post: NewPost) -> tuple[Key, ...]:
    """Under which keys a post is counted, the last of them being its author in its channel."""
    here: tuple[Key, ...] = (("channel", post.channel), ("pair", post.channel, post.author))
    return here if post.is_private else ("all", ("author", post.author), *here)


def kinds_of(post: NewPost) -> tuple[Key, ...]:
    """What kinds of post it is, each of which is counted too; a forgotten text is a kind of its own."""
    where = post.channel if post.is_private else "all"
    text = None if is_forgotten(post.text) else post.text
    code, link, question = (None if text is None else mark in text for mark in ("`", "http", "?"))
    return ("code", where, code), ("link", where, link), ("question", post.channel, question)


_ARRAYS = ("could", "met", "met_at", "mentioned_since")


def state_of(posts: Sequence[OpenPost]) -> dict[str, Any]:
    """Open posts as plain values and arrays, in their order."""
    plain = {"later", "vector", "rows", *_ARRAYS}
    return {
        "plain": [
            {each.name: getattr(post, each.name) for each in fields(post) if each.name not in plain}
            for post in posts
        ],
        "arrays": {name: np.array([getattr(post, name) for post in posts]) for name in _ARRAYS},
        "rows": np.array([post.rows for post in posts if not post.is_bot], np.float32),
        "later": np.array([look for post in posts for look in post.later], np.float32),
        "looks": [len(post.later) for post in posts],
        "buckets": np.concatenate([np.zeros(0, np.int64), *(post.vector.buckets for post in posts)]),
        "weights": np.concatenate([np.zeros(0, np.float32), *(post.vector.weights for post in posts)]),
        "lengths": [len(post.vector.buckets) for post in posts],
    }


def posts_of(state: dict[str, Any]) -> list[OpenPost]:
    """The open posts that `state_of` described."""
    rows, looks = iter(state["rows"]), iter(state["later"])
    found, place = list[OpenPost](), 0
    for index, (plain, count, length) in enumerate(
        zip(state["plain"], state["looks"], state["lengths"], strict=True)
    ):
        words = slice(place, place + length)
        place += length
        given = plain | {name: state["arrays"][name][index].copy() for name in _ARRAYS}
        for name in ("keys", "kinds"):
            given[name] = tuple(tuple(key) if isinstance(key, list) else key for key in plain[name])
        found.append(
            OpenPost(
                **given,
                vector=Vector(state["buckets"][words], state["weights"][words]),
                rows=np.zeros((0, 0), np.float32) if plain["is_bot"] else next(rows).copy(),
                later=[next(looks).copy() for _ in range(count)],
            )
        )
    return found
