"""Brings the workspace's events and people's interactions to the app, and repeats what was not acknowledged."""

import asyncio
import base64
import json
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, Literal

from sandbox.envelopes import Envelope, Kind, Receipt, Transport, new_event_id
from sandbox.events import Event, WorkspaceEvent
from sandbox.http_events import HttpEvents
from sandbox.socket_mode import SocketMode
from sandbox.workspace import Workspace

VERIFICATION_TOKEN = "local-verification-token"  # noqa: S105 Slack's long deprecated field, of no power here
RETRY_SCHEDULE_S = (0.0, 60.0, 300.0)
ACK_TIMEOUT_S = 3.0

_MESSAGE_EVENTS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class Delivery:
    """One app's deliveries. An event is tried once and then repeated on the schedule; an interaction is tried once.

    `retry_schedule_s` are the waits before each repetition, multiplied by `retry_scale`. With `hold_when_disconnected` an event
    waits for a Socket Mode connection as long as the schedule lasts; without, missing connections use up its attempts as in Slack.
    """

    def __init__(
        self,
        workspace: Workspace,
        transport: Literal["socket", "http"] = "socket",
        request_url: str | None = None,
        *,
        retry_schedule_s: Sequence[float] = RETRY_SCHEDULE_S,
        ack_timeout_s: float = ACK_TIMEOUT_S,
        retry_scale: float = 1.0,
        hold_when_disconnected: bool = True,
        connection_age_s: float = 3_600.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workspace = workspace
        self.retry_schedule_s = tuple(retry_schedule_s)
        self.ack_timeout_s = ack_timeout_s
        self.retry_scale = retry_scale
        self.hold_when_disconnected = hold_when_disconnected
        self.socket_mode: SocketMode | None = None
        self.http: HttpEvents | None = None
        self._monotonic = monotonic
        self._tasks: set[asyncio.Task[object]] = set()
        if transport == "http":
            self.http = HttpEvents(request_url or "", workspace.config.signing_secret)
        else:
            self.socket_mode = SocketMode(
                workspace.app_id, connection_age_s=connection_age_s, monotonic=monotonic
            )

    @property
    def transport(self) -> Transport:
        """The way to the app that is in use."""
        found = self.http or self.socket_mode
        assert found is not None
        return found

    @property
    def undelivered(self) -> int:
        """How many deliveries that nobody waits for are on their way, held ones included."""
        return len(self._tasks)

    def start(self) -> None:
        """Deliver from now on. Call it on the running event loop."""
        if self._receive not in self.workspace.listeners:
            self.workspace.listeners.append(self._receive)

    async def close(self) -> None:
        """Stop, and forget what is on its way."""
        if self._receive in self.workspace.listeners:
            self.workspace.listeners.remove(self._receive)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.transport.close()

    def wants(self, event: WorkspaceEvent) -> bool:
        """Whether the app subscribed to this event and may see it."""
        inner = event.event
        name = (
            _MESSAGE_EVENTS.get(inner.get("channel_type", ""))
            if inner["type"] == "message"
            else inner["type"]
        )
        if name not in self.workspace.config.bot_events:
            return False
        channel = self.workspace.channels.get(event.channel_id or "")
        return event.channel_id is None or (
            channel is not None and self.workspace.bot_user_id in channel.members
        )

    def send_event(self, event: Event) -> None:
        """Bring an inner event to the app whether or not it was subscribed to."""
        envelope = Envelope("events_api", self._event_payload(event))
        self._begin(self._deliver_event(envelope))

    def tell(self, kind: Kind, payload: dict[str, Any]) -> None:
        """Bring an interaction to the app, once, without waiting for its answer."""
        self._begin(self.send_interaction(kind, payload))

    async def send_interaction(self, kind: Kind, payload: dict[str, Any]) -> Receipt:
        """Bring an interaction or a command to the app, once, and wait for its answer."""
        started = self._monotonic()
        envelope = Envelope(kind, payload)
        if not await self.transport.wait_reachable(self.ack_timeout_s):
            receipt = Receipt(acknowledged=False, reason="connection_failed")
        else:
            left_s = max(0.0, self.ack_timeout_s - (self._monotonic() - started))
            receipt = await self.transport.deliver(envelope, left_s)
        self._log("interaction", envelope, receipt, started)
        return receipt

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _receive(self, event: WorkspaceEvent) -> None:
        if self.wants(event):
            self.send_event(event.event)

    async def _deliver_event(self, envelope: Envelope) -> None:
        give_up = self._monotonic() + sum(self.retry_schedule_s) * self.retry_scale + self.ack_timeout_s
        receipt = Receipt(acknowledged=False)
        for attempt in range(len(self.retry_schedule_s) + 1):
            if attempt:
                await asyncio.sleep(self.retry_schedule_s[attempt - 1] * self.retry_scale)
                envelope = Envelope("events_api", envelope.payload, attempt, receipt.reason)
            left_s = give_up - self._monotonic()
            if self.hold_when_disconnected and not await self.transport.wait_reachable(left_s):
                break
            started = self._monotonic()
            receipt = await self.transport.deliver(envelope, self.ack_timeout_s)
            self._log("event", envelope, receipt, started)
            if receipt.acknowledged or not receipt.retry_allowed:
                return
        self._log("event", envelope, replace(receipt, reason="dropped"), self._monotonic())

    def _event_payload(self, event: Event) -> dict[str, Any]:
        workspace = self.workspace
        authorization = {
            "enterprise_id": None,
            "team_id": workspace.team_id,
            "user_id": workspace.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            # A copy: what the workspace holds may change before the last attempt.
            "event": json.loads(json.dumps(event)),
            "type": "event_callback",
            "event_id": new_event_id(),
            "event_time": int(workspace.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": self._event_context(event),
        }

    def _event_context(self, event: Event) -> str:
        context = {"et": event["type"], "tid": self.workspace.team_id, "aid": self.workspace.app_id}
        return "4-" + base64.urlsafe_b64encode(json.dumps(context).encode()).decode().rstrip("=")

    def _log(self, kind: str, envelope: Envelope, receipt: Receipt, started: float) -> None:
        payload = envelope.payload
        detail: dict[str, Any] = {"attempt": envelope.attempt}
        if envelope.kind == "events_api":
            detail |= {"event_id": payload["event_id"], "event": payload["event"]}
        elif envelope.kind == "interactive":
            view = (payload.get("view") or {}).get("id", "")
            detail |= {"user": payload["user"]["id"], "trigger_id": payload.get("trigger_id"), "view": view}
        else:
            detail |= {
                "user": payload["user_id"],
                "text": payload["text"],
                "trigger_id": payload["trigger_id"],
            }
        status = "ok" if receipt.acknowledged else receipt.reason
        self.workspace.log.add(
            kind, envelope.name, status, ms=(self._monotonic() - started) * 1_000, **detail
        )
