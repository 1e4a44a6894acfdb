"""A draft of facts."""

from datetime import timedelta

from bot.feedback import Fact, draft, facts
from bot.feedback.writing import MOST_CHARACTERS
from bot.relationships import Said, Talk
from tests.moments import at

START = at("2026-03-02 09:00")


def talk(ts: str, *said: tuple[str, str]) -> Talk:
    """A conversation with a message every hour."""
    messages = [Said(who, START + timedelta(hours=hour), text=what) for hour, (who, what) in enumerate(said)]
    return Talk("C1", ts, messages[0], tuple(messages[1:]))


def told(*talks: Talk) -> list[str]:
    """The facts about U1 in these conversations."""
    found = facts("ME", "U1", talks, lambda _: "rounds", lambda channel, ts: f"https://{channel}/{ts}")
    return [f"{fact.words} | {fact.label} | {fact.link}" for fact in found]


def test_facts_say_what_happened_where_and_nothing_of_how_it_was() -> None:
    answered = talk(
        "3.0", ("ME", "How do I restore?"), ("U1", "Like this"), ("U1", "And this"), ("U1", "Or so")
    )
    theirs = talk("2.0", ("U1", "Proposal"), ("ME", "Yes"), ("U1", "Good"))
    joint = talk("1.0", ("U2", "News"), ("ME", "Nice"), ("U1", "Indeed"))
    assert told(joint, theirs, answered) == [
        "When you answered my question in #rounds on 2 March | #rounds, 2 March | https://C1/3.0",
        "In your thread in #rounds on 2 March | #rounds, 2 March | https://C1/2.0",
        "In the thread in #rounds on 2 March | #rounds, 2 March | https://C1/1.0",
    ]


def test_conversations_without_one_of_the_two_say_nothing() -> None:
    assert told(talk("1.0", ("U1", "Alone")), talk("2.0", ("ME", "Alone"))) == []


def test_a_draft_says_where_by_the_first_fact_and_what_by_ones_own_notes() -> None:
    found = [Fact("In the thread", "", ""), Fact("In another", "", "")]
    assert draft(["kept calm", "asked"], found) == {
        "situation": "In the thread",
        "behaviour": "kept calm\nasked",
    }
    assert draft([], []) == {}
    assert len(draft(["n" * 5000], [])["behaviour"]) == MOST_CHARACTERS
