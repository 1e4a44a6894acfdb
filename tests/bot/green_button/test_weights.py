"""The weights start from the talk, move with a person's own outcomes, and never turn an answer around."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.questions import QUESTIONS
from bot.green_button.weights import SHRINKING, TEXT, Outcome, learned

outcomes = st.lists(
    st.builds(
        Outcome,
        st.fixed_dictionaries(
            {each.id: st.sampled_from([choice.id for choice in each.choices]) for each in QUESTIONS}
        ),
        st.booleans(),
    ),
    max_size=60,
)


def so_many(n: int, **worked: bool) -> list[Outcome]:
    """So many outcomes of each effort that is named, and how they went."""
    return [Outcome({"effort": effort}, went) for effort, went in worked.items() for _ in range(n)]


def test_without_outcomes_they_are_the_talks() -> None:
    assert learned([]) == TEXT


@given(outcomes)
def test_none_gets_below_zero_their_sum_stays_and_n_is_told(seen: list[Outcome]) -> None:
    weights = learned(seen)
    assert all(weight >= 0 for weight in weights.of.values())
    assert weights.of.keys() == TEXT.of.keys()
    assert isclose(sum(weights.of.values()), sum(TEXT.of.values()))
    assert weights.n == len(seen)


def test_what_foretold_the_outcome_weighs_more_and_what_foretold_the_opposite_less() -> None:
    right, wrong = so_many(10, hours=True, weeks=False), so_many(10, hours=False, weeks=True)
    assert learned(wrong).of["effort"] < TEXT.of["effort"] < learned(right).of["effort"]


def test_the_formula_is_the_one_that_is_documented() -> None:
    seen = so_many(10, hours=True, weeks=False)  # r = 1 for the effort, nothing known of the others
    factor = 1 + 20 / (20 + SHRINKING)
    total = sum(TEXT.of.values())
    expected = TEXT.of["effort"] * factor * total / (total + TEXT.of["effort"] * (factor - 1))
    assert learned(seen).of["effort"] == pytest.approx(expected)


def test_few_outcomes_move_little_and_more_move_more() -> None:
    moved = [learned(so_many(n, hours=True, weeks=False)).of["effort"] for n in (1, 5, 50)]
    assert moved == sorted(moved)
    assert moved[0] < TEXT.of["effort"] * 1.1


@pytest.mark.parametrize("seen", [so_many(8, hours=True, weeks=True), so_many(8, hours=True)])
def test_where_one_side_never_varies_nothing_is_learned(seen: list[Outcome]) -> None:
    assert learned(seen).of == pytest.approx(TEXT.of)


def test_the_order_of_outcomes_does_not_matter() -> None:
    seen = so_many(3, hours=True, days=False, weeks=False)
    assert learned(seen).of == pytest.approx(learned(seen[::-1]).of)


def test_what_was_not_known_teaches_nothing_about_its_question() -> None:
    seen = so_many(6, hours=True, weeks=False)
    unknown = [*so_many(9, unknown=True), Outcome({}, worked=False)]
    assert learned([*seen, *unknown]).of == pytest.approx(learned(seen).of)
