"""The hint before sending: a labelled set, and what it never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.coach import HINTS, hint, is_worth_upvoting, rewrite
from bot.ama.question import MOST
from tests.bot.ama.labelled import HINTED


def test_hints_agree_with_nine_of_ten_labels() -> None:
    wrong = [(text, label, hint(text).quality) for text, label in HINTED if hint(text).quality != label]
    assert len(wrong) <= 0.1 * len(HINTED), wrong


def test_a_strategic_question_is_never_hinted_at() -> None:
    for text, label in HINTED:
        if label in {"strategic", "fine"}:
            assert hint(text).text == ""
            assert rewrite(text) == ""


def test_a_hint_says_what_it_saw() -> None:
    assert "parking" in hint("Can we get more parking spaces?").text
    assert "3 questions" in hint("Why? When? And who?").text
    assert "never" in hint("Why do you never answer?").text


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "Can we get more parking spaces behind the office?",
            "What is the thinking behind parking, and where is it going?",
        ),
        ("The new onboarding takes too long", "The new onboarding takes too long. How do you see that?"),
        (
            "How can you possibly justify the new offices?",
            "What led to this: the new offices?",
        ),
    ],
)
def test_a_rewrite_is_made_of_the_asker_s_own_words(text: str, better: str) -> None:
    assert rewrite(text) == better


def test_what_others_may_want_to_vote_for_is_strategic() -> None:
    assert is_worth_upvoting("What is the biggest bet you are making this year?")
    assert not is_worth_upvoting("Will there be a gym card again?")


@pytest.mark.parametrize("text", ["Dlaczego nie ma kawy?", "Pourquoi pas?", "なぜですか?"])
def test_it_is_silent_in_languages_it_does_not_know(text: str) -> None:
    assert hint(text).text == ""


@given(st.text(max_size=MOST))
def test_it_reads_any_words_and_blocks_none(text: str) -> None:
    assert hint(text).quality in HINTS
    assert isinstance(rewrite(text), str)
