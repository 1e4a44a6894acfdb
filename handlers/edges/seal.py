"""The seal: takes whoever did it out of what participants of a session do, before it is written down.

What it makes is all that Earshot keeps: no user, no team member, no trigger, no address to answer to, no view or its hash,
and the hour instead of the time. See docs/adr/0013.
"""

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.ama.act import Act, Mine, acted, asked, is_named
from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.sealing import key_of, place_of, purpose_of, tag, words_of
from bot.event import UNTIMED, Event
from handlers.answers import who_asked
from storage import ama, ama_questions
from storage.engine import reading
from storage.keys import Keys

CLOSED = "This session doesn't take anything in any more. Whatever you wrote was not kept."
NONE_LEFT = (
    "You've asked your {most} anonymous questions. You could vote for somebody else's, edit one of yours, "
    "or ask with your name where that's possible."
)
_WORDS = "words"  # the block that a refusal is shown at


@dataclass(frozen=True)
class Refused:
    """Nothing is written down; `errors` say why, by block id."""

    errors: dict[str, str]


class Seal:
    """Seals events; knows the keys."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        """`engine` is only read."""
        self._engine, self._keys = engine, keys
        self._lock = threading.Lock()
        self._given: dict[str, str] = {}  # slots on their way to the database, by event id

    def mine(self, ama_id: str, user: str) -> Mine | None:
        """How to find what somebody did in a session; None where its key is gone, so nobody can."""
        key = self._key(ama_id)
        return Mine(key, user) if key else None

    def sealed(self, event: Event) -> Event | Refused | None:
        """The event without whoever caused it. None for one that is never written down in any form."""
        if purpose_of(event.kind) is None:
            return None
        place = place_of(event.payload)
        key = self._key(key_of(event.kind, place))
        if key is None:
            return Refused({_WORDS: CLOSED})
        event_id = UNTIMED + tag(key, "event", "", event.event_id)
        act = self._act(event, place, key, event_id)
        if isinstance(act, Refused):
            return act
        lane, hour = f"ama:{place.ama}", hour_of(event.received_at)
        return Event(event.team_id, event_id, event.kind, lane, act.payload(), hour)

    def _act(self, event: Event, place: Place, key: bytes, event_id: str) -> Act | Refused:
        user = who_asked(event)
        if purpose_of(event.kind) != "ask":
            return acted(event.kind, event.payload, key, user)
        with reading(self._engine) as session:
            found = ama.get(session, event.team_id, place.ama)
            used = ama_questions.used_slots(session, event.team_id, place.ama)
        if found is None or not found.takes_questions:
            return Refused({_WORDS: CLOSED})
        slot = self._slot(event, Mine(key, user), found, used, event_id)
        if slot is None:
            return Refused({_WORDS: NONE_LEFT.format(most=found.plan.most_questions)})
        naming, question_id = found.plan.naming, secrets.token_hex(8)
        return asked(event.payload, key, user, naming=naming, question_id=question_id, slot=slot)

    def _slot(self, event: Event, mine: Mine, found: Ama, used: frozenset[str], event_id: str) -> str | None:
        """A slot for an anonymous question, "" for a named one, None when all are used.

        One that was given out may not be in the database yet. After a restart in between it is given out again, and
        that person asks one more than others: better than a question lost.
        """
        if is_named(found.plan.naming, words_of(event.payload)):
            return ""
        with self._lock:
            taken = used | {slot for other, slot in self._given.items() if other != event_id}
            free = mine.free_slots(taken, found.plan.most_questions)
            slot = self._given.get(event_id) or (secrets.choice(free) if free else None)
            if slot is not None:
                self._given[event_id] = slot
            return slot

    def _key(self, name: str) -> bytes | None:
        try:
            return self._keys.get(name)
        except ValueError:  # a button that no session made
            return None


def hour_of(moment: datetime) -> datetime:
    """All that is kept of when a participant did something."""
    return moment.replace(minute=0, second=0, microsecond=0)
