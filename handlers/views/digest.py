"""The personal digest as a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from bot.digest_pace import LINE_BACK, LINE_LESS
from bot.permalink import permalink
from bot.posts import moment
from handlers.views import text
from handlers.views.green_button import IN_MENU as GREEN
from handlers.views.green_button import TITLE as GREEN_TITLE
from handlers.views.why import OPEN as WHY_OPEN
from storage.digests import Item, Sent

USEFUL, NOT_FOR_ME, MORE, UNDO = "digest.useful", "digest.not_for_me", "digest.more", "digest.undo"
MUTE = "digest.mute"  # the menu of digests from before it had two entries
LESS, MORE_AGAIN = "digest.less", "digest.more_again"
NOW, PAUSE, RESUME, FOLLOW = "digest.now", "digest.pause", "digest.resume", "follow.open"

ALREADY, LIKELY = "*Already in it*", "*Likely next*"
ABOUT_ALREADY = "Somebody you follow has reacted or replied."
ABOUT_LIKELY = "Nobody you follow yet: you'd be early."
GONE = "This post is no longer there, so it is gone from here too."
NO_WORDS = "The words of this post are no longer kept here."
WORDLESS = "A post without words: a picture or a file."
WHY = "Likely to be answered by the people you follow; never more than five posts, and only where you are."
NOTED = {
    "useful": "Noted: useful. You'll see more like it.",
    "not_for_me": "Noted: not for you. You'll see less like it.",
    "mute": "{channel} stays out of your digests.",
}


@dataclass(frozen=True)
class Shown:
    """What an item shows besides what was stored: the post's words as they are now, and who came since."""

    words: str | None
    is_gone: bool
    since: str = ""


def message(
    sent: Sent,
    shown: Mapping[int, Shown],
    workspace_url: str,
    channel_names: Mapping[str, str],
    *,
    wants_less: bool = False,
    foot: str = "",
) -> dict[str, Any]:
    """The arguments of chat.postMessage or chat.update, without the channel; `foot` is a line of mrkdwn below."""
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=sent.title))]
    if sent.changed_by:
        blocks.append(_small(sent.changed_by))
    for number, item in enumerate(sent.items):
        before = sent.items[number - 1] if number else None
        blocks += [DividerBlock(), *_part(item, before)]
        blocks += _item(item, shown[item.id], workspace_url, channel_names)
    blocks += [
        DividerBlock(),
        *([_small(text.cut(foot, 2000))] if foot else []),
        _small(" ".join(_notes(sent, wants_less=wants_less))),
        _footer(wants_less=wants_less),
    ]
    return {
        "text": sent.title,
        "blocks": [block.to_dict() for block in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _small(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


def _part(item: Item, before: Item | None) -> Sequence[Block]:
    """The heading of the part that an item begins, if it begins one: conversations with somebody followed, or without."""
    if item.already is None or (before is not None and bool(before.already) == bool(item.already)):
        return []
    title, about = (ALREADY, ABOUT_ALREADY) if item.already else (LIKELY, ABOUT_LIKELY)
    return [SectionBlock(text=MarkdownTextObject(text=f"{title}\n{about}"))]


def _notes(sent: Sent, *, wants_less: bool) -> Sequence[str]:
    line = LINE_BACK if sent.line and sent.is_answered else sent.line
    return [each for each in (WHY, LINE_LESS if wants_less else "", line) if each]


def _item(item: Item, shown: Shown, workspace_url: str, channel_names: Mapping[str, str]) -> Sequence[Block]:
    if shown.is_gone:
        return [SectionBlock(text=MarkdownTextObject(text=f"_{GONE}_"))]
    name = text.one_line(channel_names.get(item.channel, "the channel"))
    where = text.link(permalink(workspace_url, item.channel, item.ts), f"#{name}")
    line = f"*{where}* · {text.person(item.author)} · {text.when(moment(item.ts))}\n{item.reason}"
    since = f"\n*{shown.since}*" if shown.since else ""
    words = NO_WORDS if shown.words is None else text.cut(shown.words, text.EXCERPT) or WORDLESS
    return [
        SectionBlock(
            block_id=f"digest.item.{item.id}", text=MarkdownTextObject(text=text.cut(line, 2500) + since)
        ),
        text.quote(words),
        *_answers(item, name),
    ]


def _answers(item: Item, channel_name: str) -> Sequence[Block]:
    value = str(item.id)
    why = ButtonElement(text="Why?", action_id=WHY_OPEN, value=value)
    if item.verdict:
        noted = NOTED[item.verdict].format(channel=text.channel(item.channel))
        undo = ButtonElement(text="Undo", action_id=UNDO, value=value)
        return [ContextBlock(elements=[MarkdownTextObject(text=noted)]), _row(item, undo, why)]
    useful = ButtonElement(text="Useful", action_id=USEFUL, value=value)
    not_for_me = ButtonElement(text="Not for me", action_id=NOT_FOR_ME, value=value)
    # Each entry of the menu is an action of its own, digest.more.mute and digest.more.green.
    green = Option(value=f"{GREEN}:{value}", text=PlainTextObject(text=GREEN_TITLE))
    mute = Option(value=f"mute:{value}", text=PlainTextObject(text=text.cut(f"Mute #{channel_name}", 75)))
    return [_row(item, useful, not_for_me, why, OverflowMenuElement(action_id=MORE, options=[green, mute]))]


def _row(item: Item, *elements: InteractiveElement) -> ActionsBlock:
    return ActionsBlock(block_id=f"digest.answers.{item.id}", elements=list(elements))


def _footer(*, wants_less: bool) -> ActionsBlock:
    less = ButtonElement(text="More again", action_id=MORE_AGAIN) if wants_less else None
    return ActionsBlock(
        block_id="digest.footer",
        elements=[
            ButtonElement(text="Change what I follow", action_id=FOLLOW),
            less or ButtonElement(text="Less", action_id=LESS),
            ButtonElement(text="Pause", action_id=PAUSE),
        ],
    )
