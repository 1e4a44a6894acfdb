"""The day that a sentence names, on the calendar of whoever wrote it.

What could be two days is none: 12/3 is read differently on two sides of an ocean. "By Friday" said on a Friday is the
one after; "next Friday" is in the next calendar week; "this week" and "next week" end on their Friday.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

FRIDAY = 4
FARTHEST = timedelta(days=370)  # a day farther away is more likely misread than meant

_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_NUMBERS |= {"eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2, "the": 1}


def _any(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WEEKDAY, _MONTH = _any(_WEEKDAYS), _any(_MONTHS)
_COUNT = rf"(?P<count>{_any(_NUMBERS)}|\d{{1,2}})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d))?"


def named_day(sentence: str, said_at: datetime) -> date | None:
    """The day by which a sentence says something will be; None if it names none, or what could be two.

    `said_at` is in the writer's own zone. A day after "by" or "before" wins over others; "before Wednesday" is Tuesday.
    """
    found = list(_days(sentence.lower(), said_at))
    bound = [day for preposition, day in found if preposition in {"by", "before", "until", "till"}]
    days = {*bound} or {day for _, day in found}
    if len(days) != 1:
        return None
    day = days.pop()
    return day if said_at.date() <= day <= said_at.date() + FARTHEST else None


def _days(sentence: str, said_at: datetime) -> Iterator[tuple[str, date]]:
    """Every day that is named, each with the word before it; what was read once is not read again."""
    for pattern, meaning in _PATTERNS:
        for match in pattern.finditer(sentence):
            preposition = _before(sentence, match.start())
            if preposition in {"since", "last", "from", "of"}:
                continue
            day = meaning(match, said_at)
            if day is not None:
                yield preposition, day - timedelta(days=preposition == "before")
        sentence = pattern.sub(lambda match: "_" * len(match[0]), sentence)


def _before(sentence: str, start: int) -> str:
    words = re.findall(r"[\w']+", sentence[:start])
    while words and words[-1] in {"the", "this", "latest"}:
        words.pop()
    return str(words[-1]) if words else ""


def _iso(match: re.Match[str], _: datetime) -> date | None:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _day_and_month(match: re.Match[str], said_at: datetime) -> date | None:
    return _coming(int(match["day"]), _MONTHS[match["month"]], match["year"], said_at)


def _slashed(match: re.Match[str], said_at: datetime) -> date | None:
    one, other = int(match["one"]), int(match["other"])
    readings = {(one, other), (other, one)}
    possible = [(day, month) for day, month in readings if month <= 12 and 1 <= day <= 31]
    return _coming(*possible[0], match["year"], said_at) if len(possible) == 1 else None


def _of_month(match: re.Match[str], said_at: datetime) -> date | None:
    today, day = said_at.date(), int(match["day"])
    this = _date(today.year, today.month, day)
    following = _month_end(today) + timedelta(days=1)
    return this if this and this > today else _date(following.year, following.month, day)


def _coming(day: int, month: int, year: str | None, said_at: datetime) -> date | None:
    """That day of that month, in the year that is named or as soon as it comes."""
    today = said_at.date()
    if year:
        return _date(int(year), month, day)
    this = _date(today.year, month, day)
    return this if this and this >= today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str], said_at: datetime) -> date:
    today, wanted = said_at.date(), _WEEKDAYS[match["weekday"]]
    if match["which"] == "next":
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _week(match: re.Match[str], said_at: datetime) -> date:
    """The Friday of that week; at a weekend "this week" is over, and its Friday is in the past."""
    today = said_at.date()
    friday = today + timedelta(days=FRIDAY - today.weekday())
    return friday + timedelta(days=7 * (match["which"] == "next"))


def _month(match: re.Match[str], said_at: datetime) -> date:
    end = _month_end(said_at.date())
    return _month_end(end + timedelta(days=1)) if match["which"] == "next" else end


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _in_some_time(match: re.Match[str], said_at: datetime) -> date:
    count = int(match["count"]) if match["count"].isdecimal() else _NUMBERS[match["count"]]
    unit = match["unit"].rstrip("s")
    lengths = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200}
    return (said_at + timedelta(minutes=count * lengths[unit])).date()


def _today(_: re.Match[str], said_at: datetime) -> date:
    return said_at.date()


def _tomorrow(match: re.Match[str], said_at: datetime) -> date:
    return said_at.date() + timedelta(days=2 if match[0].startswith("the day") else 1)


Meaning = Callable[[re.Match[str], datetime], date | None]
_PATTERNS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(rf"(?<![\w/.'-])(?:{pattern})(?![\w/'-])"), meaning)
    for pattern, meaning in (
        (r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _iso),
        (rf"{_DAY} (?:of )?(?P<month>{_MONTH}){_YEAR}", _day_and_month),
        (rf"(?P<month>{_MONTH}) {_DAY}{_YEAR}", _day_and_month),
        (r"(?<=by |on )(?P<one>\d{1,2})/(?P<other>\d{1,2})(?:/(?P<year>20\d\d))?", _slashed),
        (r"(?<=the )(?P<day>\d{1,2})(?:st|nd|rd|th)", _of_month),
        (r"(?:the day after tomorrow)|tomorrow", _tomorrow),
        (rf"(?:(?P<which>next|this) )?(?P<weekday>{_WEEKDAY})", _weekday),
        (r"(?:(?:the )?end of )?(?:the |this |(?P<which>next) )week|end of week|eow", _week),
        (r"(?:(?:the )?end of )?(?:the |this |(?P<which>next) )month|end of month|eom", _month),
        (rf"(?:in|within) {_COUNT} (?P<unit>minutes?|hours?|days?|weeks?|months?)", _in_some_time),
        (
            r"today|tonight|this (?:morning|afternoon|evening)|(?:the )?end of (?:the )?day|eod|noon",
            _today,
        ),
    )
)
