"""Intervals by drawing digests."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.bootstrap import Estimate, drawn_precisions, draws, estimate, mean_over_people
from evaluation.metrics import Case, average_precision
from evaluation.task import Ints


def _case(posts: int = 400, periods: int = 40, skill: float = 1.0) -> Case:
    chance = np.random.default_rng(3)
    liking = chance.normal(size=posts)
    responded = chance.random(posts) < 1 / (1 + np.exp(2.5 - 1.5 * liking))
    scores = skill * liking + chance.normal(size=posts)
    return Case(responded, scores, np.sort(chance.integers(100, 100 + periods, posts)))


def test_each_draw_has_as_many_digests_as_there_are_and_is_the_same_every_time() -> None:
    drawn = draws(np.array([3, 3, 5, 9, 9]), 50)
    assert drawn.shape == (50, 3)
    assert (drawn.sum(axis=1) == 3).all()
    assert (drawn == draws(np.array([3, 5, 9]), 50)).all()


cases = st.lists(st.tuples(st.booleans(), st.integers(0, 99), st.integers(0, 4)), min_size=1, max_size=25)


@given(cases, st.lists(st.integers(0, 1), min_size=5, max_size=5))
def test_a_draw_without_repeats_has_the_precision_of_the_posts_in_it(
    posts: list[tuple[bool, int, int]], drawn: list[int]
) -> None:
    responded, scores, periods = (np.array(column) for column in zip(*posts, strict=True))
    case = Case(responded.astype(bool), scores.astype(float), periods)
    known = np.unique(periods)
    row = np.array([drawn[period] for period in known])
    in_it = np.isin(periods, known[row > 0])
    expected = average_precision(case.responded[in_it], case.scores[in_it])
    found = drawn_precisions([case], periods, row[np.newaxis])
    assert found[0, 0] == pytest.approx(expected, nan_ok=True)


@given(cases, st.lists(st.integers(0, 3), min_size=5, max_size=5))
@settings(max_examples=50)
def test_a_draw_with_repeats_counts_each_post_as_often_against_the_others(
    posts: list[tuple[bool, int, int]], drawn: list[int]
) -> None:
    ordered = sorted(posts, key=lambda each: -each[1])
    responded, scores, periods = (np.array(column) for column in zip(*ordered, strict=True))
    known: Ints = np.unique(periods)
    times = np.array([drawn[int(period)] for period in periods])
    sums = total = 0.0
    for place in np.flatnonzero(responded):
        above, hits = times[:place].sum(), times[:place][responded[:place]].sum()
        sums += times[place] * (hits + 1) / (above + 1)
        total += times[place]
    row = np.array([drawn[int(period)] for period in known])
    case = Case(responded.astype(bool), scores.astype(float), periods)
    found = drawn_precisions([case], periods, row[np.newaxis])
    assert found[0, 0] == pytest.approx(sums / total if total else math.nan, nan_ok=True)


def test_draws_lie_around_the_figure_of_what_they_are_drawn_from() -> None:
    case = _case()
    drawn = drawn_precisions([case], case.periods, draws(case.periods))[0]
    value = average_precision(case.responded, case.scores)
    assert drawn.mean() == pytest.approx(value, abs=0.01)
    found = estimate(value, drawn, 40)
    assert found.low < value - 0.02
    assert found.high > value + 0.02


def test_a_ranker_against_itself_differs_by_nothing_and_a_better_one_by_more() -> None:
    case, worse = _case(), _case(skill=0.2)
    drawn = draws(case.periods)
    ours, theirs = (drawn_precisions([each], case.periods, drawn) for each in (case, worse))
    same, better, other_way = (
        estimate(0, (a - b)[0], 40) for a, b in ((ours, ours), (ours, theirs), (theirs, ours))
    )
    assert (same.low, same.high, same.is_above_zero, same.is_below_zero) == (0, 0, False, False)
    assert better.is_above_zero
    assert other_way.is_below_zero


@pytest.mark.parametrize(
    ("drawn", "periods"),
    [([0.1] * 9, 4), ([math.nan] * 6 + [0.1] * 3, 40), ([], 40)],
    ids=["digests", "draws", "none"],
)
def test_there_is_no_interval_where_too_little_was_drawn(drawn: list[float], periods: int) -> None:
    found = estimate(0.1, np.array(drawn), periods)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert not found.is_above_zero
    assert not Estimate(-1).is_below_zero


def test_the_mean_of_a_draw_is_over_those_who_responded_in_it() -> None:
    found = mean_over_people(np.array([[0.2, math.nan, math.nan], [0.4, 0.6, math.nan]]))
    assert found == pytest.approx([0.3, 0.6, math.nan], nan_ok=True)
