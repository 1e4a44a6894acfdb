"""Somebody is found by what others call them."""

import pytest

from evaluation.history import History
from evaluation.people import person_called
from evaluation.problem import EvaluationError
from tests.evaluation.lighthouse import history

GULL = "U0GULL"
NAMED = history([], bots=["U0FOGG"])


@pytest.mark.parametrize(
    "words", ["U0GULL", "u0gull", "@gullinda", "gullinda", "Gullinda Sprat", " gullinda sprat "]
)
def test_an_id_a_name_or_a_handle_names_a_person(words: str) -> None:
    assert person_called(NAMED, words) == GULL


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Gulinda", "'Gulinda'; there is gullinda"),
        ("Xxxxxx", "give an id"),
        ("", "give an id"),
        ("foghorn", "is a bot"),
    ],
)
def test_nobody_and_bots_are_one_clear_line(words: str, said: str) -> None:
    with pytest.raises(EvaluationError, match=said):
        person_called(NAMED, words)


def test_a_name_that_two_have_asks_for_an_id() -> None:
    twins = History((), (), {"U0ONE": "Ebb", "U0TWO": "Ebb", "U0THREE": "Flow"})
    with pytest.raises(EvaluationError, match="U0ONE, U0TWO"):
        person_called(twins, "ebb")


def test_an_id_is_stronger_than_a_name() -> None:
    odd = History((), (), {"U0ONE": "U0TWO", "U0TWO": "Flow"})
    assert person_called(odd, "U0TWO") == "U0TWO"
