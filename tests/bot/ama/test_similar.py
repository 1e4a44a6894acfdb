"""Which questions ask the same: pairs labelled by hand, and what holds for any words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.similar import ALIKE, alike, pairs, similarity, stem, terms
from tests.bot.ama.labelled import DIFFERENT, SAME
from tests.bot.ama.samples import asked

ALL = sorted({text for pair in SAME + DIFFERENT for text in pair})
WORDS = st.text(alphabet=st.sampled_from("abcdefg ?<>*é\n"), max_size=80)


def _alike(one: str, other: str) -> bool:
    return similarity(one, other, [text for text in ALL if text not in {one, other}]) >= ALIKE


def test_rephrasings_are_found_and_different_questions_are_not_taken_for_one() -> None:
    assert [pair for pair in SAME if not _alike(*pair)] == []
    assert [pair for pair in DIFFERENT if _alike(*pair)] == []


def test_the_most_similar_come_first_and_at_most_three() -> None:
    questions = asked(
        "Will couriers on bicycles get the new map app?",
        "What is for lunch on Friday?",
        "Will couriers in the north get the new map app?",
        "Will couriers get the new map app?",
        "Do couriers get new map apps?",
    )
    found = alike("Will couriers get the new map app?", questions)
    assert found[0].question_id == "q4"
    assert len(found) == 3
    assert "q2" not in {each.question_id for each in found}


def test_pairs_to_merge_name_the_later_one_first() -> None:
    questions = asked("Will couriers get the map app?", "What is for lunch?", "Do couriers get the map app?")
    (pair,) = pairs(questions)
    assert (pair.one, pair.other) == ("q3", "q1")
    assert pair.similarity >= ALIKE


@pytest.mark.parametrize("text", ["", "???", "<@U1> <#C1>", "a the of", "*_~`"])
def test_words_without_meaning_are_like_nothing(text: str) -> None:
    assert not terms(text)
    assert alike(text, asked(text, "What is for lunch?")) == []


def test_endings_are_cut_and_short_words_stay() -> None:
    assert stem("hiring") == stem("hired") == stem("hires")
    assert [stem("bus"), stem("ring"), stem("öle")] == ["bus", "ring", "öle"]


@given(WORDS, WORDS, st.lists(WORDS, max_size=4))
def test_similarity_is_mutual_and_within_zero_and_one(one: str, other: str, others: list[str]) -> None:
    found = similarity(one, other, others)
    assert 0 <= found <= 1
    assert found == pytest.approx(similarity(other, one, others))


@given(WORDS)
def test_words_are_like_themselves_if_they_are_like_anything(text: str) -> None:
    assert similarity(text, text) == pytest.approx(1.0 if terms(text) else 0.0)
