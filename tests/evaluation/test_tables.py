"""Text that fits a terminal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.bootstrap import Estimate
from evaluation.tables import (
    WIDTH,
    count,
    difference,
    figure,
    interval,
    paragraph,
    percent,
    shortened,
    shown_width,
    table,
)


def test_a_table_by_hand() -> None:
    assert table(["who", "AP"], [["Gullinda", "0.1"], ["Fog", "10.25"]]) == [
        "who          AP",
        "Gullinda    0.1",
        "Fog       10.25",
    ]


@given(st.lists(st.tuples(st.text(max_size=60), st.text("0123456789.", max_size=8)), max_size=5))
def test_columns_stand_below_each_other_whatever_people_are_called(rows: list[tuple[str, str]]) -> None:
    lines = table(["who", "how many"], rows)
    assert len(lines) == 1 + len(rows)
    for line in lines:
        assert line.isprintable()
        assert shown_width(line) <= WIDTH


@given(st.text(), st.integers(1, 40))
def test_what_is_too_long_is_shortened_to_the_room_there_is(text: str, room: int) -> None:
    found = shortened(text, room)
    assert shown_width(found) <= room
    assert found.isprintable()


def test_a_wide_character_takes_two_columns() -> None:
    assert shown_width("灯台") == 4
    assert shortened("灯台守の日誌", 5) == "灯台…"


@given(st.text())
def test_a_paragraph_is_never_too_wide(text: str) -> None:
    assert all(len(line) <= WIDTH for line in paragraph(text, "  "))


def test_figures_that_are_not_defined_are_a_dash() -> None:
    assert {figure(math.nan), difference(math.nan), percent(math.nan)} == {"-"}
    assert interval(Estimate(0.5)) == ""


@pytest.mark.parametrize(("value", "said"), [(0.01234, "+0.012"), (-0.2, "-0.200"), (-0.0001, "+0.000")])
def test_a_difference_has_a_sign(value: float, said: str) -> None:
    assert difference(value) == said


def test_numbers_of_things() -> None:
    assert (count(1, "post"), count(1681, "post"), count(2, "person", "people")) == (
        "1 post",
        "1,681 posts",
        "2 people",
    )
    assert interval(Estimate(0.1, -0.05, 0.2), signed=True) == "[-0.050, +0.200]"
