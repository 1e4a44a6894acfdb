"""Promised answers, on the Home tab of whoever promised them."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, ContextBlock, MarkdownTextObject, SectionBlock

from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from handlers.views import text
from handlers.views.ama import entry
from handlers.views.ama.ending import PROMISE, REMIND_BUTTON

LINE = "Answer “{words}” by {due} ({title})"
MORE = "and {n} more answers that you promised; I remind you of each on its day"
_MOST, _WORDS, _TITLE = 5, 120, 60  # lines, and characters


@dataclass(frozen=True)
class Owed:
    """A question whose answer somebody promised, and its session."""

    ama: Ama
    question: Question


def section(owed: Sequence[Owed]) -> list[Block]:
    """The part of the Home tab; nothing where nothing is promised."""
    blocks: list[Block] = [_line(each) for each in owed[:_MOST]]
    if owed[_MOST:]:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=MORE.format(n=len(owed) - _MOST))]))
    return blocks


def _line(owed: Owed) -> SectionBlock:
    asked = owed.question
    words = LINE.format(
        words=text.escape(text.cut(text.one_line(asked.text), _WORDS)),
        due=f"{asked.due_on:%-d %B}" if asked.due_on else "a date to come",
        title=text.escape(text.cut(entry.title(owed.ama), _TITLE)),
    )
    value = Place(owed.ama.ama_id, asked.question_id).written()
    return SectionBlock(
        block_id=f"ama.owed.{asked.question_id}",
        text=MarkdownTextObject(text=words),
        accessory=ButtonElement(text=REMIND_BUTTON, action_id=PROMISE, value=value),
    )
