"""A nudge as a message, and the modal that its Pause opens."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.nudges import Answer, Kind, Nudge
from bot.permalink import permalink
from handlers.views import text
from handlers.views.green_verdict import preformatted
from storage.nudges import Said

WHY, PAUSE = "nudge.why", "nudge.pause"
DRAFT = "Words to copy; make them yours:"
_MOST = 3000  # characters in a section


def message(nudge: Nudge | Said, kind: Kind, nudge_id: int, url: str) -> dict[str, Any]:
    """The arguments of chat.postMessage; `url` is the workspace's, for the link to the source."""
    value = str(nudge_id)
    answers = [
        ButtonElement(
            text=answer.label,
            action_id=f"{kind.name}.{answer.verb}",
            value=value,
            url=_address(url, answer, nudge.about),
        )
        for answer in kind.answers
    ]
    why = ButtonElement(text="Why this?", action_id=WHY, value=value)
    pause = ButtonElement(text="Pause", action_id=PAUSE, value=value)
    draft = "\n".join(map(text.one_line, nudge.draft.splitlines()))
    drafted: list[Block] = [_note(DRAFT), preformatted(text.cut(draft, _MOST))] if draft else []
    row = ActionsBlock(block_id=f"nudge.{nudge_id}", elements=[*answers, why, pause])
    return _message(nudge, [*_said(nudge, url), *drafted, row])


def settled(nudge: Said, line: str, url: str, undo: tuple[str, str] | None = None) -> dict[str, Any]:
    """The same message once it is answered: a line, and perhaps a button (label, action id), in place of the buttons.

    People's words are no longer needed then, and go.
    """
    blocks = [*_said(replace(nudge, quote=""), url), _note(text.cut(line, _MOST))]
    if undo is not None:
        button = ButtonElement(text=undo[0], action_id=undo[1], value=str(nudge.id))
        blocks.append(ActionsBlock(block_id=f"nudge.{nudge.id}", elements=[button]))
    return _message(nudge, blocks)


def _address(url: str, answer: Answer, about: str) -> str | None:
    return f"{url.rstrip('/')}/{answer.address.format(about=about)}" if answer.address else None


def _said(nudge: Nudge | Said, url: str) -> list[Block]:
    words = f"*{nudge.title}*\n{nudge.words}" if nudge.words else f"*{nudge.title}*"
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=text.cut(words, _MOST)))]
    if nudge.quote:
        blocks.append(text.quote(text.cut(text.one_line(nudge.quote), _MOST)))
    if nudge.source is not None:
        source = nudge.source
        address = permalink(url, source.channel, source.ts, source.root)
        blocks.append(_note(text.link(address, f"Open {source.label}")))
    return blocks


def _note(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


def _message(nudge: Nudge | Said, blocks: Sequence[Block]) -> dict[str, Any]:
    return {
        "text": text.cut(f"{nudge.title}\n{nudge.words}".strip(), _MOST),
        "blocks": [block.to_dict() for block in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }
