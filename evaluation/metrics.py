"""Figures of how well scores order posts.

Arguments are vectors over the posts that were asked about: `responded` (bool), `scores`, `periods` (int: which digest).
A figure that isn't defined, such as the precision where nobody responded, is nan.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.task import Bools, Floats, Ints, Question

SHOWN = 5  # posts in a digest


class Case(NamedTuple):
    """What was asked about one person, in an order that breaks ties."""

    responded: Bools
    scores: Floats
    periods: Ints


@dataclass(frozen=True)
class Measures:
    """One ranker's figures for one person, or their means over people. Rates and figures are from 0 to 1.

    `precision_at_5` is the share with a response among the posts shown when each digest shows the five best, and
    `best_precision_at_5` what a ranker that knew the future would reach.
    """

    posts: float
    responses: float
    average_precision: float
    roc_auc: float
    precision_at_5: float
    best_precision_at_5: float
    ndcg_at_5: float

    @property
    def rate(self) -> float:
        """The share of posts with a response, nan where nothing was asked."""
        return self.responses / self.posts if self.posts else math.nan


def cases(question: Question, scores: Floats) -> Iterator[Case]:
    """Each person's case; posts of equal score are in an order drawn by chance, the same in every run."""
    chance = np.random.default_rng(0)
    for asked, responded, theirs in zip(question.asked, question.responded, scores, strict=True):
        order = np.flatnonzero(asked)[chance.permutation(int(asked.sum()))]
        yield Case(responded[order], theirs[order], question.periods[order])


def measure(case: Case) -> Measures:
    """All figures of one person."""
    responded, scores, periods = case
    precision, best, ndcg = digests(responded, scores, periods)
    return Measures(
        posts=len(responded),
        responses=float(responded.sum()),
        average_precision=average_precision(responded, scores),
        roc_auc=roc_auc(responded, scores),
        precision_at_5=precision,
        best_precision_at_5=best,
        ndcg_at_5=ndcg,
    )


def average_precision(responded: Bools, scores: Floats) -> float:
    """The mean, over the posts with a response, of the share with a response among those ranked as high or higher."""
    ranked = responded[best_first(scores)]
    return mean((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked])


def roc_auc(responded: Bools, scores: Floats) -> float:
    """How often a post with a response scores higher than one without; a tie counts half (Mann-Whitney)."""
    _, group, size = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(size) - (size - 1) / 2)[group]
    yes, no = int(responded.sum()), int((~responded).sum())
    if not yes or not no:
        return math.nan
    return float((ranks[responded].sum() - yes * (yes + 1) / 2) / (yes * no))


def digests(responded: Bools, scores: Floats, periods: Ints) -> tuple[float, float, float]:
    """Precision when the five best of each period are shown, the best possible one, and the mean NDCG@5.

    NDCG (Järvelin & Kekäläinen 2002, binary gains) is averaged over the periods in which the person responded.
    """
    gains = 1 / np.log2(np.arange(2, SHOWN + 2))
    hits = possible = shown = 0
    ndcg = []
    for period in np.unique(periods):
        mine = np.flatnonzero(periods == period)
        ranked = responded[mine[best_first(scores[mine])]]
        top, reachable = ranked[:SHOWN], min(SHOWN, int(ranked.sum()))
        hits, possible, shown = hits + int(top.sum()), possible + reachable, shown + len(top)
        if reachable:
            ndcg.append(float(gains[: len(top)][top].sum() / gains[:reachable].sum()))
    if not shown:
        return math.nan, math.nan, math.nan
    return hits / shown, possible / shown, mean(ndcg)


def best_first(scores: Floats) -> Ints:
    """The order of falling scores; equal ones stay as they are."""
    return np.argsort(-scores, kind="stable")


def mean(values: npt.ArrayLike) -> float:
    """The mean of those values that are defined, or nan if there are none."""
    found = np.asarray(values, np.float64)
    found = found[~np.isnan(found)]
    return float(found.mean()) if len(found) else math.nan


def mean_measures(of_people: Sequence[Measures]) -> Measures:
    """Each figure averaged over the people for whom it is defined."""
    return Measures(*map(mean, zip(*map(astuple, of_people), strict=True)))


def auc_reach(auc: float, responses: float, others: float) -> float:
    """Half the width of an AUC's 95 % interval (Hanley & McNeil 1982): about .1 for 30 responses and an AUC of .75."""
    if not responses or not others or math.isnan(auc):
        return math.nan
    two_responses = auc / (2 - auc)  # how often two posts with a response both score above one without
    two_others = 2 * auc**2 / (1 + auc)  # how often one with a response scores above two without
    spread = (responses - 1) * (two_responses - auc**2) + (others - 1) * (two_others - auc**2)
    return 1.96 * math.sqrt((auc * (1 - auc) + spread) / (responses * others))
