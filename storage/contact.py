"""How much two people have had to do with each other, in the threads that are known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.tables import Engagement, Post

MOST = 400  # of the latest replies of each; enough to know whether they talk

Thread = tuple[str, str]  # channel and ts of the root


def shared_threads(
    session: Session, team_id: str, pair: tuple[str, str], channels: Sequence[str], since: datetime
) -> tuple[int, datetime | None]:
    """In how many threads of these channels both have written since then, and when the latest reply there was."""
    one, other = (_replies(session, team_id, user, channels, since) for user in pair)
    authors = _authors(session, team_id, {*one, *other})
    both = {
        thread
        for thread in {*one, *other}
        if (thread in one or authors.get(thread) == pair[0])
        and (thread in other or authors.get(thread) == pair[1])
    }
    times = [at for replies in (one, other) for thread, at in replies.items() if thread in both]
    return len(both), max(times, default=None)


def _replies(
    session: Session, team_id: str, user: str, channels: Sequence[str], since: datetime
) -> dict[Thread, datetime]:
    query: Any = (
        select(Engagement.channel_id, Engagement.ts, Engagement.at)
        .where(Engagement.team_id == team_id, Engagement.user_id == user, Engagement.kind == "reply")
        .where(col(Engagement.channel_id).in_(list(channels)), col(Engagement.at) >= since)
        .where(~col(Engagement.is_gone))
    )
    latest: dict[Thread, datetime] = {}
    for channel, ts, at in session.exec(query.order_by(col(Engagement.at).desc()).limit(MOST)):
        latest.setdefault((channel, ts), at)
    return latest


def _authors(session: Session, team_id: str, threads: set[Thread]) -> dict[Thread, str]:
    query = select(Post.channel_id, Post.ts, Post.user_id).where(
        Post.team_id == team_id, col(Post.ts).in_({ts for _, ts in threads})
    )
    return {(channel, ts): user for channel, ts, user in session.exec(query)}
