"""Posts and what people did with them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, or_, select

from bot import attention
from bot.posts import Message
from storage.tables import Engagement, Post, Watermark


def keep_post(session: Session, team_id: str, message: Message, *, with_text: bool) -> bool:
    """Store a root post, or its new words; one that was deleted stays deleted. Whether it is new."""
    row = session.get(Post, (team_id, message.channel, message.ts))
    is_new = row is None
    if row is None:
        row = Post(
            team_id=team_id,
            channel_id=message.channel,
            ts=message.ts,
            user_id=message.user,
            posted_at=message.at,
            is_bot=message.is_bot,
        )
    if not row.is_deleted:
        row.text = message.text if with_text else None
    session.add(row)
    return is_new


def keep_engagements(session: Session, team_id: str, found: Iterable[dict[str, Any]]) -> None:
    """Store reactions and replies: rows with channel_id, ts, user_id, kind, name, at; known ones stay."""
    rows = [{"team_id": team_id, **row} for row in found]
    if not rows:
        return
    dialect = sqlite if session.connection().dialect.name == "sqlite" else postgresql
    session.flush()
    session.connection().execute(dialect.insert(Engagement).on_conflict_do_nothing(), rows)


def drop_engagement(session: Session, team_id: str, **which: str) -> None:
    """Forget one reaction or reply, named by its columns."""
    statement = delete(Engagement).where(col(Engagement.team_id) == team_id)
    for name, value in which.items():
        statement = statement.where(getattr(Engagement, name) == value)
    session.exec(statement)


def mark_deleted(session: Session, team_id: str, channel_id: str, ts: str, at: datetime) -> None:
    """Forget a post that was deleted in Slack, and everything that was done with it.

    Its id stays, so that a page of history which was read before the deletion cannot bring it back.
    """
    row = session.get(Post, (team_id, channel_id, ts))
    row = row or Post(team_id=team_id, channel_id=channel_id, ts=ts, user_id="", posted_at=at)
    row.is_deleted, row.text, row.user_id = True, None, ""
    session.add(row)
    drop_engagement(session, team_id, channel_id=channel_id, ts=ts)


def text_of(session: Session, team_id: str, channel_id: str, ts: str) -> str | None:
    """The words of a post, or None where they are gone."""
    row = session.get(Post, (team_id, channel_id, ts))
    return None if row is None or row.is_deleted else row.text


def is_gone(session: Session, team_id: str, channel_id: str, ts: str) -> bool:
    """Whether a post was deleted, or is not stored at all."""
    row = session.get(Post, (team_id, channel_id, ts))
    return row is None or row.is_deleted


def log(
    session: Session, team_id: str, channels: Sequence[str], since: datetime, until: datetime
) -> Iterator[attention.Post | attention.Engagement]:
    """The posts of people in [since, until), each followed by what was done with it before `until`."""
    posts = session.exec(
        _posts(team_id, channels).where(Post.posted_at >= since, Post.posted_at < until)
    ).all()
    engaged = _engagements(session, team_id, channels, since, until)
    for post in posts:
        yield attention.Post(post.channel_id, post.ts, post.user_id, post.posted_at)
        yield from engaged.get((post.channel_id, post.ts), ())


def candidates(
    session: Session, team_id: str, channels: Sequence[str], since: datetime, reader: str
) -> list[attention.Candidate]:
    """Posts since then that the reader neither wrote nor has responded to, with who has."""
    posts = session.exec(_posts(team_id, channels).where(Post.posted_at >= since)).all()
    engaged = _engagements(session, team_id, channels, since, None)
    found = []
    for post in posts:
        responded = frozenset(each.user for each in engaged.get((post.channel_id, post.ts), ()))
        if reader != post.user_id and reader not in responded:
            seen = attention.Post(post.channel_id, post.ts, post.user_id, post.posted_at)
            found.append(attention.Candidate(seen, responded))
    return found


def have_responded(session: Session, team_id: str, channels: Sequence[str], people: Sequence[str]) -> bool:
    """Whether any of the people was ever seen to respond in the channels."""
    query = select(Engagement.ts).where(
        Engagement.team_id == team_id,
        col(Engagement.channel_id).in_(list(channels)),
        col(Engagement.user_id).in_(list(people)),
    )
    return session.exec(query.limit(1)).first() is not None


def _posts(team_id: str, channels: Sequence[str]) -> Any:
    return (
        select(Post)
        .where(Post.team_id == team_id, col(Post.channel_id).in_(list(channels)))
        .where(~col(Post.is_bot), ~col(Post.is_deleted))
        .order_by(col(Post.posted_at), col(Post.ts))
    )


def _engagements(
    session: Session, team_id: str, channels: Sequence[str], since: datetime, until: datetime | None
) -> dict[tuple[str, str], list[attention.Engagement]]:
    query = (
        select(Engagement)
        .where(Engagement.team_id == team_id, col(Engagement.channel_id).in_(list(channels)))
        .where(Engagement.ts >= f"{since.timestamp():.6f}")
        .order_by(col(Engagement.at))
    )
    if until is not None:
        query = query.where(or_(col(Engagement.at).is_(None), col(Engagement.at) < until))
    found: dict[tuple[str, str], list[attention.Engagement]] = {}
    for row in session.exec(query).all():
        kind: attention.Kind = "reply" if row.kind == "reply" else "reaction"
        seen = attention.Engagement(row.channel_id, row.ts, row.user_id, kind, row.at)
        found.setdefault((row.channel_id, row.ts), []).append(seen)
    return found


def forget_text(session: Session, before: datetime) -> None:
    """Retention: the words of posts from before then are removed; ids and counts stay."""
    session.exec(
        update(Post).where(col(Post.posted_at) < before, col(Post.text).is_not(None)).values(text=None)
    )


def last_seen(session: Session, team_id: str) -> datetime | None:
    """When Earshot was last known to run."""
    row = session.get(Watermark, (team_id, "running"))
    return row.at if row else None


def seen_now(session: Session, team_id: str, now: datetime) -> None:
    """Note that Earshot runs."""
    row = session.get(Watermark, (team_id, "running")) or Watermark(team_id=team_id, name="running", at=now)
    row.at = now
    session.add(row)
