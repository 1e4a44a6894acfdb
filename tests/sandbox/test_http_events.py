"""The Events API over HTTP: signatures, repetitions, and a real Bolt app behind uvicorn."""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.http_events import HttpEvents, VerificationError
from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import CONFIG, Control, make_site, wait_for
from tests.sandbox.parrot import Parrot


class Receiver:
    """A bare request URL that keeps what it gets and answers with `answers` in turn, the last one for ever."""

    def __init__(self, *answers: Response) -> None:
        self.answers = list(answers) or [Response()]
        self.requests: list[tuple[dict[str, str], str]] = []
        self.delay_s = 0.0
        self.url = ""

    async def receive(self, request: Request) -> Response:
        self.requests.append((dict(request.headers), (await request.body()).decode()))
        await asyncio.sleep(self.delay_s)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    async def echo(self, request: Request) -> Response:
        challenge = (await request.json())["challenge"]
        return (
            PlainTextResponse(challenge)
            if "plain" in request.url.path
            else JSONResponse({"challenge": challenge})
        )


@contextlib.contextmanager
def _serving(app: Starlette) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextlib.contextmanager
def _receiving(receiver: Receiver) -> Iterator[Receiver]:
    routes = [
        Route("/slack/events", receiver.receive, methods=["POST"]),
        Route("/echo-json", receiver.echo, methods=["POST"]),
        Route("/echo-plain", receiver.echo, methods=["POST"]),
        Route("/loop", lambda _: RedirectResponse("/loop", 307), methods=["POST"]),
    ]
    with _serving(Starlette(routes=routes)) as url:
        receiver.url = url
        yield receiver


def _site_for(url: str, **options: Any) -> LocalWorkspaceServer:
    return LocalWorkspaceServer(make_site(transport="http", request_url=url, retry_scale=0.001, **options))


def _post(server: LocalWorkspaceServer) -> None:
    server.call(lambda: server.site.workspace.post("UANA", "CGENERAL", "hi"))
    wait_for(lambda: server.site.delivery.undelivered == 0)


def _statuses(server: LocalWorkspaceServer) -> list[str]:
    return [entry.status for entry in server.site.workspace.log if entry.kind == "event"]


def test_an_event_is_signed_json() -> None:
    with _receiving(Receiver()) as receiver, _site_for(f"{receiver.url}/slack/events") as server:
        _post(server)
    ((headers, body),) = receiver.requests
    assert headers["content-type"] == "application/json"
    assert "x-slack-retry-num" not in headers
    assert abs(time.time() - int(headers["x-slack-request-timestamp"])) < 5
    assert SignatureVerifier(CONFIG.signing_secret).is_valid_request(body, headers)
    assert json.loads(body)["event"]["text"] == "hi"


def test_failures_are_repeated_with_number_and_reason() -> None:
    answers = Response(status_code=500), Response(status_code=404), Response(status_code=204)
    with _receiving(Receiver(*answers)) as receiver, _site_for(f"{receiver.url}/slack/events") as server:
        _post(server)
        assert _statuses(server) == ["http_error", "http_error", "ok"]
    retries = [
        (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"))
        for headers, _ in receiver.requests
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in receiver.requests}) == 1


def test_the_schedule_is_at_once_one_minute_five_minutes() -> None:
    refusal = Response(status_code=500)
    with _receiving(Receiver(refusal)) as receiver, _site_for(f"{receiver.url}/slack/events") as server:
        assert server.site.delivery.retry_schedule_s == (0, 60, 300)
        started = time.monotonic()
        _post(server)
        assert time.monotonic() - started >= 0.36
        assert _statuses(server) == ["http_error"] * 4 + ["dropped"]


def test_an_app_may_decline_repetitions() -> None:
    refusal = Response(status_code=500, headers={"X-Slack-No-Retry": "1"})
    with _receiving(Receiver(refusal)) as receiver, _site_for(f"{receiver.url}/slack/events") as server:
        _post(server)
        assert _statuses(server) == ["http_error"]


def test_slow_answers_redirect_loops_and_closed_ports_have_their_words() -> None:
    with _receiving(Receiver()) as receiver:
        receiver.delay_s = 0.3
        with _site_for(f"{receiver.url}/slack/events", ack_timeout_s=0.1, retry_schedule_s=()) as server:
            _post(server)
            assert _statuses(server) == ["http_timeout", "dropped"]
        with _site_for(f"{receiver.url}/loop", retry_schedule_s=()) as server:
            _post(server)
            assert _statuses(server) == ["too_many_redirects", "dropped"]
    with _site_for(f"{receiver.url}/slack/events", retry_schedule_s=()) as server:
        _post(server)
        assert _statuses(server) == ["connection_failed", "dropped"]


def test_commands_are_forms_and_interactions_a_form_with_a_payload() -> None:
    answers = PlainTextResponse("Hello"), Response()
    with _receiving(Receiver(*answers)) as receiver, _site_for(f"{receiver.url}/slack/events") as server:
        control = Control(server)
        answer = control.post("command", channel="general", text="/plain a & b")
        assert [note["text"] for note in answer["ephemeral"]] == ["Hello"]
        control.post("shortcut", callback_id="squawk", wait_s=0)
    (headers, command), (_, shortcut) = receiver.requests
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(command)["text"] == ["a &amp; b"]
    assert parse_qs(command)["command"] == ["/plain"]
    assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "squawk"


@pytest.mark.parametrize("path", ["echo-json", "echo-plain"])
def test_the_url_is_verified(path: str) -> None:
    async def verify(url: str) -> None:
        http = HttpEvents(url, "secret")
        try:
            await http.verify()
        finally:
            await http.close()

    with _receiving(Receiver(PlainTextResponse("hello"))) as receiver:
        asyncio.run(verify(f"{receiver.url}/{path}"))
        with pytest.raises(VerificationError, match="answered 200 without the challenge"):
            asyncio.run(verify(f"{receiver.url}/slack/events"))
    with pytest.raises(VerificationError, match="did not answer"):
        asyncio.run(verify(f"{receiver.url}/{path}"))


def test_a_whole_journey_with_bolt_over_http() -> None:
    bolt: list[Parrot] = []

    async def events(request: Request) -> Response:
        return await AsyncSlackRequestHandler(bolt[0].app).handle(request)

    with (
        _serving(Starlette(routes=[Route("/slack/events", events, methods=["POST"])])) as url,
        _site_for(f"{url}/slack/events") as server,
    ):
        bolt.append(Parrot(server))
        http = server.site.delivery.http
        assert http is not None
        server.call(http.verify)
        _journey(Control(server), bolt[0])


def _journey(control: Control, parrot: Parrot) -> None:
    control.post("post", channel="general", text="<@U0EARSHOT> hi")
    wait_for(lambda: sorted(parrot.heard) == ["app_mention <@U0EARSHOT> hi", "message <@U0EARSHOT> hi"])
    assert control.post("command", text="/parrot ask")["view"]["callback_id"] == "ask"
    assert control.post("submit", values={"text": "wrong"})["errors"] == {"what": "Not that."}
    assert control.post("submit", values={"text": "seeds"})["closed"]
    wait_for(lambda: control.get("messages", person="ana", dm="bot")["messages"])
    assert control.post("click", dm=True, action_id="yes")["messages"][0]["message"]["text"] == "Done"
    notes = wait_for(
        lambda: [
            one
            for one in control.get("messages", person="ana", dm="bot")["messages"]
            if "is_ephemeral" in one
        ]
    )
    assert notes[0]["text"] == "Only you see this"
