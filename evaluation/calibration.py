"""Whether what is said to be likely happens as often as was said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.metrics import Case, mean
from evaluation.task import Bools, Floats

EDGES = (
    0.0,
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.5,
    1.0,
)  # narrow at the low end, where nearly all probabilities are
EQUAL_BINS = 10  # of the calibration error
_Z = 1.96  # of a 95 % interval


@dataclass(frozen=True)
class Bin:
    """The pairs of a person and a post with a probability from `low` to below `high`.

    `said` is the mean probability and `happened` the share with a response, whose 95 % interval (Wilson 1927) is
    `least` to `most`.
    """

    low: float
    high: float
    pairs: int
    said: float
    happened: float
    least: float
    most: float


@dataclass(frozen=True)
class Calibration:
    """How well one ranker's probabilities agree with what happened: by person, and over all pairs in bins.

    `brier` [people] is the mean squared difference, `brier_of_rate` the same for somebody who always says that person's
    true rate of responses, and `error` [people] the calibration error (ECE).
    """

    brier: list[float]
    brier_of_rate: list[float]
    error: list[float]
    bins: list[Bin]


def calibrated(cases: Sequence[Case]) -> Calibration:
    """The calibration of scores that are probabilities."""
    rates = [mean(case.responded) for case in cases]
    return Calibration(
        brier=[brier(case.responded, case.scores) for case in cases],
        brier_of_rate=[rate * (1 - rate) for rate in rates],
        error=[calibration_error(case.responded, case.scores) for case in cases],
        bins=_bins(
            np.concatenate([case.scores for case in cases]),
            np.concatenate([case.responded for case in cases]),
        ),
    )


def brier(responded: Bools, probabilities: Floats) -> float:
    """The mean squared difference between probability and outcome (Brier 1950)."""
    return mean((probabilities - responded) ** 2)


def calibration_error(responded: Bools, probabilities: Floats) -> float:
    """ECE: how far the mean probability is from the rate of responses, averaged over ten bins by their sizes."""
    if not len(responded):
        return math.nan
    bins = np.clip((probabilities * EQUAL_BINS).astype(int), 0, EQUAL_BINS - 1)
    gaps = np.bincount(bins, responded) - np.bincount(bins, probabilities)
    return float(np.abs(gaps).sum() / len(responded))


def _bins(said: Floats, happened: Bools) -> list[Bin]:
    """All pairs by probability; bins without any are left out."""
    places = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    found = []
    for place in np.unique(places):
        mine = places == place
        pairs, rate = int(mine.sum()), float(happened[mine].mean())
        least, most = wilson(rate, pairs)
        low, high = EDGES[place], EDGES[place + 1]
        found.append(Bin(low, high, pairs, float(said[mine].mean()), rate, least, most))
    return found


def wilson(rate: float, pairs: int) -> tuple[float, float]:
    """The 95 % interval of a share that was seen in so many pairs (Wilson's score interval)."""
    middle = rate + _Z**2 / (2 * pairs)
    reach = _Z * math.sqrt(rate * (1 - rate) / pairs + _Z**2 / (4 * pairs**2))
    whole = 1 + _Z**2 / pairs
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)
