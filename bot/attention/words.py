"""What people's words say about whom a post is for: no dictionary, no language, only the words of this workspace.

A text becomes a short vector: each of its words falls into one of BUCKETS, rare words weigh more (tf-idf with
presence instead of frequency), and its length is one. A person's interest is the sum of the vectors they
responded to, against the sum of those they saw and left (Rocchio 1971).
"""

import math
import re
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.attention.decay import DAY, Matrix

BUCKETS = 1024
POST_READ, REPLY_READ = 600, 300  # characters of a text that are read; more changed nothing
LATELY = 30 * DAY  # half-life of what counts as lately
_UNKNOWN = 50.0  # texts that we pretend to have read, so that the first words do not weigh too much
_REBASE = 1e6  # how much heavier new texts may become before all weights are divided
_ALONE = "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"  # in these scripts each character is a word
_TOKEN = re.compile(rf"https?://[^\s/>|)]+|<@\w+|[^\W\d_][\w'\u2019-]*\w|\d+|{_ALONE}")
_RUN = re.compile(_ALONE)

LIKED, LEFT, LIKED_LATELY, LEFT_LATELY, WROTE = range(5)
INTERESTS = ("liked", "liked lately", "wrote", "usual", "usual lately")


@dataclass(frozen=True)
class Vector:
    """A text of length one: its buckets, and the weight of each."""

    buckets: NDArray[np.intp]
    weights: NDArray[np.float32]


def buckets(text: str, read: int) -> NDArray[np.intp]:
    """The buckets into which the words of the beginning of a text fall, each once."""
    beginning = text[:read].lower()
    if not beginning.isascii():
        beginning = _RUN.sub(r" \g<0> ", beginning)
    words = set(_TOKEN.findall(beginning))
    return np.array(sorted({zlib.crc32(word.encode(errors="replace")) % BUCKETS for word in words}), np.intp)


class Words:
    """What is remembered of words: numbers per bucket, never a text."""

    def __init__(self, people: int) -> None:
        """Without any text."""
        self._people = people
        self._texts = _UNKNOWN
        self._with_bucket = np.ones(BUCKETS, np.float32)
        self._sums = np.zeros((BUCKETS, 5 * people), np.float32)
        self._squares = np.zeros(5 * people)  # of the lengths of the sums
        self._usual = np.zeros((BUCKETS, 2), np.float32)
        self._usual_squares = np.zeros(2)
        self._begin: float | None = None

    def read(self, text: str, length: int) -> Vector:
        """A text as a vector, by what is known of its words now."""
        return self._vector(buckets(text, length))

    def learn(self, vector: Vector, at: float) -> None:
        """Take a text into account as something that was said here."""
        self._with_bucket[vector.buckets] += 1
        self._texts += 1
        for column, weight in ((0, 1.0), (1, self._heavier(at))):
            before = self._usual[vector.buckets, column]
            self._usual_squares[column] += _growth(before, vector.weights, weight)
            self._usual[vector.buckets, column] = before + weight * vector.weights

    def wrote(self, vector: Vector, person: int) -> None:
        """The person wrote this."""
        self._add(vector, np.array([WROTE * self._people + person]), np.ones(1))

    def liked(self, vector: Vector, person: int, at: float) -> None:
        """The person responded to this."""
        columns = np.array([LIKED, LIKED_LATELY]) * self._people + person
        self._add(vector, columns, np.array([1.0, self._heavier(at)]))

    def left(self, vector: Vector, people: NDArray[np.intp], at: float) -> None:
        """These people could have responded to this, and did not."""
        columns = np.concatenate([LEFT * self._people + people, LEFT_LATELY * self._people + people])
        self._add(vector, columns, np.repeat([1.0, self._heavier(at)], len(people)))

    def interest(self, vector: Vector) -> Matrix:
        """How near a text is to each person's interests [INTERESTS, people], as differences of cosines.

        Of somebody who has answered nothing yet, what they left says nothing either.
        """
        weights = vector.weights
        usual = (weights @ self._usual[vector.buckets]) / (np.sqrt(self._usual_squares) + 1e-6)
        lengths = np.sqrt(np.maximum(self._squares, 0))
        near = ((weights @ self._sums[vector.buckets]) / (lengths + 1e-6)).reshape(5, self._people)
        known = (lengths > 1e-2).reshape(5, self._people)
        against = near - np.array([usual[0], usual[0], usual[1], usual[1], usual[0]])[:, None]
        near = np.where(known, against, 0)
        return np.stack(
            [
                (near[LIKED] - near[LEFT]) * known[LIKED],
                (near[LIKED_LATELY] - near[LEFT_LATELY]) * known[LIKED_LATELY],
                near[WROTE],
                np.full(self._people, usual[0]),
                np.full(self._people, usual[1]),
            ]
        ).astype(np.float32)

    def state(self) -> dict[str, Any]:
        """Everything, as plain values and arrays."""
        return {
            "texts": self._texts,
            "begin": self._begin,
            "with_bucket": self._with_bucket,
            "sums": self._sums,
            "squares": self._squares,
            "usual": self._usual,
            "usual_squares": self._usual_squares,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        self._texts, self._begin = state["texts"], state["begin"]
        self._with_bucket, self._sums = state["with_bucket"], state["sums"]
        self._squares, self._usual = state["squares"], state["usual"]
        self._usual_squares = state["usual_squares"]

    def _vector(self, found: NDArray[np.intp]) -> Vector:
        weights = np.maximum(np.log(self._texts / self._with_bucket[found]), 0)
        return Vector(found, weights / (math.sqrt(float(weights @ weights)) + 1e-9))

    def _add(self, vector: Vector, columns: NDArray[np.intp], weight: NDArray[np.float64]) -> None:
        if not len(columns) or not len(vector.buckets):
            return
        place = np.ix_(vector.buckets, columns)
        before = self._sums[place]
        self._squares[columns] += _growth(before, vector.weights, weight)
        self._sums[place] = before + np.outer(vector.weights, weight).astype(np.float32)

    def _heavier(self, at: float) -> float:
        """How much more a text counts lately than one at the beginning; growing weights fade all earlier ones."""
        if self._begin is None:
            self._begin = at
        heavier = math.pow(2, (at - self._begin) / LATELY)
        if heavier < _REBASE:
            return heavier
        lately = [
            each * self._people + person
            for each in (LIKED_LATELY, LEFT_LATELY)
            for person in range(self._people)
        ]
        self._sums[:, lately] /= heavier
        self._squares[lately] /= heavier**2
        self._usual[:, 1] /= heavier
        self._usual_squares[1] /= heavier**2
        self._begin = at
        return 1.0


def _growth(
    before: Matrix, added: NDArray[np.float32], weight: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """By how much the squared length of each column grows when weight * added is added to it."""
    both: NDArray[np.float64] = (added @ before).astype(np.float64)
    return weight * (2 * both + weight * float(added @ added))
