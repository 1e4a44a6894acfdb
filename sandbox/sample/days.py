"""The thirty working days of the sample, counted back from its end, and working hours on them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.sample.cast import LAST_DAY

_PLACEHOLDER = re.compile(r"\{(day|date)(\d+)\}")
_OPENS, _CLOSES = time(8, 0), time(19, 0)
_SATURDAY = 5


class WorkingDays:
    """Day 30 is the last weekday not after the end (in UTC); days beyond it are the weekdays that follow."""

    def __init__(self, end: datetime) -> None:
        self.end = end.astimezone(UTC)
        last = self.end.date()
        while last.weekday() >= _SATURDAY:
            last -= timedelta(days=1)
        self._last = last

    def date(self, day: int) -> date:
        """The date of a working day; above 30 it lies in the future."""
        weeks, weekday = divmod(self._last.weekday() + day - LAST_DAY, 5)
        monday = self._last - timedelta(days=self._last.weekday())
        return monday + timedelta(weeks=weeks, days=weekday)

    def moment(self, day: int, at: time, tz: ZoneInfo) -> datetime:
        """When somebody's clock shows `at` on that working day."""
        return datetime.combine(self.date(day), at, tz).astimezone(UTC)

    def weekend_moment(self, day: int, at: time, tz: ZoneInfo) -> datetime:
        """The same on the Saturday that follows that working day."""
        start = self.date(day)
        saturday = start + timedelta(days=_SATURDAY - start.weekday())
        return datetime.combine(saturday, at, tz).astimezone(UTC)

    def fill_in(self, text: str) -> str:
        """`{day12}` becomes the weekday of working day 12, `{date12}` its date such as "3 April"."""
        return _PLACEHOLDER.sub(lambda found: self._named(found[1], int(found[2])), text)

    def _named(self, kind: str, day: int) -> str:
        when = self.date(day)
        return f"{when:%A}" if kind == "day" else f"{when.day} {when:%B}"


def into_working_hours(moment: datetime, tz: ZoneInfo, late_min: int) -> datetime:
    """The moment itself, or else `late_min` minutes after the person's next morning at work begins."""
    local = moment.astimezone(tz)
    if local.weekday() < _SATURDAY and _OPENS <= local.time() < _CLOSES:
        return moment
    morning = local.date() if local.time() < _OPENS else local.date() + timedelta(days=1)
    while morning.weekday() >= _SATURDAY:
        morning += timedelta(days=1)
    return (datetime.combine(morning, _OPENS, tz) + timedelta(minutes=late_min)).astimezone(UTC)
