"""Due moments in every zone of the world, through all clock changes of five years."""

from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.schedule import Cadence, at_wall_time, last_due, next_due, zone_of
from tests.bot.zones import History, histories
from tests.moments import at

HISTORIES = histories()
BERLIN = ZoneInfo("Europe/Berlin")
NINE = time(9, 0)
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
TELLING = [time(0, 0), time(0, 30), time(1, 59), time(2, 30), time(3, 0), NINE, time(23, 30)]
CADENCES: tuple[Cadence, ...] = get_args(Cadence)

histories_ = st.sampled_from(HISTORIES)
walls = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moments = st.datetimes(datetime(2026, 1, 5), datetime(2030, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001


def test_there_are_zones_with_and_without_changes() -> None:
    names = {history.zone.key for history in HISTORIES}
    assert len(names) > 50
    assert sum(bool(history.changes) for history in HISTORIES) > 20


@pytest.mark.parametrize(
    ("day", "wall", "due"),
    [
        (date(2026, 1, 15), time(9, 0), "2026-01-15 08:00"),
        (date(2026, 7, 15), time(9, 0), "2026-07-15 07:00"),
        (date(2026, 3, 29), time(2, 30), "2026-03-29 01:00"),  # skipped: the clock jumps from 2:00 to 3:00
        (date(2026, 3, 29), time(2, 0), "2026-03-29 01:00"),
        (date(2026, 3, 29), time(3, 0), "2026-03-29 01:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25 00:30"),  # twice: the first of the two
        (date(2026, 10, 25), time(3, 0), "2026-10-25 02:00"),
    ],
)
def test_a_day_in_berlin(day: date, wall: time, due: str) -> None:
    assert at_wall_time(day, wall, BERLIN) == at(due)


def test_half_an_hour_can_be_skipped_too() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    skipped = at_wall_time(date(2026, 10, 4), time(2, 15), lord_howe)
    assert skipped.astimezone(lord_howe).time() == time(2, 30)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.zone.key)
def test_around_each_change_it_is_the_first_moment_that_shows_the_wall_time_or_later(
    history: History,
) -> None:
    for change in history.changes:
        for day in _days_around(change, history.zone, 1):
            for wall in HALF_HOURS:
                due = at_wall_time(day, wall, history.zone)
                assert due == history.first_at(datetime.combine(day, wall)), (change, day, wall)


@given(histories_, moments, walls)
@settings(deadline=None)
def test_it_is_the_wall_time_as_chosen_except_in_a_gap(
    history: History, moment: datetime, wall: time
) -> None:
    day = moment.astimezone(history.zone).date()
    due = at_wall_time(day, wall, history.zone)
    assert due.tzinfo is UTC
    local = due.astimezone(history.zone)
    if (local.date(), local.time()) != (day, wall):
        assert due in history.changes  # the first moment after the gap
        assert local.replace(tzinfo=None) > datetime.combine(day, wall)
    assert local.fold == 0


@pytest.mark.parametrize("cadence", CADENCES)
@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.zone.key)
def test_every_wanted_local_day_has_exactly_one_due_moment(history: History, cadence: Cadence) -> None:
    for change in history.changes or [at("2027-05-05 12:00")]:
        days = [day for day in _days_around(change, history.zone, 8) if _is_wanted(day, cadence)]
        for wall in TELLING:
            after = history.first_at(datetime.combine(days[0], wall)) - timedelta(seconds=1)
            for day in days:
                after = next_due(after, cadence, wall, history.zone)
                assert after == history.first_at(datetime.combine(day, wall)), (change, day, wall)


@given(histories_, moments, walls, st.sampled_from(CADENCES))
@settings(deadline=None)
@example(HISTORIES[0], at("2026-03-02 09:00"), NINE, "weekly")
def test_the_next_one_is_the_first_that_is_strictly_later(
    history: History, after: datetime, wall: time, cadence: Cadence
) -> None:
    day = after.astimezone(history.zone).date()
    days = [day + timedelta(days=offset) for offset in range(-2, 10)]
    wanted = [at_wall_time(day, wall, history.zone) for day in days if _is_wanted(day, cadence)]
    assert next_due(after, cadence, wall, history.zone) == min(due for due in wanted if due > after)


def test_one_that_is_due_right_now_is_followed_by_another() -> None:
    assert next_due(at("2026-03-06 08:00"), "daily", NINE, BERLIN) == at("2026-03-09 08:00")
    assert next_due(at("2026-03-09 08:00"), "weekly", NINE, BERLIN) == at("2026-03-16 08:00")
    assert next_due(at("2026-03-09 07:59"), "weekly", NINE, BERLIN) == at("2026-03-09 08:00")


def test_of_several_that_were_missed_the_last_one_counts() -> None:
    thursday, friday, monday = at("2026-03-05 08:00"), at("2026-03-06 08:00"), at("2026-03-09 08:00")
    assert last_due(thursday, monday, "daily", NINE, BERLIN) == monday
    assert last_due(thursday, monday - timedelta(seconds=1), "daily", NINE, BERLIN) == friday
    assert last_due(thursday, thursday, "daily", NINE, BERLIN) == thursday
    assert last_due(at("2025-03-10 08:00"), monday, "weekly", NINE, BERLIN) == monday


@pytest.mark.parametrize(
    "name", ["", "Nowhere/Nothing", "../../etc/passwd", "Europe", "/etc/localtime", "a\x00b"]
)
def test_a_zone_that_nobody_knows_is_utc(name: str) -> None:
    assert zone_of(name).key == "UTC"


@given(st.text(max_size=300))
def test_any_name_gives_a_zone(name: str) -> None:
    assert zone_of(name).utcoffset(datetime(2026, 1, 1)) is not None  # noqa: DTZ001


def test_a_known_zone_is_that_one() -> None:
    assert zone_of("Asia/Kathmandu").key == "Asia/Kathmandu"


def _days_around(moment: datetime, zone: ZoneInfo, most: int) -> list[date]:
    middle = moment.astimezone(zone).date()
    return [middle + timedelta(days=offset) for offset in range(-most, most + 1)]


def _is_wanted(day: date, cadence: Cadence) -> bool:
    return day.isoweekday() == 1 if cadence == "weekly" else day.isoweekday() <= 5
