"""The first conversation: one message of buttons that goes from question to question in place."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

LEAD, NO_LEAD = "first_run.lead", "first_run.no_lead"
FORM, NO_FORM = "first_run.form", "first_run.no_form"
FINE, HOURS = "first_run.fine", "first_run.hours"
LATER = "first_run.later"

HELLO = (
    "Hello. Work gets decided in conversations, and I keep you within earshot of them: I listen in the channels you "
    "choose, learn what the people above you react to, and bring you those posts early, with a reason you can check."
)
THREE = "Three short questions, and then I'm quiet. Nothing you write here reaches anyone."
LEADS = "*1 of 3 · Do you lead people?* Then I can write to you once a week with what is worth handing on to them."
FOLLOWS = (
    "*2 of 3 · Which channels, and whose attention?* One form: where work gets discussed, and your manager, "
    "filled in where your Slack profile names one."
)
MAY_WRITE = (
    "*3 of 3 · May I write to you on working days, from 8:00 to 20:00 your time?* "
    "Unasked at most three times a week, besides your digest; *Pause* stands below each."
)
END = "That's all. My Home tab shows what you chose and what comes next; `/earshot help` says what else there is."
PUT_OFF = (
    "Gladly another time. You hear nothing from me until then: write to me, or press *Start* on my Home tab."
)


def first() -> dict[str, Any]:
    """The message that begins it."""
    buttons = [_button("Yes", LEAD), _button("No", NO_LEAD), _button("Not now", LATER)]
    return _message(HELLO, [HELLO, LEADS], buttons, THREE)


def second(noted: str) -> dict[str, Any]:
    """The second question, after what was noted of the first."""
    buttons = [_button("Open the form", FORM, "primary"), _button("Later", NO_FORM)]
    return _message(FOLLOWS, [noted, FOLLOWS], buttons)


def third(*, is_form_open: bool) -> dict[str, Any]:
    """The third question; while the form is open it can be opened once more."""
    again = [_button("The form again", FORM)] if is_form_open else []
    return _message(
        MAY_WRITE, [MAY_WRITE], [_button("Yes", FINE, "primary"), _button("Other hours", HOURS), *again]
    )


def last(*, has_chosen: bool) -> dict[str, Any]:
    """The end; whoever has chosen nothing yet can still do it here."""
    return _message(END, [END], [] if has_chosen else [_button("Choose what to follow", FORM, "primary")])


def put_off() -> dict[str, Any]:
    """The end where somebody would rather not."""
    return _message(PUT_OFF, [PUT_OFF], [])


def _button(label: str, action: str, style: str | None = None) -> ButtonElement:
    return ButtonElement(text=label, action_id=action, style=style)


def _message(
    said: str, paragraphs: Sequence[str], buttons: Sequence[ButtonElement], note: str = ""
) -> dict[str, Any]:
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=each)) for each in paragraphs]
    if buttons:
        blocks.append(ActionsBlock(block_id="first_run", elements=list(buttons)))
    if note:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=note)]))
    return {"text": said, "blocks": [block.to_dict() for block in blocks], "unfurl_links": False}
