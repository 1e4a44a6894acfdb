"""What a ranker learns from: past posts as numbers, never as text, and no more of them than fit in a few megabytes."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.attention.decay import Matrix
from bot.attention.later import LOOKED_AT, NAMES
from bot.attention.open_post import OpenPost

MOST = 48_000  # examples; all responses are kept, and of the posts that people left as large a share as fits


@dataclass(frozen=True)
class Batch:
    """Examples side by side. `later` [examples, looks, NAMES]; `met_age` in seconds, infinite where there was no response.

    `draw` is a number between 0 and 1 that is each example's own: one that is no response is kept while the share
    that is kept is above it.
    """

    rows: NDArray[np.float16]
    person: NDArray[np.int16]
    met_age: NDArray[np.float32]
    later: NDArray[np.float16]
    draw: NDArray[np.float32]

    def __len__(self) -> int:
        """How many examples there are."""
        return len(self.person)

    @property
    def answers(self) -> NDArray[np.float64]:
        """1 where the person responded, 0 where not."""
        return np.isfinite(self.met_age).astype(np.float64)

    def only(self, wanted: NDArray[np.bool_]) -> "Batch":
        """Some of the examples."""
        return Batch(
            self.rows[wanted],
            self.person[wanted],
            self.met_age[wanted],
            self.later[wanted],
            self.draw[wanted],
        )


def joined(batches: Iterable[Batch]) -> Batch:
    """Several batches as one."""
    parts = list(batches)
    return Batch(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Batch.__dataclass_fields__)
    )


def of_post(post: OpenPost) -> Batch:
    """One example for each person who could have responded."""
    people = np.flatnonzero(post.could)
    looks = [*post.later, *([np.full((len(post.could), len(NAMES)), np.nan, np.float32)] * len(LOOKED_AT))]
    later = np.stack(looks[: len(LOOKED_AT)], axis=1)[people]
    age = np.where(post.met > 0, post.met_at - post.at, np.inf)[people]
    return Batch(
        post.rows[people].astype(np.float16),
        people.astype(np.int16),
        age.astype(np.float32),
        later.astype(np.float16),
        _draws(f"{post.channel}:{post.ts}", people),
    )


class Examples:
    """All responses, and a share of the rest that halves whenever there are too many."""

    def __init__(self, signals: int) -> None:
        """Without examples of that many signals."""
        self.share, self._count = 1.0, 0
        looks = (0, len(LOOKED_AT), len(NAMES))
        self._batches = [
            Batch(
                np.zeros((0, signals), np.float16),
                np.zeros(0, np.int16),
                np.zeros(0, np.float32),
                np.zeros(looks, np.float16),
                np.zeros(0, np.float32),
            )
        ]

    def add(self, post: OpenPost) -> None:
        """Keep a post that is closed."""
        batch = of_post(post)
        kept = batch.only(self._kept(batch))
        self._batches.append(kept)
        self._count += len(kept)
        if self._count > MOST:
            self._halve()

    def with_open(self, posts: Iterable[OpenPost]) -> Batch:
        """Everything that is kept, and posts that are not closed yet."""
        batches = [of_post(post) for post in posts]
        return joined([*self._batches, *(batch.only(self._kept(batch)) for batch in batches)])

    def all(self) -> Batch:
        """Everything that is kept."""
        return joined(self._batches)

    def take(self, batch: Batch, share: float) -> None:
        """Take over what was kept before."""
        self._batches, self.share, self._count = [batch], share, len(batch)

    def state(self) -> dict[str, Any]:
        """Everything, as plain values and arrays."""
        batch = self.all()
        return {"share": self.share} | {name: getattr(batch, name) for name in Batch.__dataclass_fields__}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        self.take(Batch(*(state[name] for name in Batch.__dataclass_fields__)), state["share"])

    def importance(self, batch: Batch) -> NDArray[np.float64]:
        """How many examples each one stands for."""
        return np.where(batch.answers > 0, 1.0, 1 / self.share)

    def _halve(self) -> None:
        whole = self.all()
        if whole.answers.sum() > MOST // 2:  # no room for the rest: the older half is forgotten
            whole = whole.only(np.arange(len(whole)) >= len(whole) // 2)
        while self.share > 1e-6 and int(self._kept(whole).sum()) > MOST * 3 // 4:
            self.share /= 2
        self.take(whole.only(self._kept(whole)), self.share)

    def _kept(self, batch: Batch) -> NDArray[np.bool_]:
        return (batch.answers > 0) | (batch.draw < self.share)


def _draws(post: str, people: NDArray[np.intp]) -> NDArray[np.float32]:
    """Numbers between 0 and 1 that only the post and the person decide."""
    seed = zlib.crc32(post.encode())
    mixed = (people.astype(np.uint64) + np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    return ((mixed >> np.uint64(40)).astype(np.float64) / 2**24).astype(np.float32)


def matrix(batch: Batch) -> Matrix:
    """The signals of all examples as they are computed with."""
    return batch.rows.astype(np.float32)
