"""An answer in writing, as a message in the board's thread."""

from typing import Any

from slack_sdk.models.blocks import Block

from bot.ama.question import Question
from handlers.views import text
from handlers.views.ama import entry

ANSWER = "{who} answered #{number}:"


def message(question: Question, said: str, who: str) -> dict[str, Any]:
    """The question in short, and the answer; nothing in either is markup."""
    line = ANSWER.format(who=text.person(who), number=question.number)
    blocks: list[Block] = [
        entry.section(line),
        entry.words(question, entry.SHORT),
        text.quote(text.cut(text.one_line(said), 2900)),
    ]
    shown = [block.to_dict() for block in blocks]
    return {"text": line, "blocks": shown, "unfurl_links": False, "unfurl_media": False}
