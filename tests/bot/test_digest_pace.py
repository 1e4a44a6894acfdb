"""A digest shrinks when it is let pass, and comes back at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest_pace import LINE_RARE, LINE_SHORT, pace
from bot.schedule import Cadence


@pytest.mark.parametrize(
    ("answered", "most", "cadence", "line"),
    [
        ([], 5, "daily", ""),
        ([False], 5, "daily", ""),
        ([True, False, False], 3, "daily", LINE_SHORT),
        ([False] * 3, 3, "daily", LINE_SHORT),
        ([False] * 4, 3, "weekly", LINE_RARE),
        ([False] * 9 + [True], 5, "daily", ""),
    ],
)
def test_two_make_it_shorter_and_four_rarer(answered: list[bool], most: int, cadence: str, line: str) -> None:
    found = pace(answered, "daily")
    assert (found.most, found.cadence, found.line) == (most, cadence, line)


def test_a_weekly_one_only_gets_shorter() -> None:
    assert pace([False] * 9, "weekly") == pace([False] * 2, "weekly")
    assert pace([False] * 9, "weekly").line == LINE_SHORT


def test_less_is_one_step_that_needs_no_explanation() -> None:
    assert pace([True], "daily", wants_less=True) == pace([], "daily", wants_less=True)
    assert (pace([], "daily", wants_less=True).most, pace([], "daily", wants_less=True).line) == (3, "")
    assert pace([False] * 2, "daily", wants_less=True).cadence == "weekly"


@given(st.lists(st.booleans(), max_size=12), st.sampled_from(["daily", "weekly"]), st.booleans())
def test_a_press_restores_and_more_silence_never_makes_it_longer(
    answered: list[bool], chosen: Cadence, less: bool
) -> None:
    before, after = pace(answered, chosen, wants_less=less), pace([*answered, False], chosen, wants_less=less)
    assert after.most <= before.most
    assert not (before.cadence == "weekly" and after.cadence == "daily")
    assert pace([*answered, True], chosen, wants_less=less) == pace([], chosen, wants_less=less)
