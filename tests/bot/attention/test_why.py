"""The one reason for which a post is, or is not, in a digest."""

import string
from dataclasses import fields, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.why import SAID, Answer, Facts, why

FINE = Facts()


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (FINE, "next"),
        (replace(FINE, is_paused=True), "paused"),
        (replace(FINE, is_chosen=False), "crowded"),
        (replace(FINE, is_likely=False, is_chosen=False), "unlikely"),
        (replace(FINE, is_judged=False, is_likely=False, is_chosen=False), "theirs"),
        (replace(FINE, is_old=True, is_judged=False), "old"),
        (replace(FINE, is_answered=True, is_old=True), "answered"),
        (replace(FINE, is_muted=True, is_answered=True), "muted"),
        (replace(FINE, is_shown=True, is_muted=True, is_answered=True), "shown"),
        (replace(FINE, is_own=True), "own"),
        (replace(FINE, is_by_app=True), "app"),
        (replace(FINE, is_deleted=True, is_shown=True), "deleted"),
        (replace(FINE, is_known=False), "unknown"),
        (replace(FINE, is_followed=False, is_known=False), "not_followed"),
        (replace(FINE, is_in_channel=False), "unknown"),
        (replace(FINE, follows_somebody=False, is_followed=False), "nobody"),
    ],
)
def test_the_first_reason_that_holds_is_told(facts: Facts, answer: Answer) -> None:
    assert why(facts) == answer


anything = st.builds(Facts, **{each.name: st.booleans() for each in fields(Facts)})


@given(anything)
def test_nothing_that_is_known_of_a_post_shows_to_those_who_are_not_there(facts: Facts) -> None:
    outside = replace(facts, follows_somebody=True, is_in_channel=False)
    assert why(outside) == why(replace(FINE, is_known=False)) == "unknown"


@given(anything)
def test_a_post_is_promised_only_where_nothing_at_all_keeps_it_out(facts: Facts) -> None:
    assert (why(facts) == "next") is (facts == FINE)


def test_every_answer_has_words_and_names_no_blame() -> None:
    assert set(SAID) == set(get_args(Answer))
    known = {
        "channel",
        "shown",
        "posted",
        "days",
        "author",
        "chance",
        "starts",
        "who",
        "most",
        "others",
        "due",
    }
    for words in SAID.values():
        assert {name for _, name, _, _ in string.Formatter().parse(words) if name} <= known
        assert "important" not in words
