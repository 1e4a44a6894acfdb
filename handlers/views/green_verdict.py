"""After weighing: the advice with its reasons, and the words for what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    RichTextBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import RichTextElementParts, RichTextPreformattedElement

from bot.green_button.busy import Flag
from bot.green_button.journal import CHANCES, Button
from bot.green_button.replies import Draft
from bot.green_button.rubric import Decision, Leaning
from handlers.views import form, text
from handlers.views.green_button import MOST, TITLE, Given, packed

DECIDE, REPLY = "green_button.decide", "green_button.reply"

MARKS: dict[Leaning, str] = {
    "green": ":large_green_circle:",
    "red": ":red_circle:",
    "even": ":white_small_square:",
    "open": ":grey_question:",
}
WEIGHTS = {
    0: "The weights are those we begin with; your own outcomes will move them.",
    1: "The weights have moved with how 1 press of yours went.",
}
WEIGHTS_MOVED = "The weights have moved with how {n} presses of yours went."
FLIPS, FIRST = "*What would change it*", "*Worth asking first*"
YOURS = "The button is yours. What do you do?"
CHOICES: dict[Button, str] = {
    "green": "Green: I say yes",
    "discover": "I find out more first",
    "delegate": "I put my name down, and find the right person",
    "red": "Red: not this time",
}
CHANCE, CHANCE_HINT = (
    "How likely is it to work?",
    "Before you know. Later you see how well you guess; nobody else does.",
)
CHANCE_OF = "{tens} in 10"
COPY = "Words to copy; make them yours."
OTHERS = "*Other answers*"
OWN, OWN_HINT = "Or your own words", "I look for words after which people stop asking. Nothing is sent by me."
FLAGGED = "*“{words}”*: after that, people tend not to ask again. You could say: “{rewrite}”"
FINE = "Nothing in it that would keep them from asking again."


@dataclass(frozen=True)
class Checked:
    """A reply that somebody wrote, and what was found in it."""

    words: str
    flags: tuple[Flag, ...]


def verdict(decision: Decision, given: Given) -> dict[str, Any]:
    """The advice for what somebody sent, and the choice."""
    short = text.escape(text.cut(text.one_line(given.ask), 150))
    asked = f"{text.person(given.asker)}: {short}" if given.asker else short
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=text.cut(decision.title, 150))),
        SectionBlock(text=MarkdownTextObject(text=text.cut(decision.in_short, 3000))),
        ContextBlock(elements=[MarkdownTextObject(text=asked)]),
    ]
    blocks += [_section(part) for part in _reasons(decision)]
    weights = WEIGHTS.get(decision.n, WEIGHTS_MOVED.format(n=decision.n))
    blocks += [ContextBlock(elements=[MarkdownTextObject(text=weights)]), DividerBlock()]
    blocks += [_decision(decision), _chance()]
    return _view(DECIDE, blocks, ("Keep it", "Later"), packed(given))


def _reasons(decision: Decision) -> Sequence[str]:
    lines = [f"{MARKS[each.leaning]} *{each.name}.* {each.said}" for each in decision.lines]
    parts = ["\n".join(f"*{each}*" for each in decision.overrides), "\n".join(lines)]
    if decision.flips:
        parts.append("\n".join([FLIPS, *(f"• {each.said}" for each in decision.flips)]))
    if decision.ask:
        parts.append("\n".join([FIRST, *(f"• {each}" for each in decision.ask)]))
    return [part for part in parts if part]


def _decision(decision: Decision) -> InputBlock:
    options = {name: Option(value=name, label=label) for name, label in CHOICES.items()}
    element = RadioButtonsElement(
        action_id="decision", options=list(options.values()), initial_option=options[decision.verdict]
    )
    return InputBlock(block_id="decision", label=PlainTextObject(text=YOURS), element=element)


def chance_options() -> list[Option]:
    """How likely, in tens."""
    return [Option(value=str(each), label=CHANCE_OF.format(tens=each // 10)) for each in CHANCES]


def _chance() -> InputBlock:
    element = StaticSelectElement(
        action_id="chance", placeholder=PlainTextObject(text="Your guess"), options=chance_options()
    )
    return InputBlock(
        block_id="chance",
        label=PlainTextObject(text=CHANCE),
        element=element,
        hint=PlainTextObject(text=CHANCE_HINT),
        optional=True,
    )


def words(
    given: Given, button: Button, noted: str, drafts: Sequence[Draft], checked: Checked | None = None
) -> dict[str, Any]:
    """The drafts for what was decided, the fitting one first; `noted` says in mrkdwn what was kept."""
    first, *others = drafts
    blocks: list[Block] = [_section(noted), ContextBlock(elements=[MarkdownTextObject(text=COPY)])]
    blocks += [*_draft(first), *(_found(checked) if checked else ()), _own(checked), DividerBlock()]
    blocks.append(_section(OTHERS))
    blocks += [block for draft in others for block in _draft(draft)]
    return _view(REPLY, blocks, ("Check my words", "Done"), packed(given, button=button))


def _found(checked: Checked) -> Sequence[Block]:
    if not checked.flags:
        return [_section(FINE), preformatted(checked.words)]
    return [
        _section(
            FLAGGED.format(words=text.escape(text.one_line(each.words)), rewrite=text.escape(each.rewrite))
        )
        for each in checked.flags[:5]
    ]


def _own(checked: Checked | None) -> InputBlock:
    element = PlainTextInputElement(
        action_id="reply",
        multiline=True,
        max_length=MOST,
        initial_value=(checked.words if checked else None) or None,
    )
    return InputBlock(
        block_id="reply",
        label=PlainTextObject(text=OWN),
        element=element,
        hint=PlainTextObject(text=OWN_HINT),
        optional=True,
    )


def _draft(draft: Draft) -> Sequence[Block]:
    return [_section(f"*{draft.title}*"), preformatted(draft.text)]


def preformatted(words: str) -> RichTextBlock:
    """Words as they are to be copied, in a block that reads no markup."""
    part = RichTextElementParts.Text(text=words or " ")
    return RichTextBlock(elements=[RichTextPreformattedElement(elements=[part])])


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))


def _view(callback: str, blocks: Sequence[Block], ends: tuple[str, str], carried: str) -> dict[str, Any]:
    return form.modal(callback, TITLE, blocks, ends, carried)


def decision_from(view: dict[str, Any]) -> tuple[Button | None, int | None]:
    """What was chosen and how likely it was said to work, in per cent; None for what is missing or odd."""
    values = view.get("state", {}).get("values", {})

    def chosen(block: str) -> str:
        element = (values.get(block) or {}).get(block) or {}
        return str((element.get("selected_option") or {}).get("value", ""))

    button, chance = chosen("decision"), chosen("chance")
    known = chance in {str(each) for each in CHANCES}
    return cast("Button", button) if button in get_args(Button) else None, int(chance) if known else None


def reply_from(view: dict[str, Any]) -> str:
    """The words that somebody wrote."""
    element = (view.get("state", {}).get("values", {}).get("reply") or {}).get("reply") or {}
    return str(element.get("value") or "").strip()
