"""Replies that tell people never to ask again, and those that only look like it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.busy import WORDS, added, flags
from bot.green_button.first_person import DEFAULT_REWRITE, LATER, LESS, PROMISED
from tests.bot.green_button.sentences import BUSY, FINE


def test_the_table_is_large_enough() -> None:
    assert len(BUSY) >= 60
    assert len(FINE) >= 60


@pytest.mark.parametrize("sentence", BUSY)
def test_a_person_without_room_is_flagged(sentence: str) -> None:
    assert flags(sentence)


@pytest.mark.parametrize("sentence", FINE)
def test_a_false_alarm_is_not(sentence: str) -> None:
    assert flags(sentence) == ()


@pytest.mark.parametrize("sentence", BUSY)
def test_case_and_apostrophes_make_no_difference(sentence: str) -> None:
    assert flags(sentence.upper())
    assert flags(sentence.replace("'", "\u2019"))


@pytest.mark.parametrize(("sentence", "other"), [*zip(BUSY, FINE, strict=False)])
def test_it_is_found_inside_a_longer_reply(sentence: str, other: str) -> None:
    if "`" not in other:
        assert flags(f"Hi Larch!\n{other}\n{sentence}\nSee you.")


@pytest.mark.parametrize(
    ("sentence", "words", "rewrite"),
    [
        ("Thanks, I'm pretty busy.", "I'm pretty busy", DEFAULT_REWRITE),
        ("Hm. Swamped, sorry", "Swamped", PROMISED),
        ("I have no bandwidth left", "I have no bandwidth", LESS),
        ("Sorry, no time.", "Sorry, no time", LATER),
    ],
)
def test_it_names_the_words_and_what_to_say_instead(sentence: str, words: str, rewrite: str) -> None:
    (flag,) = flags(sentence)
    assert (flag.words, flag.rewrite) == (words, rewrite)


@pytest.mark.parametrize("rewrite", [DEFAULT_REWRITE, PROMISED, LESS, LATER])
def test_what_to_say_instead_is_not_flagged_itself(rewrite: str) -> None:
    assert flags(rewrite) == ()


@given(
    st.lists(st.sampled_from([*BUSY, *FINE, "so", "I'm", " ", "\n", "\u2019"]), max_size=12).map(" ".join)
    | st.text()
)
def test_flags_are_in_order_apart_and_where_they_say(text: str) -> None:
    found = flags(text)
    assert all(text[flag.start : flag.end] == flag.words != "" for flag in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_words_can_be_added_and_only_as_whole_words() -> None:
    mine = added(["keine  Zeit", "", "  ", "land unter"])
    assert [flag.words for flag in flags("Sorry, Keine Zeit. Ich bin LAND\nUNTER!", mine)] == [
        "Keine Zeit",
        "LAND\nUNTER",
    ]
    assert flags("keine Zeitung", mine) == ()
    assert flags("keine Zeit") == ()
    assert flags("I'm busy", mine)


def test_what_is_added_is_read_as_words_not_as_a_pattern() -> None:
    assert flags("a+b (c", added(["a+b (c"]))
    assert flags("aab c", added(["a+b (c"])) == ()


@pytest.mark.parametrize(
    "piece", ["so ", "I'm so ", "sorry, ", "i have ", "`", ">", "\n", " ", "my week is ", "a"]
)
def test_the_longest_reply_is_read_at_once(piece: str) -> None:
    text = (piece * 3000)[:3000]
    assert flags(f"{text}\nI'm busy.", WORDS) or piece in "`> "


def test_of_two_that_overlap_the_longer_is_named() -> None:
    (flag,) = flags("Hi, I have lots on my roadmap.")
    assert flag.words == "I have lots on my roadmap"
