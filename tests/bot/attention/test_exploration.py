"""Tries: rare, drawn with a chance that is known, and enough to estimate what was never shown."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import Guess, Ranked
from bot.attention.exploration import SHARE, Shown, explore, rate
from tests.bot.attention.logs import post

MOST = 5


def item(number: int, score: float) -> Ranked:
    """The post of a number, with that score."""
    return Ranked(post(number), (), Guess("U1", score, 0.1, 5, 50, ()), score)


def likely(count: int) -> list[Ranked]:
    """So many posts that are worth showing."""
    return [item(number, 0.5) for number in range(count)]


UNLIKELY = [item(100, 0.01), item(101, 0.03), item(102, 0.06)]
occasions = st.text(max_size=8)


@given(st.integers(0, 5), st.integers(0, 3), occasions)
def test_a_digest_keeps_its_place_and_holds_at_most_one_try(count: int, others: int, occasion: str) -> None:
    chosen, unlikely = likely(count), UNLIKELY[:others]
    shown = explore(chosen, unlikely, MOST, occasion)
    tried = [each for each in shown if each.explored]
    posts = [each.post for each in shown if not each.explored]
    assert len(tried) <= min(1, others, count)
    assert len(shown) == min(MOST, count + len(tried))
    assert posts == [each.post for each in chosen][: len(posts)]
    assert {each.post for each in tried} <= {each.post for each in unlikely}
    assert all(0 < each.propensity <= 1 for each in shown)


@given(occasions)
def test_silence_is_never_broken_for_a_try(occasion: str) -> None:
    assert explore([], UNLIKELY, MOST, occasion) == []


@given(st.integers(1, 5), occasions)
def test_the_same_occasion_always_draws_the_same(count: int, occasion: str) -> None:
    assert explore(likely(count), UNLIKELY, MOST, occasion) == explore(
        likely(count), UNLIKELY, MOST, occasion
    )


@pytest.mark.parametrize("count", [1, 3, 5])
def test_about_one_place_in_twenty_is_a_try_drawn_with_the_chance_that_is_noted(count: int) -> None:
    times = 4000
    drawn = Counter[str]()
    propensity: dict[str, float] = {}
    for number in range(times):
        for each in explore(likely(count), UNLIKELY, MOST, f"monday {number}"):
            drawn[each.post.ts] += 1
            propensity[each.post.ts] = each.propensity
    for each in (*likely(count), *UNLIKELY):
        noted = propensity[each.post.ts]
        error = (noted * (1 - noted) / times) ** 0.5
        assert drawn[each.post.ts] / times == pytest.approx(noted, abs=4 * error + 1e-12)
    tries = sum(drawn[each.post.ts] for each in UNLIKELY)
    assert tries / (times * count) == pytest.approx(SHARE, rel=0.25)


def test_what_would_become_of_all_posts_is_estimated_from_the_few_that_were_tried() -> None:
    """A made-up world where what is guessed unlikely does better than guessed, and the less likely the better."""
    random, shown = Random(7), list[Shown]()
    truth = {each.post.ts: rate for each, rate in zip(UNLIKELY, (0.6, 0.2, 0.1), strict=True)}
    for number in range(30_000):
        for each in explore(likely(MOST), UNLIKELY, MOST, f"day {number}"):
            is_hit = random.random() < truth.get(each.post.ts, 0.5)
            shown.append(Shown(each.explored, each.propensity, is_hit))
    tried, usual = rate(shown, explored=True), rate(shown, explored=False)
    assert tried == pytest.approx(sum(truth.values()) / 3, abs=0.03)  # 0.3; counted plainly it would be 0.18
    assert usual == pytest.approx(0.5, abs=0.01)
    plain = [each.is_hit for each in shown if each.explored]
    assert sum(plain) / len(plain) < 0.22


def test_where_nothing_was_tried_nothing_is_estimated() -> None:
    assert rate([Shown(False, 1.0, True)], explored=True) is None
    assert rate([Shown(False, 1.0, True), Shown(False, 1.0, False)], explored=False) == 0.5


def test_a_try_keeps_what_is_known_of_it() -> None:
    tries = [
        each
        for number in range(200)
        for each in explore(likely(2), UNLIKELY[:1], MOST, str(number))
        if each.explored
    ]
    assert tries
    assert {replace(each, explored=False, propensity=1.0) for each in tries} == {UNLIKELY[0]}
