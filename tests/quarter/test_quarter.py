"""Three weeks of the sample company with the real Earshot in it: what everybody got, and that no rule is broken."""

from datetime import UTC, datetime, timedelta

import pytest

from quarter.command import Outcome, live, told
from quarter.company import grown
from quarter.persona import personas
from quarter.run import FIRST
from tests.bot.zones import History, histories


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """What came of three weeks of a few people."""
    return live(3, part="few")[0]


def test_no_rule_is_broken_in_three_weeks(outcome: Outcome) -> None:
    assert {check.name: check.broken for check in outcome.checks() if check.broken} == {}


def test_there_was_something_to_check(outcome: Outcome) -> None:
    kinds = {each.purpose for each in outcome.heard}
    assert {"digest"} <= kinds
    assert len({each.user for each in outcome.heard if each.purpose == "digest"}) > 5


def test_the_report_tells_everybody_s_messages_in_their_own_time(outcome: Outcome) -> None:
    report = told(outcome, 3)
    assert "| Nothing twice |" in report
    part = report.partition("## Femi Wren (Europe/London)")[2].partition("\n## ")[0]
    assert part.count("\n**") == sum(each.user == "U0WREN" for each in outcome.heard)
    assert " 09:00** digest (unasked" in part
    assert "<@U" not in report


def test_every_history_of_clock_changes_has_somebody_in_it() -> None:
    there = {who.tz for who in grown().people.values()}
    last = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(weeks=13)
    hours = [last - timedelta(hours=number) for number in range(13 * 7 * 24)]

    def offsets(history: History) -> tuple[timedelta | None, ...]:
        return tuple(hour.astimezone(history.zone).utcoffset() for hour in hours)

    known = {tuple(hour.astimezone(zone).utcoffset() for hour in hours) for zone in there}
    assert [history.zone.key for history in histories() if offsets(history) not in known] == []


def test_whoever_tries_earshot_is_there_when_their_clocks_are_changed() -> None:
    people = personas(grown(), FIRST, 13)
    there = 0
    for persona in people.values():
        if persona.starts is None or persona.stops is None:
            continue
        one, other = (
            datetime.combine(day, datetime.min.time(), persona.zone).utcoffset()
            for day in (persona.starts, persona.stops)
        )
        there += one != other
    assert there >= 15
