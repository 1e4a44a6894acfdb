"""What has happened since a post, and what it means for who has not responded yet."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.later import LOOKED_AT, NAMES, Later
from bot.attention.memory import Memory
from bot.attention.open_post import OpenPost
from bot.attention.weights import START
from tests.bot.attention.people import BEGIN, DAY, HOUR, PEOPLE, answer, new, told


def since(memory: Memory, post: OpenPost, hours: float) -> dict[str, list[float]]:
    """The numbers of each person, by name."""
    rows = Later(memory).rows(post, BEGIN + hours * HOUR)
    return dict(zip(NAMES, rows.T.tolist(), strict=True))


def test_of_a_post_with_which_nothing_happened_only_its_age_is_known() -> None:
    memory = Memory(PEOPLE)
    rows = since(memory, told(memory, new()), 11)
    assert rows.pop("age") == rows.pop("time since a reply") == pytest.approx([math.log(12)] * 3)
    assert all(values == [0, 0, 0] for values in rows.values())


def test_people_in_it_are_counted_once_and_a_mention_is_of_the_person() -> None:
    memory, post = Memory(PEOPLE), new()
    opened = told(memory, post)
    answer(memory, post, "U1", 1, "<@U3> you know this")
    answer(memory, post, "U9", 2)
    answer(memory, post, "U9", 3, "<@U3>")
    rows = since(memory, opened, 4)
    assert rows["people in it"] == pytest.approx([math.log(3)] * 3)
    assert rows["anybody in it"] == [1, 1, 1]
    assert rows["mentioned since"] == [0, 0, 1]
    assert rows["time since a reply"] == pytest.approx([math.log(2)] * 3)


def test_who_wrote_since_is_active_here_or_elsewhere() -> None:
    memory = Memory(PEOPLE)
    told(memory, new(0, "U3"))
    opened = told(memory, new(1))
    told(memory, new(2, "U1"))
    told(memory, new(3, "U2", channel="C1"))
    rows = since(memory, opened, 4)
    assert rows["active here since"] == [1, 0, 0]
    assert rows["active since"] == [1, 1, 0]


def test_people_who_usually_respond_together_are_alike() -> None:
    memory = Memory(PEOPLE)
    for number in range(5):
        told(memory, new(number))
        answer(memory, new(number), "U1", 0.1)
        answer(memory, new(number), "U2", 0.2)
    opened = told(memory, new(9))
    answer(memory, new(9), "U1", 1)
    alike = since(memory, opened, 11)["people alike in it"]
    assert alike[1] > alike[2] == 0


@given(st.floats(0, LOOKED_AT[0] / HOUR), st.floats(0, 4))
def test_a_post_that_is_younger_than_any_we_learned_from_grows_into_what_we_know(
    hours: float, more: float
) -> None:
    """When it is posted nothing is added, at the first look all of it, in between a part that grows with age."""
    memory = Memory(PEOPLE)
    later, opened = Later(memory), told(memory, new())

    def added(at: float) -> float:
        moment = BEGIN + at * HOUR
        return float(START.since(later.rows(opened, moment), later.share(opened, moment))[0])

    whole = float(START.since(later.rows(opened, BEGIN + LOOKED_AT[0]))[0])
    assert added(0) == pytest.approx(0, abs=1e-5)
    assert added(LOOKED_AT[0] / HOUR) == pytest.approx(whole, abs=1e-5)
    assert abs(added(hours)) <= abs(added(hours + more)) + 1e-5


def test_what_happens_with_a_young_post_counts_in_full() -> None:
    memory, post = Memory(PEOPLE), new()
    later, opened = Later(memory), told(memory, post)
    quiet = START.since(later.rows(opened, BEGIN + 60), later.share(opened, BEGIN + 60))
    answer(memory, post, "U9", 0.01, "<@U3> you know this")
    asked = START.since(later.rows(opened, BEGIN + 60), later.share(opened, BEGIN + 60))
    weight = dict(zip(NAMES, START.later, strict=False))["mentioned since"]
    assert (asked - quiet)[2] - (asked - quiet)[1] == pytest.approx(weight, abs=1e-4)


@given(st.floats(LOOKED_AT[0] / HOUR, 24 * 13), st.floats(0.1, 24 * 10))
def test_the_older_a_post_the_less_likely_anybody_comes_to_it(hours: float, more: float) -> None:
    memory = Memory(PEOPLE)
    later, opened = Later(memory), told(memory, new())
    younger, older = (START.since(later.rows(opened, BEGIN + at * HOUR)) for at in (hours, hours + more))
    assert (older < younger).all()


def test_whom_a_thread_mentions_is_likelier_to_come() -> None:
    memory, post = Memory(PEOPLE), new()
    opened = told(memory, post)
    answer(memory, post, "U9", 1, "<@U2>")
    odds = START.since(Later(memory).rows(opened, BEGIN + 2 * HOUR))
    assert odds[1] > odds[0] == odds[2]


@pytest.mark.parametrize("hours", [-5, 0, 1, 24 * 400])
def test_any_moment_may_be_asked_about(hours: float) -> None:
    memory, post = Memory(PEOPLE), new()
    opened = told(memory, post)
    answer(memory, post, "U1", 30)
    assert np.isfinite(Later(memory).rows(opened, BEGIN + hours * HOUR)).all()


def test_it_looks_at_each_post_at_its_ages_by_what_was_known_then() -> None:
    memory, post = Memory(PEOPLE), new()
    later, opened = Later(memory), told(memory, post)
    later.posted(opened)
    for age in LOOKED_AT:
        looks = len(opened.later)
        later.catch_up(BEGIN + age)
        assert len(opened.later) == looks
        later.catch_up(BEGIN + age + 1)
        assert len(opened.later) == looks + 1
        assert opened.later[-1][0, NAMES.index("age")] == pytest.approx(math.log1p(age / HOUR))
        answer(memory, post, "U1", age / HOUR + 1)
    assert [look[0, NAMES.index("people in it")] for look in opened.later] == pytest.approx([0, math.log(2)])
    later.catch_up(BEGIN + 30 * DAY)
    assert len(opened.later) == len(LOOKED_AT)


def test_after_being_restored_it_looks_at_what_it_has_not_looked_at() -> None:
    memory = Memory(PEOPLE)
    later, opened = Later(memory), [told(memory, new(hours)) for hours in (0, 45, 50)]
    told(memory, new(51, is_bot=True))
    for post in opened:
        later.posted(post)
    for moment, looks in ((54, [2, 1, 0]), (200, [2, 2, 2])):
        if moment == 200:
            later = Later(memory)
            later.restore()
        later.catch_up(BEGIN + moment * HOUR)
        assert [len(post.later) for post in opened] == looks
    assert all(np.isfinite(look).all() for post in opened for look in post.later)
