"""What hosts do to questions, in the open: every act is a line that everybody can read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verb = Literal[
    "open", "live", "next", "admit", "answering", "answered", "written", "park", "decline", "merge", "unmerge",
    "reopen", "seen", "remind", "close",
]  # fmt: skip

FEWEST_REASON, MOST_REASON = 10, 300  # characters
NO_REASON = "Give a reason. Everybody will see it on the board."
SHORT_REASON = f"A few more words, at least {FEWEST_REASON} characters: everybody will see it on the board."
LONG_REASON = f"Up to {MOST_REASON} characters."
LINES: dict[Verb, str] = {
    "open": "{host} opened it",
    "live": "{host} went live",
    "next": "{host} asked for the next one",
    "admit": "{host} let {question} in",
    "answering": "{host} began to answer {question}",
    "answered": "{host} answered {question}",
    "written": "{host} answered {question} in writing",
    "park": "{host} promised an answer to {question}: {detail}",
    "decline": "{host} declined {question}: {detail}",
    "merge": "{host} merged {question} into {detail}",
    "unmerge": "{host} took {question} out of {detail} again",
    "reopen": "{host} reopened {question}",
    "seen": "{host} looked at the flags of {question} and left it",
    "remind": "{host} was reminded of {question}",
    "close": "{host} closed it",
}
BY_PLAN = "The plan"  # where nobody pressed: it opened, went live or closed by itself


@dataclass(frozen=True)
class Entry:
    """One act of a host; `host` is "" for what happened by plan."""

    at: datetime
    host: str
    verb: Verb
    question_id: str = ""
    detail: str = ""


def reason_fault(reason: str) -> str:
    """What is wrong with the reason for declining; "" when it is fine."""
    count = len(reason.strip())
    if not count:
        return NO_REASON
    if count < FEWEST_REASON:
        return SHORT_REASON
    return LONG_REASON if count > MOST_REASON else ""


def line(entry: Entry, *, host: str, question: str) -> str:
    """An entry as everybody reads it; `host` and `question` are how the message shows them."""
    return LINES[entry.verb].format(host=host or BY_PLAN, question=question or "it", detail=entry.detail)
