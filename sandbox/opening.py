"""Opening a local workspace: the sample company, somebody's export, or what was saved the last time."""

import contextlib
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from sandbox import guides, sample, snapshot
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.delivery import Delivery
from sandbox.export import Export, read_export
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.live import LiveTraffic
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace

SAVE_EVERY_S = 5.0
_SAVED = "workspace.json"


@dataclass(frozen=True)
class Wish:
    """What to open: `export` is a Slack export (None: the sample company), `folder` is where all of it is kept."""

    folder: Path
    manifest: Path
    export: Path | None = None
    fresh: bool = False
    transport: Literal["socket", "http"] = "socket"
    request_url: str | None = None
    rate_limits: float = 1.0
    skipped: list[str] = field(default_factory=list)

    @property
    def place(self) -> Path:
        """The folder of this one workspace; another export, or another state of it, has another."""
        if self.export is None:
            return self.folder / "sample"
        digest = sha256(self.export.read_bytes()).hexdigest()[:8] if self.export.is_file() else "missing"
        return self.folder / f"{self.export.stem}-{digest}"


@contextlib.contextmanager
def opened(wish: Wish, port: int) -> Iterator[LocalWorkspaceServer]:
    """Serve the workspace until the block ends, saving it every few seconds and at the end.

    Raises ExportError, ManifestError or SnapshotError, each with one line.
    """
    config = AppConfig.from_manifest(wish.manifest)
    if wish.fresh:
        shutil.rmtree(wish.place, ignore_errors=True)
    saved = wish.place / _SAVED
    workspace = snapshot.load(saved, config) if saved.exists() else _first(wish, config)
    wish.place.mkdir(parents=True, exist_ok=True)
    delivery = Delivery(workspace, wish.transport, wish.request_url)
    interactivity = Interactivity(workspace, delivery)
    acted: Counter[str] = Counter()
    is_sample = wish.export is None
    site = Site(
        workspace,
        delivery,
        interactivity,
        RateLimits(wish.rate_limits),
        guides=guides.of_sample(workspace) if is_sample else guides.most_active(workspace),
        live=LiveTraffic(workspace, acted) if is_sample else None,
        acted=acted,
    )
    with LocalWorkspaceServer(site).start(port) as server, _saving(server, saved):
        yield server


def _first(wish: Wish, config: AppConfig) -> Workspace:
    clock = WorkspaceClock()
    now = datetime.fromtimestamp(clock.now(), UTC)
    export = sample.company(now) if wish.export is None else read_export(wish.export)
    wish.skipped.extend(export.skipped)
    team_id = next((str(user["team_id"]) for user in export.users if user.get("team_id")), "T0LOCAL")
    name = "Brambleway" if wish.export is None else wish.export.stem
    workspace = Workspace(team_id, name, "local", clock=clock, config=config)
    workspace.load(export)
    if wish.export is not None:
        clock.set(_end(export) + 60)
    return workspace


def _end(export: Export) -> float:
    newest = (float(rows[-1]["ts"]) for rows in export.messages.values() if rows)
    return max(newest, default=datetime.now(UTC).timestamp())


@contextlib.contextmanager
def _saving(server: LocalWorkspaceServer, path: Path) -> Iterator[None]:
    workspace = server.site.workspace
    changed, ended = threading.Event(), threading.Event()
    workspace.listeners.append(lambda _event: changed.set())

    def save() -> None:
        changed.clear()
        server.call(lambda: snapshot.save(workspace, path))

    def keep_saving() -> None:
        while not ended.wait(SAVE_EVERY_S):
            if changed.is_set():
                save()

    thread = threading.Thread(target=keep_saving, name="snapshot", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        save()
