"""The people that somebody wants to stay in touch with: their part of the Home tab, and all of them in a modal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.relationships import Standing
from handlers.views import form, text
from storage.relationships import Kept

OPEN, PERSON, ADD, TAGS, UNDO = (
    f"relationships.{verb}" for verb in ("open", "person", "add", "tags", "undo")
)
MOST_DUE, MOST_COMING, PAGE = 4, 5, 20  # a view holds a hundred blocks

TITLE = "Your people"
FIRST = (
    "Whom do you want to stay in touch with? I notice when a silence grows longer than is usual for you two, and look "
    "for something you could give."
)
ALL_WELL = "Nobody is going cold."
COMING = "Coming up: {people}."
EMPTY = (
    "Nobody yet. Add the people you want to stay in touch with. Those you talk with often in the channels you follow "
    "appear by themselves."
)
COUNT = "{count} people. Only you see this. I count mentions, answers and shared threads in the channels you follow."
COUNT_ONE = (
    "One person. Only you see this. I count mentions, answers and shared threads in the channels you follow."
)
CADENCES = {
    "": "as it is usual for you two",
    "week": "every week",
    "fortnight": "every two weeks",
    "month": "every month",
    "quarter": "every three months",
}
LET_GO = "Let go; I don't bring them up."
SNOOZED = "Not before {day}."
NEXT = "Next: {day}."
QUIET = "No hurry."


@dataclass(frozen=True)
class State:
    """What the Home tab shows: who is waiting and who will be, the first first."""

    waiting: tuple[Standing, ...] = ()
    coming: tuple[Standing, ...] = ()
    is_started: bool = False


NOTHING = State()


@dataclass(frozen=True)
class Line:
    """One person of the list: where the two stand, what was said of them, and when they last talked."""

    standing: Standing
    kept: Kept
    last: datetime | None = None


def section(state: State) -> list[Block]:
    """The part of the Home tab, without its heading; nothing for whoever never started Earshot."""
    if not state.is_started:
        return []
    count = len(state.waiting) + len(state.coming)
    add = ButtonElement(text="Add people", action_id=ADD)
    if not count:
        return [_said(FIRST), ActionsBlock(block_id="home.people", elements=[add])]
    blocks: list[Block] = [_opened(each.person, each.line) for each in state.waiting[:MOST_DUE]]
    if not blocks:
        blocks.append(_said(ALL_WELL))
    if state.coming:
        named = [f"{text.person(each.person)} {_day(each)}" for each in state.coming[:MOST_COMING]]
        blocks.append(_note(COMING.format(people=", ".join(named))))
    everybody = ButtonElement(text=f"All of them ({count})", action_id=OPEN, value="0")
    return [*blocks, ActionsBlock(block_id="home.people", elements=[everybody, add])]


def _day(standing: Standing) -> str:
    return text.day(standing.at) if standing.at else ""


def _opened(person: str, words: str) -> SectionBlock:
    return SectionBlock(
        block_id=f"{PERSON}.{person}",
        text=MarkdownTextObject(text=text.cut(words, 3000)),
        accessory=ButtonElement(text="Open", action_id=PERSON, value=person),
    )


def modal(lines: Sequence[Line], skipped: int, notes: Sequence[str] = ()) -> dict[str, Any]:
    """A page of everybody, after `skipped` of them; `notes` say what has just happened."""
    shown = lines[skipped : skipped + PAGE]
    blocks: list[Block] = [_said(each) for each in notes]
    blocks.append(_note(_count(len(lines))) if lines else _said(EMPTY))
    blocks.append(ActionsBlock(block_id="relationships.act", elements=_acts(lines)))
    blocks += [_opened(each.standing.person, _words(each)) for each in shown]
    turning = []
    if skipped:
        before = str(max(0, skipped - PAGE))
        turning.append(ButtonElement(text="Earlier in the list", action_id=f"{OPEN}.before", value=before))
    if lines[skipped + PAGE :]:
        following = str(skipped + PAGE)
        turning.append(ButtonElement(text="More", action_id=f"{OPEN}.more", value=following))
    if turning:
        blocks += [DividerBlock(), ActionsBlock(block_id="relationships.page", elements=turning)]
    return plain(blocks)


def _count(count: int) -> str:
    return COUNT_ONE if count == 1 else COUNT.format(count=count)


def _acts(lines: Sequence[Line]) -> list[ButtonElement]:
    acts = [ButtonElement(text="Add people", action_id=ADD, style="primary")]
    if any(each.kept.tags for each in lines):
        acts.append(ButtonElement(text="How often by tag", action_id=TAGS))
    return acts


def plain(blocks: Sequence[Block], title: str = TITLE) -> dict[str, Any]:
    """A modal that only shows something."""
    return form.modal("", title, blocks, ("", "Close"))


def only(words: str) -> dict[str, Any]:
    """The modal where there is one thing to say."""
    return plain([_said(words)])


def _words(line: Line) -> str:
    parts = [text.person(line.standing.person)]
    if line.kept.cadence:
        parts.append(CADENCES[line.kept.cadence])
    parts += [f"#{text.escape(tag)}" for tag in line.kept.tags]
    return f"{' · '.join(parts)}\n{stands(line)}"


def stands(line: Line) -> str:
    """Where the two stand, in words."""
    standing = line.standing
    if standing.state in {"due", "cold"}:
        return standing.line
    if standing.state == "let_go":
        return LET_GO
    words = [f"Last talked {text.day(line.last)}."] if line.last else []
    if standing.at is None:
        words.append(QUIET)
    else:
        copy = SNOOZED if standing.state == "snoozed" else NEXT
        words.append(copy.format(day=text.day(standing.at)))
    return " ".join(words)


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))


def _note(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text.cut(words, 3000))])


def with_undo(words: str, value: str) -> list[dict[str, Any]]:
    """What was noted, as blocks with a button that takes it back."""
    undo = ActionsBlock(
        block_id="relationships.noted", elements=[ButtonElement(text="Undo", action_id=UNDO, value=value)]
    )
    return [_said(words).to_dict(), undo.to_dict()]
