"""Counts that fade, against sums made by hand."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.decay import DAY, FOREVER, Fading, stacked, unstacked

HALF_LIVES = (FOREVER, 14 * DAY, 3600.0)
BEGIN = 1_767_600_000.0
adds = st.lists(
    st.tuples(st.floats(0, 60 * DAY), st.sampled_from(["a", "b"]), st.floats(0, 5)), min_size=1, max_size=30
)


def by_hand(added: list[tuple[float, str, float]], key: str, now: float) -> list[float]:
    """Every amount as it is worth now."""
    return [
        sum(amount * 2 ** (-(now - at) / half) for at, where, amount in added if where == key)
        for half in HALF_LIVES
    ]


def filled(added: list[tuple[float, str, float]]) -> Fading:
    """All of it added, in that order."""
    fading = Fading(HALF_LIVES, 2)
    for at, key, amount in added:
        fading.add(key, range(3), np.array([amount, 0], np.float32), BEGIN + at)
    return fading


@given(adds, st.floats(0, 100 * DAY))
def test_what_is_read_is_the_sum_of_what_each_is_worth_by_now(
    added: list[tuple[float, str, float]], more: float
) -> None:
    in_order = sorted(added)
    fading, now = filled(in_order), in_order[-1][0] + more
    for key in ("a", "b"):
        read = fading.read(key, BEGIN + now)
        assert read[:, 0].tolist() == pytest.approx(by_hand(in_order, key, now), rel=1e-4, abs=1e-5)
        assert not read[:, 1].any()


@given(st.lists(st.floats(0, 5), min_size=2, max_size=10), st.integers())
def test_the_order_of_what_happens_at_once_does_not_matter(amounts: list[float], seed: int) -> None:
    other = random.Random(seed).sample(amounts, len(amounts))
    one, two = (filled([(0.0, "a", 1.0), *((50.0, "a", each) for each in some)]) for some in (amounts, other))
    assert np.allclose(one.read("a", BEGIN + DAY), two.read("a", BEGIN + DAY), rtol=1e-5)


@given(adds)
def test_reading_changes_nothing(added: list[tuple[float, str, float]]) -> None:
    fading = filled(sorted(added))
    for hours in (0, 1, 2000):
        fading.read("a", BEGIN + hours * 3600)
    assert np.array_equal(
        fading.read("a", BEGIN + 70 * DAY), filled(sorted(added)).read("a", BEGIN + 70 * DAY)
    )


@given(st.permutations([(0.0, "a", 1.0), (DAY, "a", 2.0), (9 * DAY, "a", 3.0)]))
def test_what_comes_late_counts_and_breaks_nothing(added: list[tuple[float, str, float]]) -> None:
    read = filled(added).read("a", BEGIN + 9 * DAY)[:, 0]
    assert read[0] == 6
    assert 3 <= read[2] <= read[1] <= 6


def test_a_moment_before_the_last_one_reads_what_is_there() -> None:
    assert filled([(DAY, "a", 2.0)]).read("a", BEGIN)[:, 0].tolist() == [2, 2, 2]


def test_one_amount_may_stand_for_everybody() -> None:
    fading = Fading(HALF_LIVES, 2)
    fading.add("a", (0, 2), 1, BEGIN)
    assert fading.read("a", BEGIN).tolist() == [[1, 1], [0, 0], [1, 1]]


def test_what_was_never_counted_is_nothing_and_stays_so() -> None:
    fading = Fading(HALF_LIVES, 2)
    nothing = fading.read("a", BEGIN)
    assert not nothing.any()
    with pytest.raises(ValueError, match="read-only"):
        nothing += 1
    fading.add("b", (0,), 1, BEGIN)
    assert not fading.read("a", BEGIN).any()


@given(adds, st.sampled_from([0, 1, 2]))
def test_it_goes_on_from_its_state(added: list[tuple[float, str, float]], columns: int) -> None:
    one, two = Fading(HALF_LIVES, columns), Fading(HALF_LIVES, columns)
    for at, key, amount in sorted(added):
        one.add((key, True), (0, 1), amount, BEGIN + at)
    two.restore(one.state())
    for fading in (one, two):
        fading.add(("a", True), (1,), 1, BEGIN + 80 * DAY)
    for kept in (("a", True), ("b", True)):
        assert np.array_equal(one.read(kept, BEGIN + 90 * DAY), two.read(kept, BEGIN + 90 * DAY))


@pytest.mark.parametrize("shape", [(0,), (3,), (2, 0), (2, 3)])
def test_arrays_by_key_are_stacked_and_taken_apart(shape: tuple[int, ...]) -> None:
    like = np.zeros(shape)
    for count in (0, 1, 3):
        per = {f"k{number}": np.full(shape, number + math.pi) for number in range(count)}
        again = unstacked(stacked(per, like))
        assert list(again) == list(per)
        assert all(np.array_equal(again[key], per[key]) and again[key].shape == shape for key in per)
