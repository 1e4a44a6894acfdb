"""A text's shape, by example."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.shape import SHAPE, is_forgotten, shape


@pytest.mark.parametrize(
    ("text", "files", "true"),
    [
        ("", 0, {"short"}),
        ("Does it fit?", 0, {"question", "short"}),
        ("何時ですか\uff1f", 0, {"question", "short"}),
        ("Hello all! " + "x" * 60, 0, {"exclamation", "greeting"}),
        ("good morning", 0, {"greeting", "short"}),
        ("goodness me", 0, {"short"}),
        ("we said hello", 0, {"short"}),
        ("Congratulations to <@U1>", 0, {"congratulation", "short"}),
        ("WELCOME 🎉", 2, {"congratulation", "file", "short"}),
        ("```x = 1```", 1, {"code", "file", "short"}),
        ("`x`" + "y" * 57, 0, set[str]()),
    ],
)
def test_what_a_text_looks_like(text: str, files: int, true: set[str]) -> None:
    found = dict(zip(SHAPE, shape(text, files), strict=True))
    assert found.pop("length") == pytest.approx(math.log1p(len(text)))
    assert {name for name, value in found.items() if value == 1} == true
    assert set(found.values()) <= {0, 1}


@given(st.text(), st.integers(0, 10))
def test_every_text_has_a_shape(text: str, files: int) -> None:
    assert len(shape(text, files)) == len(SHAPE)
    assert all(math.isfinite(value) for value in shape(text, files))


@pytest.mark.parametrize(
    ("text", "forgotten"),
    [
        (None, True),
        ("<@U1>", True),
        (" <@U1>  <@U2|jo>\n", True),
        ("   ", True),
        ("", False),
        ("<@U1> hi", False),
        ("?", False),
        ("<#C1>", False),
    ],
)
def test_a_text_is_forgotten_where_only_people_are_left_of_it(text: str | None, forgotten: bool) -> None:
    assert is_forgotten(text) == forgotten
