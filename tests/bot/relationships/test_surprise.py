"""Who deserves the first answer."""

from datetime import timedelta

from bot.relationships import Contact, Said, surprise
from tests.moments import at

NOW = at("2026-03-02 09:00")
DAY = timedelta(days=1)
LONG_AGO = NOW - 200 * DAY
MENTION = Said("U1", NOW, ("ME",))


def contact(days: float, person: str = "U1", kind: str = "reply") -> Contact:
    """Contact so many days ago."""
    return Contact(person, NOW - days * DAY, kind, is_mine=False)  # type: ignore[arg-type]


def test_a_first_mention_is() -> None:
    line = surprise("ME", MENTION, [], (), LONG_AGO)
    assert line == "<@U1> has mentioned you for the first time since I've been listening (3 months)."
    assert surprise("ME", MENTION, [contact(3, "U2"), contact(9, kind="reaction")], (), LONG_AGO) == line


def test_a_rare_one_is_and_says_since_when() -> None:
    assert surprise("ME", MENTION, [contact(63), contact(80)], (), LONG_AGO) == (
        "<@U1> has mentioned you, for the first time in 2 months."
    )


def test_a_usual_one_is_not() -> None:
    assert surprise("ME", MENTION, [contact(80), contact(20)], (), LONG_AGO) is None
    assert surprise("ME", MENTION, [], {"U1"}, LONG_AGO) is None  # the manager


def test_without_a_mention_or_among_many_or_by_oneself_it_is_not() -> None:
    assert surprise("ME", Said("U1", NOW, ("U2",)), [], (), LONG_AGO) is None
    assert surprise("ME", Said("U1", NOW, ("ME", "U2", "U3", "U4", "U5", "U6")), [], (), LONG_AGO) is None
    assert surprise("ME", Said("ME", NOW, ("ME",)), [], (), LONG_AGO) is None


def test_with_little_history_nobody_knows_what_is_rare() -> None:
    assert surprise("ME", MENTION, [], (), NOW - 29 * DAY) is None
    assert surprise("ME", MENTION, [], (), NOW - 30 * DAY) is not None


def test_the_message_itself_is_not_earlier_contact() -> None:
    assert surprise("ME", MENTION, [contact(0, kind="mention")], (), LONG_AGO) is not None
