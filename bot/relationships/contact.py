"""What counts as contact between two people, from what both can see."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

MOST_NAMED = 5  # people; a post that names more is an announcement
MOST_WRITERS = 8  # people; in a longer thread only answers and mentions are contact
TOGETHER = timedelta(days=7)  # two people of a thread were in it together if they wrote within that time

Kind = Literal["mention", "reply", "thread", "reaction", "met"]
REAL: frozenset[Kind] = frozenset({"mention", "reply", "thread", "met"})  # an emoji alone is no conversation
_STRONGEST: tuple[Kind, ...] = ("met", "mention", "reply", "thread", "reaction")


@dataclass(frozen=True)
class Contact:
    """One moment of contact with `person`; `is_mine` if it came from the reader, or from both.

    `channel` and `ts` are of the post that began the conversation, empty for "we met".
    """

    person: str
    at: datetime
    kind: Kind
    is_mine: bool
    channel: str = ""
    ts: str = ""

    @property
    def is_real(self) -> bool:
        """Whether it is a conversation, and so resets a cadence."""
        return self.kind in REAL


@dataclass(frozen=True)
class Said:
    """One message: who wrote it and whom it names. `text` is None once it is forgotten."""

    author: str
    at: datetime
    mentions: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Talk:
    """A post with what came after it. Replies are in their order; emoji may lack a time."""

    channel: str
    ts: str
    opening: Said
    replies: tuple[Said, ...] = ()
    reactions: tuple[tuple[str, datetime | None], ...] = ()

    @property
    def writers(self) -> frozenset[str]:
        """Everybody who wrote in it."""
        return frozenset(said.author for said in (self.opening, *self.replies))


def contacts(me: str, talk: Talk, people: Container[str]) -> list[Contact]:
    """The contacts that one conversation was between the reader and each of `people`, oldest first.

    Each message counts once per person, as the strongest kind that it is. Nobody is in contact with themselves.
    """
    found: dict[tuple[str, datetime], Contact] = {}
    for contact in (*_mentions(me, talk), *_replies(me, talk), *_together(me, talk), *_reactions(me, talk)):
        if contact.person == me or contact.person not in people:
            continue
        key = contact.person, contact.at
        known = found.get(key)
        if known is None or _STRONGEST.index(contact.kind) < _STRONGEST.index(known.kind):
            found[key] = contact
    return sorted(found.values(), key=lambda contact: (contact.at, contact.person))


def _mentions(me: str, talk: Talk) -> Iterator[Contact]:
    for said in (talk.opening, *talk.replies):
        if len(said.mentions) > MOST_NAMED:
            continue
        others = said.mentions if said.author == me else (said.author,) if me in said.mentions else ()
        for other in others:
            yield _contact(other, said, "mention", talk, is_mine=said.author == me)


def _replies(me: str, talk: Talk) -> Iterator[Contact]:
    for said in talk.replies:
        if me in {said.author, talk.opening.author}:
            other = talk.opening.author if said.author == me else said.author
            yield _contact(other, said, "reply", talk, is_mine=said.author == me)


def _together(me: str, talk: Talk) -> Iterator[Contact]:
    if me not in talk.writers or len(talk.writers) > MOST_WRITERS:
        return
    last: dict[str, datetime] = {}
    for said in (talk.opening, *talk.replies):
        recent = {author for author, at in last.items() if said.at - at <= TOGETHER}
        others = recent if said.author == me else {said.author} if me in recent else ()
        for other in sorted(others):
            yield _contact(other, said, "thread", talk, is_mine=said.author == me)
        last[said.author] = said.at


def _reactions(me: str, talk: Talk) -> Iterator[Contact]:
    for user, at in talk.reactions:
        if at is not None and me in {user, talk.opening.author}:
            other = talk.opening.author if user == me else user
            yield Contact(other, at, "reaction", user == me, talk.channel, talk.ts)


def _contact(person: str, said: Said, kind: Kind, talk: Talk, *, is_mine: bool) -> Contact:
    return Contact(person, said.at, kind, is_mine, talk.channel, talk.ts)
