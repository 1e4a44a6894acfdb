"""The command: python app.py quarter."""

import argparse
import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from quarter.checks import Check, all_checks
from quarter.habits import HABITS
from quarter.heard import Heard
from quarter.report import markdown
from quarter.run import Quarter


@dataclass(frozen=True)
class Outcome:
    """What came of a quarter."""

    checks: list[Check]
    heard: list[Heard]
    report: str

    @property
    def is_fine(self) -> bool:
        """Whether every rule held."""
        return not any(check.broken for check in self.checks)


def live(weeks: int, seed: str = "1") -> Outcome:
    """Let a quarter happen, and check it."""
    # numpy is loaded on first use: several threads for small matrices wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        quarter = Quarter(Path(folder), weeks, seed)
        for habit in HABITS:
            habit.plan(quarter)
        asyncio.run(quarter.run())
        heard = quarter.ears.heard
        quarter.earshot.name_purposes(heard)
        troubles = [*quarter.hand.failed, *quarter.earshot.troubles()]
        quarter.earshot.stop()
    checks = all_checks(heard, quarter.by_user, quarter.begin, troubles)
    names = {who.id: who.name for who in quarter.cast.people.values()}
    return Outcome(checks, heard, markdown(checks, heard, quarter.by_user, names, quarter.first, weeks))


def run(asked: argparse.Namespace) -> int:
    """Print the checks, write the report where one is asked for; 1 where something did not hold."""
    outcome = live(asked.weeks, asked.seed)
    for check in outcome.checks:
        print(f"{'FAIL' if check.broken else 'ok  '}  {check.name} ({check.looked_at} looked at)")
        for line in check.broken[:20]:
            print(f"        {line}")
    if asked.report is not None:
        asked.report.write_text(outcome.report, encoding="utf-8")
        print(f"{asked.report}: {len(outcome.heard)} messages")
    return 0 if outcome.is_fine else 1
