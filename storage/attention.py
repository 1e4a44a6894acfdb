"""What a workspace's attention is learned from, and the versions of what was learned."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session, and_, col, delete, func, or_, select

from bot import attention
from bot.attention.learning import Known, Learned
from bot.attention.log import REACTION_DELAY, mentions_alone
from storage import posts
from storage.tables import AttentionModel, Channel, Engagement, Follow, Person, Post

KEPT = 5  # versions of one workspace


@dataclass(frozen=True)
class Version:
    """What was learned at one time, without its state. Everything that was known before `until` is in it."""

    version: int
    made_at: datetime
    until: datetime
    reason: str
    people: tuple[str, ...]
    posts: int
    responses: int
    fingerprint: str


def log(session: Session, team_id: str, since: datetime, until: datetime) -> Iterator[Known]:
    """Everything of the whole workspace that became known from `since` to before `until`, in that order.

    An emoji without a time became known a day after its post. Of what was said at the same moment posts come first.
    """
    session.flush()
    in_time = and_(col(Post.posted_at) >= since, col(Post.posted_at) < until)
    found: list[tuple[tuple[Any, ...], Known]] = [
        ((post.at, 0, post.channel, post.ts), (post, post.at))
        for post in posts.posts_that(session, team_id, in_time)
    ]
    for channel, ts, *row, name, posted in session.exec(_engagements(team_id, since, until)):
        engagement = _engaged((channel, ts), *row)
        known = engagement.at or posted + REACTION_DELAY
        order = (known, 1, engagement.channel, engagement.ts, engagement.user, engagement.kind, name)
        found.append((order, (engagement, known)))
    yield from (known for _, known in sorted(found, key=lambda pair: pair[0]))


def _engagements(team_id: str, since: datetime, until: datetime) -> Any:
    """Rows for `_engaged`, each with its name and the time of its post."""
    made = (Engagement.channel_id, Engagement.ts, Engagement.user_id, Engagement.kind, Engagement.at)
    is_private = func.coalesce(Channel.is_private, False)
    columns: Any = (*made, Engagement.mentions, is_private, Engagement.name, Post.posted_at)
    channel = and_(col(Channel.team_id) == Post.team_id, col(Channel.channel_id) == Post.channel_id)
    at, posted = col(Engagement.at), col(Post.posted_at)
    timed = and_(at >= since, at < until)
    untimed = and_(at.is_(None), posted >= since - REACTION_DELAY, posted < until - REACTION_DELAY)
    return (
        select(*columns)
        .join(Post, _is_of_post())
        .outerjoin(Channel, channel)
        .where(Engagement.team_id == team_id, ~col(Engagement.is_gone), ~col(Post.is_deleted))
        .where(or_(timed, untimed))
    )


def _is_of_post() -> Any:
    return and_(
        col(Post.team_id) == Engagement.team_id,
        col(Post.channel_id) == Engagement.channel_id,
        col(Post.ts) == Engagement.ts,
    )


def _engaged(where: tuple[str, str], user: str, kind: str, *rest: Any) -> attention.Engagement:
    at, mentions, is_private = rest
    responded: attention.Kind = "reply" if kind == "reply" else "reaction"
    return attention.Engagement(*where, user, responded, at, mentions_alone(mentions), is_private)


def learned(session: Session, team_id: str, channels: Sequence[str]) -> tuple[int, int]:
    """How many posts and responses to them are kept of these channels."""
    there = [col(Post.team_id) == team_id, col(Post.channel_id).in_(list(channels)), ~col(Post.is_deleted)]
    count = select(func.count()).select_from(Post).where(*there)
    responses = select(func.count()).select_from(Engagement).join(Post, _is_of_post()).where(*there)
    return session.exec(count).one(), session.exec(responses.where(~col(Engagement.is_gone))).one()


def followed(session: Session, team_id: str) -> list[str]:
    """Everybody whose attention somebody follows, apps and deactivated accounts left out."""
    unable = select(Person.user_id).where(
        Person.team_id == team_id, or_(col(Person.is_bot), col(Person.is_deleted))
    )
    query = select(Follow.target).where(Follow.team_id == team_id, Follow.kind == "person")
    return sorted(set(session.exec(query.where(col(Follow.target).not_in(unable))).all()))


def latest(session: Session, team_id: str) -> Version | None:
    """The newest version of what was learned, or None while nothing was."""
    columns: Any = (
        AttentionModel.version,
        AttentionModel.made_at,
        AttentionModel.until,
        AttentionModel.reason,
        AttentionModel.people,
        AttentionModel.posts,
        AttentionModel.responses,
        AttentionModel.fingerprint,
    )
    query: Any = select(*columns).where(AttentionModel.team_id == team_id)
    row = session.exec(query.order_by(col(AttentionModel.version).desc()).limit(1)).first()
    if row is None:
        return None
    version, made_at, until, reason, people, *numbers = row
    return Version(version, made_at, until, reason, tuple(people), *numbers)


def learned_before(session: Session, team_id: str, version: Version) -> Learned | None:
    """What was learned up to a version, with its state; None where that is damaged."""
    state = session.get_one(AttentionModel, (team_id, version.version)).state
    if sha256(state).hexdigest() != version.fingerprint:
        return None
    return Learned(version.people, state, version.posts, version.responses)


def are_kept(session: Session, team_id: str, channels: Collection[str]) -> bool:
    """Whether there still are posts of all these channels; a channel may be forgotten while it is learned from."""
    query = (
        select(Post.channel_id).where(Post.team_id == team_id, col(Post.channel_id).in_(channels)).distinct()
    )
    return set(channels) <= set(session.exec(query).all())


def keep(
    session: Session, team_id: str, made: Learned, *, until: datetime, reason: str, now: datetime
) -> Version:
    """Store what was learned as the next version; the oldest of too many is forgotten."""
    before = latest(session, team_id)
    row = AttentionModel(
        team_id=team_id,
        version=before.version + 1 if before else 1,
        made_at=now,
        until=until,
        reason=reason,
        people=list(made.people),
        posts=made.posts,
        responses=made.responses,
        fingerprint=sha256(made.state).hexdigest(),
        state=made.state,
    )
    session.add(row)
    is_old = col(AttentionModel.version) <= row.version - KEPT
    session.exec(delete(AttentionModel).where(col(AttentionModel.team_id) == team_id, is_old))
    session.flush()
    kept = latest(session, team_id)
    assert kept is not None
    return kept
