"""Reads the workspace's log while it is written: which events the bot acknowledged, and which were given up."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.kill.local_workspace import LocalWorkspace

_PAUSE_S = 0.05


class Witness:
    """Follows the log in a thread. `acknowledged` are inbox ids, or beginnings of one."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        self.acknowledged: set[str] = set()
        self.commands: set[str] = set()  # of them, /earshot digest
        self.dropped: list[dict[str, Any]] = []
        self.slowest_ms = 0.0
        self._workspace = workspace
        self._number = 0
        self._stopped = threading.Event()
        self._thread = ThreadPoolExecutor(1)
        self._reading = self._thread.submit(self._follow)

    def finish(self) -> None:
        """Read the last entries and end; raises what went wrong while reading."""
        self.close()
        self._reading.result()
        self._read()

    def close(self) -> None:
        """End, whatever went wrong."""
        self._stopped.set()
        self._thread.shutdown()

    def _follow(self) -> None:
        while not self._stopped.wait(_PAUSE_S):
            self._read()

    def _read(self) -> None:
        for entry in self._workspace.ask("log", after=self._number)["entries"]:
            assert entry["number"] == self._number + 1, "the log ran faster than it was read"
            self._number = entry["number"]
            self._note(entry)

    def _note(self, entry: dict[str, Any]) -> None:
        detail, is_acknowledged = entry["detail"], entry["status"] == "ok"
        if entry["kind"] == "event":
            if is_acknowledged:
                self.acknowledged.add(detail["event_id"])
                self.slowest_ms = max(self.slowest_ms, entry["ms"])
            elif entry["status"] == "dropped":
                self.dropped.append(detail)
        elif entry["kind"] == "interaction" and is_acknowledged:
            self._note_interaction(entry["name"], detail)

    def _note_interaction(self, name: str, detail: dict[str, Any]) -> None:
        if name == "view_submission":
            self.acknowledged.add(f"view:{detail['view']}:")
        elif name == "block_actions":
            self.acknowledged.add(f"action:{detail['trigger_id']}:")
        else:
            event_id = f"command:{detail['trigger_id']}"
            self.acknowledged.add(event_id)
            if detail["text"] == "digest":
                self.commands.add(event_id)
