"""Polls of the thought experiment, and their votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.green_button.poll import Vote
from storage.tables import Poll, PollVote


@dataclass(frozen=True)
class Asked:
    """A poll in a channel. `ts` is empty until it arrived, `drawn_at` is when its counts are next shown, or were.

    `asked_by` is empty once whoever asked was forgotten.
    """

    id: int
    channel: str
    ts: str
    asked_by: str
    drawn_at: datetime | None


def ask(session: Session, team_id: str, channel_id: str, user_id: str, now: datetime) -> Asked:
    """Store a new poll."""
    row = Poll(team_id=team_id, channel_id=channel_id, asked_by=user_id, asked_at=now)
    session.add(row)
    session.flush()
    return _asked(row)


def arrived(session: Session, team_id: str, poll_id: int, ts: str) -> None:
    """Note where a poll stands."""
    row = _row(session, team_id, poll_id)
    if row is not None:
        row.ts = ts
        session.add(row)


def poll(session: Session, team_id: str, channel_id: str, poll_id: int) -> Asked | None:
    """A poll, if it is in that channel."""
    row = _row(session, team_id, poll_id)
    return _asked(row) if row is not None and row.channel_id == channel_id else None


def vote(session: Session, team_id: str, poll_id: int, user_id: str, button: Vote, now: datetime) -> None:
    """Store a vote in place of the one before."""
    row = session.get(PollVote, (team_id, poll_id, user_id)) or PollVote(
        team_id=team_id, poll_id=poll_id, user_id=user_id, button=button, at=now
    )
    row.button, row.at = button, now
    session.add(row)


def votes(session: Session, team_id: str, poll_id: int) -> Mapping[str, Vote]:
    """Who chose which."""
    rows = session.exec(
        select(PollVote).where(PollVote.team_id == team_id, PollVote.poll_id == poll_id)
    ).all()
    return {row.user_id: cast("Vote", row.button) for row in rows}


def will_be_drawn(session: Session, team_id: str, poll_id: int, at: datetime) -> None:
    """Note when the counts are shown anew."""
    row = _row(session, team_id, poll_id)
    if row is not None:
        row.drawn_at = at
        session.add(row)


def forget_asker(session: Session, team_id: str, user_id: str) -> None:
    """Take somebody's name off the polls that they asked; the polls stay, for others voted in them."""
    asked = (col(Poll.team_id) == team_id, col(Poll.asked_by) == user_id)
    session.exec(update(Poll).where(*asked).values(asked_by=""))


def _row(session: Session, team_id: str, poll_id: int) -> Poll | None:
    return session.exec(select(Poll).where(Poll.team_id == team_id, Poll.id == poll_id)).first()


def _asked(row: Poll) -> Asked:
    return Asked(row.id or 0, row.channel_id, row.ts, row.asked_by, row.drawn_at)
