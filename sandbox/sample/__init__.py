"""The sample company: six weeks at Brambleway, which makes route planning for small delivery cooperatives."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sandbox.export import Export
from sandbox.sample import roster
from sandbox.sample.attention import with_responses
from sandbox.sample.cast import Cast, read_cast
from sandbox.sample.days import WorkingDays
from sandbox.sample.script import Post, read_stories
from sandbox.sample.smalltalk import small_posts
from sandbox.sample.timeline import Timeline

__all__ = ["GUIDES", "TRY_FIRST", "company", "posts"]

_OLDER = timedelta(days=400)

GUIDES = {"engineer": "wren", "manager": "larch", "team lead": "banyan"}
"""Whom a newcomer may act as, by role."""

TRY_FIRST = {
    "engineer": "As Femi Wren: /earshot follow Ines, Tomas and Nadia, then /earshot digest; Why? at a post says what led to it.",
    "manager": "As Dmitri Larch: follow Tomas in #architecture-rfcs and #incidents, then move the clock to Monday 09:00.",
    "team lead": "As Kavya Banyan: follow Nadia in #customers, take a digest, press Not for me, and take another one.",
}
"""What to try first in each role."""


def company(end: datetime) -> Export:
    """The sample company with thirty working days of history up to `end` (with a time zone), the same each time.

    What the stories date after `end`, on its last day, is left out. Raises ValueError if `end` has no time zone.
    """
    if end.tzinfo is None:
        raise ValueError("end needs a time zone, for example datetime.now(UTC)")
    cast, days = read_cast(), WorkingDays(end)
    timeline = Timeline(cast, days)
    for post in posts(cast):
        timeline.add(post)
    return Export(
        users=roster.users(cast, days.end),
        channels=roster.channels(cast, days.end - _OLDER),
        messages=timeline.finish(),
        profile_fields=[dict(cast.manager_field)],
    )


def posts(cast: Cast) -> Iterator[Post]:
    """Every root post with everybody's responses, in no order."""
    for post in read_stories():
        yield with_responses(post, cast, scripted=True)
    for post in small_posts(cast):
        yield with_responses(post, cast, scripted=False)
    yield from _arrivals(cast)


def _arrivals(cast: Cast) -> Iterator[Post]:
    for who in cast.people.values():
        for room in cast.rooms.values():
            if who.works.first > 1 and who.handle in room.members:
                text = f"@{who.handle} has joined the channel"
                day, at = who.works.first, time(9, 2)
                yield Post(day, at, room.name, who.handle, frozenset(), text, subtype="channel_join")
