"""The command: python app.py quarter."""

import argparse
import asyncio
import multiprocessing
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from quarter.checks import Check, all_checks
from quarter.company import grown
from quarter.habits import HABITS
from quarter.heard import Heard
from quarter.persona import PARTS, Persona, personas
from quarter.report import markdown
from quarter.run import FIRST, Quarter
from sandbox.site import Site


@dataclass(frozen=True)
class Outcome:
    """What came of a quarter, or of a part of it."""

    people: dict[str, Persona]  # by id
    heard: list[Heard]
    troubles: list[str]

    def checks(self) -> list[Check]:
        """Every rule, held against what was heard."""
        return all_checks(self.heard, self.people, FIRST, self.troubles)


def live(weeks: int, seed: str = "1", part: str = "") -> tuple[Outcome, Site]:
    """Let a quarter happen; what came of it, and the workspace as it stands at its end."""
    # numpy is loaded on first use: several threads for small matrices wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        quarter = Quarter(Path(folder), weeks, seed, part)
        for habit in HABITS:
            habit.plan(quarter)
        asyncio.run(quarter.run())
        troubles = [*quarter.hand.failed, *quarter.earshot.troubles()]
        quarter.earshot.stop()
    return Outcome(quarter.by_user, quarter.ears.heard, troubles), quarter.site


def _lived(weeks: int, seed: str, part: str) -> Outcome:
    return live(weeks, seed, part)[0]


def whole(weeks: int, seed: str) -> Outcome:
    """A quarter in which everybody takes part, one part of them in each process."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(PARTS), mp_context=spawn) as pool:
        parts = list(pool.map(_lived, *zip(*((weeks, seed, part) for part in PARTS), strict=True)))
    people = {each.user: each for each in personas(grown(), FIRST, weeks).values()}
    starts = [user for user, persona in people.items() if persona.starts is not None]
    heard = [
        each
        for number, part in enumerate(parts)
        for each in part.heard
        if part.people[each.user].starts is not None or (number == 0 and each.user not in starts)
    ]
    strays = [
        f"{part.people[each.user].handle}, who does not start there: {each.purpose}"
        for part in parts[1:]
        for each in part.heard
        if part.people[each.user].starts is None
    ]
    return Outcome(people, heard, [*strays, *(line for part in parts for line in part.troubles)])


def told(outcome: Outcome, weeks: int) -> str:
    """The report."""
    cast = grown()
    names = {who.id: who.name for who in cast.people.values()}
    names |= {room.id: room.name for room in cast.rooms.values()}
    return markdown(outcome.checks(), outcome.heard, outcome.people, names, FIRST, weeks)


def run(asked: argparse.Namespace) -> int:
    """Print the checks, write the report where one is asked for; 1 where something did not hold."""
    outcome = whole(asked.weeks, asked.seed)
    checks = outcome.checks()
    for check in checks:
        print(f"{'FAIL' if check.broken else 'ok  '}  {check.name} ({check.looked_at} looked at)")
        for line in check.broken[:20]:
            print(f"        {line}")
    if asked.report is not None:
        asked.report.write_text(told(outcome, asked.weeks), encoding="utf-8")
        print(f"{asked.report}: {len(outcome.heard)} messages")
    return 1 if any(check.broken for check in checks) else 0
