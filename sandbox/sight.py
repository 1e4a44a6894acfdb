"""What the app made one person see since a moment: the views, messages and notes that answer what they did."""

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from sandbox.events import WorkspaceEvent
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.views import View, Views
from sandbox.workspace import Workspace

_POLL_S = 0.02


async def wait_until(condition: Callable[[], bool], timeout_s: float) -> bool:
    """Wait until `condition` holds, at most `timeout_s` seconds; whether it holds."""
    deadline = time.monotonic() + timeout_s
    while not condition() and time.monotonic() < deadline:  # noqa: ASYNC110 what is watched lies in many places
        await asyncio.sleep(_POLL_S)
    return condition()


class Sight:
    """Looks through a person's eyes from entering the `with` block on."""

    def __init__(self, workspace: Workspace, views: Views, person: Person) -> None:
        self._workspace = workspace
        self._views = views
        self._person = person
        self._views_before = self._shown_views()
        self._notes_before = self._notes()
        self._messages: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._workspace.listeners.append(self._receive)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workspace.listeners.remove(self._receive)

    @property
    def changed(self) -> bool:
        """Whether anything the app did has reached the person's eyes."""
        return (
            bool(self._messages)
            or self._shown_views() != self._views_before
            or self._notes() != self._notes_before
        )

    async def wait(self, timeout_s: float) -> None:
        """Wait until something changed, at most `timeout_s` seconds."""
        await wait_until(lambda: self.changed, timeout_s)

    def to_json(self) -> dict[str, Any]:
        """`view`: the modal on top, if the modals changed; `ephemeral`: new notes; `messages`: what the app posted or changed."""
        stack = self._views.stack(self._person.id)
        shown = self._shown_views()
        notes = self._notes()
        return {
            "view": self._views.to_json(stack[-1]) if stack and shown != self._views_before else None,
            "ephemeral": [
                {**note.to_json(), "channel": channel_id}
                for (channel_id, ts), note in notes.items()
                if self._notes_before.get((channel_id, ts)) != note
            ],
            "messages": self._messages,
        }

    def _receive(self, event: WorkspaceEvent) -> None:
        inner = event.event
        if inner["type"] != "message":
            return
        author = (inner.get("message") or inner.get("previous_message") or inner).get("user")
        channel = self._workspace.channels.get(event.channel_id or "")
        if (
            author == self._workspace.bot_user_id
            and channel is not None
            and self._person.id in channel.members
        ):
            self._messages.append(inner)

    def _shown_views(self) -> list[tuple[str, str]]:
        shown: list[View] = list(self._views.stack(self._person.id))
        home = self._views.home(self._person.id)
        return [(view.id, view.hash) for view in (*shown, *([home] if home else ()))]

    def _notes(self) -> dict[tuple[str, str], Message]:
        return {
            (channel.id, note.ts): note
            for channel in self._workspace.channels_of(self._person.id)
            for note in channel.ephemerals.values()
            if note.ephemeral_to == self._person.id
        }
