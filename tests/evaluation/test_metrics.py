"""The figures, by hand and by what has to hold for all rankings."""

import math
from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import (
    Case,
    Measures,
    auc_reach,
    average_precision,
    cases,
    digests,
    mean_measures,
    measure,
    roc_auc,
)
from evaluation.task import Bools, Floats, Ints, Question

Ranking = tuple[Bools, Floats, Ints]


def yes(*answers: int) -> Bools:
    return np.array(answers, bool)


def scores(*values: float) -> Floats:
    return np.array(values, np.float64)


@st.composite
def rankings(draw: st.DrawFn) -> Ranking:
    """Some posts with scores, among which there are ties."""
    pairs = draw(
        st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=30)
    )
    responded, said, periods = zip(*pairs, strict=True)
    return np.array(responded, bool), np.array(said, np.float64), np.array(periods, np.int64)


def test_average_precision_by_hand() -> None:
    assert average_precision(yes(1, 0, 1, 0), scores(4, 3, 2, 1)) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(yes(0, 0, 1), scores(3, 2, 1)) == pytest.approx(1 / 3)


def test_roc_auc_by_hand() -> None:
    assert roc_auc(yes(1, 0, 1, 0), scores(4, 3, 2, 1)) == 0.75  # three of four pairs are in order
    assert roc_auc(yes(1, 0), scores(1, 1)) == 0.5


def test_digests_by_hand() -> None:
    responded = yes(0, 1, 0, 0, 0, 0, 1, 1)
    said = scores(9, 8, 7, 6, 5, 4, 1, 2)
    periods = np.array([0, 0, 0, 0, 0, 0, 0, 1])
    precision, best, ndcg = digests(responded, said, periods)
    assert precision == 2 / 6  # of five and one that are shown; the seventh of the first digest is not
    assert best == 3 / 6
    first = (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    assert ndcg == pytest.approx((first + 1) / 2)


@pytest.mark.parametrize("responded", [yes(), yes(0, 0)])
def test_without_responses_figures_are_not_defined(responded: Bools) -> None:
    found = measure(Case(responded, np.zeros(len(responded)), np.zeros(len(responded), np.int64)))
    assert math.isnan(found.average_precision)
    assert math.isnan(found.roc_auc)
    assert math.isnan(found.ndcg_at_5)
    assert found.responses == 0


@given(rankings())
def test_figures_are_between_0_and_1_and_none_is_better_than_the_truth(ranking: Ranking) -> None:
    responded, said, periods = ranking
    found, best = (measure(Case(responded, each, periods)) for each in (said, responded.astype(np.float64)))
    if responded.any():
        assert 0 < found.average_precision <= best.average_precision == 1
        assert 0 <= found.ndcg_at_5 <= best.ndcg_at_5 == pytest.approx(1)
    assert 0 <= found.precision_at_5 <= found.best_precision_at_5 == best.precision_at_5 <= 1


@given(rankings())
def test_the_reverse_ranking_has_the_complementary_auc(ranking: Ranking) -> None:
    responded, said, _ = ranking
    assert roc_auc(responded, -said) == pytest.approx(1 - roc_auc(responded, said), nan_ok=True)


@given(rankings())
def test_only_the_order_of_scores_counts(ranking: Ranking) -> None:
    responded, said, periods = ranking
    found, stretched = (measure(Case(responded, each, periods)) for each in (said, np.exp(said / 3) - 5))
    assert astuple(found) == pytest.approx(astuple(stretched), nan_ok=True)


@given(rankings())
def test_auc_is_the_share_of_pairs_in_order(ranking: Ranking) -> None:
    responded, said, _ = ranking
    pairs = [(a > b) + (a == b) / 2 for a in said[responded] for b in said[~responded]]
    assert roc_auc(responded, said) == pytest.approx(_mean(pairs), nan_ok=True)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else math.nan


def test_only_what_was_asked_is_measured_and_ties_are_broken_by_chance_but_always_alike() -> None:
    question = Question(
        asked=np.array([[True] * 50 + [False]]),
        responded=np.array([[True] * 25 + [False] * 25 + [True]]),
        periods=np.arange(51),
    )
    (case,) = cases(question, np.ones((1, 51)))
    (again,) = cases(question, np.ones((1, 51)))
    assert len(case.scores) == 50
    assert sorted(case.periods) == list(range(50))
    assert (case.responded == again.responded).all()
    assert 0.3 < average_precision(case.responded, case.scores) < 0.8


def test_means_are_over_those_for_whom_a_figure_is_defined() -> None:
    one = Measures(10, 2, 0.4, 0.8, 0.1, 0.2, 0.5)
    other = Measures(20, 0, math.nan, math.nan, 0, 0, math.nan)
    assert mean_measures([one, other]) == Measures(15, 1, 0.4, 0.8, 0.05, 0.1, 0.5)


def test_thirty_responses_leave_an_auc_open_by_a_tenth() -> None:
    assert auc_reach(0.75, 30, 700) == pytest.approx(0.1, abs=0.012)
    assert math.isnan(auc_reach(math.nan, 0, 700))
    assert auc_reach(0.75, 300, 700) < auc_reach(0.75, 30, 700)
