"""Public channels where the people somebody follows are active, and what was said to their suggestion."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, delete, func, or_, select

from bot.nudges import join_channel
from storage.tables import Channel, ChannelHint, Engagement, Follower, Nudge, Person, Post

Written = dict[str, dict[str, int]]


def written(session: Session, team_id: str, people: Sequence[str], since: datetime) -> Written:
    """How many messages these people wrote since then, by channel and person: only in public ones that Earshot is in.

    A channel whose name Earshot was never told is left out, as nobody said that it is public.
    """
    found: Written = {}
    for channel, user, count in [
        *session.exec(_posts(team_id, people, since)),
        *session.exec(_replies(team_id, people, since)),
    ]:
        counts = found.setdefault(channel, {})
        counts[user] = counts.get(user, 0) + count
    return found


def _posts(team_id: str, people: Sequence[str], since: datetime) -> Any:
    query = select(Post.channel_id, Post.user_id, func.count()).where(
        Post.team_id == team_id,
        col(Post.user_id).in_(list(people)),
        col(Post.posted_at) >= since,
        ~col(Post.is_deleted),
        ~col(Post.is_bot),
        col(Post.channel_id).in_(_public(team_id)),
    )
    return query.group_by(col(Post.channel_id), col(Post.user_id))


def _replies(team_id: str, people: Sequence[str], since: datetime) -> Any:
    query = select(Engagement.channel_id, Engagement.user_id, func.count()).where(
        Engagement.team_id == team_id,
        col(Engagement.user_id).in_(list(people)),
        Engagement.kind == "reply",
        col(Engagement.at) >= since,
        ~col(Engagement.is_gone),
        col(Engagement.channel_id).in_(_public(team_id)),
    )
    return query.group_by(col(Engagement.channel_id), col(Engagement.user_id))


def _public(team_id: str) -> Any:
    return select(Channel.channel_id).where(
        Channel.team_id == team_id,
        col(Channel.is_joined),
        ~col(Channel.is_private),
        ~col(Channel.is_archived),
        Channel.name != "",
    )


def found(session: Session, team_id: str, user_id: str, channel_id: str, now: datetime) -> None:
    """Suggest that channel, and no other any more."""
    undecided(session, team_id, user_id)
    session.merge(ChannelHint(team_id=team_id, user_id=user_id, channel_id=channel_id, at=now))
    session.flush()


def undecided(session: Session, team_id: str, user_id: str, channel_id: str = "") -> None:
    """Suggest nothing more, or that channel no more; what somebody decided stays."""
    statement = delete(ChannelHint).where(
        col(ChannelHint.team_id) == team_id,
        col(ChannelHint.user_id) == user_id,
        col(ChannelHint.state) == "found",
        or_(channel_id == "", col(ChannelHint.channel_id) == channel_id),
    )
    session.exec(statement)


def suggestion(session: Session, team_id: str, user_id: str) -> tuple[str, datetime] | None:
    """The channel that waits to be suggested to somebody, and since when."""
    query = select(ChannelHint.channel_id, ChannelHint.at).where(
        ChannelHint.team_id == team_id, ChannelHint.user_id == user_id, ChannelHint.state == "found"
    )
    return session.exec(query).first()


def decided(
    session: Session,
    team_id: str,
    user_id: str,
    channel_id: str,
    state: Literal["joined", "refused"],
    now: datetime,
) -> None:
    """Somebody said yes or no to a channel: it is not suggested again."""
    session.merge(ChannelHint(team_id=team_id, user_id=user_id, channel_id=channel_id, at=now, state=state))


def settled(session: Session, team_id: str, user_id: str) -> set[str]:
    """The channels that were suggested to somebody before, whatever they said to it."""
    decided = select(ChannelHint.channel_id).where(
        ChannelHint.team_id == team_id, ChannelHint.user_id == user_id, ChannelHint.state != "found"
    )
    said = select(Nudge.about).where(
        Nudge.team_id == team_id, Nudge.user_id == user_id, Nudge.kind == join_channel.KIND.name
    )
    return {*session.exec(decided).all(), *session.exec(said).all()}


def last(session: Session, team_id: str, user_id: str) -> datetime | None:
    """When a channel was last suggested to somebody."""
    query = select(func.max(Nudge.sent_at)).where(
        Nudge.team_id == team_id, Nudge.user_id == user_id, Nudge.kind == join_channel.KIND.name
    )
    return session.exec(query).one()


def followers(session: Session, team_id: str) -> list[tuple[str, str]]:
    """Who may be suggested a channel, with their zone: guests can't join any, and whoever paused wants nothing."""
    person = (col(Person.team_id) == Follower.team_id) & (col(Person.user_id) == Follower.user_id)
    query = select(Follower.user_id, Person.zone).join(Person, person)
    query = query.where(Follower.team_id == team_id, ~col(Follower.is_paused))
    query = query.where(~col(Person.is_guest), ~col(Person.is_deleted), ~col(Person.is_stranger))
    return list(session.exec(query.order_by(col(Follower.user_id))).all())
