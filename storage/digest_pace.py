"""Whether digests were of use to their readers, and whether a reader wants less."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import Digest, Follower

_LOOKED_BACK = 8  # digests; more than any pace depends on


def were_answered(session: Session, team_id: str, user_id: str) -> list[bool]:
    """Of the last digests that arrived, oldest first: whether any button of them was pressed."""
    query = select(Digest).where(Digest.team_id == team_id, Digest.user_id == user_id, Digest.ts != "")
    rows = session.exec(query.order_by(col(Digest.id).desc()).limit(_LOOKED_BACK)).all()
    return [row.answered_at is not None for row in reversed(rows)]


def answered(session: Session, team_id: str, digest_id: int, now: datetime) -> None:
    """Note that a button of a digest was pressed."""
    row = session.get(Digest, digest_id)
    if row is not None and row.team_id == team_id and row.answered_at is None:
        row.answered_at = now
        session.add(row)
        session.flush()


def last_answered(session: Session, team_id: str, user_id: str, now: datetime) -> None:
    """Note that somebody's last digest was of use, as they ask for another one."""
    query = select(Digest.id).where(Digest.team_id == team_id, Digest.user_id == user_id)
    digest_id = session.exec(query.order_by(col(Digest.id).desc()).limit(1)).first()
    if digest_id is not None:
        answered(session, team_id, digest_id, now)


def at_place(session: Session, team_id: str, user_id: str, channel: str, ts: str) -> int | None:
    """The id of somebody's digest that stands there, if there is one."""
    query = select(Digest.id).where(Digest.team_id == team_id, Digest.user_id == user_id)
    return session.exec(query.where(Digest.channel_id == channel, Digest.ts == ts)).first()


def is_made(session: Session, team_id: str, user_id: str, period: str) -> bool:
    """Whether somebody had the digest of a period."""
    query = select(Digest.id).where(Digest.team_id == team_id, Digest.user_id == user_id)
    return session.exec(query.where(Digest.period == period)).first() is not None


def want_less(session: Session, team_id: str, user_id: str, *, less: bool) -> None:
    """Begin or end shorter digests, as somebody chose."""
    row = session.get(Follower, (team_id, user_id))
    if row is not None:
        row.wants_less = less
        session.add(row)
        session.flush()
