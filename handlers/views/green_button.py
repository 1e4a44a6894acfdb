"""The modal in which an opportunity is weighed: choices, most of them open, what is known filled in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import (
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.green_button.known import Filled
from bot.green_button.question import UNKNOWN, Question
from bot.green_button.questions import BY_ID, QUESTIONS
from handlers.views import text

CALLBACK, SHORTCUT, ANYTIME = "green_button", "greenbutton", "greenbutton_anytime"
OPEN, IN_MENU = "green_button.open", "green"
MOST = 3000  # characters that Slack lets somebody type
CARRIED = 600  # of them; Slack carries 3,000 along, with all the rest

TITLE = "Green or red?"
INTRO = (
    "Red is your day job, which pays for certain. Green is a chance, which may not. "
    "Answer what you know and leave the rest: *Don't know* is an answer too."
)
ASK, ASK_HINT = "What is asked?", "A few words, so that you know it again in your journal."
WHO = "Whom will you answer?"
NO_ACCOUNT = "{who} has no account any more, so I left the name out. Who would be glad about it today?"
GONE = "That post is no longer there for you to see. Say in your own words what was asked."
PRIVATE = "Only you see this, and what you decide. `/earshot stop` removes it all."


@dataclass(frozen=True)
class Start:
    """What the modal begins with. `notes` are said at the top, `channel` and `ts` name the message that asks."""

    ask: str = ""
    asker: str = ""
    channel: str = ""
    ts: str = ""
    filled: Mapping[str, Filled] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """What somebody sent. `is_quoted` says that the words are still those of the message."""

    ask: str
    asker: str
    channel: str
    ts: str
    is_quoted: bool
    answers: Mapping[str, str]


def modal(start: Start) -> dict[str, Any]:
    """The modal as views.open takes it."""
    origin = {"channel": start.channel, "ts": start.ts, "words": _mark(start.ask) if start.ts else ""}
    notes = [ContextBlock(elements=[MarkdownTextObject(text=note)]) for note in (INTRO, *start.notes)]
    view = View(
        type="modal",
        callback_id=CALLBACK,
        title=PlainTextObject(text=TITLE),
        submit=PlainTextObject(text="Weigh it"),
        close=PlainTextObject(text="Not now"),
        blocks=[*notes, _ask(start), _who(start)],
        private_metadata=json.dumps(origin),
    )
    shown: dict[str, Any] = view.to_dict()
    return {**shown, "blocks": [*shown["blocks"], *_questions(start.filled), _private().to_dict()]}


def _questions(filled: Mapping[str, Filled]) -> list[dict[str, Any]]:
    known = {name: _question(BY_ID[name], each).to_dict() for name, each in filled.items()}
    return [known.get(each.id) or _open_question(each) for each in QUESTIONS]


def _private() -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=PRIVATE)])


@cache
def _open_question(question: Question) -> dict[str, Any]:
    # Always the same, and most of what it takes to build the modal: somebody waits for that.
    return dict(_question(question, None).to_dict())


def _ask(start: Start) -> InputBlock:
    element = PlainTextInputElement(
        action_id="ask",
        multiline=True,
        max_length=MOST,
        initial_value=text.cut(start.ask, MOST) or None,
        focus_on_load=not start.ask,
    )
    return InputBlock(
        block_id="ask", label=PlainTextObject(text=ASK), element=element, hint=PlainTextObject(text=ASK_HINT)
    )


def _who(start: Start) -> InputBlock:
    element = UserSelectElement(
        action_id="who", placeholder=PlainTextObject(text="Somebody"), initial_user=start.asker or None
    )
    return InputBlock(block_id="who", label=PlainTextObject(text=WHO), element=element, optional=True)


def _question(question: Question, filled: Filled | None) -> InputBlock:
    options = {each.id: Option(value=each.id, label=each.label) for each in question.choices}
    chosen = options.get(filled.choice if filled else UNKNOWN, options[UNKNOWN])
    element = RadioButtonsElement(
        action_id=question.id, options=list(options.values()), initial_option=chosen
    )
    hint = filled.hint if filled else question.hint
    return InputBlock(
        block_id=question.id,
        label=PlainTextObject(text=question.label),
        element=element,
        hint=PlainTextObject(text=text.cut(hint, 2000)) if hint else None,
    )


def _mark(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:16]


def given_from(view: Mapping[str, Any]) -> Given:
    """What was sent, from the view of a submission; what is odd or missing in it is taken as left open."""
    values = view.get("state", {}).get("values", {})

    def chosen(block: str) -> Mapping[str, Any]:
        element = (values.get(block) or {}).get(block)
        return element if isinstance(element, Mapping) else {}

    answers = {
        each.id: str((chosen(each.id).get("selected_option") or {}).get("value", UNKNOWN))
        for each in QUESTIONS
    }
    origin = {name: str(each) for name, each in _carried(view).items()}
    ask = str(chosen("ask").get("value") or "").strip()
    return Given(
        ask=ask,
        asker=str(chosen("who").get("selected_user") or ""),
        channel=origin.get("channel", ""),
        ts=origin.get("ts", ""),
        is_quoted=bool(origin.get("words")) and origin["words"] == _mark(ask),
        answers={name: answer for name, answer in answers.items() if answer != UNKNOWN},
    )


def packed(given: Given, **more: str) -> str:
    """What was sent, for the modals that follow: short enough for the hidden text that goes with one."""
    told = {
        "ask": text.cut(text.one_line(given.ask), CARRIED),
        "asker": given.asker,
        "channel": given.channel,
        "ts": given.ts,
    }
    return json.dumps({**told, "answers": dict(given.answers), **more}, ensure_ascii=False)


def unpacked(view: Mapping[str, Any]) -> tuple[Given, str]:
    """What was packed into a modal, and the button that was chosen since, or ""."""
    told = _carried(view)
    found = told.get("answers")
    answers = {str(name): str(each) for name, each in found.items()} if isinstance(found, dict) else {}
    ask, asker, channel, ts, button = (
        str(told.get(name, "")) for name in ("ask", "asker", "channel", "ts", "button")
    )
    return Given(ask, asker, channel, ts, is_quoted=False, answers=answers), button


def _carried(view: Mapping[str, Any]) -> dict[str, Any]:
    """The hidden text that went with a modal, or nothing where it is none of ours."""
    try:
        found = json.loads(str(view.get("private_metadata") or ""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
