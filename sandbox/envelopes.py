"""What is sent to the app: one payload in its envelope, and what became of it."""

import json
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Envelope:
    """One attempt at delivery; `attempt` is 0 for the first and `reason` says why it is repeated."""

    kind: Kind
    payload: dict[str, Any]
    attempt: int = 0
    reason: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def name(self) -> str:
        """What a log calls it: the event, the command or the type of interaction."""
        if self.kind == "events_api":
            return str(self.payload["event"]["type"])
        return str(self.payload["command"] if self.kind == "slash_commands" else self.payload["type"])

    def to_frame(self) -> str:
        """The Socket Mode message."""
        frame: dict[str, Any] = {
            "envelope_id": self.id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": self.kind != "events_api",
        }
        if self.kind == "events_api":
            frame |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return json.dumps(frame)


@dataclass(frozen=True)
class Receipt:
    """What became of an attempt. `reason` is Slack's word for a failure; `payload` what the app answered with."""

    acknowledged: bool
    payload: dict[str, Any] | None = None
    reason: str = ""
    retry_allowed: bool = True


class Transport(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    @property
    def is_reachable(self) -> bool:
        """Whether an attempt has any chance now."""

    async def wait_reachable(self, timeout_s: float) -> bool:
        """Wait up to `timeout_s` for a chance; whether there is one."""

    async def deliver(self, envelope: Envelope, timeout_s: float) -> Receipt:
        """Send once and wait up to `timeout_s` for the acknowledgement; never raises for the app's faults."""

    async def close(self) -> None:
        """Let go of everything."""


def new_event_id() -> str:
    """A globally unique event id."""
    return "Ev" + secrets.token_hex(5).upper()
