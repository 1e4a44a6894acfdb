"""Somebody's circle: whom they talk with where Earshot listens for them, and what they said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.posts import moment
from bot.relationships import CADENCES, Contact, Talk, Tie, cadence, contacts
from bot.relationships.tie import FORGOTTEN
from storage import channels, follows, relationships, talks
from storage.follows import Following
from storage.relationships import Colleague, Kept


@dataclass(frozen=True)
class Circle:
    """What is known of somebody and the people around them, up to a year back.

    `talks` are the conversations that they wrote or were named in, in the channels that they follow; `colleagues` is
    everybody in those, and everybody they said something of, as far as one can be in touch with them. `everyday` are
    those whom they talk with elsewhere all the time: their manager, their reports, and of whom they said so.
    """

    user: str
    channels: tuple[str, ...]
    talks: tuple[Talk, ...]
    colleagues: Mapping[str, Colleague]
    contacts: Mapping[str, tuple[Contact, ...]]
    kept: Mapping[str, Kept]
    tags: Mapping[str, str]
    everyday: frozenset[str]
    listening_since: datetime

    def of(self, person: str) -> Kept:
        """What was said of a person, which may be nothing."""
        return self.kept.get(person) or Kept(person)

    def tie(self, person: str) -> Tie:
        """Everything that decides where the two stand."""
        said = self.of(person)
        return Tie(
            person,
            self.contacts.get(person, ()),
            cadence(CADENCES.get(said.cadence), said.tags, self._by_tag()),
            said.since,
            said.snoozed_until,
            said.is_let_go,
        )

    def _by_tag(self) -> dict[str, timedelta]:
        return {tag: CADENCES[name] for tag, name in self.tags.items() if name in CADENCES}

    def ties(self) -> list[Tie]:
        """One for everybody they talked with or said something of; of everyday people only if they were chosen."""
        return [self.tie(person) for person in self.colleagues if self._counts(person)]

    def _counts(self, person: str) -> bool:
        said = self.of(person)
        is_chosen = said.since is not None or bool(said.cadence or said.tags) or said.is_let_go
        return is_chosen or (person in self.contacts and person not in self.everyday)


@dataclass(frozen=True)
class Change:
    """What somebody has just said, for a view that may be made before it is stored."""

    kept: Mapping[str, Kept] = field(default_factory=dict)
    met: Mapping[str, datetime] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    not_met: str = ""  # what a note was made by that they took back


def circle(session: Session, team_id: str, user: str, now: datetime, change: Change | None = None) -> Circle:
    """The circle of somebody as it is now, or will be once a change is stored.

    Several domains ask for it while they think of one person at one moment, so it is kept as long as the session is.
    """
    key = ("circle", team_id, user, now)
    if change is not None:
        return _circle(session, team_id, user, now, change)
    if key not in session.info:
        session.info[key] = _circle(session, team_id, user, now, Change())
    found: Circle = session.info[key]
    return found


def _circle(session: Session, team_id: str, user: str, now: datetime, change: Change) -> Circle:
    session.flush()
    following = follows.following(session, team_id, user)
    followed = following.channels if following else ()
    found = tuple(talks.involving(session, team_id, user, followed, now - FORGOTTEN)) if followed else ()
    kept = relationships.kept(session, team_id, user) | dict(change.kept)
    met = relationships.meetings(session, team_id, user, but=change.not_met)
    met |= {person: [*met.get(person, ()), at] for person, at in change.met.items()}
    around = {*_named(found), *kept, *met}
    colleagues = relationships.colleagues(session, team_id, user, around)
    return Circle(
        user=user,
        channels=followed,
        talks=found,
        colleagues=colleagues,
        contacts=_contacts(user, found, colleagues, met),
        kept=kept,
        tags=relationships.tags(session, team_id, user) | dict(change.tags),
        everyday=_everyday(session, team_id, user, following, kept),
        listening_since=_listening_since(session, team_id, followed, now),
    )


def _named(found: Iterable[Talk]) -> set[str]:
    said = [each for talk in found for each in (talk.opening, *talk.replies)]
    return {each.author for each in said}.union(*(each.mentions for each in said))


def _contacts(
    user: str,
    found: Iterable[Talk],
    colleagues: Mapping[str, Colleague],
    met: Mapping[str, list[datetime]],
) -> dict[str, tuple[Contact, ...]]:
    by_person: dict[str, list[Contact]] = {}
    for talk in found:
        for contact in contacts(user, talk, colleagues):
            by_person.setdefault(contact.person, []).append(contact)
    for person, moments in met.items():
        told = [Contact(person, at, "met", is_mine=True) for at in moments]
        by_person[person] = by_person.get(person, []) + told
    return {person: tuple(moments) for person, moments in by_person.items()}


def _everyday(
    session: Session, team_id: str, user: str, following: Following | None, kept: Mapping[str, Kept]
) -> frozenset[str]:
    managers = {each.user for each in following.watched if each.level == 1} if following else set()
    told = {person for person, said in kept.items() if said.is_expected}
    return frozenset(managers | told | set(relationships.reports(session, team_id, user)))


def _listening_since(session: Session, team_id: str, followed: Iterable[str], now: datetime) -> datetime:
    """Since when all of the channels are known; `now` while one is being read back."""
    rows = [row for row in channels.backfills(session, team_id, list(followed)) if not row.problem]
    if not rows or any(row.done_at is None for row in rows):
        return now
    return max(moment(row.oldest) for row in rows)
