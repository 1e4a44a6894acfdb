"""The small things that were suggested to people, what they said to them, and what Earshot saw of the five habits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlmodel import Session, and_, col, delete, func, select

from bot.small_actions import Action, Habit, Offered
from storage.tables import Channel, Engagement, Follow, Post, Press, SmallAction

NOTICED = 3  # people who respond to a post, for it to be known


@dataclass(frozen=True)
class Shown:
    """A small thing as it was suggested for a week, and what its reader said: done, skip, or "" so far."""

    action: Action
    week: str
    answer: str


def of_week(session: Session, team_id: str, user_id: str, week: str) -> list[Shown]:
    """What was suggested to somebody for that week, such as 2026-W10."""
    query = select(SmallAction).where(
        SmallAction.team_id == team_id, SmallAction.user_id == user_id, SmallAction.week == week
    )
    rows = session.exec(query.order_by(col(SmallAction.position))).all()
    return [Shown(_action(row), week, row.answer) for row in rows]


def _action(row: SmallAction) -> Action:
    habit = cast("Habit", row.habit)
    return Action(habit, row.key, row.words, row.channel_id, row.ts, row.root)


def offered(session: Session, team_id: str, user_id: str) -> list[Offered]:
    """Everything that was suggested to somebody, oldest first."""
    query = select(SmallAction).where(SmallAction.team_id == team_id, SmallAction.user_id == user_id)
    rows = session.exec(query.order_by(col(SmallAction.at), col(SmallAction.position))).all()
    return [Offered(row.key, cast("Habit", row.habit), row.at, row.answer) for row in rows]


def offer(
    session: Session, team_id: str, user_id: str, week: str, actions: Sequence[Action], now: datetime
) -> None:
    """Store what is suggested to somebody for a week."""
    for position, action in enumerate(actions):
        session.add(
            SmallAction(
                team_id=team_id,
                user_id=user_id,
                week=week,
                key=action.key,
                position=position,
                habit=action.habit,
                words=action.words,
                channel_id=action.channel,
                ts=action.ts,
                root=action.root,
                at=now,
            )
        )
    session.flush()


def say(session: Session, team_id: str, user_id: str, week: str, key: str, answer: str) -> bool:
    """Store what somebody said to it (done, skip, or "" again); False where nothing of theirs is called so."""
    row = session.get(SmallAction, (team_id, user_id, week, key))
    if row is None:
        return False
    row.answer = answer
    session.add(row)
    return True


def forget_old(session: Session, before: datetime) -> None:
    """Remove what was suggested so long ago that it no longer changes what is suggested."""
    session.exec(delete(SmallAction).where(col(SmallAction.at) < before))


def answered(session: Session, team_id: str, user_id: str, since: datetime) -> int:
    """In how many conversations that the people they follow began somebody wrote since then."""
    followed = _followed(team_id, user_id, "person")
    query: Any = (
        select(Engagement.channel_id, Engagement.ts)
        .join(
            Post,
            (col(Post.team_id) == Engagement.team_id)
            & (col(Post.channel_id) == Engagement.channel_id)
            & (col(Post.ts) == Engagement.ts),
        )
        .where(Engagement.team_id == team_id, Engagement.user_id == user_id, Engagement.kind == "reply")
        .where(col(Engagement.at) >= since, ~col(Engagement.is_gone), col(Post.user_id).in_(followed))
        .distinct()
    )
    return len(session.exec(query).all())


def noticed(session: Session, team_id: str, user_id: str, since: datetime) -> int:
    """How many posts that somebody wrote since then at least three people responded to."""
    responded = (
        select(func.count(func.distinct(Engagement.user_id)))
        .where(Engagement.team_id == Post.team_id, Engagement.channel_id == Post.channel_id)
        .where(Engagement.ts == Post.ts, Engagement.user_id != user_id, ~col(Engagement.is_gone))
        .correlate(Post)
        .scalar_subquery()
    )
    query = select(func.count()).select_from(Post)
    own = (Post.team_id == team_id, Post.user_id == user_id, col(Post.posted_at) >= since)
    return session.exec(query.where(*own, ~col(Post.is_deleted), responded >= NOTICED)).one()


def words_of_own(session: Session, team_id: str, user_id: str, since: datetime) -> list[str]:
    """The words of what somebody posted since then, as far as they are kept."""
    query = select(Post.text).where(
        Post.team_id == team_id,
        Post.user_id == user_id,
        col(Post.posted_at) >= since,
        ~col(Post.is_deleted),
        col(Post.text).is_not(None),
    )
    return [text for text in session.exec(query).all() if text]


def pressed(session: Session, team_id: str, user_id: str, since: datetime) -> int:
    """How often somebody chose anything but red since then: green, to find out more, or for somebody in their team."""
    query = select(func.count()).where(
        Press.team_id == team_id,
        Press.user_id == user_id,
        col(Press.decision).not_in(("", "red")),
        col(Press.decided_at) >= since,
    )
    return session.exec(query).one()


def worth_reading(
    session: Session, team_id: str, user_id: str, since: datetime
) -> tuple[str, str, str] | None:
    """The post (channel, ts, author) of somebody they follow that most people responded to, and they did not yet.

    Only in public channels that they follow: whether they are in a private one is not asked here. None where nobody
    responded to any.
    """
    open_to_all = and_(
        Channel.team_id == Post.team_id,
        Channel.channel_id == Post.channel_id,
        ~col(Channel.is_private),
        Channel.name != "",  # a channel that Earshot was told nothing of may be private
    )
    responses = and_(
        Engagement.team_id == Post.team_id,
        Engagement.channel_id == Post.channel_id,
        Engagement.ts == Post.ts,
        ~col(Engagement.is_gone),
    )
    people = func.count(func.distinct(Engagement.user_id))
    own = select(Engagement.ts).where(responses, Engagement.user_id == user_id).correlate(Post).exists()
    query: Any = (
        select(Post.channel_id, Post.ts, Post.user_id)
        .join(Engagement, responses)
        .join(Channel, open_to_all)
        .where(
            Post.team_id == team_id, col(Post.posted_at) >= since, ~col(Post.is_deleted), ~col(Post.is_bot)
        )
        .where(col(Post.channel_id).in_(_followed(team_id, user_id, "channel")))
        .where(col(Post.user_id).in_(_followed(team_id, user_id, "person")), ~own)
        .group_by(col(Post.channel_id), col(Post.ts), col(Post.user_id))
        .order_by(people.desc(), col(Post.ts).desc())
    )
    found = session.exec(query.limit(1)).first()
    return tuple(found) if found else None


def _followed(team_id: str, user_id: str, kind: str) -> Any:
    return select(Follow.target).where(
        Follow.team_id == team_id, Follow.user_id == user_id, Follow.kind == kind
    )
