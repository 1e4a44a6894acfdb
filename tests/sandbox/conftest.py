"""A small served company: Ana (admin), Ben and Cleo; #general has the app, #random and the private #plans do not."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from slack_sdk import WebClient

from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.delivery import Delivery
from sandbox.events import Event
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace

SCOPES = """
    app_mentions:read channels:history channels:join channels:manage channels:read chat:write chat:write.customize
    dnd:read files:read files:write groups:history groups:read groups:write im:history im:read im:write
    mpim:history mpim:read mpim:write reactions:read reactions:write team:read users.profile:read users:read
    users:read.email
"""


@dataclass(frozen=True)
class Company:
    """The workspace with the ids of who and what is in it, and the events since it was made."""

    workspace: Workspace
    ana: str
    ben: str
    cleo: str
    bot: str
    general: str
    random: str
    plans: str
    events: list[Event]

    def told(self) -> list[str]:
        """The events so far, as type or type:subtype; it starts anew after each call."""
        kinds = [
            f"{one['type']}:{one['subtype']}" if "subtype" in one else one["type"] for one in self.events
        ]
        self.events.clear()
        return kinds


@pytest.fixture(name="config")
def _config() -> AppConfig:
    return AppConfig(
        "Earshot",
        "earshot",
        bot_scopes=frozenset(SCOPES.split()),
        home_tab_enabled=True,
        messages_tab_enabled=True,
        socket_mode_enabled=True,
        interactivity_enabled=True,
    )


@pytest.fixture(name="company")
def _company(config: AppConfig) -> Company:
    workspace = Workspace(clock=WorkspaceClock(), config=config, url="http://local/")
    ana = workspace.add_person("ana", real_name="Ana Sample", email="ana@example.com", is_admin=True).id
    ben = workspace.add_person("ben", real_name="Ben Sample", email="ben@example.com", tz="Europe/Berlin").id
    cleo = workspace.add_person("cleo", real_name="Cleo Sample").id
    bot = workspace.bot_user_id
    general = workspace.create_channel(ana, "general", is_general=True).id
    random = workspace.create_channel(ana, "random").id
    plans = workspace.create_channel(ana, "plans", is_private=True).id
    for person in (ben, cleo, bot):
        workspace.invite(ana, general, person)
    workspace.invite(ana, random, ben)
    workspace.invite(ana, plans, ben)
    events: list[Event] = []
    workspace.listeners.append(lambda one: events.append(one.event))
    return Company(workspace, ana, ben, cleo, bot, general, random, plans, events)


@pytest.fixture(name="site")
def _site(company: Company) -> Site:
    delivery = Delivery(company.workspace)
    return Site(company.workspace, delivery, Interactivity(company.workspace, delivery), RateLimits(0))


@pytest.fixture(name="server")
def _server(site: Site) -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(site) as server:
        yield server


@pytest.fixture(name="client")
def _client(server: LocalWorkspaceServer, config: AppConfig) -> WebClient:
    return WebClient(config.bot_token, base_url=server.api_url, retry_handlers=[])
