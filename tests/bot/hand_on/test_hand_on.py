"""How well a post that asks for a person is told from others: precision first."""

import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hand_on import MOST_READ, asks_for_somebody

LEAST_PRECISION, LEAST_RECALL = 0.9, 0.75


def labelled(*, held_out: bool) -> list[tuple[bool, str, str]]:
    """One half of the sentences: whether it asks for somebody, its kind, its words."""
    lines = (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    chosen = [row for row in rows if zlib.crc32(row[2].encode()) % 2 == held_out]
    return [(label == "yes", kind, sentence) for label, kind, sentence in chosen]


def measured(rows: list[tuple[bool, str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    found = [is_yes for is_yes, _, sentence in rows if asks_for_somebody(sentence)]
    return sum(found) / len(found), sum(found) / sum(is_yes for is_yes, _, _ in rows)


@pytest.mark.parametrize("held_out", [False, True])
def test_what_is_found_asks_for_somebody_and_most_that_does_is_found(held_out: bool) -> None:
    precision, recall = measured(labelled(held_out=held_out))
    assert precision >= LEAST_PRECISION, (precision, recall)
    assert recall >= LEAST_RECALL, (precision, recall)


def test_what_somebody_quotes_is_not_their_own_call() -> None:
    call = "We're looking for somebody to lead the offline pilot."
    assert asks_for_somebody(f"Hi all! *{call}* Names until Friday.")
    assert not asks_for_somebody(f"> {call}\nThat was on the agenda.")
    assert not asks_for_somebody(f"```{call}```")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert asks_for_somebody(text) in {True, False}


@pytest.mark.parametrize(
    "words", ["we need somebody to ", "who would like to ", "looking for a b c d ", "if you want to "]
)
def test_a_very_long_post_takes_no_time(words: str) -> None:
    before = time.perf_counter()
    asks_for_somebody(words * (MOST_READ // len(words)))
    assert time.perf_counter() - before < 2
