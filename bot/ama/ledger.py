"""The ledger: at close every question is answered, declined with a reason, or due by a date with an owner."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.ama.question import ANSWERED, SETTLED, Question

PROMISED_WITHIN = timedelta(days=7)  # where hosts named no date themselves
LATEST = timedelta(days=90)
REMIND_EVERY = timedelta(days=7)  # after the day it was due
IN_THE_PAST = "Pick a day to come."
TOO_FAR = f"Up to {LATEST.days} days ahead; nobody remembers what was asked after that."
NO_OWNER = "Pick who brings the answer."
REMINDER = {
    "today": "You promised an answer by today, {due}: “{words}”",
    "late": "Still waiting for your answer, promised by {due} ({days} ago): “{words}”",
}


@dataclass(frozen=True)
class Parked:
    """A question that is promised an answer at close because nobody decided about it."""

    question_id: str
    due_on: date
    owner: str


@dataclass(frozen=True)
class Ledger:
    """How many questions there were, and what became of them. Those that were withdrawn aren't counted anywhere."""

    asked: int
    answered: int
    declined: int
    due: int
    merged: int
    undecided: int

    @property
    def is_complete(self) -> bool:
        """Whether something is known of every question."""
        return self.undecided == 0

    @property
    def share_answered(self) -> float | None:
        """The share of answered ones among all but the merged; None where nothing was asked."""
        left = self.asked - self.merged
        return self.answered / left if left else None


def ledger(questions: Sequence[Question]) -> Ledger:
    """What became of the questions of a session."""
    states = Counter[str](each.state for each in questions if each.state != "withdrawn")
    return Ledger(
        asked=states.total(),
        answered=sum(states[state] for state in ANSWERED),
        declined=states["declined"],
        due=states["parked"],
        merged=states["merged"],
        undecided=sum(count for state, count in states.items() if state not in SETTLED),
    )


def settled(questions: Sequence[Question], hosts: Sequence[str], closed_on: date) -> list[Parked]:
    """What is promised at close: everything undecided, by a week from then, to the hosts in turn.

    What somebody had promised without a date or an owner is completed too.
    """
    due_on, parked = closed_on + PROMISED_WITHIN, list[Parked]()
    for each in questions:
        lacks = each.state == "parked" and not (each.due_on and each.due_owner)
        if each.state not in SETTLED or lacks:
            owner = each.due_owner or hosts[len(parked) % len(hosts)]
            parked.append(Parked(each.question_id, each.due_on or due_on, owner))
    return parked


def promise_faults(due_on: date | None, owner: str, today: date) -> dict[str, str]:
    """What is wrong with a promised answer, by field ("due", "owner"); empty when it is fine."""
    wrong = {}
    if due_on is None or due_on < today:
        wrong["due"] = IN_THE_PAST
    elif due_on - today > LATEST:
        wrong["due"] = TOO_FAR
    if not owner:
        wrong["owner"] = NO_OWNER
    return wrong


def is_reminder_due(due_on: date | None, reminded_on: date | None, today: date) -> bool:
    """Whether to remind the owner today: on the day it is due, and every week from then until it is done."""
    if due_on is None or today < due_on:
        return False
    return reminded_on is None or reminded_on < due_on or today - reminded_on >= REMIND_EVERY


def reminder(question: Question, today: date) -> str:
    """What the owner of a promised answer reads."""
    assert question.due_on is not None
    late = (today - question.due_on).days
    days = "a day" if late == 1 else f"{late} days"
    due = f"{question.due_on:%d %B}".lstrip("0")
    return REMINDER["late" if late > 0 else "today"].format(words=question.text, due=due, days=days)
