"""A served company with the bot installed in it."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from slack_sdk import WebClient

from sandbox.app_config import AppConfig
from sandbox.delivery import Delivery
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace
from tests.flow.fernhill import app_config, fernhill
from tests.flow.person import Control, Json, Person
from tests.flow.running import Bot, free_port, variables
from tests.flow.waiting import wait_for

Transport = Literal["socket", "http"]


class Company:
    """Everybody in it, by name; its clock; and the bot."""

    def __init__(self, server: LocalWorkspaceServer, bot: Bot) -> None:
        self.bot = bot
        self.server = server
        self.workspace = server.site.workspace
        self.control = Control(server.url)
        self.iris, self.oskar, self.vera, self.paul, self.nell = (
            Person(self.control, name) for name in ("iris", "oskar", "vera", "paul", "nell")
        )

    def clock_moves(self, **to: Any) -> float:
        """Move the workspace's clock, and wait until the bot has noticed and has nothing left to do."""
        now = float(self.control.post("clock", **to)["now"])
        self.bot.wait_for_minute(now)
        self.bot.settle()
        return now

    def settle(self) -> None:
        """Wait until everything that happened has reached the bot and is dealt with."""
        wait_for(lambda: self.control.get("connections")["undelivered"] == 0)
        self.bot.settle()

    def calls(self, method: str, after: int = 0) -> list[Json]:
        """The bot's calls of a method that the workspace logged."""
        entries = self.control.get("log", after=after)["entries"]
        return [each for each in entries if each["kind"] == "api" and each["name"] == method]

    def follow_and_read(self, *channels: str, cadence: str = "daily") -> None:
        """Iris follows Oskar in these channels, and the bot reads them back."""
        self.iris.follows(list(channels), "oskar", cadence=cadence)
        self.bot.settle()

    def api(self) -> WebClient:
        """The Web API with the bot's token, to look at what the bot can see."""
        config = self.workspace.config
        return WebClient(config.bot_token, base_url=self.server.api_url, retry_handlers=[])


@contextlib.contextmanager
def served(
    folder: Path,
    transport: Transport = "socket",
    *,
    database_url: str = "",
    config: AppConfig | None = None,
    rate_limits: float = 0.0,
    make: Callable[[AppConfig], Workspace] = fernhill,
    **delivery: Any,
) -> Iterator[Company]:
    """The company with a bot that is not started yet; both end with the block."""
    workspace = make(config or app_config())
    port = free_port() if transport == "http" else None
    url = f"http://127.0.0.1:{port}/slack/events" if port else None
    delivered = Delivery(workspace, transport, url, **delivery)
    site = Site(workspace, delivered, Interactivity(workspace, delivered), RateLimits(rate_limits))
    with LocalWorkspaceServer(site) as server:
        told = variables(folder, server.url, workspace.config, port)
        told |= {"EARSHOT_DATABASE_URL": database_url} if database_url else {}
        told |= {"EARSHOT_RATE": str(rate_limits or 1000)}
        bot = Bot(told)
        try:
            yield Company(server, bot)
        finally:
            bot.stop()
