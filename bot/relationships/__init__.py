"""Whom somebody talks with, how often, who is going cold, and what there is to give."""

from bot.relationships.contact import Contact, Said, Talk, contacts
from bot.relationships.giving import gifts, topics_of
from bot.relationships.offer import Gift, best, draft, words
from bot.relationships.rhythm import gaps, long_after, usual
from bot.relationships.surprise import surprise
from bot.relationships.tie import (
    CADENCES,
    SNOOZE,
    Standing,
    Tie,
    cadence,
    last_talk,
    span,
    standing,
    upcoming,
)

__all__ = [
    "CADENCES",
    "SNOOZE",
    "Contact",
    "Gift",
    "Said",
    "Standing",
    "Talk",
    "Tie",
    "best",
    "cadence",
    "contacts",
    "draft",
    "gaps",
    "gifts",
    "last_talk",
    "long_after",
    "span",
    "standing",
    "surprise",
    "topics_of",
    "upcoming",
    "usual",
    "words",
]
