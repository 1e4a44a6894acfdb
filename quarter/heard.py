"""What everybody got from Earshot: each message to one person, when it came and how it read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from quarter.time import Time
from sandbox.events import WorkspaceEvent
from sandbox.workspace import Workspace

ANSWERED_WITHIN = timedelta(minutes=2)


@dataclass
class Heard:
    """One message to one person. `is_asked`: it came right after they did something with Earshot themselves."""

    user: str
    at: datetime
    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    delivery: str
    is_asked: bool
    purpose: str = ""  # as promised, once it is known
    period: str = ""
    edits: int = 0
    pressed_at: datetime | None = None
    pressed: list[str] = field(default_factory=list)

    @property
    def is_nudge(self) -> bool:
        """Whether it is one of those that the budget is for."""
        return self.purpose.startswith("nudge.")


class Ears:
    """Listens to every conversation between a person and Earshot."""

    def __init__(self, workspace: Workspace, time: Time, acted: Mapping[str, datetime]) -> None:
        """`acted` says when each person last did something with Earshot."""
        self._workspace, self._time, self._acted = workspace, time, acted
        self.heard: list[Heard] = []
        self._named = 0
        self._by_place: dict[tuple[str, str], Heard] = {}
        self.on_heard: Callable[[Heard], None] = lambda _heard: None
        workspace.listeners.append(self._receive)

    def nameless(self) -> list[Heard]:
        """What came since this was asked last."""
        new, self._named = self.heard[self._named :], len(self.heard)
        return new

    def _receive(self, event: WorkspaceEvent) -> None:
        inner = event.event
        if inner["type"] != "message" or inner.get("channel_type") != "im":
            return
        if inner.get("subtype") == "message_changed":
            self._changed(inner)
        elif inner.get("user") == self._workspace.bot_user_id and not inner.get("subtype"):
            self._came(inner)

    def _came(self, inner: dict[str, Any]) -> None:
        channel = self._workspace.channels[inner["channel"]]
        user = next(iter(channel.members - {self._workspace.bot_user_id}))
        now, acted = self._time.now(), self._acted.get(user)
        heard = Heard(
            user=user,
            at=now,
            channel=channel.id,
            ts=inner["ts"],
            text=inner.get("text") or "",
            blocks=inner.get("blocks") or [],
            delivery=str(((inner.get("metadata") or {}).get("event_payload") or {}).get("id", "")),
            is_asked=acted is not None and now - acted <= ANSWERED_WITHIN,
        )
        self.heard.append(heard)
        self._by_place[channel.id, heard.ts] = heard
        self.on_heard(heard)

    def _changed(self, inner: dict[str, Any]) -> None:
        message = inner["message"]
        if known := self._by_place.get((inner["channel"], message["ts"])):
            known.edits += 1


def words(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Every text in blocks, a line each; buttons in brackets, several in one line."""
    for block in blocks:
        if block["type"] == "actions":
            labels = [element["text"]["text"] for element in block["elements"] if "text" in element]
            if labels:
                yield " ".join(f"[{label}]" for label in labels)
        else:
            yield from _texts(block)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        said = part.get("text")
        if isinstance(said, str):
            yield f"[{said}]" if part.get("type") == "button" else said
        for name, each in part.items():
            if name != "options":
                yield from _texts(each)


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The buttons of a message that can be pressed: (action id, block id)."""
    return [
        (element["action_id"], block.get("block_id", ""))
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button" and not element.get("url")
    ]
