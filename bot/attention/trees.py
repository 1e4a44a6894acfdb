"""Small boosted trees on top of given log-odds: what two signals say together, and where one of them bends.

Every tree asks two questions (is signal a above its cut, is signal b above its cut) and adds one of four
numbers, so a whole forest is two comparisons of matrices, and what each signal contributed is exact: with two
questions Shapley's value is the mean of the two orders in which they could have been asked.

Gradient boosting with second-order leaves as in Friedman 2001 and Chen and Guestrin 2016 (eq. 5 and 7).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.attention.logistic import Floats, probability

TREES = 200
RATE = 0.1  # of each tree's answer that is taken
CALM = 20.0  # added to the curvature of a leaf, so that few rows say little
BINS = 16  # quantiles of a signal among which a cut is looked for
OFFERED = 0.3  # of the signals, drawn anew for each tree
ASKED = 0.5  # of the rows, drawn anew too
_AT_ONCE = 256  # rows that are asked together: all rows of a workspace at once take hundreds of megabytes

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Forest:
    """Trees as arrays: `signals` and `cuts` [trees, 2], `leaves` [trees, 4]; leaf 2a + b for answers a and b."""

    signals: NDArray[np.int32]
    cuts: NDArray[np.float32]
    leaves: NDArray[np.float32]

    def log_odds(self, rows: Matrix) -> Matrix:
        """What the trees add for each row [rows, signals]."""
        added = np.empty(len(rows), np.float32)
        for begin in range(0, len(rows), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            above = rows[some][:, self.signals] > self.cuts
            added[some] = self._leaves(above[..., 0], above[..., 1]).sum(axis=1)
        return added

    def contributions(self, rows: Matrix, usual: Matrix) -> Matrix:
        """What each signal [rows, signals] adds against `usual` rows; a row's sum is the difference in log-odds."""
        here, there = rows[:, self.signals] > self.cuts, usual[:, self.signals] > self.cuts
        first, second, one, two = here[..., 0], here[..., 1], there[..., 0], there[..., 1]
        now, then = self._leaves(first, second), self._leaves(one, two)
        only_first, only_second = self._leaves(first, two), self._leaves(one, second)
        by_first = (now - only_second + only_first - then) / 2
        by_second = (now - only_first + only_second - then) / 2
        columns = np.eye(rows.shape[1], dtype=np.float32)
        added = by_first @ columns[self.signals[:, 0]] + by_second @ columns[self.signals[:, 1]]
        return added.astype(np.float32)

    def _leaves(self, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Matrix:
        leaves: Matrix = self.leaves[np.arange(len(self.leaves)), 2 * first + second]
        return leaves


def none() -> Forest:
    """No trees, which add nothing."""
    return Forest(np.zeros((0, 2), np.int32), np.zeros((0, 2), np.float32), np.zeros((0, 4), np.float32))


def mean(forests: Sequence[Forest]) -> Forest:
    """One forest that says what these say on average."""
    return Forest(
        np.concatenate([forest.signals for forest in forests]),
        np.concatenate([forest.cuts for forest in forests]),
        (np.concatenate([forest.leaves for forest in forests]) / len(forests)).astype(np.float32),
    )


def softened(forest: Forest, share: float) -> Forest:
    """The forest saying only that share of what it says: trees of few responses see patterns that aren't there."""
    return Forest(forest.signals, forest.cuts, (forest.leaves * share).astype(np.float32))


def grow(rows: Matrix, answers: Floats, importance: Floats, given: Floats, *, seed: int = 0) -> Forest:
    """Trees that lower the log-loss of `answers` (0 or 1 per row) beyond the log-odds that are `given`.

    What is drawn follows from the seed: the same rows make the same trees.
    """
    draw = np.random.default_rng(seed)
    cuts = [np.unique(np.quantile(column, np.arange(1, BINS) / BINS)) for column in rows.T]
    bins = np.stack(
        [np.searchsorted(cut, column) for cut, column in zip(cuts, rows.T, strict=True)], axis=1
    ).astype(np.int32)
    usable = np.array([len(cut) for cut in cuts])
    odds, grown = given.copy(), list[_Tree]()
    for _ in range(TREES):
        said = probability(odds)
        pull = _Pull(importance * (answers - said), importance * said * (1 - said))
        offered = np.flatnonzero((draw.random(len(usable)) < OFFERED) & (usable > 0))
        if len(offered) == 0:
            continue
        asked = np.flatnonzero(draw.random(len(rows)) < ASKED)
        if len(asked) == 0:  # of very few rows
            continue
        tree = _tree(
            bins[asked], usable, offered, _Pull(pull.slope[asked] / ASKED, pull.curvature[asked] / ASKED)
        )
        odds += tree.leaves[tree.leaf_of(bins)]
        grown.append(tree)
    if not grown:
        return none()
    return Forest(
        np.array([tree.signals for tree in grown], np.int32),
        np.array(
            [[cuts[s][b] for s, b in zip(tree.signals, tree.cuts, strict=True)] for tree in grown], np.float32
        ),
        np.array([tree.leaves for tree in grown], np.float32),
    )


@dataclass(frozen=True)
class _Pull:
    """How far each row would have its log-odds moved (slope), and how surely (curvature)."""

    slope: Floats
    curvature: Floats


@dataclass(frozen=True)
class _Tree:
    signals: tuple[int, int]
    cuts: tuple[int, int]  # as bins
    leaves: Floats

    def leaf_of(self, bins: NDArray[np.int32]) -> NDArray[np.intp]:
        """The leaf of each row."""
        first, second = (bins[:, signal] > cut for signal, cut in zip(self.signals, self.cuts, strict=True))
        leaf: NDArray[np.intp] = (2 * first + second).astype(np.intp)
        return leaf


def _tree(bins: NDArray[np.int32], usable: NDArray[np.intp], offered: NDArray[np.intp], pull: _Pull) -> _Tree:
    leaf = np.zeros(len(bins), np.intp)
    signals, cuts = list[int](), list[int]()
    for _ in range(2):
        signal, cut = _best_question(bins, usable, offered, pull, leaf)
        leaf = 2 * leaf + (bins[:, signal] > cut)
        signals.append(signal)
        cuts.append(cut)
    slope, curvature = (np.bincount(leaf, each, 4) for each in (pull.slope, pull.curvature))
    return _Tree((signals[0], signals[1]), (cuts[0], cuts[1]), RATE * slope / (curvature + CALM))


def _best_question(
    bins: NDArray[np.int32],
    usable: NDArray[np.intp],
    offered: NDArray[np.intp],
    pull: _Pull,
    leaf: NDArray[np.intp],
) -> tuple[int, int]:
    """The signal and bin that split every leaf so far with the most gain together."""
    leaves, width = int(leaf.max()) + 1, len(offered) * BINS
    place = leaf[:, None] * width + np.arange(len(offered)) * BINS + bins[:, offered]
    slope, curvature = (
        np.bincount(place.ravel(), np.repeat(each, len(offered)), leaves * width)
        .reshape(leaves, len(offered), BINS)
        .cumsum(axis=2)
        for each in (pull.slope, pull.curvature)
    )
    right_slope, right_curvature = slope[..., -1:] - slope, curvature[..., -1:] - curvature
    gain = (slope**2 / (curvature + CALM) + right_slope**2 / (right_curvature + CALM)).sum(axis=0)[:, :-1]
    gain[np.arange(BINS - 1) >= usable[offered][:, None]] = -1
    which, cut = np.unravel_index(int(gain.argmax()), gain.shape)
    return int(offered[which]), int(cut)
