"""A Slack server that others wrote, with a small company in it, and what people do there."""

import contextlib
import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.flow.person import Digest, Json, digest_from, is_digest
from tests.flow.waiting import wait_for

PROGRAM = Path(__file__).parents[2] / "node_modules/local-slack-linux-x64/bin/local-slack"
TEAM, BOT = "T0PEER", "U0EARSHOT"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-peer-token", "xapp-peer-token", "peer-signing-secret"
PEOPLE = ("iris", "oskar", "paul")
_ADDRESS = re.compile(r"Web API base:\s+(http://\S+)/api/")


class Peer:
    """The server at `url`. Its page's WebSocket is the only way to submit a modal."""

    def __init__(self, url: str) -> None:
        self.url = url

    def does(self, act: str, **body: Any) -> Json:
        """Act as somebody."""
        content, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_control/{act}", content, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: Json = json.load(answer)
        assert found["ok"], found
        return found

    def sees(self, what: str) -> Any:
        """Look at something."""
        with urllib.request.urlopen(f"{self.url}/_control/{what}", timeout=10) as answer:
            return json.load(answer)

    def says(self, channel: str, person: str, text: str, **more: str) -> str:
        """Somebody posts; the ts."""
        user = f"U{person.upper()}"
        return str(self.does("message", channel=channel, user=user, text=text, **more)["message"]["ts"])

    def reacts(self, channel: str, person: str, ts: str) -> None:
        """Somebody puts an emoji on a post."""
        self.does("reaction", channel=channel, ts=ts, user=f"U{person.upper()}", name="eyes", present=True)

    def types(self, text: str) -> None:
        """Iris uses /earshot in #partners."""
        self.does("command", channel="CPARTNERS", user="UIRIS", command="/earshot", text=text)

    def notes(self) -> list[str]:
        """What is shown to Iris alone in #partners."""
        shown = self.sees("messages/CPARTNERS")["messages"]
        return [each["text"] for each in shown if each.get("ephemeral_to") == "UIRIS"]

    def messages(self) -> list[Json]:
        """What the bot wrote to Iris."""
        channels = self.sees("state")["channels"]
        between = [each["id"] for each in channels if each["is_im"] and "UIRIS" in each["members"]]
        return [each for one in between for each in self.sees(f"messages/{one}")["messages"]]

    def digests(self) -> list[Digest]:
        """The digests among them, as they stand now."""
        return [digest_from(each) for each in self.messages() if is_digest(each)]

    def clicks(self, action: str, ts: str) -> None:
        """Iris presses the first such button of a message."""
        message = next(each for each in self.messages() if each["ts"] == ts)
        blocks = [each for each in message["blocks"] if each["type"] == "actions"]
        block, element = next(
            (block, each) for block in blocks for each in block["elements"] if each["action_id"] == action
        )
        pressed = {"block_id": block["block_id"], **element}
        self.does("interact", channel=message["channel"], messageTs=ts, user="UIRIS", action=pressed)

    def calls(self, method: str) -> list[Json]:
        """The bot's calls of a method."""
        entries: list[Json] = self.sees("log")["log"]
        return [each for each in entries if each["kind"] == "web_api" and each["summary"] == method]

    @contextlib.contextmanager
    def page(self) -> Iterator["Page"]:
        """The server's own page, open in a browser."""
        with connect(f"{self.url.replace('http', 'ws')}/ui") as socket:
            yield Page(socket)


class Page:
    """Iris in front of the page: what it is told, and modals submitted on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def wait_for(self, kind: str) -> Json:
        """The next thing of that kind that the page is told."""
        for _ in range(200):
            told: Json = json.loads(self._socket.recv(timeout=10))
            if told["t"] == kind:
                return told
        raise AssertionError(f"the page was not told of any {kind}")

    def submits(self, **chosen: Any) -> None:
        """Submit the modal with channels, people and cadence as Slack's page would name them."""
        elements = {
            "channels": {"selected_conversations": chosen.get("channels", [])},
            "level1": {"selected_users": chosen.get("level1", [])},
            "cadence": {"selected_option": {"value": chosen.get("cadence", "daily")}},
        }
        values = {name: {name: state} for name, state in elements.items()}
        self._socket.send(json.dumps({"t": "view_submit", "user": "UIRIS", "values": values}))


@contextlib.contextmanager
def served(folder: Path, request_url: str = "") -> Iterator[Peer]:
    """The server with Iris, Oskar and Paul, who are in #partners and the private #board with the bot."""
    if not PROGRAM.exists():
        pytest.skip("the foreign server is not installed: tests/peer/install.sh fetches it")
    config = folder / "peer.json"
    config.write_text(json.dumps(_config(request_url)), encoding="utf-8")
    words = ["--config", str(config), "--port", "0", "--base-host", "127.0.0.1", "--files-dir", str(folder)]
    with (
        (folder / "peer.log").open("w+", encoding="utf-8") as log,
        subprocess.Popen([PROGRAM, *words], stdout=log, stderr=log) as program,
    ):
        try:
            yield Peer(wait_for(lambda: _address(folder / "peer.log")))
        finally:
            program.terminate()


def _address(log: Path) -> str:
    found = _ADDRESS.search(log.read_text(encoding="utf-8"))
    return found[1] if found else ""


def _config(request_url: str) -> Json:
    members = [*(f"U{name.upper()}" for name in PEOPLE), BOT]
    return {
        "workspace": {"name": "Peer", "domain": "peer", "teamId": TEAM},
        "app": {
            "appId": "A0EARSHOT",
            "botUserId": BOT,
            "botName": "earshot",
            "botToken": BOT_TOKEN,
            "appToken": APP_TOKEN,
            "signingSecret": SECRET,
            **({"mode": "events", "requestUrl": request_url} if request_url else {"mode": "socket"}),
        },
        "users": [
            {
                "id": f"U{name.upper()}",
                "name": name,
                "real_name": name.title(),
                "email": f"{name}@example.com",
                "tz": "Europe/Berlin",
            }
            for name in PEOPLE
        ],
        "channels": [
            {"id": "CPARTNERS", "name": "partners", "is_private": False, "members": members},
            {"id": "CBOARD", "name": "board", "is_private": True, "members": members},
        ],
    }
