"""What was said unasked, and who wants silence."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage.tables import Follower, Nudge, Person, Quiet


def sent_since(session: Session, team_id: str, user_id: str, since: datetime) -> list[datetime]:
    """When somebody was nudged since then."""
    query = select(Nudge.sent_at).where(Nudge.team_id == team_id, Nudge.user_id == user_id)
    return list(session.exec(query.where(Nudge.sent_at > since)).all())


def sent(session: Session, team_id: str, user_id: str, purpose: str, period: str, now: datetime) -> None:
    """Note that somebody was nudged."""
    if session.get(Nudge, (team_id, user_id, purpose, period)) is None:
        session.add(Nudge(team_id=team_id, user_id=user_id, purpose=purpose, period=period, sent_at=now))


def is_quiet(session: Session, team_id: str, user_id: str) -> bool:
    """Whether somebody wants silence, or has no account any more."""
    person, follower = session.get(Person, (team_id, user_id)), session.get(Follower, (team_id, user_id))
    is_gone = person is not None and person.is_deleted
    is_paused = follower is not None and follower.is_paused
    return is_gone or is_paused or session.get(Quiet, (team_id, user_id)) is not None


def quiet(session: Session, team_id: str, user_id: str, *, paused: bool, now: datetime) -> None:
    """Begin or end somebody's silence."""
    session.exec(delete(Quiet).where(col(Quiet.team_id) == team_id, col(Quiet.user_id) == user_id))
    if paused:
        session.add(Quiet(team_id=team_id, user_id=user_id, since=now))


def forget_old(session: Session, before: datetime) -> None:
    """Remove what no budget counts any more."""
    session.exec(delete(Nudge).where(col(Nudge.sent_at) < before))
