"""What people took on in threads, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

from sqlmodel import Session, col, delete, func, select, update

from bot.nudges import promise_made
from bot.posts import Message
from bot.promises import Promise
from storage.tables import Commitment, Engagement, Follow, Nudge, Post

State = Literal["offered", "kept", "done", "let_go"]


@dataclass(frozen=True)
class Taken:
    """What somebody took on in a message of theirs; `remind_on` is the day that they chose instead of the named one."""

    user: str
    channel: str
    ts: str
    root: str  # the post that begins the thread, the message itself where it is no reply
    promise: Promise
    said_at: datetime
    remind_on: date | None
    state: State

    @property
    def about(self) -> str:
        """What tells it from others: the place of the message."""
        return f"{self.channel}:{self.ts}"

    @property
    def day(self) -> date | None:
        """The day on which to remind of it; None where none was named or chosen."""
        return self.remind_on or self.promise.day


def is_listened_to(session: Session, team_id: str, user_id: str, channel_id: str) -> bool:
    """Whether somebody follows that channel themselves: only there is their own word looked at."""
    return session.get(Follow, (team_id, user_id, channel_id)) is not None


def take(session: Session, team_id: str, message: Message, promise: Promise) -> None:
    """Store what a message promises. New words of a known one take the place of the old; its state stays."""
    row = session.get(Commitment, (team_id, message.channel, message.ts))
    if row is None:
        row = Commitment(
            team_id=team_id,
            channel_id=message.channel,
            ts=message.ts,
            root=message.root,
            user_id=message.user,
            said_at=message.at,
            sentence="",
            named=promise.day,
        )
    if row.named != promise.day:
        row.named, row.remind_on = promise.day, None
    row.sentence, row.edited = promise.sentence, message.edited
    session.add(row)


def of_message(session: Session, team_id: str, channel_id: str, ts: str) -> Taken | None:
    """What was promised in a message; None where nothing is kept of it."""
    row = session.get(Commitment, (team_id, channel_id, ts))
    return _taken(row) if row else None


def own(session: Session, team_id: str, user_id: str, about: str) -> Taken | None:
    """A promise of somebody's own, by what tells it from others; None for anybody else's."""
    channel_id, _, ts = about.partition(":")
    found = of_message(session, team_id, channel_id, ts)
    return found if found is not None and found.user == user_id else None


def open_ones(session: Session, team_id: str, user_id: str) -> list[Taken]:
    """What somebody was offered to be reminded of, and what they wanted to be, in the order in which they said it."""
    query = select(Commitment).where(Commitment.team_id == team_id, Commitment.user_id == user_id)
    query = query.where(col(Commitment.state).in_(("offered", "kept")))
    return [_taken(row) for row in session.exec(query.order_by(col(Commitment.said_at))).all()]


def keep(session: Session, team_id: str, channel_id: str, ts: str, remind_on: date | None) -> None:
    """Its author wants to be reminded of it: on that day, or where None on the one that they named."""
    row = session.get_one(Commitment, (team_id, channel_id, ts))
    row.state, row.remind_on, row.closed_at = "kept", remind_on, None
    session.add(row)


def offer_again(session: Session, team_id: str, channel_id: str, ts: str) -> None:
    """Its author said yes by mistake."""
    row = session.get_one(Commitment, (team_id, channel_id, ts))
    row.state, row.remind_on, row.closed_at = "offered", None, None
    session.add(row)


def close(
    session: Session, team_id: str, channel_id: str, ts: str, state: Literal["done", "let_go"], now: datetime
) -> None:
    """It is done, or let go; it can be opened again while it is kept."""
    row = session.get_one(Commitment, (team_id, channel_id, ts))
    row.state, row.closed_at = state, now
    session.add(row)


def drop(session: Session, team_id: str, channel_id: str, ts: str) -> None:
    """Keep nothing of it."""
    row = session.get(Commitment, (team_id, channel_id, ts))
    if row is not None:
        session.delete(row)
        session.flush()


def done_since(session: Session, team_id: str, user_id: str, since: datetime) -> int:
    """How many promises somebody made good since then."""
    query = select(func.count()).where(
        Commitment.team_id == team_id,
        Commitment.user_id == user_id,
        Commitment.state == "done",
        col(Commitment.closed_at) >= since,
    )
    return session.exec(query).one()


def is_overtaken(session: Session, team_id: str, message: Message) -> bool:
    """Whether the message is gone or has newer words by now, as Slack repeats what is late after what is newer."""
    row = session.get(Commitment, (team_id, message.channel, message.ts))
    if row is not None and row.edited > message.edited:
        return True
    if message.is_root:
        post = session.get(Post, (team_id, message.channel, message.ts))
        return post is not None and (post.is_deleted or post.edited > message.edited)
    key = (team_id, message.channel, message.root, message.user, "reply", message.ts)
    reply = session.get(Engagement, key)
    return reply is not None and reply.is_gone


def forget_old(session: Session, closed: datetime, said: datetime, now: datetime) -> None:
    """Remove what was closed before then, and offers: those never shown when they expire, shown ones said before then."""
    session.exec(delete(Commitment).where(col(Commitment.closed_at) < closed))
    shown = (
        select(Nudge.id)
        .where(
            Nudge.team_id == Commitment.team_id,
            Nudge.user_id == Commitment.user_id,
            Nudge.kind == promise_made.KIND.name,
        )
        .where(Nudge.about == col(Commitment.channel_id) + ":" + col(Commitment.ts))
        .exists()
    )
    offered = delete(Commitment).where(col(Commitment.state) == "offered")
    session.exec(offered.where(col(Commitment.said_at) < said))
    session.exec(offered.where(col(Commitment.said_at) < now - promise_made.KEPT_FOR, ~shown))


def forget_channel(session: Session, team_id: str, channel_id: str) -> None:
    """Remove what was only offered there; what its author wanted to keep is theirs."""
    here = (col(Commitment.team_id) == team_id, col(Commitment.channel_id) == channel_id)
    session.exec(delete(Commitment).where(*here, col(Commitment.state) == "offered"))


def id_changed(session: Session, team_id: str, old: str, new: str) -> None:
    """Slack gave a channel another id."""
    here = (col(Commitment.team_id) == team_id, col(Commitment.channel_id) == old)
    session.exec(update(Commitment).where(*here).values(channel_id=new))


def _taken(row: Commitment) -> Taken:
    promise = Promise(row.sentence, row.named)
    state = cast("State", row.state)
    return Taken(row.user_id, row.channel_id, row.ts, row.root, promise, row.said_at, row.remind_on, state)
