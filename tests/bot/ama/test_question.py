import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.question import MOVES, SETTLED, TOO_SHORT, State, Verb, fault, moved, undecided

STATES: tuple[State, ...] = (
    "held", "open", "answering", "answered", "written", "parked", "declined", "merged", "withdrawn",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", TOO_SHORT),
        ("Why?", TOO_SHORT),
        ("   Why now?   ", TOO_SHORT),
        ("Why today?", ""),
        ("x" * 500, ""),
        (f"  {'x' * 500}\n", ""),
        ("x" * 501, "Up to 500 characters; this has 501."),
    ],
)
def test_a_question_has_ten_to_five_hundred_characters(text: str, wrong: str) -> None:
    assert fault(text) == wrong


@given(st.text(max_size=600))
def test_white_space_around_a_question_changes_nothing(text: str) -> None:
    assert fault(text) == fault(f" {text}\n")


def test_two_hosts_who_click_at_once_do_it_once() -> None:
    first = moved("answering", "answered")
    assert first == "answered"
    assert moved(first, "answered") is None
    assert moved(first, "decline") is None


@pytest.mark.parametrize("verb", MOVES)
def test_nothing_moves_what_was_withdrawn(verb: Verb) -> None:
    assert moved("withdrawn", verb) is None


@given(st.sampled_from(STATES), st.lists(st.sampled_from(tuple(MOVES)), max_size=12))
def test_words_are_edited_and_withdrawn_only_while_nobody_answers(state: State, verbs: list[Verb]) -> None:
    for verb in verbs:
        after = moved(state, verb)
        if verb in {"edit", "withdraw"} and after is not None:
            assert state in {"held", "open"}
        state = after or state
        assert state in STATES


def test_a_session_is_undecided_as_long_as_one_question_is() -> None:
    assert undecided(["answered", "open"])
    assert undecided(["held"])
    assert not undecided(SETTLED)
    assert not undecided([])
