"""Trigger ids: the short-lived permission, given with an interaction, to show that person a modal."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import SlackError

LIFETIME_S = 3.0
_REMEMBERED = 10_000


@dataclass
class Trigger:
    """One permission: for whom, when on the monotonic clock, from which open view and in which conversation, if any."""

    id: str
    user_id: str
    issued: float
    view_id: str | None = None
    channel_id: str | None = None
    exchanged_for: str | None = None


class Triggers:
    """Every trigger works once, within three real seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user_id: str, *, view_id: str | None = None, channel_id: str | None = None) -> Trigger:
        """A new trigger for what `user_id` just did, inside view `view_id` or conversation `channel_id`."""
        first, second = (secrets.randbelow(9 * 10**11) + 10**11 for _ in range(2))
        trigger_id = f"{first}.{second}.{secrets.token_hex(16)}"
        trigger = Trigger(trigger_id, user_id, self._monotonic(), view_id, channel_id)
        self._triggers[trigger.id] = trigger
        if len(self._triggers) > _REMEMBERED:
            del self._triggers[next(iter(self._triggers))]
        return trigger

    def check(self, trigger_id: str) -> Trigger:
        """The usable trigger; raises invalid_trigger_id, exchanged_trigger_id or expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged_for is not None:
            raise SlackError("exchanged_trigger_id")
        if self._monotonic() - trigger.issued > LIFETIME_S:
            raise SlackError("expired_trigger_id")
        return trigger
