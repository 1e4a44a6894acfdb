"""How soon the modal of /greenbutton is open, against a bare Bolt app whose command opens a static modal.

A hundred people of the sample company type their command, once evenly within a second and once all in the same
instant. A time is from the command leaving the workspace to its views.open arriving there. Each app is a process of
its own, in Socket Mode, with a workspace of its own in this process; they take turns, the other one idle meanwhile.
Run: python benchmarks/green_button.py [rounds]
"""

import asyncio
import contextlib
import itertools
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.views.green_button import Start, modal
from sandbox import interaction_payloads as payloads
from sandbox import sample
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.delivery import Delivery
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.people import Person
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.triggers import Trigger
from sandbox.views import View, Views
from sandbox.workspace import Workspace
from tests.flow.running import variables

ROOT = Path(__file__).parents[1]
ROUNDS, PEOPLE = 5, 100
ASK = "/greenbutton Could you look after the pilot with the harbour until autumn?"
LOADS = {"within a second": 1.0, "in the same instant": 0.0}  # seconds over which they begin
BARE = "--bare"
_STARTS_WITHIN, _OPENS_WITHIN, _ENDS_WITHIN = 60.0, 30.0, 20.0


class TimedViews(Views):
    """Views that tell when somebody's modal is opened, on time.perf_counter's clock."""

    def __init__(self, workspace: Workspace) -> None:
        """Nobody waits yet."""
        super().__init__(workspace)
        self.awaited: dict[str, asyncio.Future[float]] = {}

    def open(self, trigger: Trigger, definition: Any) -> View:
        """A new modal, and its moment."""
        arrived = time.perf_counter()
        view = super().open(trigger, definition)
        self.awaited.pop(trigger.user_id).set_result(arrived)
        return view


class Office:
    """The sample company with a hundred more people, and one app in it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """The app is started with `command` and the variables that it needs to connect."""
        clock = WorkspaceClock()
        config = AppConfig.from_manifest(ROOT / "manifest.yml")
        workspace = Workspace("T0BENCH", "Brambleway", "local", clock=clock, config=config)
        workspace.load(sample.company(datetime.fromtimestamp(clock.now(), UTC)))
        self._people = [workspace.add_person(f"guest{number}") for number in range(PEOPLE)]
        self._channel = next(each for each in workspace.channels.values() if each.is_general)
        self._interactivity = Interactivity(workspace, Delivery(workspace))
        self._views = self._interactivity.views = TimedViews(workspace)
        site = Site(workspace, self._interactivity.delivery, self._interactivity, RateLimits(0.0))
        self._server, self._command, self._folder = LocalWorkspaceServer(site), command, folder

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """With the app connected, until the block ends."""
        with self._server:
            config = self._interactivity.workspace.config
            told = os.environ | variables(self._folder, self._server.url, config, None)
            with (self._folder / "log.txt").open("w") as log:
                app = subprocess.Popen(self._command, cwd=ROOT, env=told, stdout=log, stderr=log)
            try:
                self._server.call(self._is_connected, _STARTS_WITHIN)
                yield
            finally:
                app.send_signal(signal.SIGTERM)
                app.wait(_ENDS_WITHIN)

    async def _is_connected(self) -> None:
        door = self._interactivity.delivery.socket_mode
        assert door is not None
        while not door.connections:  # noqa: ASYNC110 - once, at the start, and bounded by the call
            await asyncio.sleep(0.05)

    def times(self, over_s: float) -> list[float]:
        """Milliseconds until the modal of each person is open, when all begin within `over_s` seconds."""
        found: list[float] = self._server.call(lambda: self._all(over_s), _OPENS_WITHIN + 10)
        return found

    async def _all(self, over_s: float) -> list[float]:
        waits = [over_s * number / PEOPLE for number in range(PEOPLE)]
        return list(await asyncio.gather(*(self._one(number, wait) for number, wait in enumerate(waits))))

    async def _one(self, number: int, wait_s: float) -> float:
        person = self._people[number]
        await asyncio.sleep(wait_s)
        payload = self._command_of(person)
        opened = self._views.awaited[person.id] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        await self._interactivity.send("slash_commands", payload, "the command")
        arrived: float = await asyncio.wait_for(opened, _OPENS_WITHIN)
        return (arrived - began) * 1000

    def _command_of(self, person: Person) -> dict[str, Any]:
        office, channel = self._interactivity, self._channel
        name, _, text = ASK.partition(" ")
        return payloads.command(
            office.workspace,
            person,
            channel,
            name,
            text,
            response_url=office.response_urls.issue(person.id, channel.id),
            trigger_id=office.triggers.issue(person.id, channel_id=channel.id).id,
        )


def quantile(times: Sequence[float], part: float) -> float:
    """The nearest-rank quantile: the least value that at least `part` of them don't exceed."""
    return sorted(times)[math.ceil(part * len(times)) - 1]


async def bare() -> None:
    """The usual app: a command that opens a static modal, the very one that Earshot opens."""
    view = modal(Start(ask=ASK.partition(" ")[2]))
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client)

    async def opened(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    app.command("/greenbutton")(opened)
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], web_client=client)
    await handler.start_async()  # type: ignore[no-untyped-call]  # Bolt's adapter has no annotations


def measure(rounds: int, folder: Path) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by load and app."""
    commands = {"Earshot": [sys.executable, "app.py", "run"], "bare Bolt": [sys.executable, __file__, BARE]}
    offices = {}
    for name, command in commands.items():
        (folder / name).mkdir()
        offices[name] = Office(command, folder / name)
    found: dict[str, dict[str, list[float]]] = {load: {name: [] for name in commands} for load in LOADS}
    with contextlib.ExitStack() as stack:
        for office in offices.values():
            stack.enter_context(office.running())
        for office in offices.values():  # once for nothing: everything is loaded then
            office.times(1.0)
        for _, (load, over_s), (name, office) in itertools.product(
            range(rounds), LOADS.items(), offices.items()
        ):
            found[load][name] += office.times(over_s)
    return found


def main() -> None:
    """Print the quantiles of both, and the ratios."""
    if sys.argv[1:] == [BARE]:
        asyncio.run(bare())
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        found = measure(rounds, Path(folder))
    for load, times in found.items():
        for part in (0.5, 0.99):
            ours, usual = (quantile(each, part) for each in times.values())
            print(f"the modal of /greenbutton, {PEOPLE} people {load}, p{100 * part:.0f}: "
                  f"{ours:.0f} ms, a bare Bolt command {usual:.0f} ms, ratio {ours / usual:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
