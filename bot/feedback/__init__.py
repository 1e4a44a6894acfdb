"""Feedback between colleagues: when it is owed, how it is written, who sees it."""

from bot.feedback.answering import Receivers, receivers, request
from bot.feedback.facts import Fact, draft, facts
from bot.feedback.owed import Owed, owed
from bot.feedback.traits import Flag, flags
from bot.feedback.visibility import Visibility, choices, fault, preview, readers, seen_by
from bot.feedback.writing import Field, Round, faults, lines

__all__ = [
    "Fact",
    "Field",
    "Flag",
    "Owed",
    "Receivers",
    "Round",
    "Visibility",
    "choices",
    "draft",
    "facts",
    "fault",
    "faults",
    "flags",
    "lines",
    "owed",
    "preview",
    "readers",
    "receivers",
    "request",
    "seen_by",
]
