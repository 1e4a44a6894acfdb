"""What speaks for and against a post, and how likely it is, in words that hold."""

import re
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import Evidence, Guess
from bot.attention.balance import LABELS, MOST_BLOCKS, balance, chances
from bot.attention.guess import Scope

QUICK = tuple(timedelta(minutes=minutes) for minutes in (2, 12, 40))
SCOPES: tuple[Scope, ...] = get_args(Scope)


def guess(*evidence: Evidence) -> Guess:
    """A guess about the boss with this evidence."""
    return Guess("boss", 0.3, 0.1, 9, 100, evidence)


def part(scope: Scope, weight: float, engaged: int = 0, seen: int = 0, key: str = "") -> Evidence:
    """Evidence of a group."""
    return Evidence(scope, key, engaged, seen, QUICK if engaged > 2 else (), weight)


def told(*evidence: Evidence) -> tuple[list[str], list[str]]:
    """Both sides: words with counts."""
    sides = balance(guess(*evidence), str.title, lambda channel: f"#{channel}")
    return [f"{point.words} {point.counts}".strip() for point in sides.pro], [
        f"{point.words} {point.counts}".strip() for point in sides.con
    ]


def test_both_sides_stand_strongest_first_with_their_counts() -> None:
    pro, con = told(
        part("author", 0.5, 3, 4, "ben"),
        part("time", -0.2),
        part("channel", 1.5, 6, 8, "plans"),
        part("activity", -0.9),
    )
    assert pro == ["#plans 6 of 8, usually within 12 minutes", "Ben 3 of 4, usually within 12 minutes"]
    assert con == ["How much Boss wrote and reacted lately", "The hour and the day of the week"]


def test_what_hardly_matters_is_left_out() -> None:
    assert told(part("words", 0.01), part("crowd", -0.04)) == ([], [])


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (part("mention", 2.0, 5, 6, "boss"), "Boss is mentioned 5 of 6, usually within 12 minutes"),
        (part("mention", 2.0, key="boss"), "Boss is mentioned"),
        (part("mention", -0.3, 0, 4, "boss"), "Boss is mentioned 0 of 4"),
        (part("mention", 0.3), "Whom it mentions, and whom not"),
        (part("mention", -0.3), "Boss is not mentioned"),
    ],
)
def test_a_mention_is_said_only_where_there_is_one(evidence: Evidence, words: str) -> None:
    pro, con = told(evidence)
    assert pro + con == [words]


def test_every_group_has_words() -> None:
    assert set(LABELS) == set(SCOPES) - {"mention"}


@given(st.lists(st.builds(part, st.sampled_from(SCOPES), st.floats(-9, 9)), max_size=9))
def test_each_piece_of_evidence_is_on_its_own_side_and_no_longer_than_the_scale(
    evidence: list[Evidence],
) -> None:
    sides = balance(guess(*evidence), str.title, str)
    assert len(sides.pro) <= len([each for each in evidence if each.weight > 0])
    assert len(sides.con) <= len([each for each in evidence if each.weight < 0])
    for side in (sides.pro, sides.con):
        blocks = [point.blocks for point in side]
        assert blocks == sorted(blocks, reverse=True)
        assert all(1 <= each <= MOST_BLOCKS for each in blocks)


@pytest.mark.parametrize(
    ("probabilities", "words"),
    [
        ((0.3,), ("3 in 10",)),
        ((0.04,), ("4 in 100",)),
        ((0.04, 0.12), ("4 in 100", "12 in 100")),
        ((0.31, 0.12, 0.1), ("3 in 10", "1 in 10", "1 in 10")),
        ((0.31, 0.12, 0.04), ("31 in 100", "12 in 100", "4 in 100")),
        ((0.61, 0.12), ("6 in 10", "1 in 10")),
        ((0.116, 0.12), ("116 in 1,000", "120 in 1,000")),
        ((0.12, 0.12), ("1 in 10", "1 in 10")),
        ((0.0004,), ("fewer than 1 in 100",)),
        ((0.002, 0.12), ("fewer than 1 in 100", "12 in 100")),
        ((0.9, 0.0002, 0.05), ("90 in 100", "fewer than 1 in 100", "5 in 100")),
        ((0.9999,), ("9 in 10",)),
    ],
)
def test_chances_are_counted_out_of_one_number(
    probabilities: tuple[float, ...], words: tuple[str, ...]
) -> None:
    assert chances(*probabilities) == words


@given(st.lists(st.floats(0.00001, 0.9999), min_size=1, max_size=5))
def test_chances_are_nearly_right_in_one_order_and_never_certain(probabilities: list[float]) -> None:
    said = [re.fullmatch(r"(fewer than )?(\d+) in ([\d,]+)", each) for each in chances(*probabilities)]
    counts = [0 if each[1] else int(each[2]) for each in said if each]
    (whole,) = {int(each[3].replace(",", "")) for each in said if each}
    assert all(0 <= count < whole for count in counts)
    for probability, count in zip(probabilities, counts, strict=True):
        assert count / whole == pytest.approx(probability, rel=0.26, abs=0.005 if whole > 10 else 0)
    order = sorted(range(len(counts)), key=lambda place: probabilities[place])
    assert [counts[place] for place in order] == sorted(counts)
