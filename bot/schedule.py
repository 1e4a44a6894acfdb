"""When something is due in a person's own zone, right across daylight saving time.

The rule: the local wall time as chosen. Where a change skips that time, it is due at the first moment after
the gap; where a change repeats it, at the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Cadence = Literal["daily", "weekly"]
MONDAY = 0


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


def next_due(after: datetime, cadence: Cadence, wall: time, zone: ZoneInfo) -> datetime:
    """The first due moment (UTC) strictly later than `after`: every weekday, or every Monday."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    for _ in range(10):
        wanted = day.weekday() == MONDAY if cadence == "weekly" else day.weekday() < 5
        if wanted and (due := at_wall_time(day, wall, zone)) > after:
            return due
        day += timedelta(days=1)
    raise AssertionError("a week holds every weekday")


def last_due(first: datetime, now: datetime, cadence: Cadence, wall: time, zone: ZoneInfo) -> datetime:
    """The latest due moment that is not after `now`: `first`, or one that has come since it was missed."""
    due = first
    following = next_due(max(first, now - timedelta(days=8)), cadence, wall, zone)
    while following <= now:
        due, following = following, next_due(following, cadence, wall, zone)
    return due
