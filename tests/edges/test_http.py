"""Receiving over HTTP: forged, stale and malformed requests end at the door, and never with a 5xx."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from handlers.edges.bell import Bell
from handlers.edges.door import Door
from handlers.edges.http import MOST_BYTES, PATH, receiver
from handlers.edges.writer import Writer
from storage.engine import open_engine
from storage.tables import Inbox
from tests.edges.test_door import MET, NOW
from tests.handlers.events import click, command, message

SECRET = "the-signing-secret"


class Caller:
    """Somebody who sends requests to the receiver, signed or not."""

    def __init__(self, client: TestClient, engine: Any) -> None:
        self.client, self._engine = client, engine

    def sends(self, body: bytes, **headers: str) -> int:
        """The status of a request with a right signature, except for the headers given."""
        return int(self.asks(body, **headers).status_code)

    def asks(self, body: bytes, **headers: str) -> Any:
        """The answer to such a request."""
        timestamp = headers.pop("timestamp", str(int(time.time())))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
        signed = {"x-slack-request-timestamp": timestamp, "x-slack-signature": str(signature)}
        typed = {"content-type": "application/json"}
        return self.client.post(PATH, content=body, headers=typed | signed | headers)

    def rows(self) -> int:
        """How many events are written down."""
        with Session(self._engine) as session:
            return session.exec(select(func.count()).select_from(Inbox)).one()


@pytest.fixture
def caller(migrated_sqlite: str) -> Iterator[Caller]:
    """A receiver on a database."""
    engine = open_engine(migrated_sqlite)
    writer = Writer(engine, Bell())
    writer.start()
    door = Door(MET, writer, lambda _event: None, lambda _event: None, lambda: NOW)
    with TestClient(receiver(door.app, SECRET)) as client:
        yield Caller(client, engine)
    writer.stop()
    engine.dispose()


def event(**more: Any) -> bytes:
    return json.dumps(message("C1", "1.000001") | more).encode()


def test_a_signed_event_is_taken_in(caller: Caller) -> None:
    assert caller.sends(event()) == 200
    assert caller.rows() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=0000"},
        {"timestamp": "0"},
        {"timestamp": str(int(time.time()) - 400)},
        {"x-slack-request-timestamp": "abc"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "9" * 40},
    ],
)
def test_what_is_not_signed_by_slack_just_now_is_refused(caller: Caller, headers: dict[str, str]) -> None:
    assert caller.sends(event(), **headers) == 401
    assert caller.rows() == 0


def test_what_is_not_even_text_is_refused(caller: Caller) -> None:
    headers = {"x-slack-request-timestamp": str(int(time.time())), "x-slack-signature": "v0=00"}
    assert caller.client.post(PATH, content=b"\xff\xfe", headers=headers).status_code == 400


def test_a_signature_in_other_letters_is_refused(caller: Caller) -> None:
    timestamp = str(int(time.time())).encode()
    headers = {b"x-slack-request-timestamp": timestamp, b"x-slack-signature": "v0=é".encode()}
    assert caller.client.post(PATH, content=event(), headers=headers).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b"payload=%7B",
        b'{"type": "event_callback"}',
        b"a=b",
    ],
)
def test_what_is_malformed_is_refused_or_ignored_without_a_fault_of_ours(caller: Caller, body: bytes) -> None:
    assert caller.sends(body) < 500
    assert caller.rows() == 0


def test_a_body_larger_than_any_of_slacks_is_not_read(caller: Caller) -> None:
    assert caller.sends(b"x" * (MOST_BYTES + 1)) == 413


def test_slack_can_verify_the_address(caller: Caller) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"}).encode()
    assert caller.asks(body).json() == {"challenge": "abc"}
    assert caller.rows() == 0


def test_slack_can_check_the_certificate(caller: Caller) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert caller.sends(b"token=t&ssl_check=1", **form) == 200
    assert caller.rows() == 0


def test_a_command_and_a_click_come_as_forms(caller: Caller) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert caller.sends(urlencode(command("U1", "digest")).encode(), **form) == 200
    clicked = urlencode({"payload": json.dumps(click("U1", "digest.now"))})
    assert caller.sends(clicked.encode(), **form) == 200
    assert caller.rows() == 2


def test_an_event_that_is_sent_again_after_a_time_out_counts_once(caller: Caller) -> None:
    body = event()
    again = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    assert [caller.sends(body), caller.sends(body, **again)] == [200, 200]
    assert caller.rows() == 1


def test_a_signature_of_other_words_or_of_another_secret_is_refused(caller: Caller) -> None:
    now, body = str(int(time.time())), event()
    for secret, signed in ((SECRET, b"other"), ("another-secret", body)):
        forged = str(SignatureVerifier(secret).generate_signature(timestamp=now, body=signed))
        assert caller.sends(body, **{"timestamp": now, "x-slack-signature": forged}) == 401
    assert caller.rows() == 0


@pytest.mark.parametrize(("method", "path", "status"), [("GET", PATH, 405), ("POST", "/other", 404)])
def test_nothing_else_is_served(caller: Caller, method: str, path: str, status: int) -> None:
    assert caller.client.request(method, path).status_code == status


def test_whoever_watches_gets_an_answer(caller: Caller) -> None:
    assert caller.client.get("/health").text == "ok"
