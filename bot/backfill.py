"""Reading back: how far, in which steps, and what of it is kept."""

from datetime import datetime, timedelta

DEPTH = timedelta(days=90)
TEXT_KEPT = timedelta(days=30)  # ids and counts are kept longer
PAGE = 200  # messages a call; Slack recommends no more
PROGRESS = "Learned from {read:,} posts"
PROGRESS_OPEN = "Learned from {read:,} posts so far; {threads:,} conversations still to read"


def keeps_text(posted: datetime, now: datetime) -> bool:
    """Whether the words of a post may still be stored."""
    return now - posted < TEXT_KEPT


def oldest(now: datetime) -> str:
    """The Slack timestamp at which reading back ends."""
    return f"{(now - DEPTH).timestamp():.6f}"


def newest(now: datetime) -> str:
    """The Slack timestamp at which reading back begins: a day ahead, since clocks differ."""
    return f"{(now + timedelta(days=1)).timestamp():.6f}"


def progress(read: int, threads: int) -> str:
    """How far the reading of one channel is, in words."""
    return (PROGRESS_OPEN if threads else PROGRESS).format(read=read, threads=threads)
