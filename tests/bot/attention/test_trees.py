"""Trees: what two signals say together, exactly explained."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention.logistic import Floats, fit, probability
from bot.attention.trees import Forest, grow, mean, none

Rows = np.ndarray
SIGNALS = 6


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    """Any forest, also with trees that ask the same signal twice."""
    count, seed = draw(st.integers(0, 30)), draw(st.integers(0, 10**6))
    chance = np.random.default_rng(seed)
    return Forest(
        chance.integers(0, SIGNALS, (count, 2)).astype(np.int32),
        chance.normal(size=(count, 2)).astype(np.float32),
        chance.normal(size=(count, 4)).astype(np.float32),
    )


def rows_of(seed: int, count: int = 5) -> np.ndarray:
    """Some rows."""
    return np.random.default_rng(seed).normal(size=(count, SIGNALS)).astype(np.float32)


@given(forests(), st.integers(0, 10**6))
def test_contributions_add_up_to_the_difference(forest: Forest, seed: int) -> None:
    rows, usual = rows_of(seed), rows_of(seed + 1)
    added = forest.contributions(rows, usual)
    assert added.sum(axis=1) == pytest.approx(forest.log_odds(rows) - forest.log_odds(usual), abs=1e-4)


@given(forests(), st.integers(0, 10**6))
def test_equal_signals_contribute_nothing_and_swapped_rows_the_opposite(forest: Forest, seed: int) -> None:
    rows, usual = rows_of(seed), rows_of(seed + 1)
    assert not forest.contributions(rows, rows).any()
    assert forest.contributions(rows, usual) == pytest.approx(-forest.contributions(usual, rows), abs=1e-5)
    usual[:, 2] = rows[:, 2]
    assert not forest.contributions(rows, usual)[:, 2].any()


@given(forests(), st.integers(0, 10**6))
def test_signals_that_no_tree_asks_contribute_nothing(forest: Forest, seed: int) -> None:
    added = forest.contributions(rows_of(seed), rows_of(seed + 1))
    unasked = [signal for signal in range(SIGNALS) if signal not in forest.signals]
    assert not added[:, unasked].any()


def test_two_signals_that_only_say_something_together_share_it() -> None:
    forest = Forest(
        np.array([[0, 1]], np.int32), np.zeros((1, 2), np.float32), np.array([[0, 0, 0, 2]], np.float32)
    )
    both, neither = np.array([[1, 1, 9]], np.float32), np.array([[-1, -1, 9]], np.float32)
    assert forest.contributions(both, neither).tolist() == [[1, 1, 0]]


@given(st.lists(forests(), min_size=1, max_size=4), st.integers(0, 10**6))
def test_the_mean_of_forests_says_what_they_say_on_average(some: list[Forest], seed: int) -> None:
    rows = rows_of(seed)
    average = np.mean([forest.log_odds(rows) for forest in some], axis=0)
    assert mean(some).log_odds(rows) == pytest.approx(average, abs=1e-4)


def test_another_seed_draws_other_trees() -> None:
    rows, answers = either_or(300)
    one, two = (grow(rows, answers, np.ones(300), np.zeros(300), seed=seed) for seed in (1, 2))
    assert not np.array_equal(one.signals, two.signals)


def loss(answers: Floats, odds: Floats) -> float:
    """The log-loss of one row, on average."""
    chances = probability(odds)
    return float(-np.log(np.where(answers > 0, chances, 1 - chances)).mean())


def either_or(count: int, seed: int = 0) -> tuple[Rows, Floats]:
    """People respond where one of two signals is high, and not where both or none are."""
    rows, chance = rows_of(seed, count), np.random.default_rng(seed + 7).random(count)
    likely = np.where((rows[:, 0] > 0) != (rows[:, 1] > 0), 0.8, 0.2)
    return rows, (chance < likely).astype(float)


def test_an_either_or_is_found_that_weights_cannot_see() -> None:
    (rows, answers), (unseen, truth) = either_or(3000), either_or(1000, 5)
    weights = fit(rows, answers, np.zeros(SIGNALS + 1), np.ones(SIGNALS + 1))
    by_weights = unseen @ weights[:-1] + weights[-1]
    forest = grow(rows, answers, np.ones(3000), rows @ weights[:-1] + weights[-1])
    assert loss(truth, by_weights) > 0.68
    assert loss(truth, by_weights + forest.log_odds(unseen)) < loss(truth, by_weights) - 0.03
    explained = np.abs(forest.contributions(unseen[:1], unseen[1:50])).mean(axis=0)
    assert min(explained[:2]) > 3 * max(explained[2:])


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10**6))
def test_trees_lower_the_loss_of_what_they_saw_and_are_the_same_every_time(seed: int) -> None:
    rows, answers = rows_of(seed, 200), (np.random.default_rng(seed).random(200) < 0.3).astype(float)
    given_ = np.full(200, -0.5)
    first, again = (grow(rows, answers, np.ones(200), given_) for _ in range(2))
    assert loss(answers, given_ + first.log_odds(rows)) < loss(answers, given_)
    for mine, yours in zip(vars(first).values(), vars(again).values(), strict=True):
        assert np.array_equal(mine, yours)
    assert set(given_) == {-0.5}


def test_importance_is_how_much_a_row_counts() -> None:
    """Of two halves that say the opposite, the important one is believed."""
    rows = np.tile(np.array([[-1.0], [1.0]], np.float32), (400, 1))
    answers = (rows[:, 0] > 0).astype(float)
    answers[400:] = 1 - answers[400:]
    for first_counts in (True, False):
        importance = np.where((np.arange(800) < 400) == first_counts, 3.0, 0.1)
        high, low = grow(rows, answers, importance, np.zeros(800)).log_odds(np.array([[1], [-1]], np.float32))
        assert (high > low) == first_counts


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_rows_say_little_and_break_nothing(count: int) -> None:
    rows = rows_of(3, count)
    assert np.abs(grow(rows, np.ones(count), np.ones(count), np.zeros(count)).log_odds(rows)).max() < 3


def test_from_rows_that_are_all_alike_nothing_is_told_apart() -> None:
    rows = np.zeros((50, 3), np.float32)
    forest = grow(rows, np.ones(50) * (np.arange(50) < 25), np.ones(50), np.zeros(50))
    assert np.ptp(forest.log_odds(rows)) == 0
    assert np.abs(forest.log_odds(rows)).max(initial=0) < 0.2


def test_no_trees_add_nothing() -> None:
    assert none().log_odds(rows_of(1)).tolist() == [0] * 5
    assert not none().contributions(rows_of(1), rows_of(2)).any()
