"""How far a figure could be off by chance: 95 % intervals by drawing digest periods again and again.

Posts of the same days are alike, so whole periods are drawn, with replacement, and not single posts (a block bootstrap,
Efron & Tibshirani 1993, ch. 8). All rankers and people are measured on the same draws, so that differences are paired.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.metrics import Case, best_first
from evaluation.task import Floats, Ints

DRAWS = 2_000
FEWEST_PERIODS = 5  # of fewer, any draw is much like the others, and an interval would promise too much
_CHUNK = 2_000_000  # numbers held at a time


@dataclass(frozen=True)
class Estimate:
    """A figure, and the interval that holds 95 % of the draws; `low` and `high` are nan where too little was drawn."""

    value: float
    low: float = math.nan
    high: float = math.nan

    @property
    def is_above_zero(self) -> bool:
        """Whether all of the interval is above 0."""
        return self.low > 0

    @property
    def is_below_zero(self) -> bool:
        """Whether all of the interval is below 0."""
        return self.high < 0


def draws(periods: Ints, number: int = DRAWS) -> Ints:
    """[draws, periods]: how often each different period is drawn, always as many as there are; the same every time."""
    count = len(np.unique(periods))
    return np.random.default_rng(0).multinomial(count, np.full(count, 1 / count), size=number)


def drawn_precisions(cases: Sequence[Case], periods: Ints, drawn: Ints) -> Floats:
    """[people, draws]: the average precision on each draw, nan where it has no response of that person.

    `periods` are those of all test posts. A post that is drawn n times counts n times, but its copies don't stand above
    one another: if they did, a draw would have a higher precision than the posts it is drawn from.
    """
    known = np.unique(periods)
    return np.array([_precisions(case, np.searchsorted(known, case.periods), drawn) for case in cases])


def _precisions(case: Case, periods: Ints, drawn: Ints) -> Floats:
    """One person's average precision on each draw.

    How many posts stand above one in a draw is a sum over periods: those of the period that do, times how often it was
    drawn. That is one matrix product for all draws.
    """
    order = best_first(case.scores)
    responded, periods = case.responded[order], periods[order]
    hits = np.flatnonzero(responded)
    above = _ranked_as_high(periods, hits, drawn.shape[1])
    hits_above = _ranked_as_high(periods[hits], np.arange(len(hits)), drawn.shape[1])
    found = []
    for some in np.array_split(drawn.astype(np.float64), 1 + len(drawn) * len(hits) // _CHUNK):
        copies = some[:, periods[hits]]
        precisions = (some @ hits_above - copies + 1) / (some @ above - copies + 1)
        total = copies.sum(axis=1)
        found.append(np.where(total > 0, (copies * precisions).sum(axis=1) / np.maximum(total, 1), math.nan))
    return np.concatenate(found)


def _ranked_as_high(periods: Ints, places: Ints, count: int) -> Floats:
    """[periods, places]: how many of the posts of each period stand at this place of the ranking or before it."""
    found = np.zeros((count, len(places)))
    for period in np.unique(periods):
        found[period] = np.cumsum(periods == period)[places]
    return found


def estimate(value: float, drawn: Floats, periods: int) -> Estimate:
    """A figure with the interval of its draws (2.5 and 97.5 %), without one where there are too few `periods`."""
    known = drawn[~np.isnan(drawn)]
    if periods < FEWEST_PERIODS or 2 * len(known) <= len(drawn):
        return Estimate(value)
    low, high = np.percentile(known, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def mean_over_people(drawn: Floats) -> Floats:
    """[draws]: the mean over the people for whom a draw has a response, nan if it has none at all."""
    known = ~np.isnan(drawn)
    sums, counts = np.where(known, drawn, 0).sum(axis=0), known.sum(axis=0)
    return np.where(counts > 0, sums / np.maximum(counts, 1), math.nan)
