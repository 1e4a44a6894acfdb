"""Somebody worth a word, with something to give."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.nudges.nudge import DONE, LET_GO, SNOOZE, Kind, Nudge, Source
from bot.relationships import Gift, Standing, draft, words

WORTH = {"answer": 0.6, "thanks": 0.55, "feedback": 0.5, "post": 0.5, "introduction": 0.4, "hello": 0.2}
KEPT_FOR = timedelta(days=30)  # later the same silence is news no more

KIND = Kind(
    "going_cold",
    (DONE, SNOOZE, LET_GO),
    "You two have been silent for longer than is usual for you, or than you asked for. I count mentions, answers and "
    "shared threads in channels that you both are in, and nothing else. Letting go is a good answer too.",
)
TITLE = "A word with {person}?"
LABELS = {"answer": "their question", "post": "the post", "introduction": "what they share"}


def nudge(
    standing: Standing, gift: Gift, name: str, link: Callable[[str, str], str], other_name: str = ""
) -> Nudge | None:
    """What to say of one person; None where nothing is due.

    `name` is theirs, `other_name` that of whom they could be introduced to, and `link` gives the address of a post by channel and ts. Each silence is spoken of once.
    """
    if standing.state not in {"due", "cold"} or standing.at is None:
        return None
    source = Source(gift.channel, gift.ts, LABELS.get(gift.kind, "the conversation")) if gift.ts else None
    address = link(gift.channel, gift.ts) if gift.ts else ""
    return Nudge(
        KIND.name,
        about(standing.person, standing.at),
        WORTH[gift.kind],
        standing.at,
        standing.at + KEPT_FOR,
        TITLE.format(person=f"<@{standing.person}>"),
        f"{standing.line}\n{words(gift)}",
        source=source,
        draft=draft(gift, name, address, other_name),
    )


def about(person: str, at: datetime) -> str:
    """What tells one silence with one person from the next."""
    return f"{person}:{at:%Y-%m-%d}"
