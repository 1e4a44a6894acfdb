"""Logistic regression: the best weights there are, and the prior where there is nothing to learn from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention.logistic import Floats, fit, probability

NOTHING = np.zeros(3)
LIGHT = np.full(3, 1e-3)
GOOD_ENOUGH = 0.02  # of a sum over rows; far below what changes a ranking


def sample(count: int, weights: list[float], seed: int = 0) -> tuple[np.ndarray, Floats]:
    """Rows of two signals, and answers drawn with the chances that the weights give."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, len(weights) - 1)).astype(np.float32)
    odds = rows @ np.array(weights[:-1]) + weights[-1]
    return rows, (chance.random(count) < probability(odds)).astype(float)


def objective(rows: np.ndarray, answers: Floats, weights: Floats, prior: Floats, precision: Floats) -> float:
    """What is to be as small as possible, written down anew."""
    chances = probability(rows @ weights[:-1] + weights[-1])
    likely = np.where(answers > 0, chances, 1 - chances)
    return float(-np.log(np.maximum(likely, 1e-300)).sum() + (precision * (weights - prior) ** 2).sum() / 2)


def test_known_weights_are_found_again() -> None:
    rows, answers = sample(40_000, [1.5, -0.7, -2.0])
    assert fit(rows, answers, NOTHING, LIGHT).tolist() == pytest.approx([1.5, -0.7, -2.0], abs=0.08)


def test_where_answers_can_be_told_apart_the_prior_keeps_weights_finite() -> None:
    rows = np.array([[-1, 0], [1, 0]] * 50, np.float32)
    weights = fit(rows, (rows[:, 0] > 0).astype(float), NOTHING, np.ones(3))
    assert 2 < weights[0] < 20
    assert weights[1] == pytest.approx(0, abs=1e-6)


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_without_rows_the_prior_is_left(prior: list[float]) -> None:
    given_ = np.array(prior)
    assert fit(np.zeros((0, 2), np.float32), np.zeros(0), given_, np.ones(3)).tolist() == prior


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 200), st.floats(0.1, 100), st.floats(-3, 3))
def test_no_other_weights_are_better(seed: int, count: int, strength: float, around: float) -> None:
    """The slope at what is found is flat as far as it matters, and so no step from there gains anything."""
    rows, answers = sample(count, [1.0, -2.0, 0.5], seed)
    prior, precision = np.full(3, around), np.full(3, strength)
    found = fit(rows, answers, prior, precision)
    columns = np.hstack([rows, np.ones((count, 1))])
    said = probability(columns @ found)
    slope = columns.T @ (said - answers) + precision * (found - prior)
    curvature = (columns * (said * (1 - said))[:, None]).T @ columns + np.diag(precision)
    assert slope @ np.linalg.solve(curvature, slope) / 2 < GOOD_ENOUGH
    least = objective(rows, answers, found, prior, precision)
    for step in np.random.default_rng(seed).normal(size=(10, 3)):
        for far in (0.03, 0.3, 3):
            assert objective(rows, answers, found + far * step, prior, precision) > least - GOOD_ENOUGH


@given(st.integers(0, 10**6), st.lists(st.integers(0, 3), min_size=30, max_size=30))
def test_importance_is_how_often_a_row_counts(seed: int, times: list[int]) -> None:
    rows, answers = sample(30, [1.0, -1.0, 0.0], seed)
    once = fit(rows, answers, NOTHING, np.ones(3), importance=np.array(times, float))
    often = fit(np.repeat(rows, times, axis=0), np.repeat(answers, times), NOTHING, np.ones(3))
    assert once.tolist() == pytest.approx(often.tolist(), abs=0.02)


@given(st.integers(0, 10**6), st.floats(-2, 2))
def test_an_offset_is_what_others_have_said_already(seed: int, weight: float) -> None:
    """Where all others' weights are given as an offset, it finds what a prior around them would have found."""
    rows, answers = sample(60, [1.0, -1.0, 0.0], seed)
    said = np.array([weight, -weight, 0.3])
    beyond = fit(rows, answers, NOTHING, np.ones(3), offset=rows @ said[:-1] + said[-1])
    around = fit(rows, answers, said, np.ones(3))
    assert (said + beyond).tolist() == pytest.approx(around.tolist(), abs=0.08)


def test_a_strong_prior_holds_and_a_weak_one_gives_way() -> None:
    rows, answers = sample(2000, [1.0, 0.0, 0.0])
    prior = np.array([-1.0, 0, 0])
    assert fit(rows, answers, prior, np.full(3, 1e7))[0] == pytest.approx(-1, abs=0.01)
    assert fit(rows, answers, prior, LIGHT)[0] == pytest.approx(1, abs=0.2)


def test_it_arrives_from_far_away() -> None:
    rows, answers = sample(2000, [1.0, -1.0, 0.0])
    assert fit(rows, answers, np.full(3, 50.0), LIGHT).tolist() == pytest.approx([1, -1, 0], abs=0.25)


def test_its_input_is_left_as_it_was() -> None:
    rows, answers = sample(50, [1.0, -1.0, 0.0])
    kept = [each.copy() for each in (rows, answers, NOTHING)]
    fit(rows, answers, NOTHING, LIGHT, importance=np.ones(50), offset=np.zeros(50))
    assert all(np.array_equal(*pair) for pair in zip(kept, (rows, answers, NOTHING), strict=True))


@pytest.mark.parametrize(("odds", "chance"), [(0, 0.5), (np.log(3), 0.75), (-1e9, 0), (1e9, 1), (np.inf, 1)])
def test_chances_of_any_odds(odds: float, chance: float) -> None:
    said = probability(np.array([odds], np.float32))[0]
    assert said == pytest.approx(chance, abs=1e-6)
    assert 0 < said <= 1
