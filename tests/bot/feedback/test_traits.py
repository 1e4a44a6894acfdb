"""Words on traits, and words that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import flags


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("You are lazy.", "lazy"),
        ("you were a bit abrasive in the review", "abrasive"),
        ("She can be bossy and loud.", "bossy"),
        ("He's too emotional.", "emotional"),
        ("They came across as arrogant", "arrogant"),
        ("I think you\u2019re careless with dates", "careless"),
        ("<@U0WREN> is rude", "rude"),
        ("Try to be less aggressive.", "aggressive"),
        ("a difficult person", "difficult"),
        ("You are a natural!", "a natural"),
        ("you're so talented", "talented"),
        ("She is a genius", "a genius"),
        ("such a brilliant engineer", "brilliant"),
        ("You always answer late.", "always"),
        ("You never ask the couriers", "never"),
        ("They constantly interrupt", "constantly"),
        ("You clearly don't care", "clearly don't care"),
        ("He just wanted to look good", "just wanted to look good"),
    ],
)
def test_what_judges_a_person_is_asked_about(text: str, word: str) -> None:
    found = flags(text)
    assert [flag.word for flag in found] == [word]
    assert all("?" in flag.advice for flag in found)


@pytest.mark.parametrize(
    "text",
    [
        "The lazy loading of the map helped.",
        "You made the query lazy, which halved the cost.",
        "Your aggressive caching was the reason.",
        "You are aggressive caching's best friend",
        "It was a difficult question, and you answered it.",
        "You were difficult decisions ahead of us.",
        "They are cold starts, and you removed them.",
        "Never mind the typo.",
        "You brought an always-on alarm.",
        "You keep always-on alarms quiet",
        "The build never passed before you came.",
        "I always felt heard.",
        "As always, the notes were there by noon.",
        "The natural order of the stops",
        "You wrote about natural language in the RFC.",
        "You said \u201cI am lazy\u201d and everybody laughed.",
        'You quoted "they never ask" from the survey.',
        "`you are lazy` is what the lint says",
        "Sensitive data stayed where it was.",
        "The careless driver story made us laugh.",
        "You asked the couriers before we chose.",
        "We care about the same cooperatives.",
        "Negative numbers in the invoice were your find.",
        "You are in the weak spot of the process with your reviews.",
        "The talented people of Faro",
    ],
)
def test_false_alarms_stay_silent(text: str) -> None:
    assert flags(text) == []


def test_each_word_is_named_once_in_its_order() -> None:
    found = flags("You never ask. You are lazy. You never ask again.")
    assert [flag.word for flag in found] == ["never", "lazy"]
    assert found[0].advice == ("\u201cnever\u201d is easy to disagree with. Which time do you have in mind?")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(flag.word in text.replace("\u2019", "'").lower() for flag in flags(text) if text.isascii())
