"""When something is due in a person's own zone, right across daylight saving time.

The rule: the local wall time as chosen. Where a change skips that time, it is due at the first moment after
the gap; where a change repeats it, at the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Cadence = Literal["daily", "weekly"]
MONDAY = 0
SATURDAY_SUNDAY = frozenset({5, 6})


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; UTC where Slack gave none or one that nobody knows."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def at_wall_time(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local wall time on a local day, by the rule above."""
    local = datetime.combine(day, wall, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).time() == wall:
        return moment
    # In a gap fold=0 reads the clock as before the change, fold=1 as after it; the change lies between.
    early, late = sorted((moment, local.replace(fold=1).astimezone(UTC)))
    return _change_between(early, late, zone)


def _change_between(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first moment with the offset of `late`, to the second; the two are at most a day apart."""
    after = late.astimezone(zone).utcoffset()
    seconds = int((late - early).total_seconds())
    low, high = 0, seconds
    while low < high:
        middle = (low + high) // 2
        if (early + timedelta(seconds=middle)).astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle + 1
    return early + timedelta(seconds=low)


def next_due(
    after: datetime,
    cadence: Cadence,
    wall: time,
    zone: ZoneInfo,
    rest: frozenset[int] = SATURDAY_SUNDAY,
) -> datetime:
    """The first due moment (UTC) strictly later than `after`: every working day, or the first one of every week.

    `rest` are the weekdays without work (Monday is 0), at most six. A week begins on Monday for everybody, so that a
    weekly moment is on Monday wherever people work on it.
    """
    day = after.astimezone(zone).date() - timedelta(days=1)
    for _ in range(17):
        if _is_wanted(day, cadence, rest) and (due := at_wall_time(day, wall, zone)) > after:
            return due
        day += timedelta(days=1)
    raise ValueError("somebody who rests on all seven days has no due moment")


def _is_wanted(day: date, cadence: Cadence, rest: frozenset[int]) -> bool:
    if cadence == "daily":
        return day.weekday() not in rest
    return day.weekday() == next((each for each in range(MONDAY, 7) if each not in rest), None)


def next_on(after: datetime, weekday: int, wall: time, zone: ZoneInfo) -> datetime:
    """The first due moment (UTC) strictly later than `after`, once a week on that weekday; Monday is 0."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    for _ in range(16):
        if day.weekday() == weekday and (due := at_wall_time(day, wall, zone)) > after:
            return due
        day += timedelta(days=1)
    raise ValueError(f"there is no weekday {weekday}")


def last_due(
    first: datetime,
    now: datetime,
    cadence: Cadence,
    wall: time,
    zone: ZoneInfo,
    rest: frozenset[int] = SATURDAY_SUNDAY,
) -> datetime:
    """The latest due moment that is not after `now`: `first`, or one that has come since it was missed."""
    due = first
    following = next_due(max(first, now - timedelta(days=15)), cadence, wall, zone, rest)
    while following <= now:
        due, following = following, next_due(following, cadence, wall, zone, rest)
    return due


def period(due: datetime, cadence: Cadence, zone: ZoneInfo) -> str:
    """The day or the week that a due moment stands for, on the calendar there: 2026-03-02, or 2026-W10.

    Whoever travels westwards meets the same morning twice. What is made once per period comes once all the same.
    """
    day = due.astimezone(zone).date()
    if cadence == "daily":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
