"""Which question comes first."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.ama.ranking import HOW, NAMES, Z, following, ordered, score, wilson
from tests.bot.ama.samples import question

PEOPLE = st.integers(0, 500)


@pytest.mark.parametrize(
    ("votes", "active", "lower"),
    [
        (0, 0, 0.0),
        (0, 10, 0.0),
        (1, 1, 0.2065),
        (5, 10, 0.2366),
        (8, 10, 0.4902),
        (40, 50, 0.6696),
        (10, 10, 0.7225),
    ],
)
def test_the_lower_bound_is_wilson_s(votes: int, active: int, lower: float) -> None:
    assert wilson(votes, active) == pytest.approx(lower, abs=5e-5)


@given(st.integers(1, 500), PEOPLE)
def test_at_the_bound_the_votes_would_be_just_within_the_normal_distribution(votes: int, more: int) -> None:
    # The interval is defined by (share - p)^2 = z^2 p (1 - p) / n: checked here without the closed form.
    active = votes + more
    bound = wilson(votes, active)
    assert (votes / active - bound) ** 2 == pytest.approx(Z * Z * bound * (1 - bound) / active, abs=1e-9)


@given(PEOPLE, PEOPLE)
def test_the_bound_lies_below_the_share_and_within_zero_and_one(votes: int, more: int) -> None:
    active = votes + more
    bound = wilson(votes, active)
    assert 0 <= bound <= (votes / active if active else 0) <= 1


@given(PEOPLE, PEOPLE)
def test_one_more_vote_never_lowers_a_question(votes: int, more: int) -> None:
    assert wilson(votes + 1, votes + more + 1) > wilson(votes, votes + more + 1)


@given(PEOPLE, PEOPLE)
def test_one_more_person_who_passed_it_by_never_raises_it(votes: int, more: int) -> None:
    assert wilson(votes, votes + more + 1) <= wilson(votes, votes + more)


@given(st.integers(1, 100), st.integers(2, 5))
def test_the_same_share_of_more_people_is_surer(votes: int, times: int) -> None:
    assert wilson(votes * times, votes * 2 * times) > wilson(votes, votes * 2)


@pytest.mark.parametrize(("votes", "active"), [(2, 1), (-1, 3)])
def test_more_votes_than_people_is_a_mistake(votes: int, active: int) -> None:
    with pytest.raises(ValueError, match="votes out of"):
        wilson(votes, active)


def test_a_late_question_has_a_chance_at_the_top_and_not_by_most_votes() -> None:
    early = question("early", number=1, votes=12, active=60)
    late = question("late", number=9, votes=9, active=12)
    assert [each.question_id for each in ordered([early, late], "top")] == ["late", "early"]
    assert [each.question_id for each in ordered([early, late], "most")] == ["early", "late"]
    assert [each.question_id for each in ordered([early, late], "newest")] == ["late", "early"]


def test_one_vote_out_of_one_does_not_win_over_forty_out_of_fifty() -> None:
    one, forty = question("one", votes=1, active=1), question("forty", votes=40, active=50)
    assert score(forty) > score(one)


def test_unanswered_are_those_that_wait_for_an_answer() -> None:
    states = ("held", "open", "answering", "answered", "written", "parked", "declined", "merged", "withdrawn")
    found = ordered([question(state, state=state) for state in states], "unanswered")
    assert {each.question_id for each in found} == {"open", "answering", "parked"}


def test_hosts_take_the_top_one_that_nobody_has_begun_with() -> None:
    begun = question("begun", state="answering", votes=9, active=9)
    low, high = question("low", votes=1, active=9), question("high", votes=5, active=9)
    assert following([begun, low, high]) == high
    assert following([begun]) is None


@given(st.lists(st.tuples(PEOPLE, PEOPLE), max_size=20), st.randoms())
def test_the_order_does_not_depend_on_how_they_come(counts: list[tuple[int, int]], chance: object) -> None:
    questions = [
        question(f"q{number}", number=number, votes=votes, active=votes + more)
        for number, (votes, more) in enumerate(counts, 1)
    ]
    shuffled = list(questions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    for order in NAMES:
        assume(HOW[order])
        assert ordered(shuffled, order) == ordered(questions, order)
