"""The plan of an evening, as a host writes it: one line for each part, in the host's own zone."""

import re
from datetime import date, datetime, time, timedelta

from bot.ama.ama import Slot
from bot.schedule import at_wall_time, zone_of

MOST_PARTS = 12
MOST_WORDS = 80  # characters
NO_TIME = "Begin each line with a time, as in “19:00 Platform”. This one doesn't: “{line}”."
NO_WORDS = "Say what happens at {time}."
LONG_WORDS = f"Up to {MOST_WORDS} characters a line: “{{line}}…”."
OUT_OF_ORDER = "Put the lines in order of time: “{line}” comes too late."
TOO_MANY = f"Up to {MOST_PARTS} lines."
_LINE = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)\s*[-\u2013:]?\s*(.*)")
# A part that is earlier than the one before is after midnight, where it begins before six.
_NEW_DAY = time(6, 0)


class ScheduleError(ValueError):
    """A plan that can't be read; the message says which line and why."""


def read(written: str, day: date, zone: str) -> tuple[Slot, ...]:
    """The parts of an evening that begins on a day, in order of the lines. Raises ScheduleError.

    A line earlier than the one before is meant for after midnight ("23:30", then "0:15"); in the daytime it's a mistake.
    """
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if len(lines) > MOST_PARTS:
        raise ScheduleError(TOO_MANY)
    slots = list[Slot]()
    for line in lines:
        wall, what = _parts(line)
        moment = at_wall_time(day, wall, zone_of(zone))
        if slots and moment <= slots[-1].at:
            day = _next_day(day, wall, line)
            moment = at_wall_time(day, wall, zone_of(zone))
        slots.append(Slot(moment, what))
    return tuple(slots)


def _parts(line: str) -> tuple[time, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ScheduleError(NO_TIME.format(line=line[:MOST_WORDS]))
    wall, what = time(int(found[1]), int(found[2])), found[3].strip()
    if not what:
        raise ScheduleError(NO_WORDS.format(time=f"{wall:%H:%M}"))
    if len(what) > MOST_WORDS:
        raise ScheduleError(LONG_WORDS.format(line=what[:20]))
    return wall, what


def _next_day(day: date, wall: time, line: str) -> date:
    if wall >= _NEW_DAY:
        raise ScheduleError(OUT_OF_ORDER.format(line=line[:MOST_WORDS]))
    return day + timedelta(days=1)


def written(slots: tuple[Slot, ...], zone: str) -> str:
    """The plan as its host would write it, to be changed."""
    return "\n".join(f"{local(slot.at, zone):%H:%M} {slot.what}" for slot in slots)


def local(moment: datetime, zone: str) -> datetime:
    """A moment on the clocks of a zone."""
    return moment.astimezone(zone_of(zone))


def in_zones(moment: datetime, zones: tuple[str, ...]) -> list[tuple[str, str]]:
    """When a moment is in each zone: (city, "19:00" or "Tue 01:00" where the day differs from the first zone's)."""
    shown, first = [], None
    for zone in dict.fromkeys(zones):
        there = local(moment, zone)
        first = first or there.date()
        day = "" if there.date() == first else f"{there:%a} "
        shown.append((zone_of(zone).key.rpartition("/")[2].replace("_", " "), f"{day}{there:%H:%M}"))
    return shown
