"""How well promises are found: precision first."""

import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.promises import Promise, foremost, is_promise, promises
from bot.promises.promise import MOST_READ
from bot.promises.wording import sentences
from tests.moments import at

LEAST_PRECISION, LEAST_RECALL = 0.95, 0.9
MONDAY = at("2026-03-02 09:00")


def labelled(*, held_out: bool) -> list[tuple[bool, str, str]]:
    """One half of the sentences: whether it is a promise, its kind, its words."""
    lines = (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    chosen = [row for row in rows if zlib.crc32(row[2].encode()) % 2 == held_out]
    return [(label == "yes", kind, sentence) for label, kind, sentence in chosen]


def measured(rows: list[tuple[bool, str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    found = [is_yes for is_yes, _, sentence in rows if promises(sentence, MONDAY)]
    return sum(found) / len(found), sum(found) / sum(is_yes for is_yes, _, _ in rows)


@pytest.mark.parametrize("held_out", [False, True])
def test_what_is_found_is_a_promise_and_most_promises_are_found(held_out: bool) -> None:
    precision, recall = measured(labelled(held_out=held_out))
    assert precision >= LEAST_PRECISION, (precision, recall)
    assert recall >= LEAST_RECALL, (precision, recall)


def test_there_is_enough_to_measure_by_of_every_kind() -> None:
    held_out = labelled(held_out=True)
    assert len(held_out) >= 150
    assert sum(is_yes for is_yes, _, _ in held_out) >= 60
    kinds = {kind for _, kind, _ in held_out}
    assert kinds == {kind for _, kind, _ in labelled(held_out=False)}
    assert {"negation", "conditional", "quote", "question", "others", "past"} < kinds


def test_of_a_longer_message_only_the_sentence_is_kept() -> None:
    text = (
        "Hi <@U0NOOR>, thanks for the list! I like the *second* one.\n"
        "> I'll pay for all of it\n"
        "I'll send the contract by Friday. If they disagree I'll call them. Is that fine?\n"
        "```I'll retry in 5 s```"
    )
    (found,) = promises(text, MONDAY)
    assert found.sentence == "I'll send the contract by Friday."
    assert str(found.day) == "2026-03-06"


@pytest.mark.parametrize(
    "sentence",
    [
        "Teak said I'll send it.",
        "You asked whether I'll review it.",
        "Larch hopes I'll fix it today, I guess I'll review it.",
        "Nobody knows how I'll fix it.",
        "Let me send it once they tell you that I'll merge it.",
    ],
)
def test_what_is_reported_hoped_or_thought_is_no_promise(sentence: str) -> None:
    assert not is_promise(sentence)
    assert is_promise("I'll send it.")


def test_two_promises_in_one_message_are_two() -> None:
    found = promises("I'll ask Kavya today; I'll send you the numbers by Thursday.", MONDAY)
    assert [str(each.day) for each in found] == ["2026-03-02", "2026-03-05"]


def test_the_one_to_remind_of_is_the_earliest_of_a_later_day() -> None:
    monday, tuesday, friday = (Promise("I'll send it.", date(2026, 3, day)) for day in (2, 3, 6))
    someday, other = Promise("I'll check.", None), Promise("I'll ask.", None)
    assert foremost([monday, someday, friday, tuesday], MONDAY.date()) == tuesday
    assert foremost([monday, someday, other], MONDAY.date()) == someday
    assert foremost([monday], MONDAY.date()) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for each in promises(text, MONDAY):
        assert each.sentence in sentences(text)


def test_a_very_long_message_takes_no_time() -> None:
    before = time.perf_counter()
    assert promises("I'll get it and put it and set it and have a list, " * 400, MONDAY) is not None
    assert not is_promise("i'll put " * (MOST_READ // 9))
    assert time.perf_counter() - before < 2


@given(st.sampled_from([row for row in labelled(held_out=True) if row[0]]))
def test_what_somebody_quotes_or_asks_is_never_a_promise(row: tuple[bool, str, str]) -> None:
    sentence = row[2]
    assert promises(f"> {sentence}", MONDAY) == []
    assert promises(f"```{sentence}```", MONDAY) == []
    assert not is_promise(sentence.rstrip(".!") + "?")
