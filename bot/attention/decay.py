"""Counts that fade: how often something happened lately, for many people at once, in constant time per event."""

import math
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

DAY = 86400.0
FOREVER = math.inf

Key = Hashable
Matrix = NDArray[np.float32]
Number = TypeVar("Number", bound=np.generic)


class Fading:
    """One row per kind of count and one column per person, for every key.

    A row halves after its half-life, in seconds; nothing is done in between, since what is read is faded to the
    moment of reading.
    """

    def __init__(self, half_lives: Sequence[float], columns: int) -> None:
        """Without any counts."""
        self._half_lives = np.array(half_lives)[:, None]
        self._nothing = np.zeros((len(half_lives), columns), np.float32)
        self._nothing.flags.writeable = False
        self._counts: dict[Key, Matrix] = {}
        self._at: dict[Key, float] = {}

    def read(self, key: Key, at: float) -> Matrix:
        """The counts of a key [rows, columns] as they are worth at that moment, in seconds since 1970."""
        counts = self._counts.get(key)
        return self._nothing if counts is None else counts * self._worth(key, at)

    def add(self, key: Key, rows: Sequence[int], amount: Matrix | float, at: float) -> None:
        """Count something in some rows; `amount` is one number per column, or one for all of them."""
        counts = self._counts.get(key)
        if counts is None:
            counts = self._nothing.copy()
            self._counts[key], self._at[key] = counts, at
        elif at > self._at[key]:
            counts *= self._worth(key, at)
            self._at[key] = at
        for row in rows:
            counts[row] += amount

    def _worth(self, key: Key, at: float) -> Matrix:
        passed = max(0.0, at - self._at[key])
        return np.exp2(-passed / self._half_lives).astype(np.float32)

    def state(self) -> dict[str, Any]:
        """Everything, as plain values and arrays."""
        counts = np.array(list(self._counts.values()), np.float32).reshape(
            len(self._counts), *self._nothing.shape
        )
        return {"keys": list(self._counts), "at": np.array(list(self._at.values())), "counts": counts}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        keys = [tuple(key) if isinstance(key, list) else key for key in state["keys"]]
        self._at = dict(zip(keys, state["at"].tolist(), strict=True))
        self._counts = {key: counts.copy() for key, counts in zip(keys, state["counts"], strict=True)}


def stacked(per: dict[str, NDArray[Number]], like: NDArray[Number]) -> dict[str, Any]:
    """Arrays per key as one array, each of them shaped like `like`."""
    return {
        "keys": list(per),
        "rows": np.array(list(per.values()), like.dtype).reshape(len(per), *like.shape),
    }


def unstacked(state: dict[str, Any]) -> dict[str, Any]:
    """The arrays per key that were stacked."""
    return {key: row.copy() for key, row in zip(state["keys"], state["rows"], strict=True)}
