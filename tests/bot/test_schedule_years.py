"""Five years of mornings in every zone of the world, with a clock that ticks once a minute."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import Cadence, next_due, next_on, period
from tests.bot.zones import FIRST, LAST, History, histories
from tests.moments import at

HISTORIES = histories()
CADENCES: tuple[Cadence, ...] = get_args(Cadence)
NINE, IN_A_GAP = time(9, 0), time(2, 30)
SATURDAY_SUNDAY, FRIDAY_SATURDAY = frozenset({5, 6}), frozenset({4, 5})
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def sent(
    history: History, cadence: Cadence, wall: time, rest: frozenset[int], seconds: int = 17
) -> Iterator[tuple[datetime, str]]:
    """When a clock that ticks every minute, so many seconds past it, sends; and for which period."""
    due = next_due(FIRST, cadence, wall, history.zone, rest)
    while due < LAST:
        late = (due - FIRST - timedelta(seconds=seconds)) % MINUTE
        tick = due + (MINUTE - late) % MINUTE
        yield tick, period(due, cadence, history.zone)
        due = next_due(tick, cadence, wall, history.zone, rest)


def wanted(history: History, cadence: Cadence, rest: frozenset[int]) -> list[date]:
    """The local days on which something is due, by the calendar alone."""
    first, last = FIRST.astimezone(history.zone).date() + DAY, LAST.astimezone(history.zone).date() - DAY
    days = (first + number * DAY for number in range((last - first).days))
    if cadence == "daily":
        return [day for day in days if day.weekday() not in rest]
    return [day for day in days if day.weekday() == min(set(range(7)) - rest)]


def test_there_are_more_than_sixty_zones_with_histories_of_their_own() -> None:
    assert len(HISTORIES) >= 61
    assert sum(len(history.changes) for history in HISTORIES) > 250


@pytest.mark.parametrize("cadence", CADENCES)
@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.zone.key)
def test_each_period_gets_exactly_one_within_a_minute_of_the_rule(history: History, cadence: Cadence) -> None:
    for wall in (NINE, IN_A_GAP) if cadence == "weekly" else (NINE,):
        found = list(sent(history, cadence, wall, SATURDAY_SUNDAY))
        periods = Counter(period for _, period in found)
        assert set(periods.values()) == {1}
        by_period = {period: tick for tick, period in found}
        for day in wanted(history, cadence, SATURDAY_SUNDAY):
            rule = history.first_at(datetime.combine(day, wall))
            assert timedelta() <= by_period[_period(day, cadence)] - rule < MINUTE, day


@given(
    st.sampled_from(HISTORIES),
    st.sampled_from(CADENCES),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(
        [SATURDAY_SUNDAY, FRIDAY_SATURDAY, frozenset({3, 4}), frozenset({6}), frozenset({0, 1, 2})]
    ),
    st.integers(0, 59),
)
@settings(max_examples=25, deadline=None)
def test_so_it_is_for_any_wall_time_weekend_and_clock(
    history: History, cadence: Cadence, wall: time, rest: frozenset[int], seconds: int
) -> None:
    found = list(sent(history, cadence, wall, rest, seconds))
    by_period = {period: tick for tick, period in found}
    assert len(by_period) == len(found)
    days = wanted(history, cadence, rest)
    assert {_period(day, cadence) for day in days} <= by_period.keys()
    assert len(found) - len(days) <= 3  # the first and the last days, which the calendar leaves out
    for day in days:
        rule = history.first_at(datetime.combine(day, wall))
        assert timedelta() <= by_period[_period(day, cadence)] - rule < MINUTE


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.zone.key)
def test_each_week_gets_exactly_one_on_a_chosen_weekday_too(history: History) -> None:
    for weekday, wall in ((0, NINE), (6, IN_A_GAP)):
        found, due = list[datetime](), next_on(FIRST, weekday, wall, history.zone)
        while due < LAST:
            found.append(due)
            due = next_on(due, weekday, wall, history.zone)
        periods = [period(each, "weekly", history.zone) for each in found]
        assert len(set(periods)) == len(periods)
        by_day = {each.astimezone(history.zone).date(): each for each in found}
        days = [day for day in wanted(history, "daily", frozenset()) if day.weekday() == weekday]
        assert all(by_day[day] == history.first_at(datetime.combine(day, wall)) for day in days)


def test_there_is_no_eighth_weekday() -> None:
    with pytest.raises(ValueError, match="no weekday 7"):
        next_on(FIRST, 7, NINE, ZoneInfo("UTC"))


def test_whoever_works_from_sunday_hears_on_sundays_and_not_on_fridays() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    thursday = at("2026-03-05 12:00")
    assert next_due(thursday, "daily", NINE, cairo, FRIDAY_SATURDAY) == at("2026-03-08 07:00")
    assert next_due(thursday, "weekly", NINE, cairo, FRIDAY_SATURDAY) == at("2026-03-09 07:00")


def test_without_a_working_day_nothing_is_due() -> None:
    for cadence in CADENCES:
        with pytest.raises(ValueError, match="all seven days"):
            next_due(FIRST, cadence, NINE, ZoneInfo("UTC"), frozenset(range(7)))


def test_the_same_morning_in_two_zones_is_one_period() -> None:
    sydney, los_angeles = ZoneInfo("Australia/Sydney"), ZoneInfo("America/Los_Angeles")
    there = next_due(at("2026-03-01 12:00"), "weekly", NINE, sydney)
    here = next_due(there, "weekly", NINE, los_angeles)
    assert here - there < DAY
    for cadence in CADENCES:
        assert period(there, cadence, sydney) == period(here, cadence, los_angeles)


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert period(datetime(2027, 1, 1, 9, tzinfo=UTC), "weekly", ZoneInfo("UTC")) == "2026-W53"
    assert period(datetime(2027, 1, 1, 9, tzinfo=UTC), "daily", ZoneInfo("UTC")) == "2027-01-01"


def _period(day: date, cadence: Cadence) -> str:
    return f"{day:%Y-%m-%d}" if cadence == "daily" else f"{day:%G-W%V}"
