"""How a session ends: the summary with the poll in its channel, and the reminder of a promised answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)

from bot.ama import after
from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import ANSWERED, Question
from bot.ama.ranking import ordered
from bot.ama.summary import summary
from handlers.views import form, text
from handlers.views.ama import entry

POLL, PROMISE, PROMISED = "ama.poll", "ama.host.promise", "ama.host.promise"
KEY_GONE = (
    "The key is destroyed: from now on nobody can find out who voted or who asked anonymously, not even I."
)
EXPORT = "Everything is in the thread as Markdown and CSV."
DUE = "*Due*"
DECLINED = "*Declined, with the reason*"
PUT = "*What most wanted to hear about*"
POLL_OVER = "The poll is over."
POLL_NOTE = "Two taps, without your name; what you tap last counts, until {until}. Counts are shown from five answers."
ANSWERS = "*{question}* {counts}"
REMIND_BUTTON = "Answer it, or move the date"
GIVEN = "Your answer"
_MOST = 5


def closing(ama: Ama, asked: Sequence[Question], answers: Sequence[after.Answer]) -> dict[str, Any]:
    """The summary, with the poll while it runs, as arguments of chat.postMessage or chat.update."""
    title = entry.title(ama)
    said = summary(asked)
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=text.cut(f"Closed: {title}", 150)))]
    blocks += [entry.section(said), *_put(asked), *_due(asked), *_declined(asked)]
    blocks += [entry.note(KEY_GONE, EXPORT), DividerBlock(), *_poll(ama, answers)]
    shown = [block.to_dict() for block in blocks]
    return {
        "text": f"{text.escape(title)}: {said}",
        "blocks": shown,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _put(asked: Sequence[Question]) -> list[Block]:
    answered = ordered([each for each in asked if each.state in ANSWERED], "most")[:3]
    return [entry.section(PUT), *entry.listed(answered, entry.SHORT)] if answered else []


def _due(asked: Sequence[Question]) -> list[Block]:
    due = [each for each in asked if each.state == "parked"]
    blocks: list[Block] = [entry.section(DUE)] if due else []
    for each in due[:_MOST]:
        blocks += [entry.section(_due_line(each)), entry.words(each, entry.SHORT)]
    return blocks


def _due_line(each: Question) -> str:
    by = f"{each.due_on:%-d %B}" if each.due_on else "a date to come"
    return f"#{each.number} · by {by} · {text.person(each.due_owner)}"


def _declined(asked: Sequence[Question]) -> list[Block]:
    declined = [each for each in asked if each.state == "declined"]
    blocks: list[Block] = [entry.section(DECLINED)] if declined else []
    return blocks + [block for each in declined[:_MOST] for block in entry.declined(each)]


def _poll(ama: Ama, answers: Sequence[after.Answer]) -> list[Block]:
    counts = after.counts(answers)
    shown: list[Block] = []
    parts: list[tuple[str, str, Mapping[str, str]]] = [
        ("useful", after.QUESTION_USEFUL, after.USEFUL),
        ("next", after.QUESTION_NEXT, after.NEXT_TIME),
    ]
    for place, (name, question, options) in enumerate(parts):
        counted = counts[place] if counts else None
        said = " · ".join(f"{label} {counted[value]}" for value, label in options.items()) if counted else ""
        shown.append(entry.section(ANSWERS.format(question=question, counts=said).strip()))
        if ama.poll_until is not None:
            shown.append(_taps(ama, name, options))
    note = POLL_NOTE.format(until=text.when(ama.poll_until)) if ama.poll_until else POLL_OVER
    return [*shown, entry.note(note if counts else f"{note} {after.TOO_FEW}" if not ama.poll_until else note)]


def _taps(ama: Ama, name: str, options: Mapping[str, str]) -> ActionsBlock:
    buttons = [
        ButtonElement(
            text=label,
            action_id=f"{POLL}.{name}.{value}",
            value=Place(ama.ama_id, choice=f"{name}:{value}").written(),
        )
        for value, label in options.items()
    ]
    return ActionsBlock(block_id=f"ama.poll.{name}", elements=buttons)


def reminder(ama: Ama, question: Question, said: str) -> dict[str, Any]:
    """What the owner of a promised answer gets by direct message."""
    value = Place(ama.ama_id, question.question_id).written()
    button = ButtonElement(text=REMIND_BUTTON, action_id=PROMISE, value=value, style="primary")
    line = text.escape(text.one_line(said))
    blocks: list[Block] = [entry.section(line), ActionsBlock(block_id="ama.promise", elements=[button])]
    return {"text": line, "blocks": [block.to_dict() for block in blocks]}


def promised(ama: Ama, question: Question, earliest: date) -> dict[str, Any]:
    """The modal in which the owner answers, or moves the date."""
    words = PlainTextInputElement(action_id="note", multiline=True, max_length=2000)
    picker = DatePickerElement(action_id="due", initial_date=earliest.isoformat())
    blocks: list[Block] = [
        entry.section(_due_line(question)),
        entry.words(question),
        InputBlock(block_id="note", label=PlainTextObject(text=GIVEN), element=words, optional=True,
                   hint=PlainTextObject(text="It goes to the thread of the board, with your name.")),
        InputBlock(block_id="due", label=PlainTextObject(text="Or by"), element=picker, optional=True,
                   hint=PlainTextObject(text="Counts where there is no answer yet. The change is logged for everybody.")),
    ]  # fmt: skip
    return form.modal(
        PROMISED,
        "Your promise",
        blocks,
        ("Send", "Not now"),
        Place(ama.ama_id, question.question_id).written(),
    )
