"""Posts and what people did with them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, and_, col, func, or_, select

from bot import attention
from bot.attention.log import mentions_alone
from bot.posts import Message
from storage.tables import Channel, Engagement, Post, Watermark


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
    if not row.is_deleted and message.edited >= row.edited:  # Slack repeats what is late after what is newer
        row.text, row.edited = message.text if with_text else None, message.edited
        row.mentions, row.files = attention.mentioned(message.text), message.files
    session.add(row)
    return is_new


def keep_engagements(session: Session, team_id: str, found: Iterable[dict[str, Any]]) -> None:
    """Store reactions and replies: rows with channel_id, ts, user_id, kind, name, at (mentions); known ones stay.

    One that was taken back comes again only with a later `at`, and nothing is kept of a deleted post.
    """
    rows = list(found)
    answered = {(row["channel_id"], row["ts"]) for row in rows}
    gone = {(channel, ts) for channel, ts in answered if _is_deleted(session, team_id, channel, ts)}
    left = [row for row in rows if (row["channel_id"], row["ts"]) not in gone]
    _put(session, team_id, left, is_gone=False)


def take_back(session: Session, team_id: str, found: Iterable[dict[str, Any]]) -> None:
    """Forget reactions and replies that went at `at`. Their ids stay, as their own events may still be late."""
    _put(session, team_id, found, is_gone=True)


def _put(session: Session, team_id: str, found: Iterable[dict[str, Any]], *, is_gone: bool) -> None:
    unmentioned: dict[str, Any] = {"mentions": []}
    rows = [{"team_id": team_id, "is_gone": is_gone} | unmentioned | row for row in found]
    if is_gone:
        rows = [row | unmentioned for row in rows]
    if not rows:
        return
    dialect = sqlite if session.connection().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Engagement)
    at, new = col(Engagement.at), statement.excluded
    is_later = or_(at.is_(None), at <= new.at) if is_gone else and_(col(Engagement.is_gone), at < new.at)
    primary = [column.name for column in Engagement.__table__.primary_key]  # type: ignore[attr-defined]
    session.flush()
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=primary,
            set_={name: new[name] for name in ("at", "is_gone", "mentions")},
            where=is_later,
        ),
        rows,
    )


def forget_taken_back(session: Session, before: datetime) -> None:
    """Remove what went before then."""
    session.exec(delete(Engagement).where(col(Engagement.is_gone), col(Engagement.at) < before))


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
    row.is_deleted, row.text, row.user_id, row.mentions, row.files = True, None, "", [], 0
    session.add(row)
    drop_engagement(session, team_id, channel_id=channel_id, ts=ts)


def text_of(session: Session, team_id: str, channel_id: str, ts: str) -> str | None:
    """The words of a post, or None where they are gone."""
    row = session.get(Post, (team_id, channel_id, ts))
    return None if row is None or row.is_deleted else row.text


def replies(session: Session, team_id: str, channel_id: str, ts: str) -> int:
    """How many replies to a post are known."""
    query = select(func.count()).where(
        Engagement.team_id == team_id,
        Engagement.channel_id == channel_id,
        Engagement.ts == ts,
        Engagement.kind == "reply",
        ~col(Engagement.is_gone),
    )
    return session.exec(query).one()


def _is_deleted(session: Session, team_id: str, channel_id: str, ts: str) -> bool:
    row = session.get(Post, (team_id, channel_id, ts))
    return row is not None and row.is_deleted


def was_deleted(session: Session, team_id: str, channel_id: str, ts: str) -> bool:
    """Whether a post is known to have been deleted."""
    row = session.get(Post, (team_id, channel_id, ts))
    return row is not None and row.is_deleted


def is_gone(session: Session, team_id: str, channel_id: str, ts: str) -> bool:
    """Whether a post was deleted, or is not stored at all."""
    row = session.get(Post, (team_id, channel_id, ts))
    return row is None or row.is_deleted


def log(
    session: Session,
    team_id: str,
    channels: Sequence[str],
    people: Sequence[str],
    period: tuple[datetime, datetime],
) -> Iterator[attention.Post | attention.Engagement]:
    """The posts of a period [since, until), each followed by what these people did with it before its end.

    Rows are read as plain columns: a reader's three months may be tens of thousands of them.
    """
    since, until = period
    engaged = _engagements(session, team_id, channels, since, people=people, until=until)
    for post in posts_that(session, team_id, and_(_by_people(channels, since), col(Post.posted_at) < until)):
        yield post
        yield from engaged.get((post.channel, post.ts), ())


def candidates(
    session: Session, team_id: str, channels: Sequence[str], since: datetime, reader: str
) -> list[attention.Candidate]:
    """Posts since then that the reader neither wrote nor has responded to, with who has."""
    engaged = _engagements(session, team_id, channels, since)
    found = []
    for post in posts_that(session, team_id, _by_people(channels, since)):
        responded = frozenset(each.user for each in engaged.get((post.channel, post.ts), ()))
        if reader != post.author and reader not in responded:
            found.append(attention.Candidate(post, responded))
    return found


def have_responded(session: Session, team_id: str, channels: Sequence[str], people: Sequence[str]) -> bool:
    """Whether any of the people was ever seen to respond in the channels."""
    query = select(Engagement.ts).where(
        Engagement.team_id == team_id,
        col(Engagement.channel_id).in_(list(channels)),
        col(Engagement.user_id).in_(list(people)),
        ~col(Engagement.is_gone),
    )
    return session.exec(query.limit(1)).first() is not None


def posts_that(session: Session, team_id: str, condition: Any) -> Iterator[attention.Post]:
    """The posts that are there and meet a condition on their columns, oldest first."""
    columns: Any = (
        Post.channel_id,
        Post.ts,
        Post.user_id,
        Post.posted_at,
        Post.text,
        Post.mentions,
        Post.files,
        Post.is_bot,
        func.coalesce(Channel.is_private, False),
    )
    channel = and_(col(Channel.team_id) == Post.team_id, col(Channel.channel_id) == Post.channel_id)
    query: Any = select(*columns)  # sqlmodel types a select of up to four columns
    query = query.outerjoin(Channel, channel).where(Post.team_id == team_id, ~col(Post.is_deleted), condition)
    for channel_id, ts, user, at, text, mentions, *rest in session.exec(
        query.order_by(col(Post.posted_at), col(Post.ts))
    ):
        words = text if text is not None else mentions_alone(mentions)
        yield attention.Post(channel_id, ts, user, at, words, *rest)


def _by_people(channels: Sequence[str], since: datetime) -> Any:
    return and_(col(Post.channel_id).in_(list(channels)), ~col(Post.is_bot), col(Post.posted_at) >= since)


def _engagements(
    session: Session,
    team_id: str,
    channels: Sequence[str],
    since: datetime,
    *,
    people: Sequence[str] | None = None,
    until: datetime | None = None,
) -> dict[tuple[str, str], list[attention.Engagement]]:
    columns: Any = (
        Engagement.channel_id,
        Engagement.ts,
        Engagement.user_id,
        Engagement.kind,
        Engagement.at,
    )
    query: Any = (
        select(*columns)
        .where(Engagement.team_id == team_id, col(Engagement.channel_id).in_(list(channels)))
        .where(Engagement.ts >= f"{since.timestamp():.6f}", ~col(Engagement.is_gone))
        .order_by(col(Engagement.at))
    )
    if people is not None:
        query = query.where(col(Engagement.user_id).in_(list(people)))
    if until is not None:
        query = query.where(or_(col(Engagement.at).is_(None), col(Engagement.at) < until))
    found: dict[tuple[str, str], list[attention.Engagement]] = {}
    for channel, ts, user, kind, at in session.exec(query):
        responded: attention.Kind = "reply" if kind == "reply" else "reaction"
        found.setdefault((channel, ts), []).append(attention.Engagement(channel, ts, user, responded, at))
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
