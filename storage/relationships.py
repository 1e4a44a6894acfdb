"""What somebody said of the people around them: how often, by which tags, not now, not any more, and "we met"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from storage.tables import Follow, Meeting, Person, TagCadence, Tie


@dataclass(frozen=True)
class Kept:
    """What was said of one person; `cadence` is a name of bot.relationships.CADENCES or "", `since` when they were added."""

    person: str
    cadence: str = ""
    tags: tuple[str, ...] = ()
    since: datetime | None = None
    snoozed_until: datetime | None = None
    is_let_go: bool = False
    is_expected: bool = False


@dataclass(frozen=True)
class Colleague:
    """Somebody one can be in touch with."""

    name: str
    is_guest: bool


def kept(session: Session, team_id: str, user_id: str) -> dict[str, Kept]:
    """Everybody of whom somebody said something, by person."""
    rows = session.exec(select(Tie).where(Tie.team_id == team_id, Tie.user_id == user_id)).all()
    return {row.person: _kept(row) for row in rows}


def kept_of(session: Session, team_id: str, user_id: str, person: str) -> Kept:
    """What somebody said of one person, which may be nothing."""
    row = session.get(Tie, (team_id, user_id, person))
    return _kept(row) if row else Kept(person)


def _kept(row: Tie) -> Kept:
    return Kept(
        row.person,
        row.cadence,
        tuple(row.tags),
        row.since,
        row.snoozed_until,
        row.is_let_go,
        row.is_expected,
    )


def keep(session: Session, team_id: str, user_id: str, said: Kept) -> None:
    """Store what somebody says of a person now, in the place of what they said before."""
    row = session.get(Tie, (team_id, user_id, said.person))
    row = row or Tie(team_id=team_id, user_id=user_id, person=said.person)
    row.cadence, row.tags, row.since = said.cadence, list(said.tags), said.since
    row.snoozed_until, row.is_let_go, row.is_expected = said.snoozed_until, said.is_let_go, said.is_expected
    session.add(row)


def meetings(session: Session, team_id: str, user_id: str, but: str = "") -> dict[str, list[datetime]]:
    """When somebody says they met whom, by person; without what was noted under the name `but`."""
    query = select(Meeting.person, Meeting.at).where(Meeting.team_id == team_id, Meeting.user_id == user_id)
    query = query.where(Meeting.noted_by != but)
    found: dict[str, list[datetime]] = {}
    for person, at in session.exec(query.order_by(col(Meeting.at))):
        found.setdefault(person, []).append(at)
    return found


def met(session: Session, team_id: str, user_id: str, person: str, noted_by: str, at: datetime) -> None:
    """Note that two people met; the same note twice is one."""
    if session.get(Meeting, (team_id, user_id, person, noted_by)) is None:
        values = {"team_id": team_id, "user_id": user_id, "person": person, "noted_by": noted_by}
        session.add(Meeting(**values, at=at))
        session.flush()


def not_met(session: Session, team_id: str, user_id: str, noted_by: str) -> list[str]:
    """Take back what was noted under a name; whom it was about."""
    mine = (
        col(Meeting.team_id) == team_id,
        col(Meeting.user_id) == user_id,
        col(Meeting.noted_by) == noted_by,
    )
    people = list(session.exec(select(Meeting.person).where(*mine)).all())
    session.exec(delete(Meeting).where(*mine))
    return people


def tags(session: Session, team_id: str, user_id: str) -> dict[str, str]:
    """The cadence of each of somebody's tags that has one."""
    query = select(TagCadence.tag, TagCadence.cadence)
    query = query.where(TagCadence.team_id == team_id, TagCadence.user_id == user_id)
    return dict(session.exec(query.order_by(TagCadence.tag)).all())


def set_tag(session: Session, team_id: str, user_id: str, tag: str, cadence: str) -> None:
    """Choose how often somebody wants to talk with the people of a tag; "" for none."""
    row = session.get(TagCadence, (team_id, user_id, tag))
    if not cadence:
        if row is not None:
            session.delete(row)
        return
    row = row or TagCadence(team_id=team_id, user_id=user_id, tag=tag, cadence=cadence)
    row.cadence = cadence
    session.add(row)


def colleagues(session: Session, team_id: str, user_id: str, among: Iterable[str]) -> dict[str, Colleague]:
    """Those among the given people whom somebody can be in touch with, by id.

    Neither apps nor the departed, nor people of another organisation, nor they themselves.
    """
    query = select(Person.user_id, Person.name, Person.is_guest).where(
        Person.team_id == team_id,
        Person.user_id != user_id,
        col(Person.user_id).in_(list(among)),
        ~or_(col(Person.is_bot), col(Person.is_deleted), col(Person.is_stranger)),
    )
    return {person: Colleague(name, is_guest) for person, name, is_guest in session.exec(query)}


def reports(session: Session, team_id: str, user_id: str) -> list[str]:
    """Who follows somebody as their manager."""
    query = select(Follow.user_id).where(Follow.team_id == team_id, Follow.target == user_id)
    return list(session.exec(query.where(Follow.kind == "person", Follow.level == 1)).all())
