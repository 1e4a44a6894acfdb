"""What became of one post for one reader."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import Digest, DigestItem, Engagement, Post


@dataclass(frozen=True)
class Fate:
    """A post as it is stored, whether the reader has responded to it, and when they were shown it."""

    author: str
    posted_at: datetime
    is_by_app: bool
    is_deleted: bool
    is_answered: bool
    shown_at: datetime | None


def fate(session: Session, team_id: str, reader: str, channel: str, ts: str) -> Fate | None:
    """What became of a post, or None where it is not known."""
    row = session.get(Post, (team_id, channel, ts))
    if row is None:
        return None
    return Fate(
        author=row.user_id,
        posted_at=row.posted_at,
        is_by_app=row.is_bot,
        is_deleted=row.is_deleted,
        is_answered=_is_answered(session, team_id, reader, channel, ts),
        shown_at=_shown_at(session, team_id, reader, channel, ts),
    )


def _is_answered(session: Session, team_id: str, reader: str, channel: str, ts: str) -> bool:
    query = select(Engagement.ts).where(
        Engagement.team_id == team_id,
        Engagement.channel_id == channel,
        Engagement.ts == ts,
        Engagement.user_id == reader,
        ~col(Engagement.is_gone),
    )
    return session.exec(query.limit(1)).first() is not None


def _shown_at(session: Session, team_id: str, reader: str, channel: str, ts: str) -> datetime | None:
    query = (
        select(Digest.created_at)
        .join(DigestItem, col(DigestItem.digest_id) == Digest.id)
        .where(
            DigestItem.team_id == team_id,
            DigestItem.user_id == reader,
            DigestItem.channel_id == channel,
            DigestItem.ts == ts,
        )
    )
    return session.exec(query.limit(1)).first()
