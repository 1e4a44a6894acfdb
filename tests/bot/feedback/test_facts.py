"""A draft of facts."""

from datetime import timedelta

from bot.feedback import draft, facts
from bot.feedback.writing import MOST_CHARACTERS
from bot.relationships import Said, Talk
from tests.moments import at

START = at("2026-03-02 09:00")


def talk(ts: str, *said: tuple[str, str]) -> Talk:
    """A conversation with a message every hour."""
    messages = [Said(who, START + timedelta(hours=hour), text=what) for hour, (who, what) in enumerate(said)]
    return Talk("C1", ts, messages[0], tuple(messages[1:]))


def told(*talks: Talk) -> list[str]:
    """The facts about wren in these conversations."""
    found = facts("ME", "U1", talks, lambda _: "rounds", lambda channel, ts: f"https://{channel}/{ts}")
    return [fact.words for fact in found]


def test_facts_say_what_happened_where_and_nothing_of_how_it_was() -> None:
    answered = talk(
        "3.0", ("ME", "How do I restore?"), ("U1", "Like this"), ("U1", "And this"), ("U1", "Or so")
    )
    theirs = talk("2.0", ("U1", "Proposal"), ("ME", "Yes"), ("U1", "Good"))
    joint = talk("1.0", ("U2", "News"), ("ME", "Nice"), ("U1", "Indeed"))
    assert told(joint, theirs, answered) == [
        "You answered my question in #rounds on 2 March: https://C1/3.0",
        "Your thread in #rounds on 2 March: https://C1/2.0",
        "The thread in #rounds on 2 March: https://C1/1.0",
    ]


def test_conversations_without_one_of_the_two_say_nothing() -> None:
    assert told(talk("1.0", ("U1", "Alone")), talk("2.0", ("ME", "Alone"))) == []


def test_a_draft_begins_with_ones_own_notes_and_keeps_within_the_field() -> None:
    found = facts("ME", "U1", [talk("1.0", ("U1", "a"), ("ME", "b"))], lambda _: "rounds", lambda _, ts: ts)
    assert draft(" kept calm ", found) == "kept calm\nYour thread in #rounds on 2 March: 1.0"
    assert draft("", []) == ""
    assert len(draft("n" * 5000, found)) == MOST_CHARACTERS
