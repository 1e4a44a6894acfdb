"""When a person may be written to at all: by day, on a working day, and not while they want silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedule import SATURDAY_SUNDAY, at_wall_time

WAKES, SLEEPS = time(8), time(20)  # on the person's own clock
_FARTHEST = 400  # days; whoever is silent for longer is silent until they say otherwise

NIGHT_IS_NO_DAY = "Let the quiet hours end before they begin on the same day, such as 08:00 and 20:00."


@dataclass(frozen=True)
class Silence:
    """A span in which somebody wants none: a dated pause, or Slack's do-not-disturb. No end: until they say so."""

    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Day:
    """When somebody's day is: `wakes` is before `sleeps`; `rest` are weekdays, Monday is 0."""

    zone: ZoneInfo
    wakes: time = WAKES
    sleeps: time = SLEEPS
    rest: frozenset[int] = SATURDAY_SUNDAY
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse hours that leave no day; the message is for the person."""
        if self.wakes >= self.sleeps:
            raise ValueError(NIGHT_IS_NO_DAY)


def calm_moment(moment: datetime, day: Day, silences: Sequence[Silence] = ()) -> datetime | None:
    """The first moment from `moment` (UTC) at which the person may be written to; None if no end is in sight."""
    farthest = moment + timedelta(days=_FARTHEST)
    while moment < farthest:
        silence = next((each for each in silences if _is_in(moment, each)), None)
        if silence is not None:
            if silence.end is None:
                return None
            moment = silence.end
        elif (awake := _awake(moment, day)) == moment:
            return moment
        else:
            moment = awake
    return None


def _is_in(moment: datetime, silence: Silence) -> bool:
    return silence.begin <= moment and (silence.end is None or moment < silence.end)


def _awake(moment: datetime, day: Day) -> datetime:
    """The moment itself if it is by day, otherwise when the next morning begins, which may be one of rest."""
    today = moment.astimezone(day.zone).date()
    begin, end = at_wall_time(today, day.wakes, day.zone), at_wall_time(today, day.sleeps, day.zone)
    if not _is_rest(today, day) and moment < end:
        return max(moment, begin)
    following = today + timedelta(days=1)
    while _is_rest(following, day) and following < today + timedelta(days=_FARTHEST):
        following += timedelta(days=1)
    return at_wall_time(following, day.wakes, day.zone)


def _is_rest(day_: date, day: Day) -> bool:
    return day_.weekday() in day.rest or day_ in day.days_off
