"""Where somebody stands with one person: fine, due, going cold, or left alone on purpose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.relationships.contact import Contact
from bot.relationships.rhythm import gaps, long_after, usual

LEAST_TALKS = 3  # conversations; with fewer it is an acquaintance, whose silence means nothing
FORGOTTEN = timedelta(days=365)  # of silence; then it has ended, and nobody is reminded of that
SNOOZE = timedelta(days=7)
CADENCES = {
    "week": timedelta(days=7),
    "fortnight": timedelta(days=14),
    "month": timedelta(days=30),
    "quarter": timedelta(days=91),
}

COLD = "You and {person} usually talk every {usual} or so; the last time was {silence} ago."
COLD_UNUSUAL = "You and {person} last talked {silence} ago."
DUE = "You wanted to talk with {person} every {cadence}; the last time was {silence} ago."
NEVER = "You added {person} {silence} ago, and I haven't seen you two talk in the channels you share."

State = Literal["fine", "due", "cold", "snoozed", "let_go"]


@dataclass(frozen=True)
class Tie:
    """One person in somebody's circle. "Done" and "we met" are contacts of kind met.

    `cadence` is the one chosen for the person, or for one of their tags; `since` is when they were added by hand, None
    for somebody whom Earshot only saw.
    """

    person: str
    contacts: tuple[Contact, ...] = ()
    cadence: timedelta | None = None
    since: datetime | None = None
    snoozed_until: datetime | None = None
    is_let_go: bool = False


@dataclass(frozen=True)
class Standing:
    """How it is with one person: `at` is when they are or were due, None if never; `line` says why, for the reader."""

    person: str
    state: State
    at: datetime | None
    line: str = ""


def cadence(own: timedelta | None, tags: Iterable[str], by_tag: Mapping[str, timedelta]) -> timedelta | None:
    """The person's own cadence, otherwise the shortest of their tags; None where none was chosen."""
    tagged = [by_tag[tag] for tag in tags if tag in by_tag]
    return own or min(tagged, default=None)


def last_talk(tie: Tie, now: datetime) -> datetime | None:
    """When the two last had real contact; None if never, as far as is known."""
    return max((each.at for each in tie.contacts if each.is_real and each.at <= now), default=None)


def standing(tie: Tie, now: datetime) -> Standing:
    """Where the reader stands with a person at that moment."""
    if tie.is_let_go:
        return Standing(tie.person, "let_go", None)
    moments = [each.at for each in tie.contacts if each.is_real and each.at <= now]
    last = max(moments, default=tie.since)
    if last is None or not _counts(tie, moments, now - last):
        return Standing(tie.person, "fine", None)
    silences = gaps(moments)
    at = last + (tie.cadence or long_after(silences))
    if tie.snoozed_until is not None and tie.snoozed_until > last:  # contact since then ends it
        at = max(at, tie.snoozed_until)
        if now < tie.snoozed_until:
            return Standing(tie.person, "snoozed", at)
    if now < at:
        return Standing(tie.person, "fine", at)
    line = _line(tie, usual(silences), now - last, has_talked=bool(moments))
    return Standing(tie.person, "due" if tie.cadence else "cold", at, line)


def _counts(tie: Tie, moments: Sequence[datetime], silence: timedelta) -> bool:
    """Whether their silence means anything: chosen by hand, or talked with often enough and not long ago."""
    chosen = tie.cadence is not None or tie.since is not None
    return chosen or (len(gaps(moments)) + 1 >= LEAST_TALKS and silence < FORGOTTEN)


def _line(tie: Tie, usually: timedelta | None, silence: timedelta, *, has_talked: bool) -> str:
    words = {"person": f"<@{tie.person}>", "silence": span(silence)}
    if not has_talked:
        return NEVER.format(**words)
    if tie.cadence is not None:
        return DUE.format(**words, cadence=_every(tie.cadence))
    if usually is not None:
        return COLD.format(**words, usual=_every(usually))
    return COLD_UNUSUAL.format(**words)


def _every(length: timedelta) -> str:
    """A length after "every": a single one needs no number."""
    return span(length).removeprefix("1 ")


def span(length: timedelta) -> str:
    """A length in words: days up to two weeks, weeks up to two months, then months."""
    days = max(1, round(length / timedelta(days=1)))
    if days < 14:
        return f"{days} day{'' if days == 1 else 's'}" if days != 7 else "1 week"
    if days < 60:
        return f"{round(days / 7)} weeks"
    return f"{round(days / 30.4)} months"


def upcoming(ties: Iterable[Tie], now: datetime) -> list[Standing]:
    """Everybody who is due, going cold, or will be, the most overdue first; those without a date are left out."""
    found = [each for each in (standing(tie, now) for tie in ties) if each.at is not None]
    return sorted(found, key=lambda each: (each.at, each.person))
