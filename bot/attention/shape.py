"""What can be said of a post's text without understanding it: its length, a question, a greeting, code."""

import math
import re

SHAPE = ("length", "question", "code", "file", "exclamation", "greeting", "congratulation", "short")

_GREETINGS = ("hi", "hello", "hey", "good ")
_CONGRATULATIONS = ("congrat", "happy", "welcome")
_MENTION = re.compile(r"<@[^>]*>")


def shape(text: str, files: int) -> tuple[float, ...]:
    """One number per name in SHAPE."""
    lower = text.lower()
    return (
        math.log1p(len(text)),
        float("?" in text or "\uff1f" in text),
        float("```" in text),
        float(files > 0),
        float("!" in text),
        float(lower.startswith(_GREETINGS)),
        float(any(word in lower for word in _CONGRATULATIONS)),
        float(len(text) < 60),
    )


def is_forgotten(text: str | None) -> bool:
    """Whether nothing is left of a text but the people it mentioned."""
    return text is None or (bool(text) and not _MENTION.sub("", text).strip())
