"""Drafts of an answer to whoever asked, ready to copy."""

from dataclasses import dataclass
from typing import Literal

from bot.green_button.rubric import Decision

DraftKind = Literal["yes", "discover", "delegate", "no"]


@dataclass(frozen=True)
class Asked:
    """Who asked for what, and where: names and words as people see them, not Slack's mark-up; empty if unknown."""

    asker: str
    ask: str
    link: str


@dataclass(frozen=True)
class Draft:
    """One reply: the one that fits the verdict comes first."""

    kind: DraftKind
    title: str
    text: str


def drafts(asked: Asked, decision: Decision) -> tuple[Draft, ...]:
    """The four replies."""
    return (Draft("yes", "Yes", f"{asked.ask} {decision.title}"),)
