"""The company of the simulated quarter: the sample company, with colleagues in every zone."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from quarter.newcomers import hired
from sandbox import sample
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.export import Export
from sandbox.sample import roster
from sandbox.sample.cast import TEAM_ID, Cast, read_cast
from sandbox.workspace import Workspace

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
JOINED = ("general", "customers", "product", "engineering", "architecture-rfcs", "incidents")
_OLDER = timedelta(days=400)


def grown() -> Cast:
    """The sample company's cast, with everybody who is new in the channels where the company works."""
    cast, new = read_cast(), hired()
    people = cast.people | {who.handle: who for who in new}
    handles = tuple(who.handle for who in new)
    rooms = {
        name: replace(room, members=(*room.members, *handles)) if name in JOINED else room
        for name, room in cast.rooms.items()
    }
    return Cast(people, rooms, cast.manager_field)


def opened(cast: Cast, start: datetime) -> Workspace:
    """The workspace at `start`, after six weeks of history, with a clock that stands."""
    clock = WorkspaceClock(real=lambda: 0.0)
    clock.set(start.timestamp())
    config = AppConfig.from_manifest(MANIFEST)
    workspace = Workspace(TEAM_ID, "Brambleway", "local", clock=clock, config=config)
    workspace.url = "https://brambleway.example.com/"
    workspace.load(_export(cast, start))
    return workspace


def _export(cast: Cast, start: datetime) -> Export:
    history = sample.company(start)
    return Export(
        users=roster.users(cast, start),
        channels=roster.channels(cast, start - _OLDER),
        messages=history.messages,
        profile_fields=history.profile_fields,
    )
