"""The thought experiment as a poll in a channel."""

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.green_button import poll
from handlers.views import text

GREEN, RED = "green_poll.green", "green_poll.red"
TITLE = "Which button do you press?"
QUESTION = (
    "*Red*: a million for you, at once and for certain.\n"
    "*Green*: an even chance of fifty millions, and an even chance of nothing."
)
GREEN_LABEL, RED_LABEL = "Green", "Red"
ASKED_BY = "Asked by {who}. "
RULES = "One vote each, and you may change it; I show counts, not names."


def message(poll_id: int, asked_by: str, counted: poll.Tally) -> dict[str, Any]:
    """The arguments of chat.postMessage or chat.update, without the channel; `asked_by` may be "", who was forgotten."""
    rules = (ASKED_BY.format(who=text.person(asked_by)) if asked_by else "") + RULES
    buttons = [
        ButtonElement(text=GREEN_LABEL, action_id=GREEN, value=str(poll_id), style="primary"),
        ButtonElement(text=RED_LABEL, action_id=RED, value=str(poll_id), style="danger"),
    ]
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=TITLE)),
        SectionBlock(text=MarkdownTextObject(text=QUESTION)),
        ActionsBlock(block_id="green_poll", elements=buttons),
        SectionBlock(text=MarkdownTextObject(text=poll.result(counted))),
        ContextBlock(elements=[MarkdownTextObject(text=rules)]),
    ]
    return {"text": TITLE, "blocks": [block.to_dict() for block in blocks]}
