"""The modal that Pause opens: how long shall it be quiet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
)

from handlers.views import form

CALLBACK = "nudge.pause"
TITLE = "Pause"
INTRO = "Nothing comes by itself meanwhile: no digest, no nudge. What you ask for still works."
SPANS = {
    "tomorrow": "Until tomorrow",
    "week": "For a week",
    "date": "Until the day below",
    "ever": "Until I resume",
}
DAY, DAY_HINT = "The day on which I'm back", "Only for “Until the day below”."


def modal(carried: str) -> dict[str, Any]:
    """The modal; `carried` comes back with it."""
    options = [Option(value=value, text=PlainTextObject(text=label)) for value, label in SPANS.items()]
    span = RadioButtonsElement(action_id="span", options=options, initial_option=options[0])
    return form.modal(
        CALLBACK,
        TITLE,
        [
            SectionBlock(text=MarkdownTextObject(text=INTRO)),
            InputBlock(block_id="span", label=PlainTextObject(text="How long?"), element=span),
            InputBlock(
                block_id="day",
                label=PlainTextObject(text=DAY),
                hint=PlainTextObject(text=DAY_HINT),
                element=DatePickerElement(action_id="day"),
                optional=True,
            ),
        ],
        ("Pause", "Cancel"),
        carried,
    )


def chosen_from(view: Mapping[str, Any]) -> tuple[str, date | None]:
    """What was chosen: the span, and the day if one was picked."""
    values = view["state"]["values"]
    picked = values["day"]["day"].get("selected_date")
    return str(values["span"]["span"]["selected_option"]["value"]), date.fromisoformat(
        picked
    ) if picked else None
