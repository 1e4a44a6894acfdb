"""The modal for the words that somebody wants to be told of."""

import re
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
)

from handlers.views import form, text

CALLBACK = "green_words"
INTRO = (
    "Where your own words say “I'm too busy”, I tell you before anybody reads it. Which of yours are missing?"
)
LABEL, HINT = (
    "Words to look for",
    "With commas or on lines of their own, in any language: up to my neck, Land unter",
)


def modal(words: Sequence[str]) -> dict[str, Any]:
    """The words, one a line."""
    element = PlainTextInputElement(
        action_id="words",
        multiline=True,
        max_length=3000,
        initial_value=text.cut("\n".join(words), 3000) or None,
    )
    asked = InputBlock(
        block_id="words",
        label=PlainTextObject(text=LABEL),
        element=element,
        hint=PlainTextObject(text=HINT),
        optional=True,
    )
    return form.modal(
        CALLBACK,
        "Words to look for",
        [ContextBlock(elements=[MarkdownTextObject(text=INTRO)]), asked],
        ("Save", "Close"),
    )


def words_from(view: dict[str, Any]) -> list[str]:
    """What was entered, each once."""
    element = (view.get("state", {}).get("values", {}).get("words") or {}).get("words") or {}
    parts = re.split(r"[,\n]", str(element.get("value") or ""))
    return list(dict.fromkeys(word for part in parts if (word := text.one_line(part))))
