"""Promises, channels and small things that somebody was offered, for the test of two workspaces."""

from datetime import date
from typing import Any

from sqlmodel import Session

from bot.promises import Promise
from bot.small_actions import Action
from storage import join_channel, promises, small_actions
from tests.moments import stamp
from tests.storage.samples import NOW, said

WEEK, KEY = "2026-W10", "read:C1"
PROMISE = Promise("I'll send it.", date(2026, 3, 6))
ACTION = Action("matters", KEY, "Read it.", "C1", stamp(NOW))
VALUES: dict[str, Any] = {
    "promise": PROMISE,
    "remind_on": None,
    "week": WEEK,
    "key": KEY,
    "actions": [ACTION],
}
SPECIAL: dict[str, dict[str, Any]] = {
    "storage.promises.own": {"about": f"C1:{stamp(NOW)}"},
    "storage.join_channel.written": {"people": ["U2", "U9TA", "U9TB"]},
    "storage.small_actions.offer": {"week": "2026-W11"},
}


def fill(session: Session, team: str) -> None:
    """A row of each."""
    promises.take(session, team, said(stamp(NOW), user="U1", text=f"{team} words"), PROMISE)
    join_channel.found(session, team, "U1", "C2", NOW)
    small_actions.offer(session, team, "U1", WEEK, [ACTION], NOW)
