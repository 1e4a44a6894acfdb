"""Channels, and how far each has been read back."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import promises
from storage.tables import AttentionModel, Backfill, Channel, Engagement, Follow, Post


def channel(session: Session, team_id: str, channel_id: str) -> Channel:
    """The channel's row, made where it is new."""
    row = session.get(Channel, (team_id, channel_id))
    if row is None:
        row = Channel(team_id=team_id, channel_id=channel_id)
        session.add(row)
        session.flush()
    return row


def is_followed(session: Session, team_id: str, channel_id: str) -> bool:
    """Whether anybody follows the channel; what nobody follows is not stored."""
    query = select(Follow.target).where(Follow.team_id == team_id, Follow.target == channel_id).limit(1)
    return session.exec(query).first() is not None


def followers(session: Session, team_id: str, channel_id: str) -> list[str]:
    """Who follows the channel."""
    query = select(Follow.user_id).where(Follow.team_id == team_id, Follow.target == channel_id)
    return list(session.exec(query).all())


def private(session: Session, team_id: str, channel_ids: Iterable[str]) -> set[str]:
    """Which of the channels are private, or not known to be public."""
    asked = set(channel_ids)
    query = select(Channel.channel_id).where(
        Channel.team_id == team_id, col(Channel.channel_id).in_(asked), ~col(Channel.is_private)
    )
    return asked - set(session.exec(query).all())


def backfill(session: Session, team_id: str, channel_id: str) -> Backfill | None:
    """How far the channel has been read back, or None if that never began."""
    return session.get(Backfill, (team_id, channel_id))


def backfills(session: Session, team_id: str, channel_ids: list[str]) -> list[Backfill]:
    """How far each of the channels has been read back."""
    query = select(Backfill).where(Backfill.team_id == team_id, col(Backfill.channel_id).in_(channel_ids))
    return list(session.exec(query).all())


def are_read(session: Session, team_id: str) -> bool:
    """Whether no channel is being read back."""
    query = select(Backfill.channel_id).where(Backfill.team_id == team_id, col(Backfill.done_at).is_(None))
    return session.exec(query.limit(1)).first() is None


def joined(session: Session, team_id: str) -> list[str]:
    """The channels that Earshot is in and somebody follows."""
    query = (
        select(Channel.channel_id)
        .where(Channel.team_id == team_id, col(Channel.is_joined))
        .where(
            select(Follow.target)
            .where(Follow.team_id == Channel.team_id, Follow.target == Channel.channel_id)
            .exists()
        )
    )
    return list(session.exec(query).all())


def start_reading(session: Session, team_id: str, channel_id: str, oldest: str, now: datetime) -> Backfill:
    """Begin to read a channel back, or begin again."""
    row = backfill(session, team_id, channel_id)
    if row is None:
        row = Backfill(team_id=team_id, channel_id=channel_id, oldest=oldest, started_at=now)
    row.oldest = min(row.oldest, oldest, key=float)
    row.started_at, row.is_listed, row.done_at, row.problem, row.threads_open = now, False, None, "", 0
    session.add(row)
    session.flush()
    return row


def forget_channel(session: Session, team_id: str, channel_id: str) -> None:
    """Remove what was read in a channel, and learned from it: it is gone, or Earshot may no longer see it."""
    for table in (Post, Engagement, Backfill):
        session.exec(delete(table).where(col(table.team_id) == team_id, col(table.channel_id) == channel_id))
    promises.forget_channel(session, team_id, channel_id)
    session.exec(delete(AttentionModel).where(col(AttentionModel.team_id) == team_id))


def forget_unfollowed(session: Session, team_id: str) -> None:
    """Remove what was read in channels that nobody follows any more."""
    session.flush()
    followed = select(Follow.target).where(Follow.team_id == team_id, Follow.kind == "channel")
    query = select(Backfill.channel_id).where(
        Backfill.team_id == team_id, col(Backfill.channel_id).not_in(followed)
    )
    for channel_id in session.exec(query).all():
        forget_channel(session, team_id, channel_id)


def id_changed(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel to its new id (Slack changes it when a private channel is shared)."""
    promises.id_changed(session, team_id, old, new)
    forget_channel(session, team_id, old)
    for row in session.exec(select(Follow).where(Follow.team_id == team_id, Follow.target == old)).all():
        if session.get(Follow, (team_id, row.user_id, new)) is None:
            values = row.model_dump() | {"target": new}
            session.add(Follow.model_validate(values))
        session.delete(row)
    known = session.get(Channel, (team_id, old))
    if known is not None:
        session.merge(Channel.model_validate(known.model_dump() | {"channel_id": new}))
        session.delete(known)
