"""What somebody asked to be reminded of: on the Home tab, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    InteractiveElement,
    MarkdownTextObject,
    SectionBlock,
)

from bot.nudges.promise_made import told
from bot.permalink import permalink
from handlers.views import text
from handlers.views.green_journal import plain_modal
from storage.promises import Taken

OPEN, DONE, LATER, LET_GO = (f"promises.{verb}" for verb in ("open", "done", "later", "let_go"))
MOST, PAGE = 4, 15  # lines on Home, and promises of one page: a view holds a hundred blocks
WORDS = 160  # characters of a sentence

TITLE = "What you took on"
LINE = "{sentence}\n{where} · {day}"
ALL = "All {count} promises"
CHANGE = "Later, or let go"
EMPTY = (
    "Nothing here. When you write \u201cI'll send it by Friday\u201d in a channel that you follow, "
    "I ask whether to remind you, and keep it only if you say yes."
)


@dataclass(frozen=True)
class Reminder:
    """One promise that is kept, its words made plain, and the day on which its author is reminded."""

    taken: Taken
    words: str
    day: date


@dataclass(frozen=True)
class State:
    """What somebody asked to be reminded of, the nearest day first; `url` is the workspace's."""

    reminders: Sequence[Reminder] = ()
    url: str = ""


def section(state: State) -> list[Block]:
    """The lines on the Home tab."""
    if not state.reminders:
        return []
    count = len(state.reminders)
    lines: list[Block] = [
        _line(each, state.url, _button("Done", DONE, each)) for each in state.reminders[:MOST]
    ]
    label = ALL.format(count=count) if count > MOST else CHANGE
    more = ButtonElement(text=label, action_id=OPEN, value="0")
    return [*lines, ActionsBlock(block_id="home.promises", elements=[more])]


def modal(state: State, skipped: int = 0) -> dict[str, Any]:
    """A page of the list, after `skipped` promises."""
    blocks: list[Block] = []
    for each in state.reminders[skipped : skipped + PAGE]:
        answers: list[InteractiveElement] = [
            _button("Done", DONE, each),
            _button("Tomorrow", LATER, each),
            _button("Let go", LET_GO, each),
        ]
        block_id = f"promises.answers.{each.taken.about}"
        blocks += [_line(each, state.url), ActionsBlock(block_id=block_id, elements=answers)]
    blocks = blocks or [SectionBlock(text=MarkdownTextObject(text=EMPTY))]
    return plain_modal(TITLE, [*blocks, *_turning(len(state.reminders), skipped)])


def _turning(count: int, skipped: int) -> list[Block]:
    buttons: list[InteractiveElement] = []
    if skipped:
        before = str(max(0, skipped - PAGE))
        buttons.append(ButtonElement(text="Earlier", action_id=f"{OPEN}.earlier", value=before))
    if count > skipped + PAGE:
        after = str(skipped + PAGE)
        buttons.append(ButtonElement(text="Later", action_id=f"{OPEN}.later", value=after))
    return [DividerBlock(), ActionsBlock(block_id="promises.page", elements=buttons)] if buttons else []


def _line(reminder: Reminder, url: str, button: ButtonElement | None = None) -> SectionBlock:
    taken = reminder.taken
    where = f"{text.channel(taken.channel)} · {text.link(permalink(url, taken.channel, taken.ts, taken.root), 'Open')}"
    sentence = f"“{text.escape(text.cut(reminder.words, WORDS))}”"
    words = LINE.format(sentence=sentence, where=where, day=told(reminder.day))
    return SectionBlock(
        block_id=f"promises.{taken.about}", text=MarkdownTextObject(text=words), accessory=button
    )


def _button(label: str, action_id: str, reminder: Reminder) -> ButtonElement:
    return ButtonElement(text=label, action_id=action_id, value=reminder.taken.about)
