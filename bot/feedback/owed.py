"""With whom somebody worked for the first time, a lot, and until lately: that is when feedback is owed.

After the talk that Earshot is built on: whenever its speaker has worked with new people, he writes feedback for each of
them, and asks for some.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.relationships import Contact

BURST = 3  # conversations
WITHIN = timedelta(days=14)
NEW = timedelta(days=60)  # without real contact before the burst
NEW_FOR = timedelta(days=30)  # from the first contact; a burst after that is with somebody known
CALM = timedelta(days=3)  # since the last word; before that they are still at it
REMEMBERED = timedelta(days=30)  # since the last word; later nobody remembers what exactly happened


@dataclass(frozen=True)
class Owed:
    """Somebody to write to, the posts (channel, ts) of what the two did together, newest first, and when it ended."""

    person: str
    posts: tuple[tuple[str, str], ...]
    last: datetime


def owed(
    contacts: Iterable[Contact], settled: Collection[str], listening_since: datetime, now: datetime
) -> list[Owed]:
    """Everybody whom feedback is owed to, whoever it ended with most recently first.

    `settled` are those written to, or left out on purpose, within the last 90 days. `listening_since` is how far back
    Earshot knows the writer's channels: without a stretch of history nobody can be called new.
    """
    by_person: dict[str, list[Contact]] = {}
    for contact in contacts:
        if contact.is_real and contact.at <= now:
            by_person.setdefault(contact.person, []).append(contact)
    found = (
        _owed(person, sorted(moments, key=lambda each: each.at), listening_since, now)
        for person, moments in by_person.items()
        if person not in settled
    )
    return sorted((each for each in found if each), key=lambda each: (each.last, each.person), reverse=True)


def _owed(person: str, contacts: list[Contact], listening_since: datetime, now: datetime) -> Owed | None:
    last = contacts[-1].at
    if not CALM <= now - last <= REMEMBERED:
        return None
    first = _beginning(contacts)
    before = max((each.at for each in contacts if each.at < first), default=listening_since)
    if first - before < NEW:
        return None
    burst = [each for each in contacts if each.at >= first]
    if not any(_is_burst(burst, each.at) for each in burst if each.at - first <= NEW_FOR):
        return None
    posts = dict.fromkeys((each.channel, each.ts) for each in reversed(burst) if each.ts)
    return Owed(person, tuple(posts), last)


def _beginning(contacts: list[Contact]) -> datetime:
    """When the latest time together began: the first contact after the last long silence."""
    first = contacts[-1].at
    for contact in reversed(contacts):
        if first - contact.at >= NEW:
            break
        first = contact.at
    return first


def _is_burst(contacts: list[Contact], begin: datetime) -> bool:
    inside = {(each.channel, each.ts) for each in contacts if begin <= each.at <= begin + WITHIN and each.ts}
    return len(inside) >= BURST
