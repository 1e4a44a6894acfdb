"""The local workspace as a process of its own, and its control interface."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
_START_S = 30.0
_STOP_S = 20.0


class RefusedError(Exception):
    """The workspace did not do what was asked; the message says why."""


def clean_environment(**variables: str) -> dict[str, str]:
    """Our environment without anything of Slack's or Earshot's, but with these variables."""
    strange = ("SLACK_", "EARSHOT_", "OPENAI_", "PORT")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    return ours | variables


def wait_until(found: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Return as soon as it is so; TimeoutError after that many seconds."""
    deadline = time.monotonic() + timeout_s
    while not found():
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {timeout_s:.0f} s still not: {what}")
        time.sleep(0.02)


class LocalWorkspace:
    """`app.py sandbox --no-bot` while the block runs. `variables` are what a bot needs to connect."""

    def __init__(self, folder: Path, transport: str) -> None:
        self.transport = transport
        self.variables: dict[str, str] = {}
        self._folder = folder
        self._control = ""

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        said = self._folder / "stdout.txt"
        command = ["app.py", "sandbox", "--no-bot", "--port", "0", "--rate-limits", "0"]
        with said.open("w") as out, (self._folder / "stderr.txt").open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *command, "--transport", self.transport],
                cwd=ROOT,
                env=clean_environment(EARSHOT_DATA=str(self._folder)),
                stdout=out,
                stderr=errors,
            )
        last = "SLACK_APP_TOKEN=" if self.transport == "socket" else "PORT="
        wait_until(lambda: self._told(last), _START_S, "the workspace told how to connect")
        lines = [line for line in said.read_text().splitlines() if "=" in line]
        self.variables = dict(line.split("=", 1) for line in lines)
        self._control = self.variables["EARSHOT_CLOCK_URL"].removesuffix("clock")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _told(self, name: str) -> bool:
        errors = (self._folder / "stderr.txt").read_text()
        assert self._process.poll() is None, f"the workspace did not start: {errors[-3000:]}"
        return name in (self._folder / "stdout.txt").read_text()

    def ask(self, name: str, /, **query: Any) -> dict[str, Any]:
        """GET /control/name."""
        return self._answer(urllib.request.Request(f"{self._control}{name}?{urlencode(query)}"))

    def do(self, name: str, /, **body: Any) -> dict[str, Any]:
        """POST /control/name; RefusedError when it could not be done."""
        headers = {"Content-Type": "application/json"}
        return self._answer(
            urllib.request.Request(f"{self._control}{name}", json.dumps(body).encode(), headers)
        )

    @staticmethod
    def _answer(request: urllib.request.Request) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                found: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise RefusedError(error.read().decode(errors="replace")) from error
        return found
