"""Brambleway, the sample company, served to browsers at a moment that is always the same."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sandbox import guides, sample
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.delivery import Delivery
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.live import LiveTraffic
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace
from tests.flow.person import Control, Json, Person
from tests.flow.running import Bot, variables
from tests.flow.waiting import wait_for

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
ENDS = datetime(2026, 5, 21, 15, 40, tzinfo=UTC)
"""A Thursday afternoon in Europe."""


class Brambleway:
    """The company; Earshot runs in it."""

    def __init__(self, server: LocalWorkspaceServer, bot: Bot) -> None:
        self.server, self.bot = server, bot
        self.url = server.url
        self.workspace = server.site.workspace
        self.control = Control(server.url)

    def person(self, name: str) -> Person:
        """Somebody who acts without a browser."""
        return Person(self.control, name)

    def channel(self, name: str) -> str:
        """The id of a channel."""
        return self.workspace.find_channel(name).id

    def follow(self) -> None:
        """Femi Wren follows three channels, and the bot has read them."""
        self.person("wren").follows(["architecture-rfcs", "customers", "incidents"], "kestrel")
        self.settle()

    def settle(self) -> None:
        """Wait until everything that happened has reached the bot and is dealt with."""
        wait_for(lambda: self.control.get("connections")["undelivered"] == 0)
        self.bot.settle()

    def shown(self, person: str, channel: str) -> list[Json]:
        """What a person sees in a channel, oldest first."""
        found: list[Json] = self.control.get("messages", person=person, channel=channel)["messages"]
        return found


@contextlib.contextmanager
def brambleway(folder: Path, database_url: str = "") -> Iterator[Brambleway]:
    """The company with the bot running in it, until the block ends."""
    workspace = _workspace()
    delivery = Delivery(workspace)
    acted: Counter[str] = Counter()
    site = Site(
        workspace,
        delivery,
        Interactivity(workspace, delivery),
        RateLimits(0.0),
        guides=guides.of_sample(workspace),
        live=LiveTraffic(workspace, acted),
        acted=acted,
    )
    with LocalWorkspaceServer(site) as server:
        told = variables(folder, server.url, workspace.config, None)
        told |= {"EARSHOT_DATABASE_URL": database_url} if database_url else {}
        bot = Bot(told)
        bot.start()
        try:
            yield Brambleway(server, bot)
        finally:
            bot.stop()


def _workspace() -> Workspace:
    clock = WorkspaceClock()
    clock.set(ENDS.timestamp())
    config = AppConfig.from_manifest(MANIFEST)
    workspace = Workspace("T0LOCAL", "Brambleway", "local", clock=clock, config=config)
    workspace.load(sample.company(ENDS))
    return workspace
