"""How well somebody guesses: counted, drawn and said, from twenty on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.calibration import ENOUGH, Bin, Said, bars, calibrated, in_words
from bot.green_button.journal import CHANCES

guesses = st.lists(st.builds(Said, st.sampled_from(CHANCES), st.booleans()), min_size=ENOUGH, max_size=120)


def history(*counted: tuple[int, int, int]) -> list[Said]:
    """For each chance so many that worked and so many that did not."""
    return [
        Said(chance, worked)
        for chance, yes, no in counted
        for worked, times in ((True, yes), (False, no))
        for _ in range(times)
    ]


def test_below_twenty_nothing_is_shown() -> None:
    assert calibrated(history((70, 10, 9))) is None
    assert calibrated(history((70, 10, 10))) is not None


def test_it_is_said_in_plain_words() -> None:
    known = calibrated(history((10, 0, 3), (30, 1, 4), (50, 1, 0), (70, 5, 4), (90, 2, 0)))
    assert known is not None
    assert in_words(known) == (
        "When you said 1 in 10, it worked none of 3.",
        "When you said 3 in 10, it worked 1 time of 5.",
        "The one time you said 5 in 10, it worked.",
        "When you said 7 in 10, it worked 5 times of 9.",
        "When you said 9 in 10, it worked 2 times of 2.",
        "Taken together you guess well: 5 in 10 said, 4½ in 10 worked.",
    )


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((70, 14, 6), "you guess well: 7 in 10 said, 7 in 10 worked"),
        ((30, 14, 6), "more worked than you said: 7 in 10, and you said 3"),
        ((90, 8, 12), "less worked than you said: 4 in 10, and you said 9"),
        ((50, 20, 0), "more worked than you said: 10 in 10, and you said 5"),
    ],
)
def test_all_of_them_taken_together_say_which_way_one_errs(counted: tuple[int, int, int], said: str) -> None:
    known = calibrated(history(counted))
    assert known is not None
    assert said in in_words(known)[-1]


@given(guesses)
def test_the_bins_hold_every_press_once(said: list[Said]) -> None:
    known = calibrated(said)
    assert known is not None
    assert sum(each.n for each in known.bins) == known.n == len(said)
    assert sum(each.worked for each in known.bins) == sum(each.worked for each in said)
    assert [each.chance for each in known.bins] == sorted({each.chance for each in said})
    assert 0 <= known.brier <= 0.81


@pytest.mark.parametrize(
    ("counted", "brier"),
    [((50, 10, 10), 0.25), ((90, 20, 0), 0.01), ((90, 0, 20), 0.81), ((70, 14, 6), 0.21)],
)
def test_the_brier_score_is_the_mean_squared_difference(counted: tuple[int, int, int], brier: float) -> None:
    known = calibrated(history(counted))
    assert known is not None
    assert known.brier == pytest.approx(brier)


def test_the_bars_are_drawn_to_one_width_with_what_was_said_in_them() -> None:
    known = calibrated(history((10, 0, 3), (70, 5, 4), (90, 12, 0)))
    assert known is not None
    assert known.bins == (Bin(10, 3, 0), Bin(70, 9, 5), Bin(90, 12, 12))
    assert bars(known) == (
        " 10 % ░│░░░░░░░░░   0 of 3",
        " 70 % ▓▓▓▓▓▓░│░░░   5 of 9",
        " 90 % ▓▓▓▓▓▓▓▓▓│▓  12 of 12",
    )


@given(guesses)
def test_every_bar_is_as_wide_as_the_others(said: list[Said]) -> None:
    known = calibrated(said)
    assert known is not None
    assert len({line.index(" of ") for line in bars(known)}) == 1
