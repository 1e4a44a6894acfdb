"""Kill the bot at random moments while a crowd is at work, then see whether anything was lost or doubled."""

import random
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from tests.kill.comparison import Findings, compare
from tests.kill.crowd import FOLLOWERS, Crowd, follow, members_by_channel
from tests.kill.database import Database
from tests.kill.local_workspace import LocalWorkspace, wait_until
from tests.kill.mortal_bot import MortalBot
from tests.kill.witness import Witness

FAULTS = (
    {"method": "chat.postMessage", "kind": "drop_after", "share": 0.12},
    {"method": "chat.postMessage", "kind": "http_500_after", "share": 0.12},
    {"method": "chat.postMessage", "kind": "ratelimited", "share": 0.03, "seconds": 1},
    {"method": "chat.update", "kind": "drop_after", "share": 0.12},
    {"method": "chat.update", "kind": "http_500_after", "share": 0.12},
)
HISTORY_LAG_S = 0.2


@dataclass(frozen=True)
class Trial:
    """One run. The bot is killed `kills` times, each time at most `longest_s` after it was connected."""

    kills: int
    seed: int = 1
    faults: bool = True
    transport: str = "socket"
    longest_s: float = 1.5


def run(trial: Trial, folder: Path | None = None) -> tuple[Findings, float]:
    """Run the trial; what was found, and how many seconds it took. Data stays in `folder` if one is given."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        with LocalWorkspace(place / "workspace", trial.transport) as workspace:
            found = _run(trial, workspace, MortalBot(workspace, place / "bot"))
    return found, time.monotonic() - started


def _run(trial: Trial, workspace: LocalWorkspace, bot: MortalBot) -> Findings:
    witness, crowd = Witness(workspace), Crowd(workspace, trial.seed)
    with closing(bot), closing(witness), closing(crowd):
        bot.start()
        members = members_by_channel(workspace)
        for person in FOLLOWERS:
            follow(workspace, person, members)
        _trouble(workspace, trial)
        crowd.start()
        _kill_and_start(bot, trial)
        crowd.rest()
        _drain(workspace, Database(bot.database), 90 + 3 * trial.kills)
        struck = sum(fault["struck"] for fault in workspace.ask("faults")["faults"])
        bot.stop()
        witness.finish()
    presses = [press for reader in crowd.readers for press in reader.presses]
    unsaid = set().union(*(talker.unsaid for talker in crowd.talkers))
    return replace(compare(workspace, Database(bot.database), witness, presses, unsaid), struck=struck)


def _trouble(workspace: LocalWorkspace, trial: Trial) -> None:
    # Repeated quickly, as the bot comes back quickly; Slack itself waits one minute, then five.
    workspace.do("settings", retry_scale=0.02)
    if trial.faults:
        workspace.do("faults", history_lag_s=HISTORY_LAG_S, seed=trial.seed)
        for fault in FAULTS:
            workspace.do("faults", times=None, **fault)


def _kill_and_start(bot: MortalBot, trial: Trial) -> None:
    chance = random.Random(trial.seed)
    for _ in range(trial.kills):
        time.sleep(chance.uniform(0.05, trial.longest_s))
        bot.kill()
        bot.start()


def _drain(workspace: LocalWorkspace, database: Database, seconds: float) -> None:
    """Wait until nothing is on its way, seen twice: an event may be about to promise a call."""
    seen = 0

    def is_quiet() -> bool:
        nonlocal seen
        delivered = workspace.ask("connections")["undelivered"] == 0
        seen = seen + 1 if delivered and database.is_drained() else 0
        return seen >= 10

    try:
        wait_until(is_quiet, seconds, "everything was handled and sent")
    except TimeoutError as problem:
        raise AssertionError(f"{problem}: {database.backlog()}") from problem
