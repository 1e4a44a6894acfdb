"""When Earshot may speak unasked: by day, on weekdays, three times in seven days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import DAY_BEGINS, DAY_ENDS, IN, MOST, SATURDAY, SILENT, not_before
from tests.moments import at

MONDAY = at("2026-03-02 09:30")
HERE = ZoneInfo("UTC")
YEARS = 4 * 366 * 24 * 60  # in minutes
moments = st.integers(0, YEARS).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Pacific/Kiritimati",
            "Pacific/Apia",
        )
    ]
)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02 09:30", "2026-03-02 09:30"),
        ("2026-03-02 07:59", "2026-03-02 08:00"),
        ("2026-03-02 08:00", "2026-03-02 08:00"),
        ("2026-03-02 19:59", "2026-03-02 19:59"),
        ("2026-03-02 20:00", "2026-03-03 08:00"),
        ("2026-03-06 20:00", "2026-03-09 08:00"),
        ("2026-03-07 12:00", "2026-03-09 08:00"),
        ("2026-03-08 03:00", "2026-03-09 08:00"),
    ],
)
def test_by_day_and_on_weekdays(now: str, then: str) -> None:
    assert not_before([], at(now), HERE, is_quiet=False) == at(then)


def test_the_day_is_that_of_the_persons_own_clock() -> None:
    assert not_before([], MONDAY, ZoneInfo("America/New_York"), is_quiet=False) == at("2026-03-02 13:00")


def test_the_fourth_waits_until_the_first_is_a_week_old() -> None:
    sent = [MONDAY - timedelta(days=days) for days in (1, 2, 4)]
    assert not_before(sent[:2], MONDAY, HERE, is_quiet=False) == MONDAY
    assert not_before(sent, MONDAY, HERE, is_quiet=False) == MONDAY + timedelta(days=3)


def test_whoever_wants_silence_is_thought_of_again_a_day_later() -> None:
    assert not_before([], MONDAY, HERE, is_quiet=True) == MONDAY + SILENT


@given(st.lists(moments, max_size=8), moments, zones)
def test_it_is_never_in_the_past_and_always_in_working_hours(
    sent: list[datetime], now: datetime, zone: ZoneInfo
) -> None:
    moment = not_before([each for each in sent if each <= now], now, zone, is_quiet=False)
    local = moment.astimezone(zone)
    assert moment >= now
    assert local.weekday() < SATURDAY
    assert DAY_BEGINS <= local.time() < DAY_ENDS


@given(moments, zones, st.lists(st.integers(0, 60 * 24 * 3), min_size=1, max_size=40))
def test_whoever_waits_for_it_hears_at_most_three_in_any_seven_days(
    now: datetime, zone: ZoneInfo, waits: list[int]
) -> None:
    sent: list[datetime] = []
    for minutes in waits:
        now += timedelta(minutes=minutes)
        if not_before(sent, now, zone, is_quiet=False) == now:
            sent.append(now)
    for last in sent:
        assert len([each for each in sent if last - IN < each <= last]) <= MOST
