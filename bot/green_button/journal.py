"""The journal of presses: what is due when, and what each answer means.

Green fails often, and some ideas come back nine months later and work: so there are reviews after 30 and 90 days,
and "not yet" is asked once more nine months after that. A due date is a local day at a wall time in the person's zone.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.green_button.calibration import Said
from bot.schedule import at_wall_time

Button = Literal["green", "red", "discover", "delegate"]
Review = Literal["worked", "not", "not_yet", "let_go"]
Round = Literal["30 days", "90 days", "9 months"]

CHANCES = (10, 30, 50, 70, 90)  # per cent of working, said before
REVIEW_AT = time(10, 0)  # after the digest, when a person has arrived
AFTER: Mapping[Round, timedelta] = {"30 days": timedelta(days=30), "90 days": timedelta(days=90)}
LATER_MONTHS = 9  # after a "not yet" at 90 days
LOOP_DAYS: Mapping[str, int] = {"discover": 7, "delegate": 14}  # what the drafts promise: a week, two weeks

_ENDS: frozenset[Review] = frozenset({"worked", "not", "let_go"})


@dataclass(frozen=True)
class Reviewed:
    """One answer to a review."""

    round: Round
    answer: Review
    at: datetime


@dataclass(frozen=True)
class Entry:
    """One press. `chance` is what was said before in per cent, `asked` the reviews that were asked for already.

    Of an open loop, `reminded` is when its one reminder went out and `closed` when it was closed.
    """

    button: Button
    pressed: datetime
    chance: int | None = None
    reviews: tuple[Reviewed, ...] = ()
    reminded: datetime | None = None
    closed: datetime | None = None
    asked: tuple[Round, ...] = ()


@dataclass(frozen=True)
class Due:
    """The review to ask for, and from when on."""

    round: Round
    at: datetime


@dataclass(frozen=True)
class Mix:
    """How many of each button were pressed."""

    green: int
    red: int
    discover: int
    delegate: int


def next_review(entry: Entry, zone: ZoneInfo) -> Due | None:
    """The next review of a green press; None when it ended, or there is none left.

    A review that was asked for is not asked for again: without an answer the next one comes, so that silence isn't
    pestered. The last one, nine months later, is only for what was "not yet" when last answered.
    """
    if entry.button != "green" or is_settled(entry):
        return None
    behind = {*entry.asked, *(each.round for each in entry.reviews)}
    for name, after in AFTER.items():
        if name not in behind and "90 days" not in behind:
            return Due(name, _at(_day(entry.pressed, zone) + after, zone))
    latest = _latest(entry)
    if latest is None or "9 months" in behind:
        return None
    return Due("9 months", _at(_months_later(_day(latest.at, zone), LATER_MONTHS), zone))


def is_settled(entry: Entry) -> bool:
    """Whether it is known how it ended: worked, not, or let go."""
    latest = _latest(entry)
    return latest is not None and latest.answer in _ENDS


def is_loop(entry: Entry) -> bool:
    """Whether it is an open discovery or name-down."""
    return entry.button in LOOP_DAYS and entry.closed is None


def loop_due(entry: Entry, zone: ZoneInfo) -> datetime | None:
    """When an open discovery or name-down is due; None for everything else."""
    if not is_loop(entry):
        return None
    return _at(_weekday(_day(entry.pressed, zone) + timedelta(days=LOOP_DAYS[entry.button])), zone)


def said(entries: Sequence[Entry]) -> list[Said]:
    """What was said before and what came of it: green presses with a chance that worked or did not."""
    found = [(entry.chance, _latest(entry)) for entry in entries if entry.button == "green"]
    return [
        Said(chance, latest.answer == "worked")
        for chance, latest in found
        if chance is not None and latest is not None and latest.answer in {"worked", "not"}
    ]


def mix(entries: Sequence[Entry]) -> Mix:
    """How many of each."""
    counted = Counter(entry.button for entry in entries)
    return Mix(counted["green"], counted["red"], counted["discover"], counted["delegate"])


def _latest(entry: Entry) -> Reviewed | None:
    """The answer that counts: the one given last, also where somebody changed their mind."""
    return max(entry.reviews, key=lambda each: each.at, default=None)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _at(day: date, zone: ZoneInfo) -> datetime:
    return at_wall_time(day, REVIEW_AT, zone)


def _weekday(day: date) -> date:
    """The day, or the Monday after a weekend: nobody decides about work on a Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
