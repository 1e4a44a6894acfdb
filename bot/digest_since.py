"""What changed below the posts of a digest after it was sent: it is edited in place, never sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.people import listed

EDITED_FOR = timedelta(days=2)  # later nobody scrolls up to it
JOINED = "Since then: {people} joined in."


@dataclass(frozen=True)
class Line:
    """A post of a digest, and the followed people who were in it when the digest was sent."""

    item: int
    already: tuple[str, ...]


def since_sent(
    lines: Sequence[Line], engaged: Mapping[int, Sequence[str]], sent_at: datetime, now: datetime
) -> dict[int, str]:
    """What to add to each item (by id): followed people who came since; empty if nothing did, or it is too old.

    `engaged` are the followed people who are in each item's conversation now.
    """
    if now - sent_at > EDITED_FOR:
        return {}
    news = {
        line.item: [user for user in dict.fromkeys(engaged.get(line.item, ())) if user not in line.already]
        for line in lines
    }
    return {item: JOINED.format(people=listed(people)) for item, people in news.items() if people}
