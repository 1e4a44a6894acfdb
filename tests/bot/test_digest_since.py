"""What changed after a digest was sent."""

from datetime import timedelta

from bot.digest_since import EDITED_FOR, Line, since_sent
from tests.moments import at

SENT = at("2026-03-02 09:00")
HOUR = timedelta(hours=1)
LINES = [Line(1, ("U1",)), Line(2, ())]


def test_followed_people_who_came_since_are_named_once() -> None:
    assert since_sent(LINES, {1: ["U1", "U2", "U2"], 2: []}, SENT, SENT + HOUR) == {
        1: "Since then: <@U2> joined in."
    }
    many = since_sent(LINES, {2: ["U3", "U4", "U5", "U6", "U7"]}, SENT, SENT + HOUR)
    assert many == {2: "Since then: <@U3>, <@U4>, <@U5> and 2 more joined in."}


def test_without_news_nothing_is_edited_and_an_old_digest_is_left_alone() -> None:
    assert since_sent(LINES, {1: ["U1"]}, SENT, SENT + HOUR) == {}
    assert since_sent(LINES, {2: ["U3"]}, SENT, SENT + EDITED_FOR + HOUR) == {}
