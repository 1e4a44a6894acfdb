"""What a week may be made of, as it is stored: posts that ask for somebody, help, and how many of a group wrote."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, and_, col, func, select, union

from bot.ama.question import VISIBLE
from bot.thanks import Reply
from storage.posts import posts_that
from storage.tables import AmaQuestion, Engagement, Post


def worded(
    session: Session, team_id: str, channels: Sequence[str], since: datetime
) -> list[tuple[str, str, str, str]]:
    """What people wrote in these channels since then: channel, ts, author, words; the latest first."""
    here = and_(col(Post.channel_id).in_(list(channels)), col(Post.posted_at) >= since)
    has_words = and_(here, ~col(Post.is_bot), col(Post.text).is_not(None))
    found = [
        (each.channel, each.ts, each.author, each.text or "")
        for each in posts_that(session, team_id, has_words)
    ]
    return found[::-1]


def replies(session: Session, team_id: str, channel: str, ts: str) -> list[Reply]:
    """The replies to a post, the first one first."""
    query = select(Engagement.user_id, Engagement.name, Engagement.at).where(
        Engagement.team_id == team_id, Engagement.channel_id == channel, Engagement.ts == ts
    )
    rows = session.exec(query.where(Engagement.kind == "reply", ~col(Engagement.is_gone)))
    found = [Reply(user, name, at) for user, name, at in rows if at is not None]
    return sorted(found, key=lambda reply: (reply.at, reply.ts))


def reacted_to(session: Session, team_id: str, user: str, channel: str, messages: Sequence[str]) -> set[str]:
    """Which of these messages (ts) somebody put an emoji on."""
    query = select(Engagement.ts).where(
        Engagement.team_id == team_id, Engagement.channel_id == channel, Engagement.user_id == user
    )
    query = query.where(Engagement.kind == "reaction", ~col(Engagement.is_gone))
    return set(session.exec(query.where(col(Engagement.ts).in_(list(messages)))))


def writers(
    session: Session, team_id: str, people: Sequence[str], channels: Sequence[str], since: datetime
) -> dict[str, int]:
    """How many of these people wrote in each of these channels since then, by channel; never who."""
    posted = select(Post.channel_id, Post.user_id).where(
        Post.team_id == team_id, col(Post.posted_at) >= since, ~col(Post.is_deleted)
    )
    replied = select(Engagement.channel_id, Engagement.user_id).where(
        Engagement.team_id == team_id, col(Engagement.at) >= since, Engagement.kind == "reply"
    )
    wrote = union(
        posted.where(col(Post.user_id).in_(list(people)), col(Post.channel_id).in_(list(channels))),
        replied.where(
            col(Engagement.user_id).in_(list(people)), col(Engagement.channel_id).in_(list(channels)),
            ~col(Engagement.is_gone),
        ),
    ).subquery()  # fmt: skip
    counted = select(wrote.c.channel_id, func.count()).group_by(wrote.c.channel_id)
    return {str(channel): int(count) for channel, count in session.connection().execute(counted)}


def question_at(session: Session, team_id: str, ts: str) -> str | None:
    """The words of a question by its message on the board; None where they are shown there no more."""
    query = select(AmaQuestion).where(AmaQuestion.team_id == team_id, AmaQuestion.ts == ts)
    row = session.exec(query).first()
    return row.text if row is not None and row.state in VISIBLE else None
