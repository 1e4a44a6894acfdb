"""What a modal is made from, at the door: it has three seconds, so few questions, each answered at once or not at all."""

from collections.abc import Callable
from typing import Any, Protocol

from sqlmodel import Session

from bot.event import Event


class Ask(Protocol):
    """Quick questions to Slack on the way to a modal."""

    def manager(self, user: str) -> str | None:
        """The manager that somebody's profile names; None where there is none, or Slack was too slow."""

    def channels(self, user: str) -> frozenset[str] | None:
        """The channels that somebody shares with Earshot, or could; None when Slack didn't say in time."""


Modal = Callable[[Session, Event, Ask], dict[str, Any]]
