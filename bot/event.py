"""One thing that happened, as handlers see it: from Slack, from the clock, or an answer to a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

UNTIMED = "sealed:"  # event ids that begin so are of acts whose time is not kept


@dataclass(frozen=True)
class Event:
    """An inbox row. `kind` is dotted from general to special, such as event.message.message_changed."""

    team_id: str
    event_id: str
    kind: str
    lane: str
    payload: dict[str, Any]
    received_at: datetime
