"""Socket Mode with real clients: connections, acknowledgements, repetition and replacement."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import CONFIG, Control, make_site, wait_for
from tests.sandbox.parrot import SocketParrot

Frame = dict[str, Any]


@pytest.fixture(name="server")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site(retry_scale=0.001, ack_timeout_s=0.3)) as server:
        yield server


def _post(server: LocalWorkspaceServer, text: str) -> None:
    server.call(lambda: server.site.workspace.post("UANA", "CGENERAL", text))


def _url(server: LocalWorkspaceServer) -> str:
    client = WebClient(CONFIG.app_token, base_url=server.api_url)
    url: str = client.apps_connections_open(app_token=CONFIG.app_token)["url"]
    return url


class Link:
    """A bare WebSocket connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def next(self, timeout_s: float = 2) -> Frame:
        """The next message."""
        frame: Frame = json.loads(await self._socket.receive_str(timeout=timeout_s))
        return frame

    async def acknowledge(self, frame: Frame, **payload: Any) -> None:
        """Acknowledge an envelope."""
        await self._socket.send_str(json.dumps({"envelope_id": frame["envelope_id"], "payload": payload}))

    async def say(self, text: str) -> None:
        """Send anything."""
        await self._socket.send_str(text)

    async def end(self) -> int | None:
        """Wait for the end; the close code."""
        async with asyncio.timeout(2):
            while not self._socket.closed:
                await self._socket.receive()
        return self._socket.close_code


@contextlib.asynccontextmanager
async def _linked(*urls: str) -> AsyncIterator[list[Link]]:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(url) for url in urls]
        yield [Link(socket) for socket in sockets]
        for socket in sockets:
            await socket.close()


def test_hello_and_an_event(server: LocalWorkspaceServer) -> None:
    async def talk() -> None:
        async with _linked(_url(server)) as (link,):
            hello = await link.next()
            assert hello["type"] == "hello"
            assert hello["num_connections"] == 1
            assert hello["connection_info"] == {"app_id": "A0EARSHOT"}
            assert hello["debug_info"]["approximate_connection_time"] == 3600
            _post(server, "hi")
            frame = await link.next()
            assert frame["type"] == "events_api"
            assert frame["accepts_response_payload"] is False
            assert (frame["retry_attempt"], frame["retry_reason"]) == (0, "")
            assert frame["payload"]["event"]["text"] == "hi"
            await link.acknowledge(frame)

    asyncio.run(talk())
    wait_for(lambda: [entry.status for entry in server.site.workspace.log if entry.kind == "event"] == ["ok"])


def test_an_event_comes_again_until_it_is_acknowledged(server: LocalWorkspaceServer) -> None:
    async def talk() -> list[tuple[int, str, str]]:
        async with _linked(_url(server)) as (link,):
            await link.next()
            _post(server, "hi")
            frames = [await link.next() for _ in range(3)]
            for nonsense in ("nonsense", "[]", '{"envelope_id": "unknown"}', '{"envelope_id": 3}'):
                await link.say(nonsense)
            await link.acknowledge(frames[-1])
            with pytest.raises(TimeoutError):
                await link.next(0.5)
            return [
                (frame["retry_attempt"], frame["retry_reason"], frame["payload"]["event_id"])
                for frame in frames
            ]

    (first, second, third) = asyncio.run(talk())
    assert first[:2] == (0, "")
    assert second[:2] == (1, "timeout")
    assert third[:2] == (2, "timeout")
    assert len({first[2], second[2], third[2]}) == 1


def test_a_ticket_is_good_for_one_connection(server: LocalWorkspaceServer) -> None:
    async def talk(url: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            await socket.receive_str()
            for used in (url, url.replace("ticket=", "ticket=x")):
                with pytest.raises(aiohttp.WSServerHandshakeError):
                    await session.ws_connect(used)

    asyncio.run(talk(_url(server)))


def test_the_app_token_is_needed(server: LocalWorkspaceServer) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        WebClient(base_url=server.api_url).apps_connections_open(app_token=CONFIG.bot_token)


def test_each_event_goes_to_one_of_several_connections(server: LocalWorkspaceServer) -> None:
    async def talk() -> Counter[str]:
        heard: Counter[str] = Counter()
        async with _linked(_url(server), _url(server)) as links:
            for link in links:
                await link.next()
            for number in range(6):
                _post(server, str(number))
            for link in links:
                for _ in range(3):
                    frame = await link.next()
                    heard[frame["payload"]["event"]["text"]] += 1
                    # Acknowledged over the other one, as clients do after a reconnection.
                    await links[0].acknowledge(frame)
        return heard

    assert asyncio.run(talk()) == Counter(str(number) for number in range(6))
    wait_for(lambda: server.site.delivery.undelivered == 0)
    assert {entry.status for entry in server.site.workspace.log if entry.kind == "event"} == {"ok"}


def test_an_eleventh_connection_is_turned_away(server: LocalWorkspaceServer) -> None:
    async def talk() -> Frame:
        async with _linked(*(_url(server) for _ in range(11))) as links:
            first = [await link.next() for link in links]
            assert [frame["type"] for frame in first[:10]] == ["hello"] * 10
            await links[10].end()
            return first[10]

    assert asyncio.run(talk())["reason"] == "too_many_websockets"


def test_a_lost_connection_brings_its_event_to_the_next(server: LocalWorkspaceServer) -> None:
    control = Control(server)
    server.site.delivery.ack_timeout_s = 3

    async def talk() -> Frame:
        async with _linked(_url(server)) as (link,):
            await link.next()
            _post(server, "hi")
            await link.next()
            assert control.operate("connections", do="drop")["ok"]
            await link.end()
            async with _linked(_url(server)) as (second,):
                await second.next()
                frame = await second.next()
                await second.acknowledge(frame)
                return frame

    frame = asyncio.run(talk())
    assert (frame["retry_attempt"], frame["retry_reason"]) == (1, "connection_failed")


def test_connections_are_warned_refreshed_and_disabled(server: LocalWorkspaceServer) -> None:
    control = Control(server)
    socket_mode = server.site.delivery.socket_mode
    assert socket_mode is not None
    socket_mode.warning_lead_s = 0.05

    async def talk(do: str) -> list[str]:
        async with _linked(_url(server)) as (link,):
            await link.next()
            control.operate("connections", do=do)
            reasons = [(await link.next())["reason"]]
            if do == "warn":
                reasons.append((await link.next())["reason"])
            await link.end()
            return reasons

    assert asyncio.run(talk("warn")) == ["warning", "refresh_requested"]
    assert asyncio.run(talk("refresh")) == ["refresh_requested"]
    assert asyncio.run(talk("disconnect")) == ["link_disabled"]
    assert "do must be" in control.operate("connections", do="frob")["error"]


def test_connections_grow_old() -> None:
    async def talk(server: LocalWorkspaceServer) -> list[str]:
        async with _linked(_url(server)) as (link,):
            await link.next()
            reasons = [(await link.next())["reason"] for _ in range(2)]
            await link.end()
            return reasons

    site = make_site(connection_age_s=0.1)
    assert site.delivery.socket_mode is not None
    site.delivery.socket_mode.warning_lead_s = 0.05
    with LocalWorkspaceServer(site) as server:
        assert asyncio.run(talk(server)) == ["warning", "refresh_requested"]


def test_bolt_over_three_connections_hears_everything_once(server: LocalWorkspaceServer) -> None:
    server.site.delivery.ack_timeout_s = 3
    with SocketParrot(server, count=3) as parrot:
        for number in range(9):
            _post(server, str(number))
        wait_for(lambda: len(parrot.heard) == 9)
        assert sorted(parrot.heard) == [f"message {number}" for number in range(9)]


@pytest.mark.parametrize("do", ["warn", "refresh", "drop"])
def test_bolt_comes_back_and_misses_nothing(server: LocalWorkspaceServer, do: str) -> None:
    server.site.delivery.ack_timeout_s = 3
    server.site.delivery.retry_scale = 1.0
    control = Control(server)
    with SocketParrot(server) as parrot:
        _post(server, "before")
        wait_for(lambda: parrot.heard)
        old = control.get("connections")["connections"][0]["id"]
        assert control.operate("connections", do=do)["treated"] == [old]
        wait_for(lambda: {one["id"] for one in control.get("connections")["connections"]} != {old})
        _post(server, "after")
        wait_for(lambda: "message after" in parrot.heard, 8)


def test_events_before_the_first_connection_are_held(server: LocalWorkspaceServer) -> None:
    server.site.delivery.retry_scale = 1.0
    _post(server, "early")
    with SocketParrot(server) as parrot:
        wait_for(lambda: parrot.heard == ["message early"])


def test_without_holding_missing_connections_use_up_the_attempts(server: LocalWorkspaceServer) -> None:
    assert (
        Control(server).operate("settings", hold_when_disconnected=False)["hold_when_disconnected"] is False
    )
    _post(server, "lost")
    wait_for(lambda: server.site.delivery.undelivered == 0)
    statuses = [entry.status for entry in server.site.workspace.log if entry.kind == "event"]
    assert statuses == ["connection_failed"] * 4 + ["dropped"]


def test_the_threaded_client_of_the_sdk(server: LocalWorkspaceServer) -> None:
    server.site.delivery.ack_timeout_s = 3
    server.site.delivery.retry_scale = 1.0
    assert server.site.delivery.socket_mode is not None
    server.site.delivery.socket_mode.warning_lead_s = 0.1
    heard: list[str] = []
    app = App(
        client=WebClient(CONFIG.bot_token, base_url=server.api_url), signing_secret=CONFIG.signing_secret
    )

    @app.event("message")
    def _on_message(event: Frame) -> None:
        heard.append(event["text"])

    @app.command("/parrot")
    def _on_command(ack: Any, command: Frame) -> None:
        ack(f"You typed {command['text']}")

    handler = SocketModeHandler(app, CONFIG.app_token, ping_interval=1)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        _post(server, "hi")
        wait_for(lambda: heard == ["hi"])
        answer = Control(server).post("command", channel="general", text="/parrot seeds")
        assert [note["text"] for note in answer["ephemeral"]] == ["You typed seeds"]
        Control(server).operate("connections", do="refresh")
        _post(server, "again")
        # This client is slow to leave an old connection, so it may hear an event twice.
        wait_for(lambda: "again" in heard)
    finally:
        handler.close()  # type: ignore[no-untyped-call]
