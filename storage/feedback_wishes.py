"""What people want of feedback: notes for it, none of it, some of it, or not now."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from storage.tables import FeedbackChoice, FeedbackNote, FeedbackRequest, FeedbackSpared


@dataclass(frozen=True)
class Note:
    """A note of somebody's own."""

    id: str
    person: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Request:
    """Somebody asked a person for feedback."""

    id: str
    asker: str
    person: str
    topic: str
    asked_at: datetime


@dataclass(frozen=True)
class Choice:
    """What somebody chose for themselves; `manager` is "" where they named none."""

    takes_none: bool = False
    manager: str = ""


def keep_note(session: Session, team_id: str, user_id: str, note: Note) -> None:
    """Keep a note; the same id twice is one."""
    if session.get(FeedbackNote, (team_id, note.id)) is None:
        who = {"team_id": team_id, "user_id": user_id, "note_id": note.id, "person": note.person}
        session.add(FeedbackNote(**who, text=note.text, at=note.at))
        session.flush()


def notes(session: Session, team_id: str, user_id: str, person: str = "") -> list[Note]:
    """Somebody's notes, about a person or about everybody, the oldest first."""
    query = select(FeedbackNote).where(FeedbackNote.team_id == team_id, FeedbackNote.user_id == user_id)
    if person:
        query = query.where(FeedbackNote.person == person)
    rows = session.exec(query.order_by(col(FeedbackNote.at), col(FeedbackNote.note_id))).all()
    return [Note(row.note_id, row.person, row.text, row.at) for row in rows]


def drop_note(session: Session, team_id: str, user_id: str, note_id: str) -> None:
    """Delete a note of one's own."""
    row = session.get(FeedbackNote, (team_id, note_id))
    if row is not None and row.user_id == user_id:
        session.delete(row)


def drop_notes(session: Session, team_id: str, user_id: str, person: str) -> None:
    """Delete somebody's notes about a person."""
    session.exec(
        delete(FeedbackNote)
        .where(col(FeedbackNote.team_id) == team_id, col(FeedbackNote.user_id) == user_id)
        .where(col(FeedbackNote.person) == person)
    )


def choice(session: Session, team_id: str, user_id: str) -> Choice:
    """What somebody chose, or what everybody has."""
    row = session.get(FeedbackChoice, (team_id, user_id))
    return Choice(row.takes_none, row.manager) if row else Choice()


def refuse(session: Session, team_id: str, user_id: str, *, takes_none: bool) -> None:
    """Take no feedback through Earshot any more, or take it again."""
    row = _choice(session, team_id, user_id)
    row.takes_none = takes_none
    session.add(row)


def manager_is(session: Session, team_id: str, user_id: str, manager: str) -> None:
    """Who somebody's manager is, in their own word; "" takes it back."""
    row = _choice(session, team_id, user_id)
    row.manager = manager
    session.add(row)


def _choice(session: Session, team_id: str, user_id: str) -> FeedbackChoice:
    row = session.get(FeedbackChoice, (team_id, user_id))
    return row or FeedbackChoice(team_id=team_id, user_id=user_id)


def refused(session: Session, team_id: str, people: list[str]) -> set[str]:
    """Which of these people take no feedback."""
    query = select(FeedbackChoice.user_id).where(
        FeedbackChoice.team_id == team_id,
        col(FeedbackChoice.user_id).in_(people),
        col(FeedbackChoice.takes_none),
    )
    return set(session.exec(query).all())


def spare(
    session: Session, team_id: str, user_id: str, person: str, remind_at: datetime | None, now: datetime
) -> None:
    """Don't suggest writing to a person: before `remind_at`, or with None not at all."""
    row = session.get(FeedbackSpared, (team_id, user_id, person))
    row = row or FeedbackSpared(team_id=team_id, user_id=user_id, person=person, at=now)
    row.at, row.remind_at = now, remind_at
    session.add(row)


def unspare(session: Session, team_id: str, user_id: str, person: str) -> None:
    """Take that back."""
    row = session.get(FeedbackSpared, (team_id, user_id, person))
    if row is not None:
        session.delete(row)


def spared(
    session: Session, team_id: str, user_id: str, since: datetime
) -> dict[str, tuple[datetime, datetime | None]]:
    """To whom somebody won't write, by person: when they said so, and when to remind them, since then."""
    query = select(FeedbackSpared.person, FeedbackSpared.at, FeedbackSpared.remind_at).where(
        FeedbackSpared.team_id == team_id,
        FeedbackSpared.user_id == user_id,
        col(FeedbackSpared.at) >= since,
    )
    return {person: (at, remind_at) for person, at, remind_at in session.exec(query)}


def ask(session: Session, team_id: str, request: Request) -> None:
    """Note that somebody asks a person for feedback; the same id twice is one."""
    if session.get(FeedbackRequest, (team_id, request.id)) is None:
        row = FeedbackRequest(
            team_id=team_id,
            request_id=request.id,
            user_id=request.asker,
            person=request.person,
            topic=request.topic,
            asked_at=request.asked_at,
        )
        session.add(row)
        session.flush()


def request_of(session: Session, team_id: str, request_id: str, person: str) -> Request | None:
    """What a person was asked; None for anybody else."""
    row = session.get(FeedbackRequest, (team_id, request_id))
    return _request(row) if row and row.person == person else None


def asked(session: Session, team_id: str, person: str) -> list[Request]:
    """What a person was asked and has not settled, the oldest first."""
    query = select(FeedbackRequest).where(
        FeedbackRequest.team_id == team_id,
        FeedbackRequest.person == person,
        col(FeedbackRequest.settled_at).is_(None),
    )
    rows = session.exec(query.order_by(col(FeedbackRequest.asked_at), col(FeedbackRequest.request_id))).all()
    return [_request(row) for row in rows]


def asked_by(session: Session, team_id: str, user_id: str, since: datetime) -> list[Request]:
    """Whom somebody asked since then."""
    query = select(FeedbackRequest).where(
        FeedbackRequest.team_id == team_id,
        FeedbackRequest.user_id == user_id,
        col(FeedbackRequest.asked_at) >= since,
    )
    rows = session.exec(query.order_by(col(FeedbackRequest.asked_at), col(FeedbackRequest.request_id))).all()
    return [_request(row) for row in rows]


def settle(session: Session, team_id: str, person: str, asker: str, now: datetime) -> None:
    """A person wrote to whoever asked them, or said not now."""
    for row in session.exec(
        select(FeedbackRequest).where(
            FeedbackRequest.team_id == team_id,
            FeedbackRequest.person == person,
            FeedbackRequest.user_id == asker,
            col(FeedbackRequest.settled_at).is_(None),
        )
    ).all():
        row.settled_at = now
        session.add(row)


def forget_old(session: Session, before: datetime) -> None:
    """Remove notes, requests and what was let go before then."""
    session.exec(delete(FeedbackNote).where(col(FeedbackNote.at) < before))
    session.exec(delete(FeedbackRequest).where(col(FeedbackRequest.asked_at) < before))
    session.exec(delete(FeedbackSpared).where(col(FeedbackSpared.at) < before))


def forget_person(session: Session, team_id: str, user_id: str) -> None:
    """Remove somebody's notes and wishes. That they take no feedback stays: it is what keeps Earshot from writing."""
    for table in (FeedbackNote, FeedbackSpared, FeedbackRequest):
        session.exec(delete(table).where(col(table.team_id) == team_id, col(table.user_id) == user_id))
    session.exec(
        delete(FeedbackRequest).where(
            col(FeedbackRequest.team_id) == team_id, col(FeedbackRequest.person) == user_id
        )
    )
    about_them = or_(FeedbackChoice.user_id == user_id, FeedbackChoice.manager == user_id)
    rows = session.exec(select(FeedbackChoice).where(FeedbackChoice.team_id == team_id, about_them)).all()
    for row in rows:
        row.manager = ""
        session.add(row)
        if not row.takes_none:
            session.delete(row)


def _request(row: FeedbackRequest) -> Request:
    return Request(row.request_id, row.user_id, row.person, row.topic, row.asked_at)
