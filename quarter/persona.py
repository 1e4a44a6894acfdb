"""Who takes part in the quarter, and how they are with Earshot."""

import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.schedule import at_wall_time
from quarter.newcomers import hired
from sandbox.sample.cast import Cast

TRIAL = timedelta(days=6)  # how long those try Earshot who do not stay: right across their change of clocks


@dataclass(frozen=True)
class Persona:
    """Somebody in the quarter. `answers` is how likely they press a button of a message, 0 to 1.

    They start on the day `starts` (None: never) and stop on `stops` (None: not in this quarter). In the days of `away`, the
    last one included, they are paused; on `off` they have a day off.
    """

    handle: str
    zone: ZoneInfo
    starts: date | None = None
    stops: date | None = None
    cadence: Literal["daily", "weekly"] = "weekly"
    answers: float = 0.5
    leads: bool = False
    away: tuple[date, date] | None = None
    off: date | None = None
    is_core: bool = False

    @property
    def user(self) -> str:
        """Slack's id."""
        return f"U0{self.handle.upper()}"

    def at(self, day: date, wall: time) -> datetime:
        """The moment (UTC) at which their clock shows that."""
        return at_wall_time(day, wall, self.zone)

    def uses_earshot(self, day: date) -> bool:
        """Whether they have started and not stopped, on that day from morning to evening."""
        return self.starts is not None and self.starts < day and (self.stops is None or day < self.stops)


def personas(cast: Cast, first: date, weeks: int, part: str = "") -> dict[str, Persona]:
    """Everybody by handle: a core that stays, those who never start, and colleagues in every zone who try it for a while.

    In one of the `PARTS` only some of them start, so that several processes share a quarter, or a test takes less of it.
    """
    last = first + timedelta(weeks=weeks)
    found = {}
    for who in cast.people.values():
        if who.bot or who.deleted:
            continue
        persona = Persona(who.handle, who.tz)
        if who.handle in _CORE:
            persona = _stays(persona, first)
        elif who.title == "Field Engineer":
            persona = _tries(persona, first, last)
        starts = persona.starts is not None and (not part or who.handle in _starters(part))
        found[who.handle] = persona if starts else Persona(who.handle, who.tz)
    return found


def _starters(part: str) -> Collection[str]:
    if part == "stay":
        return _CORE
    if part == "try":
        return [who.handle for who in hired()]
    return FEW


_CORE: dict[str, tuple[Literal["daily", "weekly"], float, bool]] = {
    "wren": ("daily", 0.9, False),
    "birch": ("weekly", 0.0, False),
    "hazel": ("weekly", 0.6, False),
    "severn": ("weekly", 0.7, False),
    "tern": ("weekly", 0.9, False),
    "larch": ("weekly", 0.6, True),
    "kestrel": ("weekly", 0.8, True),
    "banyan": ("weekly", 0.5, True),
}
PARTS = ("stay", "try")
FEW = frozenset({"wren", "birch", "larch", "tern", "banyan", "meadowlark", "jagua", "kauri"})


def _stays(persona: Persona, first: date) -> Persona:
    cadence, answers, leads = _CORE[persona.handle]
    begun = replace(persona, starts=first, cadence=cadence, answers=answers, leads=leads, is_core=True)
    if persona.handle == "hazel":
        return replace(begun, away=(first + timedelta(days=22), first + timedelta(days=37)))
    if persona.handle == "severn":
        return replace(begun, stops=first + timedelta(days=44))
    if persona.handle == "tern":
        return replace(begun, off=first + timedelta(days=15))
    return begun


def _tries(persona: Persona, first: date, last: date) -> Persona:
    rng = random.Random(f"tries {persona.handle}")  # noqa: S311 - a script, no secret
    change = _change(persona.zone, first, last)
    latest = max(first, last - TRIAL)
    begins = change - timedelta(days=rng.randint(2, 4)) if change else first + (latest - first) * rng.random()
    starts = min(max(begins, first), latest)
    while starts.weekday() > 3:  # Monday to Thursday
        starts -= timedelta(days=1)
    starts = max(starts, first)
    return replace(persona, starts=starts, stops=starts + TRIAL, answers=rng.random())


def _change(zone: ZoneInfo, first: date, last: date) -> date | None:
    """The first day in the quarter on which the clocks there are changed."""
    days = [first + timedelta(days=number) for number in range((last - first).days)]
    for day in days:
        one, other = (datetime.combine(day + timedelta(days=n), time(0), zone).utcoffset() for n in (0, 1))
        if one != other:
            return day
    return None
