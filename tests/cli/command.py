"""app.py as a process: what it prints, how it ends."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.flow.waiting import wait_for

ROOT = Path(__file__).parents[2]
NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "EARSHOT_DATA",
    "EARSHOT_DATABASE_URL",
    "PORT",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "EARSHOT_RATE",
    "EARSHOT_SETTLE",
    "EARSHOT_CLOCK_URL",
)
_ENDS_WITHIN_S = 60.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")

Variables = dict[str, str]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """What a person is told to fix: the lines on stderr, and those that doctor marks."""
        found = [line.removeprefix("earshot: ") for line in self.err.splitlines()]
        return found + [line[5:] for line in self.out.splitlines() if line.startswith("FIX")]


class Running:
    """A command that runs until it is stopped."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder = process, folder

    @property
    def out(self) -> str:
        """What it has printed."""
        return (self._folder / "out").read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it has printed on stderr."""
        return (self._folder / "err").read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """The first local address that it printed."""
        found = _ADDRESS.search(self.out)
        assert found, self.out
        return found[0]

    def has_started(self) -> bool:
        """Whether it says so; fails when it has ended instead."""
        assert self._process.poll() is None, self.err
        return "Ctrl-C" in self.out or "SLACK_BOT_TOKEN=" in self.out

    def ends(self, by: signal.Signals = signal.SIGTERM) -> tuple[Ended, float]:
        """Send it a signal; how it ended, and after how many seconds."""
        started = time.monotonic()
        self._process.send_signal(by)
        code = self._process.wait(_ENDS_WITHIN_S)
        return Ended(code, self.out, self.err), time.monotonic() - started


def ended(folder: Path, *words: str, root: Path = ROOT, variables: Variables | None = None) -> Ended:
    """Run a command that ends by itself."""
    (outcome,) = all_ended(folder, [words], variables, root=root)
    return outcome


def all_ended(
    folder: Path, commands: Sequence[Sequence[str]], variables: Variables | None = None, *, root: Path = ROOT
) -> list[Ended]:
    """Run commands side by side that end by themselves."""
    told = _environment(folder, variables)
    with contextlib.ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, root / "app.py", *words],
                    env=told,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for words in commands
        ]
        return [_outcome(process) for process in started]


def _outcome(process: subprocess.Popen[str]) -> Ended:
    try:
        out, err = process.communicate(timeout=_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return Ended(process.returncode, out, err)


@contextlib.contextmanager
def running(
    folder: Path, *words: str, log: str = "log", variables: Variables | None = None
) -> Iterator[Running]:
    """Start a command, and wait until it says that it runs; it ends with the block at the latest."""
    place = folder / log
    place.mkdir(parents=True, exist_ok=True)
    with (
        (place / "out").open("w", encoding="utf-8") as out,
        (place / "err").open("w", encoding="utf-8") as err,
        subprocess.Popen(
            [sys.executable, ROOT / "app.py", *words],
            env=_environment(folder, variables),
            stdout=out,
            stderr=err,
            text=True,
        ) as process,
    ):
        try:
            found = Running(process, place)
            wait_for(found.has_started, timeout_s=_ENDS_WITHIN_S)
            yield found
        finally:
            if process.poll() is None:
                process.kill()


def _environment(folder: Path, variables: Variables | None) -> Variables:
    # Empty ones too, so that a developer's own .env has no say.
    empty = dict.fromkeys(NAMES, "")
    shell = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"PYTHONWARNINGS": "default", "EARSHOT_DATA": str(folder / "data"), "PORT": "0"}
    return shell | empty | own | (variables or {})
