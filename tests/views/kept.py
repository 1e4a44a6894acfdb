"""Entries of a journal, for whoever shows them."""

from dataclasses import replace

from bot.green_button.journal import Button, Entry, Reviewed
from storage.green_button import Kept, Weighed
from tests.moments import at

PRESSED = at("2026-03-02 09:30")
WEIGHED = Weighed(
    asker="U2",
    ask="Could you lead the harbour pilot?",
    is_quoted=False,
    channel="C1",
    ts="1772442000.000100",
    answers={"growth": "grow", "effort": "days"},
    verdict="green",
)
OPEN = Kept(1, "U0", PRESSED, WEIGHED, entry=None, chance=None, reply="", note="", loop_due_at=None)


def decided(button: Button = "green", number: int = 2, ask: str = WEIGHED.ask) -> Kept:
    """An entry that somebody decided, with a due date where it is an open loop."""
    due = at("2026-03-09 10:00") if button in {"discover", "delegate"} else None
    entry = Entry(button, PRESSED, 70)
    return replace(
        OPEN, id=number, weighed=replace(WEIGHED, ask=ask), entry=entry, chance=70, loop_due_at=due
    )


def reviewed(number: int = 3, ask: str = WEIGHED.ask) -> Kept:
    """A green one that worked, with notes and the words that were sent."""
    kept = decided("green", number, ask)
    assert kept.entry is not None
    entry = replace(kept.entry, reviews=(Reviewed("30 days", "worked", at("2026-04-01 10:00")),))
    return replace(kept, entry=entry, note="Larch helped with the first week.", reply="Yes, with pleasure.")
