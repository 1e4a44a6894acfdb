"""What is left of a session: a summary for the channel, and everything as Markdown and as CSV.

Nothing that could tell an anonymous asker is there to be exported: no times of questions, no order but that of the board.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence

from bot.ama.ama import Ama
from bot.ama.ledger import ledger
from bot.ama.moderation import Entry, line
from bot.ama.question import ANSWERED, Question
from bot.ama.ranking import ordered

Name = Callable[[str], str]

NOTHING_ASKED = "Nobody asked anything this time."
COUNTED = "{asked} asked: {answered} answered, {due} to be answered by a date, {declined} declined."
MERGED = " {merged} of them were merged with others."
ANONYMOUS = "anonymous"
IN_SESSION = "Answered in the session."
COLUMNS = ("number", "question", "asked by", "votes", "people active", "state", "answer", "declined because", "due", "owner", "merged into")  # fmt: skip
STATES = {
    "held": "waiting to be let in",
    "open": "open",
    "answering": "being answered",
    "answered": "answered",
    "written": "answered in writing",
    "parked": "due",
    "declined": "declined",
    "merged": "merged",
    "withdrawn": "withdrawn",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def summary(questions: Sequence[Question]) -> str:
    """The line that closes a session in its channel."""
    counted = ledger(questions)
    if not counted.asked:
        return NOTHING_ASKED
    said = COUNTED.format(
        asked=counted.asked, answered=counted.answered, due=counted.due, declined=counted.declined
    )
    return said + (MERGED.format(merged=counted.merged) if counted.merged else "")


def kept(questions: Sequence[Question]) -> list[Question]:
    """The questions that are exported: all but those that their askers took back, in the order of the board."""
    return sorted(
        (each for each in questions if each.state != "withdrawn"),
        key=lambda each: (each.number or 1_000_000, each.question_id),
    )


def markdown(ama: Ama, questions: Sequence[Question], log: Sequence[Entry], person: Name) -> str:
    """The whole session to keep: what was asked and answered, and what hosts did. `person` turns an id into a name."""
    numbers = {each.question_id: _number(each) for each in questions}
    lines = [
        f"# {plain(ama.plan.title)}",
        "",
        f"Hosts: {', '.join(plain(person(h)) for h in ama.plan.hosts)}",
        "",
    ]
    lines += [summary(questions), ""]
    for title, states in _PARTS:
        part = [each for each in kept(questions) if each.state in states]
        if part:
            lines += [f"## {title}", ""]
            for each in ordered(part, "most"):
                lines += [*_entry(each, numbers, person), ""]
    if log:
        lines += ["## What hosts did", ""]
        lines += [f"- {each.at:%Y-%m-%d %H:%M} UTC: {_said(each, numbers, person)}" for each in log]
    return "\n".join(lines).rstrip() + "\n"


_PARTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Answered", frozenset(ANSWERED)),
    ("To be answered", frozenset({"parked", "open", "answering", "held"})),
    ("Declined", frozenset({"declined"})),
    ("Merged with others", frozenset({"merged"})),
)


def _said(entry: Entry, numbers: dict[str, str], person: Name) -> str:
    host = person(entry.host) if entry.host else ""
    return plain(line(entry, host=host, question=numbers.get(entry.question_id, "")))


def _number(question: Question) -> str:
    return f"#{question.number}" if question.number else "one not on the board"


def _entry(each: Question, numbers: dict[str, str], person: Name) -> list[str]:
    asker = plain(person(each.author)) if each.author else ANONYMOUS
    count = f"{each.votes} vote{'' if each.votes == 1 else 's'}"
    words = "\n".join(f"> {plain(row)}" for row in each.text.splitlines())
    lines = [f"### {_number(each)} ({count}, {asker})", "", words]
    if each.answer:
        lines += ["", plain(each.answer)]
    elif each.state == "answered":
        lines += ["", IN_SESSION]
    elif each.state == "parked" and each.due_on:
        lines += ["", f"Due on {each.due_on.isoformat()}, from {plain(person(each.due_owner))}."]
    elif each.state == "declined":
        lines += ["", f"Declined: {plain(each.reason)}"]
    elif each.state == "merged":
        lines += ["", f"Merged into {numbers.get(each.merged_into, 'another one')}."]
    return lines


def table(questions: Sequence[Question], person: Name) -> str:
    """One row for each question, as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with '."""
    numbers = {each.question_id: str(each.number or "") for each in questions}
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for each in kept(questions):
        rows.writerow(
            map(
                cell,
                (
                    numbers[each.question_id], each.text, person(each.author) if each.author else ANONYMOUS,
                    str(each.votes), str(each.active), STATES[each.state], each.answer, each.reason,
                    each.due_on.isoformat() if each.due_on else "",
                    person(each.due_owner) if each.due_owner else "", numbers.get(each.merged_into, ""),
                ),
            )
        )  # fmt: skip
    return written.getvalue()


def plain(words: str) -> str:
    """Words as Markdown shows them, whatever is in them."""
    return _SPECIAL.sub(r"\\\1", words)


def cell(words: str) -> str:
    """Words as a spreadsheet shows them (OWASP, "CSV injection")."""
    return f"'{words}" if words.startswith(_FORMULA) else words
