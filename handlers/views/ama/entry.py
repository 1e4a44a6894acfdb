"""One question, as it looks wherever it is shown: a line that says whose and how many votes, and its words."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from bot.ama.ama import Ama
from bot.ama.question import Question
from handlers.views import text

ANONYMOUS = "anonymous"
VOTES = "▲ {count}"
OUTCOMES = {
    "held": "Waiting for a host to let it on the board.",
    "answering": ":speech_balloon: *Being answered now.*",
    "answered": ":white_check_mark: Answered.",
    "written": ":white_check_mark: Answered in writing:",
    "parked": ":hourglass_flowing_sand: Due {due}, {owner} answers.",
    "declined": "Declined by a host. The reason:",
    "merged": "Asked already: its votes count for the other one.",
    "withdrawn": "Withdrawn by whoever asked it.",
}
DECLINED = "Declined: {number}. The reason: {reason}"
UNTITLED = "Without a title"
SHORT = 200  # characters of a question on the board; the thread has all of it
_LONGEST = 2900  # characters; a section holds three thousand


def line(question: Question, link: str = "") -> str:
    """Votes, number and whose it is; `link` is the address of its message, where it has one."""
    number = f"#{question.number}" if question.number else ""
    named = text.link(link, number) if link and number else number
    who = text.person(question.author) if question.author else ANONYMOUS
    return " · ".join(part for part in (f"*{VOTES.format(count=question.votes)}*", named, who) if part)


def words(question: Question, most: int = 0) -> Block:
    """What was asked, as a quotation in which nothing is markup; cut where `most` characters are the limit."""
    said = text.one_line(question.text)
    return text.quote(text.cut(said, most) if most else said)


def outcome(question: Question) -> list[Block]:
    """What became of it, with the reason or the answer; nothing while it is open."""
    if question.state == "open":
        return []
    said = OUTCOMES[question.state].format(due=_due(question), owner=text.person(question.due_owner))
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=said))]
    if question.state in {"declined", "merged"} and question.reason:
        blocks.append(text.quote(text.cut(text.one_line(question.reason), _LONGEST)))
    if question.state == "written" and question.answer:
        blocks.append(text.quote(text.cut(text.one_line(question.answer), _LONGEST)))
    return blocks


def declined(question: Question) -> list[Block]:
    """What was declined, in its asker's words, and the reason."""
    reason = text.escape(text.cut(text.one_line(question.reason), 300))
    number = f"#{question.number}" if question.number else ""
    return [note(DECLINED.format(number=number, reason=reason)), words(question, SHORT)]


def _due(question: Question) -> str:
    return f"{question.due_on:%-d %B}" if question.due_on else "soon"


def note(*lines: str) -> Block:
    """Small print."""
    return ContextBlock(elements=[MarkdownTextObject(text=each) for each in lines])


def section(said: str) -> SectionBlock:
    """A paragraph in mrkdwn; text of people goes into `words` instead."""
    return SectionBlock(text=MarkdownTextObject(text=said))


def title(ama: Ama) -> str:
    """What a session is called, as plain text."""
    return text.one_line(ama.plan.title) or UNTITLED


def listed(questions: Sequence[Question], most: int = 0) -> list[Block]:
    """Questions one below the other, without buttons."""
    return [block for each in questions for block in (section(line(each)), words(each, most))]
