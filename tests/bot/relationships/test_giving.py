"""Something to give, with its source."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.relationships import Gift, Said, Talk, best, draft, gifts, words
from bot.relationships.offer import GIVES
from tests.moments import at, stamp

NOW = at("2026-03-20 09:00")
DAY = timedelta(days=1)


def talk(author: str, text: str, *replies: tuple[str, str], days: float = 2, number: int = 0) -> Talk:
    """A conversation that began so many days ago, with an answer every hour."""
    start = NOW - days * DAY
    answers = tuple(
        Said(who, start + timedelta(hours=hour), text=what) for hour, (who, what) in enumerate(replies, 1)
    )
    return Talk("C1", stamp(start, number), Said(author, start, text=text), answers)


FILLER = [
    talk(f"U{number + 20}", f"Nothing {'abcdefghijkl'[number] * 6} happens", days=30, number=number)
    for number in range(12)
]


def test_a_question_without_an_answer() -> None:
    asked = talk("U1", "Does anybody know who owns the locker contract?")
    assert gifts("ME", "U1", [asked], NOW, ()) == [Gift("answer", "U1", "C1", asked.ts)]
    answered = talk("U1", "Who owns the locker contract?", ("U2", "I do"))
    old = talk("U1", "Who owns it?", days=15)
    link = talk("U1", "See <https://example.com/?page=2|the plan>")
    for_another = Talk("C1", "1.0", Said("U1", NOW, ("U2",), "<@U2> could you look?"))
    assert gifts("ME", "U1", [answered, old, link, for_another], NOW, ()) == []


def test_thanks_for_help_that_was_left_without_a_word() -> None:
    helped = talk("ME", "How do I restore a round?", ("U1", "Like this"))
    assert gifts("ME", "U1", [helped], NOW, ()) == [Gift("thanks", "U1", "C1", helped.ts)]
    thanked = talk("ME", "How do I restore a round?", ("U1", "Like this"), ("ME", "That works, thanks"))
    assert gifts("ME", "U1", [thanked], NOW, ()) == []


def test_a_post_about_what_they_wrote_on_that_they_have_not_seen() -> None:
    theirs = talk("U1", "The Quillpost lockers need a contract", days=40)
    news = talk("U2", "Quillpost opens forty lockers in Faro")
    found = gifts("ME", "U1", [*FILLER, theirs, news], NOW, {"U2"})
    assert found == [Gift("post", "U1", "C1", news.ts, "quillpost and lockers")]
    seen = Talk(news.channel, news.ts, news.opening, reactions=(("U1", None),))
    assert gifts("ME", "U1", [*FILLER, theirs, seen], NOW, {"U2"}) == []


def test_an_introduction_of_two_who_write_about_the_same_and_do_not_talk() -> None:
    theirs = talk("U1", "The Quillpost lockers need a contract", days=40)
    others = talk("U2", "Quillpost opens forty lockers in Faro", ("ME", "Good news"), days=20)
    found = gifts("ME", "U1", [*FILLER, theirs, others], NOW, ())
    assert found == [Gift("introduction", "U1", "C1", others.ts, "quillpost and lockers", "U2")]
    assert gifts("ME", "U1", [*FILLER, theirs, others], NOW, {"U2"}) == []


def test_what_is_forgotten_gives_nothing() -> None:
    silent = Talk("C1", "1.0", Said("U1", NOW))
    assert gifts("ME", "U1", [silent, *FILLER], NOW, ()) == []


def test_what_helps_most_comes_first_then_the_newest() -> None:
    offers = [Gift("post", "U1", ts="9.0"), Gift("answer", "U1", ts="1.0"), Gift("answer", "U1", ts="2.0")]
    assert best(offers, "U1") == offers[2]
    assert best(offers, "U2") == Gift("hello", "U2")


@pytest.mark.parametrize("kind", sorted(GIVES))
def test_every_offer_has_words_and_a_draft_with_its_source(kind: str) -> None:
    gift = Gift(kind, "U1", "C1", "1.0", topic="lockers", other="U2")  # type: ignore[arg-type]
    written = draft(gift, "Femi Wren", "https://example.com/1", "Odile Tern")
    assert written.startswith("Hi Femi, ")
    assert ("https://example.com/1" in written) == (kind != "hello")
    assert words(gift)
    assert "{" not in written + words(gift)
    assert "half an hour" not in written


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_draft_bears_any_name(name: str, topic: str) -> None:
    assert draft(Gift("post", "U1", topic=topic), name, "https://example.com").startswith("Hi ")
