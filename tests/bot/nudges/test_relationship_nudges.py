"""Nudges about people: read as their receiver reads them."""

from datetime import timedelta

from bot.nudges import answer_first, going_cold
from bot.relationships import Gift, Said, Standing
from tests.moments import at

NOW = at("2026-03-02 09:00")
COLD = Standing(
    "U1", "cold", NOW, "You and <@U1> usually talk every week or so; the last time was 5 weeks ago."
)


def link(channel: str, ts: str) -> str:
    """An address."""
    return f"https://brambleway.example/{channel}/{ts}"


def test_going_cold_says_why_what_to_give_from_where_and_how() -> None:
    found = going_cold.nudge(COLD, Gift("answer", "U1", "C1", "1.5"), "Femi Wren", link)
    assert found is not None
    assert found.title == "A word with <@U1>?"
    assert found.words == (
        "You and <@U1> usually talk every week or so; the last time was 5 weeks ago.\n"
        "They asked something that nobody has answered yet."
    )
    assert found.source is not None
    assert (found.source.channel, found.source.ts, found.source.label) == ("C1", "1.5", "their question")
    assert found.draft == (
        "Hi Femi, I saw your question (https://brambleway.example/C1/1.5). Here is what I know: "
    )


def test_nobody_is_told_of_somebody_who_is_not_due() -> None:
    fine = Standing("U1", "fine", NOW)
    assert going_cold.nudge(fine, Gift("hello", "U1"), "Femi Wren", link) is None


def test_something_to_give_is_worth_more_than_a_plain_hello() -> None:
    kinds = ["answer", "thanks", "feedback", "post", "introduction", "hello"]
    nudges = [going_cold.nudge(COLD, Gift(kind, "U1"), "Wren", link) for kind in kinds]  # type: ignore[arg-type]
    worths = [found.worth for found in nudges if found is not None]
    assert len(worths) == len(kinds)
    assert worths == sorted(worths, reverse=True)


def test_a_surprising_mention_is_worth_more_than_anything_and_lasts_a_day() -> None:
    said = Said("U1", NOW, ("ME",), "Could you look at this?")
    found = answer_first.nudge("<@U1> has mentioned you, for the first time in 2 months.", said, "C1", "1.5")
    assert found.title == "Answer this one first"
    assert found.quote == "Could you look at this?"
    assert found.worth > max(going_cold.WORTH.values())
    assert found.expires - found.due == timedelta(days=1)
