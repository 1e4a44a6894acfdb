"""Words for moments to come: "90s", "2h", "1d", "1w", "tomorrow 09:00", "next monday 09:00"."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"(\d{1,6})\s*([smhdw])")
_DAY = re.compile(r"(?:next\s+)?(\w+)(?:\s+([01]?\d|2[0-3]):([0-5]\d))?")


def moment_after(now: float, words: str, tz: str = "UTC") -> float:
    """The unix seconds that `words` mean, seen from `now` on a clock in `tz`; raises ValueError with one clear line."""
    text = words.strip().lower()
    span = _SPAN.fullmatch(text)
    if span:
        return now + int(span[1]) * _UNITS[span[2]]
    day = _DAY.fullmatch(text)
    if day is None or day[1] not in (*_DAYS, "tomorrow"):
        raise ValueError(
            f'{words!r} is no span: use "90s", "2h", "1d", "1w", "tomorrow 09:00" or "next monday 09:00".'
        )
    try:
        here = datetime.fromtimestamp(now, tz=ZoneInfo(tz))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {tz!r}") from error
    ahead = 1 if day[1] == "tomorrow" else (_DAYS.index(day[1]) - here.weekday() - 1) % 7 + 1
    date = here.date() + timedelta(days=ahead)
    return datetime(
        date.year, date.month, date.day, int(day[2] or 0), int(day[3] or 0), tzinfo=here.tzinfo
    ).timestamp()
