"""A channel where the people one follows are."""

from datetime import timedelta

from bot.nudges.join_channel import nudge
from tests.moments import at

NOW = at("2026-03-02 09:00")


def test_the_busiest_by_people_then_by_messages_and_the_most_active_by_name() -> None:
    written = {"C1": {"U1": 40}, "C2": {"U1": 2, "U2": 7}, "C3": {"U1": 2, "U2": 4}}
    found = nudge(written, (), None, NOW)
    assert found is not None
    assert found.about == "C2"
    assert found.words == "<@U2> and <@U1> wrote 9 times in <#C2> within two weeks; you are not there."


def test_one_person_alone_or_a_few_words_are_no_reason() -> None:
    assert nudge({"C1": {"U1": 40}}, (), None, NOW) is None
    assert nudge({"C1": {"U1": 2, "U2": 2}}, (), None, NOW) is None
    assert nudge({"C1": {"U1": 9, "U2": 0}}, (), None, NOW) is None
    assert nudge({}, (), None, NOW) is None


def test_where_one_is_or_said_no_to_is_not_suggested() -> None:
    assert nudge({"C1": {"U1": 9, "U2": 9}}, {"C1"}, None, NOW) is None


def test_at_most_one_a_week() -> None:
    written = {"C1": {"U1": 9, "U2": 9}}
    assert nudge(written, (), NOW - timedelta(days=6), NOW) is None
    assert nudge(written, (), NOW - timedelta(days=7), NOW) is not None
