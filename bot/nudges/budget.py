"""The one place that every nudge passes: how many, how often, and which.

At most three in seven days, one of them kept for what cannot wait; one a day besides that. Whoever lets two pass in a
row hears once a week, whoever lets four pass once in four weeks; a single press on any nudge restores three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.nudges.calm import Day, Silence, calm_moment
from bot.nudges.nudge import Kind, Nudge
from bot.schedule import at_wall_time

KEPT_FOR_URGENT = 1  # of the nudges of a full week
IGNORED_AFTER = timedelta(days=3)  # a nudge without a press for that long was let pass
PASSED_OVER = 0.5  # what a kind is worth for each time in a row that it was let pass
SILENT = timedelta(days=1)  # how long until somebody who wants silence is thought of again


class Pace(NamedTuple):
    """At most so many nudges in any span of that length."""

    most: int
    within: timedelta


FULL, LESS, LEAST = (
    Pace(3, timedelta(days=7)),
    Pace(1, timedelta(days=7)),
    Pace(1, timedelta(days=28)),
)

IN = FULL.within  # how far back `not_before` needs to know

PACE = {
    FULL: "I write at most three times a week besides your digest.",
    LESS: "I write at most once a week for now, as the last ones weren't needed. Press any button on one for more.",
    LEAST: "I write at most once in four weeks for now. Press any button on a message of mine for more.",
}


@dataclass(frozen=True)
class Sent:
    """A nudge that went out; `was_answered` once any of its buttons was pressed."""

    at: datetime
    kind: str
    about: str
    was_answered: bool = False


@dataclass(frozen=True)
class Listener:
    """Somebody who may be nudged. `sent` holds at least the last four weeks and the last four nudges, in any order."""

    day: Day
    has_started: bool = True
    silences: tuple[Silence, ...] = ()
    sent: tuple[Sent, ...] = ()


def choose(
    candidates: Sequence[Nudge], listener: Listener, now: datetime, kinds: Mapping[str, Kind]
) -> Nudge | None:
    """The best of what may be said now; None means silence. KeyError for a kind that nobody registered."""
    said = {(sent.kind, sent.about) for sent in listener.sent}
    moments = {name: next_moment(listener, now, kinds[name]) for name in {nudge.kind for nudge in candidates}}
    fit = [
        nudge
        for nudge in candidates
        if nudge.due <= now < nudge.expires
        and (nudge.kind, nudge.about) not in said
        and moments[nudge.kind] == now
    ]
    return max(
        fit, key=lambda nudge: (_appeal(nudge, listener.sent, now), nudge.kind, nudge.about), default=None
    )


def next_moment(listener: Listener, now: datetime, kind: Kind) -> datetime | None:
    """The first moment for a nudge of that kind, `now` if it may go at once; None if no such moment is in sight.

    As things stand: what is let pass until then makes it later.
    """
    if not listener.has_started and not kind.is_for_anyone:
        return None
    moment = _room(listener, now, is_urgent=kind.is_urgent)
    return calm_moment(moment, listener.day, listener.silences)


def letter_moment(listener: Listener, now: datetime) -> datetime | None:
    """When something that a colleague wrote may be handed over: it is no nudge, but it waits for the day too."""
    return calm_moment(now, listener.day, listener.silences)


def pace(sent: Sequence[Sent], now: datetime) -> Pace:
    """How often somebody is written to, by how many nudges in a row they let pass."""
    ignored = _ignored(sent, now)
    return FULL if ignored < 2 else LESS if ignored < 4 else LEAST


def not_before(sent: Sequence[datetime], now: datetime, zone: ZoneInfo, *, is_quiet: bool) -> datetime:
    """The first moment for another nudge by the number of the last ones alone: for what has no kind of its own."""
    if is_quiet:
        return now + SILENT
    listener = Listener(Day(zone), sent=tuple(Sent(at, "", "", was_answered=True) for at in sent))
    return calm_moment(_room(listener, now, is_urgent=True), listener.day) or now + SILENT


def _room(listener: Listener, now: datetime, *, is_urgent: bool) -> datetime:
    """The first moment at which the budget has room."""
    most, within = pace(listener.sent, now)
    if not is_urgent and most > KEPT_FOR_URGENT:
        most -= KEPT_FOR_URGENT
    recent = sorted(sent.at for sent in listener.sent if sent.at > now - within)
    moment = recent[-most] + within if len(recent) >= most else now
    return moment if is_urgent or not recent else max(moment, _tomorrow(recent[-1], listener.day))


def _tomorrow(moment: datetime, day: Day) -> datetime:
    return at_wall_time(moment.astimezone(day.zone).date() + timedelta(days=1), time(0), day.zone)


def _ignored(sent: Sequence[Sent], now: datetime) -> int:
    """How many of the latest nudges in a row were let pass; those that may still be answered don't count."""
    count = 0
    for each in sorted(sent, key=lambda each: each.at, reverse=True):
        if each.was_answered:
            return count
        count += each.at <= now - IGNORED_AFTER
    return count


def _appeal(nudge: Nudge, sent: Sequence[Sent], now: datetime) -> float:
    return nudge.worth * PASSED_OVER ** _ignored([each for each in sent if each.kind == nudge.kind], now)
