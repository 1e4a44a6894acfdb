"""The nudge that feedback is owed."""

from datetime import timedelta

from bot.feedback import Owed
from bot.nudges import feedback_owed
from tests.moments import at

LAST = at("2026-03-20 09:00")


def test_it_waits_until_they_are_done_and_points_at_the_latest_conversation() -> None:
    found = feedback_owed.nudge(Owed("U1", (("C1", "5.0"), ("C1", "4.0"), ("C2", "3.0")), LAST))
    assert found.title == "Two sentences for <@U1>?"
    assert found.words.startswith("You two worked together in 3 conversations lately")
    assert found.due == LAST + timedelta(days=3)
    assert found.source is not None
    assert (found.source.channel, found.source.ts) == ("C1", "5.0")
