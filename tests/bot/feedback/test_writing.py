"""Writing to several people, one after another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import Round, faults, lines
from bot.feedback.writing import HINTS, MOST_CHARACTERS, PROMPTS

EIGHT = tuple(f"U{number}" for number in range(8))


def test_one_after_another_with_how_far_one_is() -> None:
    round_ = Round(EIGHT)
    assert (round_.current, round_.progress) == ("U0", "1 of 8")
    assert (round_.after("U0").current, round_.after("U0").progress) == ("U1", "2 of 8")
    for person in EIGHT:
        round_ = round_.after(person)
    assert round_.current is None


def test_one_person_needs_no_count() -> None:
    assert Round(("U1",)).progress == ""
    assert Round(()).current is None


@given(st.permutations(EIGHT))
def test_in_whatever_order_everybody_gets_one_turn(order: list[str]) -> None:
    round_ = Round(EIGHT)
    for person in order:
        round_ = round_.after(person).after(person)
        assert len(round_.done) == len(set(round_.done))
    assert round_.current is None


def test_a_deed_and_what_it_changed_are_enough() -> None:
    assert faults({"behaviour": "You asked first.", "impact": "We saved a week."}) == {}
    assert sorted(faults({"situation": "Tuesday", "behaviour": "  "})) == ["behaviour", "impact"]
    long = faults({"behaviour": "a" * (MOST_CHARACTERS + 1), "impact": "b"})
    assert list(long) == ["behaviour"]


def test_what_was_left_empty_leaves_no_line() -> None:
    assert lines({"impact": "We saved a week.", "behaviour": "You asked first.", "wish": " "}) == [
        "You asked first.",
        "We saved a week.",
    ]


def test_every_prompt_has_an_example() -> None:
    assert PROMPTS.keys() == HINTS.keys()
