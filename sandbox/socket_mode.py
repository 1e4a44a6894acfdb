"""Socket Mode: the app's own WebSocket connections, over which events and interactions reach it."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.envelopes import Envelope, Receipt

if TYPE_CHECKING:
    from sandbox.site import Site

MAX_CONNECTIONS = 10
TICKET_LIFETIME_S = 30.0
WARNING_LEAD_S = 10.0
_DEBUG_AGE_S = 360.0
_SEND_TIMEOUT_S = 5.0
_REFUSED = 4_004
_GOING_AWAY = 1_001


class SocketConnection:
    """One open WebSocket. Once `retiring` it gets nothing new, but what it has may still be acknowledged."""

    def __init__(self, websocket: WebSocket, receive: Receive, age_s: float) -> None:
        self._websocket = websocket
        self._receive = receive
        self._ageing: asyncio.Task[None] | None = None
        self.id = secrets.token_hex(6)
        self.age_s = age_s
        self.greeted = False
        self.retiring = False

    @property
    def takes_envelopes(self) -> bool:
        """Whether the app may be sent something new over it."""
        return self.greeted and not self.retiring

    async def send(self, frame: str) -> bool:
        """Send one message; False when the connection turns out to be gone."""
        try:
            async with asyncio.timeout(_SEND_TIMEOUT_S):
                await self._websocket.send_text(frame)
        except (RuntimeError, TimeoutError, WebSocketDisconnect):
            return False
        return True

    async def announce(self, reason: str) -> None:
        """Tell the app that this connection will end: warning, refresh_requested, link_disabled, too_many_websockets."""
        self.retiring = self.retiring or reason != "warning"
        await self.send(
            json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": f"local-{self.id}"}})
        )

    def drop(self) -> None:
        """Break it off as when the network fails: what is unacknowledged is lost, and delivered again."""
        # ASGI has no word for hanging up; uvicorn's receive is a method of the object that holds the connection.
        self._receive.__self__.transport.abort()  # type: ignore[attr-defined]

    async def close(self, code: int = 1_000) -> None:
        """End it without a word."""
        self.retiring = True
        try:
            await self._websocket.close(code)
        except (RuntimeError, WebSocketDisconnect):
            return

    async def receive(self) -> str | None:
        """The app's next message, None at the end."""
        try:
            return await self._websocket.receive_text()
        except (RuntimeError, KeyError, WebSocketDisconnect):
            return None

    def age(self, after_s: float, lead_s: float) -> None:
        """Arrange for a warning after `after_s` seconds, and for retirement `lead_s` later."""
        self._arrange(self._age(after_s, lead_s))

    def retire(self, lead_s: float) -> None:
        """Ask for a new connection now, and end this one `lead_s` seconds later."""
        self._arrange(self._retire(lead_s))

    def stop_ageing(self) -> None:
        """Forget what was arranged."""
        if self._ageing is not None:
            self._ageing.cancel()
            self._ageing = None

    def _arrange(self, end: Coroutine[Any, Any, None]) -> None:
        self.stop_ageing()
        self._ageing = asyncio.create_task(end)

    async def _age(self, after_s: float, lead_s: float) -> None:
        await asyncio.sleep(after_s)
        await self.announce("warning")
        await asyncio.sleep(lead_s)
        await self._retire(lead_s)

    async def _retire(self, lead_s: float) -> None:
        await self.announce("refresh_requested")
        await asyncio.sleep(lead_s)
        await self.close(_GOING_AWAY)


class SocketMode:
    """Up to ten connections of the app. Each envelope goes to one of them; any of them may acknowledge it.

    Slack's clients acknowledge over their newest connection what an older one brought, so acknowledgements are not tied to one.
    """

    def __init__(
        self,
        app_id: str,
        *,
        connection_age_s: float = 3_600.0,
        warning_lead_s: float = WARNING_LEAD_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app_id = app_id
        self.connection_age_s = connection_age_s
        self.warning_lead_s = warning_lead_s
        self._monotonic = monotonic
        self._tickets: dict[str, float] = {}
        self._connections: list[SocketConnection] = []
        self._pending: dict[str, tuple[SocketConnection, asyncio.Future[Receipt]]] = {}
        self._reachable = asyncio.Event()

    @property
    def connections(self) -> tuple[SocketConnection, ...]:
        """The open connections, in turn of use."""
        return tuple(self._connections)

    @property
    def is_reachable(self) -> bool:
        """Whether a connection takes envelopes."""
        return any(connection.takes_envelopes for connection in self._connections)

    def connection_url(self, base_url: str) -> str:
        """A WebSocket address below `base_url` (http://host:port) for one connection, good for 30 seconds."""
        now = self._monotonic()
        self._tickets = {ticket: until for ticket, until in self._tickets.items() if until > now}
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = now + TICKET_LIFETIME_S
        return f"{base_url.rstrip('/').replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self.app_id}"

    async def wait_reachable(self, timeout_s: float) -> bool:
        """Wait up to `timeout_s` for a connection that takes envelopes; whether there is one."""
        deadline = self._monotonic() + timeout_s
        while not self.is_reachable:
            self._reachable.clear()
            try:
                async with asyncio.timeout(max(0.0, deadline - self._monotonic())):
                    await self._reachable.wait()
            except TimeoutError:
                return self.is_reachable
        return True

    async def deliver(self, envelope: Envelope, timeout_s: float) -> Receipt:
        """Send over the next connection and wait for the acknowledgement."""
        connection = self._next_connection()
        if connection is None:
            return Receipt(acknowledged=False, reason="connection_failed")
        answer: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._pending[envelope.id] = (connection, answer)
        try:
            async with asyncio.timeout(timeout_s):
                if not await connection.send(envelope.to_frame()):
                    return Receipt(acknowledged=False, reason="connection_failed")
                return await answer
        except TimeoutError:
            return Receipt(acknowledged=False, reason="timeout")
        finally:
            del self._pending[envelope.id]

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection's life, from its ticket to its end."""
        websocket = WebSocket(scope, receive, send)
        if self._tickets.pop(websocket.query_params.get("ticket", ""), 0.0) <= self._monotonic():
            await websocket.close(_REFUSED)
            return
        await websocket.accept()
        debug = websocket.query_params.get("debug_reconnects") == "true"
        connection = SocketConnection(websocket, receive, _DEBUG_AGE_S if debug else self.connection_age_s)
        if len(self._connections) >= MAX_CONNECTIONS:
            await connection.announce("too_many_websockets")
            await connection.close()
            return
        self._connections.append(connection)
        try:
            await self._converse(connection)
        finally:
            self._forget(connection)

    async def close(self) -> None:
        """End every connection."""
        for connection in self.connections:
            connection.stop_ageing()
            await connection.close(_GOING_AWAY)

    async def _converse(self, connection: SocketConnection) -> None:
        connection.greeted = await connection.send(json.dumps(self._hello(connection)))
        connection.age(max(0.0, connection.age_s - self.warning_lead_s), self.warning_lead_s)
        self._reachable.set()
        while (frame := await connection.receive()) is not None:
            self._acknowledge(frame)

    def _hello(self, connection: SocketConnection) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {
                "host": f"local-{connection.id}",
                "build_number": 1,
                "approximate_connection_time": round(connection.age_s),
            },
            "connection_info": {"app_id": self.app_id},
        }

    def _acknowledge(self, frame: str) -> None:
        try:
            answer = json.loads(frame)
        except ValueError:
            return
        if not isinstance(answer, dict):
            return
        _, waiting = self._pending.get(str(answer.get("envelope_id")), (None, None))
        if waiting is not None and not waiting.done():
            payload = answer.get("payload")
            waiting.set_result(
                Receipt(acknowledged=True, payload=payload if isinstance(payload, dict) else None)
            )

    def _next_connection(self) -> SocketConnection | None:
        for connection in self._connections:
            if connection.takes_envelopes:
                self._connections.remove(connection)
                self._connections.append(connection)
                return connection
        return None

    def _forget(self, connection: SocketConnection) -> None:
        connection.stop_ageing()
        self._connections.remove(connection)
        for used, waiting in self._pending.values():
            # A connection that was asked to go may have been replaced, and the new one may still acknowledge.
            if used is connection and not connection.retiring and not waiting.done():
                waiting.set_result(Receipt(acknowledged=False, reason="connection_failed"))


def routes(site: "Site") -> list[BaseRoute]:
    """The WebSocket route that `SocketMode.connection_url` points to."""
    return [WebSocketRoute("/link/", _Link(site))]


class _Link:
    def __init__(self, site: "Site") -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket_mode = self._site.delivery.socket_mode
        if socket_mode is None:
            await WebSocket(scope, receive, send).close(_REFUSED)
            return
        await socket_mode.serve(scope, receive, send)
