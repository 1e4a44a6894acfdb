"""Somebody who leads people, and a week they were sent, for the test of two workspaces."""

from typing import Any

from sqlmodel import Session

from bot import managers_week
from storage import weeks
from storage.weeks import Lead
from tests.moments import stamp
from tests.storage.samples import NOW

TS = stamp(NOW)
VALUES: dict[str, Any] = {
    "but": "U2",
    "chosen": Lead(people=("U5",)),
    "items": [managers_week.hand_on(0.5, "C1", "9.9")],
    "less": True,
    "line": "",
    "messages": [TS],
    "next_at": NOW,
}
SPECIAL: dict[str, dict[str, Any]] = {
    "storage.digest_since.followed_in": {"reader": "U1"},
    "storage.digest_since.readers_of": {"user": "U9TB"},
    "storage.digest_since.times_in": {"user": "U9TB"},
    "storage.week_finds.question_at": {"ts": ""},
    "storage.week_finds.reacted_to": {"user": "U9TB"},
    "storage.week_finds.writers": {"people": ["U2", "U9TB"]},
    "storage.weeks.led_by": {"person": "U9TB"},
    "storage.weeks.leave": {"person": "U9TB"},
}


def fill(session: Session, team: str) -> None:
    """A row of each."""
    weeks.choose(session, team, "U1", Lead(people=(f"U9{team}", "U9TB")), NOW)
    sent = weeks.write(
        session, team, "U1", team, [managers_week.feedback(0.5, f"U2{team}", "U3", is_shared=True)], NOW
    )
    weeks.arrived(session, team, sent.id, "C1", TS)
