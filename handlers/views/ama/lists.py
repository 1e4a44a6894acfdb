"""All questions in the reader's own order, and the log of what hosts did."""

from collections.abc import Container, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from bot.ama.ranking import HOW, NAMES, Order
from handlers.views import form
from handlers.views.ama import entry
from handlers.views.ama.board import BACK, LIST, VOTE

EMPTY = "Nothing here yet."
PAGE = 20  # questions at once; a view holds a hundred blocks
LOGGED = "Everything that hosts did, for everybody to read. Nobody's words are ever changed by a host."
NO_LOG = "The hosts have done nothing yet."
_MOST_LOGGED = 60


def questions(
    ama: Ama, order: Order, page: int, ordered: Sequence[Question], voted: Container[str]
) -> dict[str, Any]:
    """One page of all questions; `voted` are the ids of those that the reader voted for."""
    blocks: list[Block] = [_orders(ama, order), entry.note(HOW[order])]
    start = page * PAGE
    for each in ordered[start : start + PAGE]:
        blocks += _entry(ama, each, voted)
    if not ordered:
        blocks.append(entry.section(EMPTY))
    pages = _pages(ama, order, page, len(ordered))
    return _view(ama, "All of them", [*blocks, *pages], f"{order}:{page}")


def where(choice: str) -> tuple[Order, int]:
    """The order and the page that a button or a list stands for."""
    name, _, page = choice.partition(":")
    order: Order = name if name in NAMES else "top"
    return order, int(page) if page.isdecimal() and len(page) < 4 else 0


def _view(ama: Ama, title: str, blocks: Sequence[Block], choice: str = "") -> dict[str, Any]:
    return form.modal("ama.list", title, blocks, ("", "Close"), Place(ama.ama_id, choice=choice).written())


def _orders(ama: Ama, chosen: str) -> Block:
    buttons = [
        ButtonElement(
            text=f"• {label}" if name == chosen else label,
            action_id=f"{LIST}.{name}",
            value=Place(ama.ama_id, choice=name).written(),
            style="primary" if name == chosen else None,
        )
        for name, label in NAMES.items()
    ]
    return ActionsBlock(block_id="ama.orders", elements=buttons)


def _entry(ama: Ama, each: Question, voted: Container[str]) -> list[Block]:
    line = entry.section(entry.line(each))
    if ama.takes_questions and each.state in {"open", "answering", "parked"}:
        has = each.question_id in voted
        choice = BACK if has else ""
        line.accessory = ButtonElement(
            text="✓ Voted · take back" if has else "▲ Vote",
            action_id=f"{VOTE}.list",
            value=Place(ama.ama_id, each.question_id, choice).written(),
        )
    return [line, entry.words(each), *entry.outcome(each)]


def _pages(ama: Ama, order: Order, page: int, count: int) -> list[Block]:
    buttons = []
    if page > 0:
        buttons.append(_page(ama, order, page - 1, "Earlier"))
    if (page + 1) * PAGE < count:
        buttons.append(_page(ama, order, page + 1, f"{count - (page + 1) * PAGE} more"))
    return [ActionsBlock(block_id="ama.pages", elements=buttons)] if buttons else []


def _page(ama: Ama, order: Order, page: int, label: str) -> ButtonElement:
    value = Place(ama.ama_id, choice=f"{order}:{page}").written()
    return ButtonElement(
        text=label, action_id=f"{LIST}.page.{label.rsplit(maxsplit=1)[-1].lower()}", value=value
    )


def log(ama: Ama, lines: Sequence[str]) -> dict[str, Any]:
    """The log; its lines are mrkdwn in which people's words are escaped."""
    latest = list(lines)[-_MOST_LOGGED:]
    blocks: list[Block] = [entry.note(LOGGED)]
    for start in range(0, len(latest), 10):
        blocks += [entry.section("\n".join(latest[start : start + 10])[:2990])]
    if not latest:
        blocks.append(entry.section(NO_LOG))
    return _view(ama, "Log of the hosts", blocks)
