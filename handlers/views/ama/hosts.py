"""For hosts: what is being answered, what comes next, what to decide about a question, and closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    DividerBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from handlers.views import form, text
from handlers.views.ama import entry
from handlers.views.ama.board import counted

TOOLS_VIEW, DECIDED, CLOSED = "ama.host.tools", "ama.host.decide", "ama.host.close"
LIVE, NEXT, ADMIT, ANSWERING, ANSWERED = "ama.host.live", "ama.host.next", "ama.host.admit", "ama.host.answering", "ama.host.answered"  # fmt: skip
DECIDE, MERGE, CLOSE, EXPORT, SEEN = "ama.host.open", "ama.host.merge", "ama.host.end", "ama.host.export", "ama.host.seen"  # fmt: skip

NOT_HOST = "Only its hosts can do that: {hosts}. You can read all they do under *Log*."
NOW, HELD, WAITING, FLAGGED, ALIKE = (
    "*Being answered*",
    "*Waiting to be let in*",
    "*Waiting for an answer*, top first",
    "*Flagged*",
    "*Perhaps the same.* Merging adds up the votes and keeps both, each in its own words:",
)
DONE = "*Decided*"
NOTHING = "Nothing waits."
CHOICES = {
    "written": "Answer it in writing",
    "answered": "It was answered in the session",
    "park": "Promise an answer by a date",
    "decline": "Decline it, with a reason",
    "merge": "Merge it into another",
    "reopen": "Open it again",
}
NOTE_HINT = "The answer, or the reason. Everybody will read it; an answer goes into the thread too."
PROMISE_HINT = (
    "Only for a promised answer. Its owner is reminded on the day, and every week until it is done."
)
CLOSING = (
    "Then nothing more can be asked, and the key that keeps people anonymous is destroyed. The summary goes to the channel, "
    "and everything as Markdown and CSV into its thread."
)
LEFT = "{count} without an outcome. They are promised by {due}, to the hosts in turn, unless you decide on them first."
PEOPLE = ("person", "people")
_MOST = 20  # questions in the tools; the list has all
_MOST_PAIRS = 3


@dataclass(frozen=True)
class Tools:
    """What a host sees. `alike` are pairs that may ask the same: the later one, and the one it could be merged into."""

    ama: Ama
    asked: Sequence[Question]
    waiting: Sequence[Question]
    alike: Sequence[tuple[Question, Question]]
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """What a host decided in the modal, as it was filled in."""

    verb: str
    note: str
    due: date | None
    owner: str
    into: str


def tools(shown: Tools) -> dict[str, Any]:
    """The modal in which hosts run a session."""
    ama = shown.ama
    blocks: list[Block] = [entry.section(shown.note)] if shown.note else []
    blocks += [_running(shown), *_now(shown), *_held(shown), *_flagged(shown), *_alike(shown)]
    blocks += [*_waiting(shown), *_done(shown)]
    return _view(TOOLS_VIEW, "For hosts", blocks[:98], Place(ama.ama_id))


def _view(
    callback: str, title: str, blocks: Sequence[Block], place: Place, submit: str = ""
) -> dict[str, Any]:
    return form.modal(callback, title, blocks, (submit, "Back" if submit else "Done"), place.written())


def only(ama: Ama, said: str) -> dict[str, Any]:
    """A modal that only says something."""
    return _view(TOOLS_VIEW, "For hosts", [entry.section(said)], Place(ama.ama_id))


def _button(
    ama: Ama, label: str, action: str, question: str = "", choice: str = "", style: str = ""
) -> ButtonElement:
    value = Place(ama.ama_id, question, choice).written()
    return ButtonElement(text=label, action_id=action, value=value, style=style or None)


def _running(shown: Tools) -> Block:
    ama = shown.ama
    if ama.state == "closed":
        return _row("running", _button(ama, "Send the export again", EXPORT))
    now = next((each.question_id for each in shown.asked if each.state == "answering"), "")
    buttons = [_button(ama, "Close it", CLOSE, style="danger")]
    if ama.state != "live":
        buttons.insert(0, _button(ama, "Go live", LIVE, style="primary"))
    elif shown.waiting or now:
        buttons.insert(0, _button(ama, "Next", NEXT, now, style="primary"))
    return _row("running", *buttons)


def _row(name: str, *buttons: ButtonElement) -> ActionsBlock:
    return ActionsBlock(block_id=f"ama.host.{name}", elements=list(buttons))


def _part(title: str, rows: Sequence[Sequence[Block]]) -> list[Block]:
    if not rows:
        return []
    return [DividerBlock(), entry.section(title), *(block for row in rows for block in row)]


def _question(ama: Ama, each: Question, *buttons: ButtonElement) -> list[Block]:
    label = "Change …" if each.state in {"parked", "answered", "declined", "merged"} else "Decide …"
    decide = _button(ama, label, DECIDE, each.question_id)
    row = _row(f"q.{each.question_id}", *buttons, decide)
    return [entry.section(entry.line(each)), entry.words(each, entry.SHORT), row]


def _now(shown: Tools) -> list[Block]:
    rows = [
        _question(
            shown.ama, each, _button(shown.ama, "Answered", ANSWERED, each.question_id, style="primary")
        )
        for each in shown.asked
        if each.state == "answering"
    ]
    return _part(NOW, rows)


def _held(shown: Tools) -> list[Block]:
    rows = [
        _question(shown.ama, each, _button(shown.ama, "Let it in", ADMIT, each.question_id, style="primary"))
        for each in shown.asked
        if each.state == "held"
    ]
    return _part(HELD, rows[:8])


def _flagged(shown: Tools) -> list[Block]:
    flagged = [each for each in shown.asked if each.flags and each.state == "open"]
    rows = [[entry.section(f"#{each.number}, by {counted(each.flags, PEOPLE)}")] for each in flagged[:3]]
    return _part(FLAGGED, rows)


def _alike(shown: Tools) -> list[Block]:
    rows = []
    for later, first in shown.alike[:_MOST_PAIRS]:
        label = f"Merge #{later.number} into #{first.number}"
        merge = _button(shown.ama, label, MERGE, later.question_id, first.question_id)
        both = [entry.section(entry.line(first)), entry.words(first, entry.SHORT)]
        both += [entry.section(entry.line(later)), entry.words(later, entry.SHORT)]
        rows.append([*both, _row(f"alike.{later.question_id}.{first.question_id}", merge)])
    return _part(ALIKE, rows)


def _waiting(shown: Tools) -> list[Block]:
    if shown.ama.state == "closed":
        return []
    rows = [
        _question(shown.ama, each, _button(shown.ama, "Answering", ANSWERING, each.question_id))
        for each in shown.waiting[:_MOST]
    ]
    return _part(WAITING, rows) or [entry.section(NOTHING)]


def _done(shown: Tools) -> list[Block]:
    wanted = {"parked"} if shown.ama.state == "closed" else {"parked", "answered", "declined", "merged"}
    done = [each for each in shown.asked if each.state in wanted]
    return _part(DONE, [_question(shown.ama, each) for each in done[:8]])


def decide(ama: Ama, question: Question, into: Sequence[Question], due: date) -> dict[str, Any]:
    """The modal in which a host decides about one question. `into` are those that it could be merged into."""
    blocks: list[Block] = [
        entry.section(entry.line(question)),
        entry.words(question),
        form.field("verb", "What becomes of it", _verbs(ama, question, can_merge=bool(into))),
        form.field(
            "note",
            "Words",
            PlainTextInputElement(action_id="note", multiline=True, max_length=2000),
            NOTE_HINT,
            optional=True,
        ),
        form.field("due", "By", DatePickerElement(action_id="due", initial_date=due.isoformat()), PROMISE_HINT, optional=True),
        form.field("owner", "Who answers", UserSelectElement(action_id="owner"), optional=True),
    ]  # fmt: skip
    if into and ama.state != "closed":
        options = [Option(value=each.question_id, text=_short(each)) for each in into[:100]]
        select = StaticSelectElement(action_id="into", options=options)
        blocks.append(form.field("into", "Merge it into", select, optional=True))
    return _view(DECIDED, "Decide", blocks, Place(ama.ama_id, question.question_id), "Decide")


def _short(question: Question) -> PlainTextObject:
    return PlainTextObject(text=text.cut(f"#{question.number} {text.one_line(question.text)}", 75))


def _verbs(ama: Ama, question: Question, *, can_merge: bool) -> RadioButtonsElement:
    fitting = {
        "held": ("park", "decline", "merge"),
        "open": ("written", "answered", "park", "decline", "merge"),
        "answering": ("answered", "written", "park", "decline", "reopen"),
        "parked": ("written", "answered", "decline", "reopen"),
        "answered": ("written", "reopen"),
        "declined": ("reopen",),
        "merged": ("reopen",),
    }.get(question.state, ("written",))
    closed = ama.state == "closed"
    verbs = [verb for verb in fitting if not (closed and verb in {"reopen", "merge"})]
    shown = [verb for verb in verbs if verb != "merge" or can_merge]
    options = [Option(value=verb, label=CHOICES[verb]) for verb in shown]
    return RadioButtonsElement(action_id="verb", options=options)


def read(view: Mapping[str, Any]) -> Decision:
    """What a host filled in."""
    values = view["state"]["values"]

    def given(name: str) -> Mapping[str, Any]:
        element = (values.get(name) or {}).get(name)
        return element if isinstance(element, Mapping) else {}

    chosen = given("due").get("selected_date")
    return Decision(
        verb=str((given("verb").get("selected_option") or {}).get("value") or ""),
        note=str(given("note").get("value") or "").strip(),
        due=date.fromisoformat(str(chosen)) if chosen else None,
        owner=str(given("owner").get("selected_user") or ""),
        into=str((given("into").get("selected_option") or {}).get("value") or ""),
    )


def close(ama: Ama, undecided: int, due: date) -> dict[str, Any]:
    """The modal that asks once more before closing."""
    blocks: list[Block] = [entry.section(CLOSING)]
    if undecided:
        blocks.append(entry.section(LEFT.format(count=undecided, due=f"{due:%-d %B}")))
    return _view(CLOSED, "Close it?", blocks, Place(ama.ama_id), "Close it")
