"""What one person writes to another: a situation, what they did, and what it changed.

The three prompts are those of the Center for Creative Leadership's Situation-Behavior-Impact model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

MOST_CHARACTERS = 1500  # of one answer
MOST_AT_ONCE = 8  # people; each gets a modal of their own

Field = Literal["situation", "behaviour", "impact", "wish"]
PROMPTS: dict[Field, str] = {
    "situation": "When and where was it?",
    "behaviour": "What did {name} do or say?",
    "impact": "What did it change, for you or the work?",
    "wish": "One thing you'd like to see more of, or tried differently (optional)",
}
HINTS: dict[Field, str] = {
    "situation": "In the review of the locker contract, last Tuesday",
    "behaviour": "You asked the couriers before we chose, and brought three of their sentences",
    "impact": "We dropped the second screen, and I learned to ask earlier",
    "wish": "Tell us a day earlier when the numbers are late",
}
EMPTY: dict[Field, str] = {
    "behaviour": "Say one thing that they did. A single sentence is enough.",
    "impact": "Say what it changed. That's what they can't see themselves.",
}
TOO_LONG = f"Up to {MOST_CHARACTERS} characters; the best feedback is two sentences."
GONE = "That conversation is no longer there. You can still write from memory."
LAST = "That was the last one. Thank you for taking the time."
PROGRESS = "{number} of {count}"


@dataclass(frozen=True)
class Round:
    """Several people to write to, one after another; the skipped ones are done too."""

    people: tuple[str, ...]
    done: tuple[str, ...] = ()

    @property
    def current(self) -> str | None:
        """Who is next; None when everybody had their turn."""
        return next((person for person in self.people if person not in self.done), None)

    @property
    def progress(self) -> str:
        """Where one is, such as 3 of 8; nothing for a single person."""
        number = min(len(set(self.people) & set(self.done)) + 1, len(self.people))
        return PROGRESS.format(number=number, count=len(self.people)) if len(self.people) > 1 else ""

    def after(self, person: str) -> "Round":
        """The round once that person had their turn."""
        return Round(self.people, tuple(dict.fromkeys((*self.done, person))))


def faults(written: Mapping[Field, str]) -> dict[Field, str]:
    """What is wrong with what was written, by the field to show it at; empty when it is fine."""
    wrong = {field: copy for field, copy in EMPTY.items() if not written.get(field, "").strip()}
    return wrong | {field: TOO_LONG for field, text in written.items() if len(text) > MOST_CHARACTERS}


def lines(written: Mapping[Field, str]) -> Sequence[str]:
    """The answers in the order of the prompts, without the empty ones."""
    return [text for field in PROMPTS if (text := written.get(field, "").strip())]
