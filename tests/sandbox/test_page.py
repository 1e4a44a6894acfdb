"""The page's routes: its files under a strict policy, its stream of news, and the files that people may see."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sandbox.files import File
from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import Control, make_site


@pytest.fixture(name="server")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site()) as server:
        yield server


@pytest.fixture(name="control")
def _control(server: LocalWorkspaceServer) -> Control:
    return Control(server)


def status_of(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


class Page:
    """What one person's page hears."""

    def __init__(self, lines: http.client.HTTPResponse) -> None:
        self._lines = lines

    def next(self, kind: str) -> dict[str, Any]:
        """The next news of this kind; others before it are skipped."""
        for line in self._lines:
            if line.startswith(b"data: "):
                news: dict[str, Any] = json.loads(line[6:])
                if news["kind"] == kind:
                    return news
        raise AssertionError(f"the stream ended without {kind}")


@contextmanager
def page_of(server: LocalWorkspaceServer, person: str) -> Iterator[Page]:
    with urllib.request.urlopen(f"{server.url}/page/stream?person={person}", timeout=5) as lines:
        page = Page(lines)
        page.next("hello")
        yield page


def test_every_file_of_the_page_has_the_strict_policy(server: LocalWorkspaceServer) -> None:
    for path in ("/", "/page/main.js", "/page/styles/base.css", "/page/gallery"):
        with urllib.request.urlopen(server.url + path, timeout=5) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert status_of(f"{server.url}/page/../app.py") == 404
    assert status_of(f"{server.url}/page/nothing.js") == 404


def test_a_permalink_to_a_private_message_tells_nothing_by_itself(
    server: LocalWorkspaceServer, control: Control
) -> None:
    ts = control.post("post", channel="CSECRET", text="the plan")["ts"]
    with urllib.request.urlopen(f"{server.url}/archives/CSECRET/p{ts.replace('.', '')}", timeout=5) as answer:
        shown = answer.read().decode()
    assert "the plan" not in shown
    assert "secret" not in shown.replace("CSECRET", "")
    assert f"/#/-/CSECRET/p{ts.replace('.', '')}" in shown


def test_a_page_hears_of_messages_and_what_befalls_them(
    server: LocalWorkspaceServer, control: Control
) -> None:
    with page_of(server, "ben") as page:
        ts = control.post("post", channel="general", text="hello")["ts"]
        news = page.next("message")
        assert (news["is_new"], news["message"]["text"], news["message"]["channel"]) == (
            True,
            "hello",
            "CGENERAL",
        )
        control.post("react", "ben", channel="general", ts=ts, name="eyes")
        assert page.next("message")["message"]["reactions"][0]["name"] == "eyes"
        control.post("edit", channel="general", ts=ts, text="hello again")
        changed = page.next("message")
        assert (changed["is_new"], changed["message"]["text"]) == (False, "hello again")
        control.post("post", channel="general", text="a reply", thread_ts=ts)
        assert page.next("message")["message"]["thread_ts"] == ts
        assert page.next("message")["message"]["reply_count"] == 1
        alone = control.post("post", channel="general", text="oops")["ts"]
        control.post("delete", channel="general", ts=alone)
        assert page.next("gone")["ts"] == alone


def test_a_page_hears_nothing_that_is_not_for_its_person(
    server: LocalWorkspaceServer, control: Control
) -> None:
    workspace = server.site.workspace
    with page_of(server, "ben") as page:
        control.post("post", channel="CSECRET", text="not for ben")
        server.call(lambda: workspace.ephemeral(workspace.bot_user_id, "CGENERAL", "UANA", "not for ben"))
        control.post("post", channel="general", text="for all")
        assert page.next("message")["message"]["text"] == "for all"


def test_a_page_hears_of_notes_views_time_and_the_log(server: LocalWorkspaceServer, control: Control) -> None:
    site = server.site
    workspace = site.workspace
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    with page_of(server, "ben") as page:
        note = server.call(lambda: workspace.ephemeral(workspace.bot_user_id, "CGENERAL", "UBEN", "psst"))
        heard = page.next("message")["message"]
        assert (heard["text"], heard["is_ephemeral"]) == ("psst", True)
        control.post("delete", "ben", channel="general", ts=note.ts)
        assert page.next("gone")["ts"] == note.ts
        server.call(lambda: site.interactivity.views.publish("UBEN", home))
        assert page.next("views")["home"]["blocks"][0]["type"] == "divider"
        control.operate("clock", advance="1h")
        assert page.next("clock")["version"] == 1
        server.call(lambda: workspace.log.add("api", "api.test", "ok"))
        assert page.next("log")["number"] == workspace.log.last_number
        control.post("create_channel", name="new")
        assert page.next("conversations-changed")
        control.post("add_person", name="zoe")
        assert page.next("people-changed")


def test_an_open_page_does_not_keep_the_server_from_stopping(caplog: pytest.LogCaptureFixture) -> None:
    server = LocalWorkspaceServer(make_site()).start()
    with page_of(server, "ana"):
        assert server.site.acted["UANA"] == 1
        server.stop()
    assert server.site.acted["UANA"] == 0
    assert not caplog.records


def test_who_is_not_here_has_no_stream(server: LocalWorkspaceServer) -> None:
    assert status_of(f"{server.url}/page/stream?person=nobody") == 404
    assert status_of(f"{server.url}/page/stream?person=ana", Host="evil.example") == 403


def test_a_file_is_given_to_those_who_may_see_it(server: LocalWorkspaceServer) -> None:
    workspace = server.site.workspace

    def add(file_id: str, user: str, mimetype: str, *channels: str) -> None:
        workspace.files[file_id] = File(
            file_id, "a b.svg", "", user, 0, mimetype, b"<svg/>", completed=True, channels=list(channels)
        )

    server.call(lambda: add("F1", workspace.bot_user_id, "image/svg+xml", "CSECRET"))
    server.call(lambda: add("F2", "UANA", "text/html"))
    url = f"{server.url}/page/files"
    assert status_of(f"{url}/F1?person=ana") == 200
    assert status_of(f"{url}/F1?person=ben") == 404
    assert status_of(f"{url}/F2?person=ben") == 404
    with urllib.request.urlopen(f"{url}/F2?person=ana", timeout=5) as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="a_b.svg"'
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_person_may_upload_a_file_of_their_own(server: LocalWorkspaceServer) -> None:
    def upload(body: bytes, content_type: str = "application/octet-stream") -> dict[str, Any]:
        url = f"{server.url}/page/files?person=ana&name=notes.txt"
        request = urllib.request.Request(url, body, {"Content-Type": content_type}, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                found: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                found = json.load(error)
        return found

    file = upload(b"hello")["file"]
    assert (file["name"], file["mimetype"], file["size"], file["user"]) == (
        "notes.txt",
        "text/plain",
        5,
        "UANA",
    )
    assert status_of(f"{server.url}/page/files/{file['id']}?person=ben") == 404
    assert "octet-stream" in upload(b"hello", "text/plain")["error"]
    assert "1 to" in upload(b"")["error"]
