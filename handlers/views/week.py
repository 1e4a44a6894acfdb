"""A manager's week as a message, and its line on the Home tab."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.managers_week import FOOTER, NAMES, Kind
from bot.permalink import permalink
from handlers.views import text
from handlers.views.digest import GONE
from storage.weeks import Lead, Sent, Shown

OPEN, NOW, LESS, MORE_AGAIN, PAUSE = "week.open", "week.now", "week.less", "week.more_again", "week.pause"
THREE = "Three things at most from now on."
NEXT, LAST, NONE_YET = "Next: {when}, if there is something.", "Last one: {when}.", "None so far."
OFF = "Your weekly message is off."


@dataclass(frozen=True)
class Words:
    """What a thing rests on, as it is now: its words, None where there are none to show."""

    words: str | None
    is_gone: bool = False


@dataclass(frozen=True)
class State:
    """What the Home tab shows; `lead` is None for those who never said that they lead people."""

    lead: Lead | None
    last: datetime | None = None
    next: datetime | None = None


def message(
    sent: Sent,
    words: Sequence[Words],
    workspace_url: str,
    channel_names: Mapping[str, str],
    *,
    wants_less: bool = False,
) -> dict[str, Any]:
    """The arguments of chat.postMessage or chat.update, without the channel; `words` are those of each thing."""
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=sent.title))]
    for shown, said in zip(sent.items, words, strict=True):
        blocks += [DividerBlock(), *_thing(shown, said, workspace_url, channel_names)]
    notes = f"{FOOTER} {THREE}" if wants_less else FOOTER
    blocks += [
        DividerBlock(),
        ContextBlock(elements=[MarkdownTextObject(text=notes)]),
        _footer(wants_less=wants_less),
    ]
    return {
        "text": sent.title,
        "blocks": [block.to_dict() for block in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _thing(shown: Shown, said: Words, workspace_url: str, channel_names: Mapping[str, str]) -> list[Block]:
    name = NAMES[cast("Kind", shown.kind)]
    if said.is_gone:
        return [SectionBlock(text=MarkdownTextObject(text=f"*{name}*\n_{GONE}_"))]
    where = ""
    if shown.ts:
        channel = text.one_line(channel_names.get(shown.channel, "the channel"))
        where = f" · {text.link(permalink(workspace_url, shown.channel, shown.ts), f'#{channel}')}"
    line = text.cut(f"*{name}*{where}\n{shown.line}", 3000)
    section = SectionBlock(text=MarkdownTextObject(text=line))
    return [section, text.quote(text.cut(said.words, text.EXCERPT))] if said.words else [section]


def _footer(*, wants_less: bool) -> ActionsBlock:
    less = ButtonElement(text="More again", action_id=MORE_AGAIN) if wants_less else None
    return ActionsBlock(
        block_id="week.footer",
        elements=[
            ButtonElement(text="Send me one now", action_id=NOW),
            less or ButtonElement(text="Less", action_id=LESS),
            ButtonElement(text="Change", action_id=OPEN),
            ButtonElement(text="Pause", action_id=PAUSE),
        ],
    )


def section(state: State) -> list[Block]:
    """When the week comes, with a button for one now; nothing for those who lead nobody."""
    if state.lead is None:
        return []
    buttons = [ButtonElement(text="Change my week", action_id=OPEN)]
    words = OFF
    if state.lead.is_on:
        buttons.insert(0, ButtonElement(text="Send me my week now", action_id=NOW))
        words = LAST.format(when=text.when(state.last)) if state.last else NONE_YET
        words = f"{NEXT.format(when=text.when(state.next))} {words}" if state.next else words
    return [
        SectionBlock(text=MarkdownTextObject(text=words)),
        ActionsBlock(block_id="home.week", elements=buttons),
    ]
