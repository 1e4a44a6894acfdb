"""A small workspace, served, with a real client to control it: shared by the tests of the local workspace."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sandbox.app_config import AppConfig, Command, Shortcut
from sandbox.clock import WorkspaceClock
from sandbox.delivery import Delivery
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace

_SCOPES = """
    app_mentions:read channels:history channels:join channels:read chat:write commands groups:history groups:read
    im:history im:read im:write mpim:history mpim:read reactions:read reactions:write users:read
"""
_EVENTS = """
    app_home_opened app_mention channel_left member_joined_channel message.channels message.groups message.im
    reaction_added team_join
"""
CONFIG = AppConfig(
    name="Parrot",
    bot_display_name="parrot",
    bot_scopes=frozenset(_SCOPES.split()),
    bot_events=frozenset(_EVENTS.split()),
    commands={
        "/parrot": Command("Talk to the parrot", should_escape=True),
        "/plain": Command("Without escapes"),
    },
    shortcuts={"remember": Shortcut("Remember", "message"), "squawk": Shortcut("Squawk", "global")},
    home_tab_enabled=True,
    messages_tab_enabled=True,
    socket_mode_enabled=True,
    interactivity_enabled=True,
)


def make_site(config: AppConfig = CONFIG, **delivery: Any) -> Site:
    """A workspace with ana, ben and guest gus, where ana, ben and the bot are in #general and ana alone in #secret."""
    workspace = Workspace(name="Aviary", domain="aviary", clock=WorkspaceClock(), config=config)
    for name in ("ana", "ben"):
        workspace.add_person(name, person_id=f"U{name.upper()}", real_name=name.title())
    workspace.add_person("gus", person_id="UGUS", is_restricted=True)
    workspace.create_channel("UANA", "general", channel_id="CGENERAL")
    workspace.invite("UANA", "CGENERAL", "UBEN")
    workspace.invite("UANA", "CGENERAL", workspace.bot_user_id)
    workspace.create_channel("UANA", "secret", channel_id="CSECRET", is_private=True)
    delivered = Delivery(workspace, **delivery)
    return Site(workspace, delivered, Interactivity(workspace, delivered), limits=RateLimits(scale=0))


class Control:
    """The control interface of a served workspace, by plain HTTP."""

    def __init__(self, server: LocalWorkspaceServer) -> None:
        self.url = f"{server.url}/control/"

    def get(self, name: str, /, **query: Any) -> dict[str, Any]:
        """GET; the answer, whatever it says."""
        return self._answer(urllib.request.Request(f"{self.url}{name}?{urlencode(query)}"))

    def post(self, name: str, person: str = "ana", /, **body: Any) -> dict[str, Any]:
        """POST as `person`; the answer, whatever it says."""
        return self.post_raw(name, json.dumps({"person": person, **body}).encode())

    def operate(self, name: str, /, **body: Any) -> dict[str, Any]:
        """POST as nobody in particular."""
        return self.post_raw(name, json.dumps(body).encode())

    def post_raw(self, name: str, body: bytes, content_type: str = "application/json") -> dict[str, Any]:
        """POST these bytes."""
        headers = {"Content-Type": content_type}
        return self._answer(urllib.request.Request(f"{self.url}{name}", body, headers, method="POST"))

    def delete(self, name: str) -> dict[str, Any]:
        """DELETE; the answer."""
        return self._answer(urllib.request.Request(f"{self.url}{name}", method="DELETE"))

    def _answer(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                found: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                found = json.load(error)
        return found


def wait_for(found: Callable[[], Any], timeout_s: float = 5.0) -> Any:
    """What `found` returns as soon as it is true; fails after `timeout_s` seconds."""
    deadline = time.monotonic() + timeout_s
    while not (value := found()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)
    return value
