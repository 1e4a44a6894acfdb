"""Who came into the conversations that a digest showed."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.tables import Digest, DigestItem, Engagement, Follow


def followed_in(session: Session, team_id: str, reader: str, channel: str, ts: str, *, but: str) -> list[str]:
    """The people whom the reader follows who are in a conversation, first come first, without its author `but`."""
    query = (
        select(Engagement.user_id)
        .join(Follow, col(Follow.target) == Engagement.user_id)
        .where(Follow.team_id == team_id, Follow.user_id == reader, Follow.kind == "person")
        .where(Engagement.team_id == team_id, Engagement.channel_id == channel, Engagement.ts == ts)
        .where(~col(Engagement.is_gone), Engagement.user_id != but)
        .group_by(col(Engagement.user_id))
        .order_by(func.min(Engagement.at), col(Engagement.user_id))
    )
    return list(session.exec(query).all())


def readers_of(
    session: Session, team_id: str, channel: str, ts: str, user: str, since: datetime
) -> list[int]:
    """The digests made since then that show a post to a reader who follows that person, and didn't see them in it."""
    query = (
        select(DigestItem)
        .join(Digest, col(Digest.id) == DigestItem.digest_id)
        .join(Follow, col(Follow.user_id) == DigestItem.user_id)
        .where(Follow.team_id == team_id, Follow.target == user, Follow.kind == "person")
        .where(DigestItem.team_id == team_id, DigestItem.channel_id == channel, DigestItem.ts == ts)
        .where(Digest.created_at > since, DigestItem.author != user)
        .order_by(col(DigestItem.digest_id))
    )
    rows = session.exec(query).all()
    return [row.digest_id for row in rows if row.already is not None and user not in row.already]


def times_in(session: Session, team_id: str, channel: str, ts: str, user: str) -> int:
    """How many reactions and replies of somebody are below a post."""
    query = select(func.count()).where(
        Engagement.team_id == team_id, Engagement.channel_id == channel, Engagement.ts == ts
    )
    return session.exec(query.where(Engagement.user_id == user, ~col(Engagement.is_gone))).one()
