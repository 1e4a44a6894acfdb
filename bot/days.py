"""Days that people type: until when they want silence, and on which days they are off."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.promises.dates import named_day

MOST_DAYS_OFF = 120  # of one person; more is a pause

UNREADABLE = "I can't read “{words}” as a day. Try `until 3 Dec`, `2 weeks` or `until Monday`."
NOT_LATER = "“{words}” is over, or is today. A pause ends on a later day: try `until tomorrow` or `1 week`."
TOO_MANY = f"That's more than {MOST_DAYS_OFF} days. For a longer time, `/earshot pause` is better."
BACKWARDS = "“{words}” ends before it begins."
_SHOWN = 40  # characters of what was typed


def until(words: str, now: datetime) -> date:
    """The day on which a silence ends, from what was typed after "pause". ValueError, with words for the person.

    `now` is in the person's own zone. That day is no longer silent.
    """
    day = _day(words, now)
    if day <= now.date():
        raise ValueError(NOT_LATER.format(words=_short(words)))
    return day


def days_off(words: str, now: datetime) -> tuple[date, ...]:
    """The days that are typed, a day or a span (24 Dec to 2 Jan) on each line; those that are over are left out.

    ValueError, with words for the person, for the first line that can't be read.
    """
    days = set[date]()
    for line in filter(None, map(str.strip, words.replace(",", "\n").splitlines())):
        first, last = _span(line, now)
        if last - first > timedelta(days=MOST_DAYS_OFF):
            raise ValueError(TOO_MANY)
        days |= {first + timedelta(days=count) for count in range((last - first).days + 1)}
    days = {day for day in days if day >= now.date()}
    if len(days) > MOST_DAYS_OFF:
        raise ValueError(TOO_MANY)
    return tuple(sorted(days))


def spans(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days as spans without gaps, in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] <= timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def told(first: date, last: date | None = None) -> str:
    """A day or a span as people write it, and as it can be read again: 24 Dec 2026 to 2 Jan 2027."""
    begin = f"{first.day} {first:%b} {first.year}"
    return begin if last in {None, first} else f"{begin} to {told(last or first)}"


def _span(line: str, now: datetime) -> tuple[date, date]:
    begin, between, end = line.replace("\u2013", " to ").replace(" - ", " to ").partition(" to ")
    first = _day(begin, now)
    if not between:
        return first, first
    try:
        return first, _day(end, datetime.combine(first, now.time()))
    except ValueError:
        if _day(end, now) < first:
            raise ValueError(BACKWARDS.format(words=_short(line))) from None
        raise


def _day(words: str, now: datetime) -> date:
    plain = words.strip().rstrip(".!").lower()
    bare = plain.removeprefix("for ").removeprefix("until ").removeprefix("till ").strip()
    day = None
    for reading in (f"in {bare}", bare):
        day = day or named_day(reading, now)
    if day is None:
        raise ValueError(UNREADABLE.format(words=_short(words)))
    return day


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
