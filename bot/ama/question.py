"""A question: its words, its states, and who may move it from one to the next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal[
    "held", "open", "answering", "answered", "written", "parked", "declined", "merged", "withdrawn"
]
Verb = Literal["admit", "answering", "answered", "written", "park", "decline", "merge", "reopen", "withdraw", "edit"]  # fmt: skip

FEWEST, MOST = 10, 500  # characters
TOO_SHORT = f"A question needs at least {FEWEST} characters."
TOO_LONG = f"Up to {MOST} characters; this has {{count}}."
TOO_LATE = "It's being answered, so its words stay as they are."

SETTLED: frozenset[State] = frozenset({"answered", "written", "parked", "declined", "merged", "withdrawn"})
ANSWERED: frozenset[State] = frozenset({"answered", "written"})
VISIBLE: frozenset[State] = frozenset({"open", "answering", "answered", "written", "parked"})

# Which states a verb applies in, and where it leads. A host's second click on the same button changes nothing.
_WAITING: frozenset[State] = frozenset({"open", "answering", "parked"})
MOVES: dict[Verb, tuple[frozenset[State], State | None]] = {
    "admit": (frozenset({"held"}), "open"),
    "answering": (frozenset({"open", "parked"}), "answering"),
    "answered": (_WAITING, "answered"),
    "written": (_WAITING | {"answered"}, "written"),
    "park": (frozenset({"held", "open", "answering", "parked"}), "parked"),
    "decline": (frozenset({"held", "open", "answering", "parked"}), "declined"),
    "merge": (frozenset({"held", "open", "parked"}), "merged"),
    "reopen": (frozenset({"answering", "answered", "parked", "declined", "merged"}), "open"),
    "withdraw": (frozenset({"held", "open"}), "withdrawn"),
    "edit": (frozenset({"held", "open"}), None),
}


@dataclass(frozen=True)
class Question:
    """A question as it stands. `author` is a user id, or "" for an anonymous one.

    `number` is its place in the order in which they appeared on the board (0 before), `active` how many people have
    voted for anything since it appeared.
    """

    question_id: str
    number: int
    text: str
    author: str
    state: State
    votes: int = 0
    active: int = 0
    flags: int = 0
    answer: str = ""
    reason: str = ""
    merged_into: str = ""
    due_on: date | None = None
    due_owner: str = ""
    ts: str = ""
    shown: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody's name is on it."""
        return not self.author


def fault(text: str) -> str:
    """What is wrong with the words of a question; "" when they are fine. White space around them doesn't count."""
    count = len(text.strip())
    if count < FEWEST:
        return TOO_SHORT
    return TOO_LONG.format(count=count) if count > MOST else ""


def moved(state: State, verb: Verb) -> State | None:
    """The state after a verb; None where it doesn't apply (somebody else was quicker)."""
    applies, leads_to = MOVES[verb]
    return (leads_to or state) if state in applies else None


def undecided(states: Collection[State]) -> bool:
    """Whether one of them is neither settled nor gone."""
    return any(state not in SETTLED for state in states)
