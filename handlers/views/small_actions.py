"""This week's two small things: on the Home tab, and as a line in the digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.permalink import permalink
from bot.small_actions import ANSWERS, ENOUGH, NAMES
from handlers.views import text
from storage.small_actions import Shown

DONE, SKIP, UNDO = "small_actions.done", "small_actions.skip", "small_actions.undo"
ANSWERED = {"done": "Done: {words}", "skip": "Not this week: {words}"}
FOOT = "*This week, if you like:* {actions} Done or not: on my Home tab."


@dataclass(frozen=True)
class State:
    """What was picked for this week; `url` is the workspace's. Before `is_ready` nothing can be picked."""

    shown: Sequence[Shown] = ()
    url: str = ""
    is_ready: bool = False


def section(state: State) -> list[Block]:
    """The lines on the Home tab."""
    if not state.is_ready:
        return []
    if not state.shown:
        return [ContextBlock(elements=[MarkdownTextObject(text=ENOUGH)])]
    return [block for each in state.shown for block in _action(each, state.url)]


def _action(shown: Shown, url: str) -> list[Block]:
    value = f"{shown.week}:{shown.action.key}"
    if shown.answer:
        line = ANSWERED[shown.answer].format(words=_words(shown, url))
        undo = ButtonElement(text="Undo", action_id=UNDO, value=value)
        return [_said(line, value, undo)]
    buttons = [
        ButtonElement(text=ANSWERS["done"], action_id=DONE, value=value),
        ButtonElement(text=ANSWERS["skip"], action_id=SKIP, value=value),
    ]
    line = f"*{NAMES[shown.action.habit]}*\n{_words(shown, url)}"
    return [_said(line, value), ActionsBlock(block_id=f"small_actions.answers.{value}", elements=buttons)]


def _words(shown: Shown, url: str) -> str:
    action = shown.action
    if not action.ts:
        return action.words
    return f"{action.words} {text.link(permalink(url, action.channel, action.ts, action.root), 'Open')}"


def _said(line: str, value: str, button: ButtonElement | None = None) -> SectionBlock:
    words = MarkdownTextObject(text=text.cut(line, 3000))
    return SectionBlock(block_id=f"small_actions.{value}", text=words, accessory=button)


def line(state: State) -> str:
    """What the foot of a digest says of those that wait; "" where none does."""
    waiting = [_words(each, state.url) for each in state.shown if not each.answer]
    return FOOT.format(actions=" ".join(waiting)) if waiting else ""
