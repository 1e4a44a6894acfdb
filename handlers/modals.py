"""What a modal is made from, at the door: it has three seconds, so few questions, each answered at once or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session

from bot.ama.act import Mine
from bot.event import Event
from bot.people import Person


class Ask(Protocol):
    """Quick questions to Slack on the way to a modal."""

    def manager(self, user: str) -> str | None:
        """The manager that somebody's profile names; None where there is none, or Slack was too slow."""

    def channels(self, user: str) -> frozenset[str] | None:
        """The channels that somebody shares with Earshot, or could; None when Slack didn't say in time."""

    def person(self, user: str, team_id: str) -> Person | None:
        """Who somebody is, as seen from that workspace; None where nobody is it, or Slack didn't say in time."""

    def zone(self, user: str) -> str:
        """The IANA zone of somebody; "" where Slack didn't say in time."""

    def mine(self, ama_id: str, user: str) -> Mine | None:
        """How to find what somebody did in a session; None where its key is gone, so nobody can."""


Modal = Callable[[Session, Event, Ask], dict[str, Any]]
"""The modal that an event opens, or the one it turns into where it was pressed in one; {} where none opens after all."""


@dataclass(frozen=True)
class Reply:
    """What a submission is answered with, as Slack takes it: response_action update, push, errors or clear.

    Where `is_written` is False the submission is not written down, as if it had never been sent.
    """

    answer: dict[str, Any]
    is_written: bool = True


Respond = Callable[[Session, Event, Ask], Reply | None]
"""The reply to a submitted modal; None closes it."""


def turned_into(view: dict[str, Any]) -> Reply:
    """The reply that shows another view in the place of the submitted one."""
    return Reply({"response_action": "update", "view": view})
