"""Who follows what, and when they hear from Earshot."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from bot.attention import Watched
from bot.follow import Choice
from bot.schedule import Cadence
from storage import feedback, feedback_wishes, green_poll, weeks
from storage.tables import (
    BusyWord,
    ChannelHint,
    Commitment,
    Digest,
    DigestItem,
    Feedback,
    FeedbackDraft,
    FeedbackNote,
    FeedbackRequest,
    FeedbackSpared,
    Follow,
    Follower,
    Listener,
    Meeting,
    Nudge,
    Outbox,
    Person,
    PollVote,
    Press,
    SmallAction,
    TagCadence,
    Tie,
    Week,
    WeekItem,
    WeekMessage,
)

_FOLLOWING = (Follow, Follower, Digest, DigestItem, Nudge, Listener)
OWN = (
    *_FOLLOWING,
    Press,
    PollVote,
    BusyWord,
    Tie,
    Meeting,
    TagCadence,
    ChannelHint,
    Commitment,
    SmallAction,
    FeedbackDraft,
    Feedback,
    FeedbackNote,
    FeedbackSpared,
    FeedbackRequest,
    Week,
    WeekMessage,
    WeekItem,
)


@dataclass(frozen=True)
class Following:
    """What one person follows, and how."""

    user_id: str
    channels: tuple[str, ...]
    watched: tuple[Watched, ...]
    cadence: Cadence
    is_paused: bool
    next_digest_at: datetime
    confirmation: tuple[str, str] | None  # channel and ts of the message that confirmed it
    wants_less: bool = False


def following(session: Session, team_id: str, user_id: str) -> Following | None:
    """What somebody follows; None for those who haven't started Earshot."""
    follower = session.get(Follower, (team_id, user_id))
    if follower is None:
        return None
    rows = session.exec(
        select(Follow)
        .where(Follow.team_id == team_id, Follow.user_id == user_id)
        .order_by(col(Follow.position))
    ).all()
    confirmed = (follower.confirmation_channel, follower.confirmation_ts)
    return Following(
        user_id=user_id,
        channels=tuple(row.target for row in rows if row.kind == "channel"),
        watched=tuple(Watched(row.target, row.level) for row in rows if row.kind == "person"),
        cadence="weekly" if follower.cadence == "weekly" else "daily",
        is_paused=follower.is_paused,
        next_digest_at=follower.next_digest_at,
        confirmation=confirmed if confirmed[1] else None,
        wants_less=follower.wants_less,
    )


def follow(
    session: Session,
    team_id: str,
    user_id: str,
    choice: Choice,
    *,
    next_digest_at: datetime,
    now: datetime,
) -> None:
    """Replace what somebody follows by their new choice, and start them if they are new."""
    session.exec(delete(Follow).where(col(Follow.team_id) == team_id, col(Follow.user_id) == user_id))
    chosen = [(channel, "channel", 0) for channel in choice.channels]
    chosen += [(person.user, "person", person.level) for person in choice.watched]
    for position, (target, kind, level) in enumerate(chosen):
        session.add(
            Follow(team_id=team_id, user_id=user_id, target=target, kind=kind, level=level, position=position)
        )
    row = session.get(Follower, (team_id, user_id)) or Follower(
        team_id=team_id, user_id=user_id, started_at=now, next_digest_at=next_digest_at
    )
    row.cadence, row.next_digest_at, row.is_paused = choice.cadence, next_digest_at, False
    session.add(row)


def pause(session: Session, team_id: str, user_id: str, *, paused: bool) -> None:
    """Stop or resume what comes by itself."""
    row = session.get_one(Follower, (team_id, user_id))
    row.is_paused = paused
    session.add(row)


def confirmed_in(session: Session, team_id: str, user_id: str, channel: str, ts: str) -> None:
    """Remember the message that confirmed the choice, so that it can be brought up to date."""
    row = session.get(Follower, (team_id, user_id))
    if row is not None:
        row.confirmation_channel, row.confirmation_ts = channel, ts
        session.add(row)


def due(session: Session, now: datetime) -> list[tuple[str, str, datetime]]:
    """Whose digest is due: (team, person, since when)."""
    rows = session.exec(
        select(Follower)
        .where(Follower.next_digest_at <= now, ~col(Follower.is_paused))
        .order_by(col(Follower.next_digest_at))
    ).all()
    return [(row.team_id, row.user_id, row.next_digest_at) for row in rows]


def next_digest(session: Session, team_id: str, user_id: str, at: datetime) -> None:
    """Set when the next digest of somebody is due."""
    row = session.get_one(Follower, (team_id, user_id))
    row.next_digest_at = at
    session.add(row)


def zone(session: Session, team_id: str, user_id: str) -> str:
    """The IANA zone of a person, UTC while it is unknown."""
    row = session.get(Person, (team_id, user_id))
    return row.zone if row else "UTC"


def forget_follower(session: Session, team_id: str, user_id: str) -> None:
    """Remove everything that Earshot keeps for a person, and what is promised to them."""
    feedback.forget_person(session, team_id, user_id)
    feedback_wishes.forget_person(session, team_id, user_id)
    for table in OWN:
        session.exec(delete(table).where(col(table.team_id) == team_id, col(table.user_id) == user_id))
    green_poll.forget_asker(session, team_id, user_id)
    weeks.leave(session, team_id, user_id)
    session.exec(
        delete(Outbox)
        .where(col(Outbox.team_id) == team_id, col(Outbox.recipient) == user_id)
        .where(~col(Outbox.state).in_(("sending", "unsure")))  # these are with Slack already
    )
