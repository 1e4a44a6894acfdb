"""One outgoing call that was promised, as the sender sees it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Promise:
    """What a handler asks for.

    `recipient`, `purpose` and `period` say what it is for: a second promise with the same three is the same
    promise. Calls of one `lane` go out in order. `answer` is the kind of event in which the answer comes
    back, together with `context`.
    """

    team_id: str
    method: str
    recipient: str
    purpose: str
    period: str
    arguments: dict[str, Any]
    lane: str = ""
    answer: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Call:
    """A promise that is due. `looks` counts how often we have looked for it after a doubtful end."""

    id: int
    team_id: str
    method: str
    recipient: str
    arguments: dict[str, Any]
    delivery_id: str
    is_unsure: bool
    attempted_at: datetime | None
    tries: int
    looks: int
    expires_at: datetime | None
