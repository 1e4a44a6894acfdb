"""Earshot as a process of its own, which can be killed at any moment and started again."""

import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.kill.local_workspace import ROOT, LocalWorkspace, clean_environment, wait_until

_CONNECT_S = 60.0
_STOP_S = 40.0


class MortalBot:
    """`app.py run` against a workspace. Its data and its log stay in `folder` over all its lives."""

    def __init__(self, workspace: LocalWorkspace, folder: Path) -> None:
        self.folder = folder
        self._workspace = workspace
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "earshot.sqlite"

    def log(self) -> str:
        """What all its lives logged."""
        return (self.folder / "log.txt").read_text(errors="replace")

    def start(self) -> None:
        """Start, and return once the workspace can reach it."""
        before = self._connections()
        environment = clean_environment(
            **self._workspace.variables,
            EARSHOT_DATA=str(self.folder),
            EARSHOT_RATE="1000",
            EARSHOT_SETTLE="0.3,0.8,1.5",
        )
        with (self.folder / "log.txt").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        wait_until(lambda: self._is_reachable(before), _CONNECT_S, "the bot is connected")

    def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM: it finishes what is at hand. AssertionError when it does not end well."""
        code = self._end(signal.SIGTERM)
        assert code == 0, f"the bot ended with {code}: {self.log()[-3000:]}"

    def close(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def _end(self, how: signal.Signals) -> int:
        process = self._process
        assert process is not None
        assert process.poll() is None, f"the bot ended by itself: {self.log()[-3000:]}"
        process.send_signal(how)
        return process.wait(_STOP_S)

    def _is_reachable(self, before: set[str]) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"the bot did not start: {self.log()[-3000:]}"
        if self._workspace.transport == "socket":
            return bool(self._connections() - before)
        try:
            port = self._workspace.variables["PORT"]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _connections(self) -> set[str]:
        return {each["id"] for each in self._workspace.ask("connections")["connections"]}
