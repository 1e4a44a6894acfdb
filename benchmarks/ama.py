"""What a vote costs, from the click to the counted row, against a bare Bolt button handler that only acknowledges.

Both receive the same clicks in the same process, in turn, 32 in flight; the figure is the ratio of CPU seconds (all
threads: door, seal, writer and worker), pair by pair. A hundred people vote for a hundred questions; the board's
drawing is part of it, at most once a second. The database is SQLite with synchronous=FULL.
Run: python benchmarks/ama.py [votes]
"""

import asyncio
import secrets
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from bot.ama.act import Act
from bot.ama.ama import Plan
from bot.ama.place import Place
from handlers.edges.bell import Bell
from handlers.edges.clock import SystemClock
from handlers.edges.door import Door
from handlers.edges.install import Installed
from handlers.edges.seal import Seal
from handlers.edges.worker import Worker
from handlers.edges.writer import Writer
from storage import ama, ama_questions, channels
from storage.engine import open_engine
from storage.keys import Keys
from storage.migrations import migrate
from storage.tables import AmaVote

PAIRS, IN_FLIGHT, PEOPLE, QUESTIONS = 5, 32, 100, 100
TEAM, AMA = "T0BENCH", "a1b2c3d4e5f60718"
MET = Installed(TEAM, "https://example.com/", "Bench", "U0BOT", "B0BOT", "xoxb-bench", None)


def click(number: int, question: str) -> dict[str, Any]:
    """Somebody presses Vote."""
    where = {"container": {"type": "message", "message_ts": "1.1", "channel_id": "C0BENCH"}}
    action = {
        "action_id": "ama.vote",
        "type": "button",
        "value": Place(AMA, question).written(),
        "action_ts": f"{number}.0",
    }
    return {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": f"U{number % PEOPLE:03}", "name": "somebody"},
        "trigger_id": f"{number}.trigger", "response_url": "https://hooks.example/1", "actions": [action], **where,
    }  # fmt: skip


def bare() -> AsyncApp:
    """The usual app: a button handler that acknowledges and does nothing else."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bench", bot_user_id="U0BOT")

    async def pressed(ack: Any) -> None:
        await ack()

    app = AsyncApp(authorize=authorize, request_verification_enabled=False)
    app.action("ama.vote")(pressed)
    return app


async def pressed(app: AsyncApp, clicks: list[dict[str, Any]]) -> None:
    """Send these clicks, `IN_FLIGHT` at a time."""
    waiting = iter(clicks)

    async def one_lane() -> None:
        for body in waiting:
            answer = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
            assert answer.status == 200, answer.status

    await asyncio.gather(*(one_lane() for _ in range(IN_FLIGHT)))


class Hall:
    """An open session with a hundred questions, and Earshot from the door to the database."""

    def __init__(self, folder: Path) -> None:
        """In a folder of its own."""
        self.engine = open_engine(f"sqlite:///{folder / 'bench.sqlite'}")
        migrate(self.engine)
        keys = Keys(folder / "keys")
        keys.make(AMA)
        self.questions = [secrets.token_hex(8) for _ in range(QUESTIONS)]
        self._fill()
        bell = Bell()
        self.writer = Writer(self.engine, bell)
        self.worker = Worker(self.engine, SystemClock(), bell, ())
        seal = Seal(self.engine, keys)
        self.door = Door(
            MET, self.writer, lambda _event: None, lambda _event: None, lambda: datetime.now(UTC), seal.sealed
        ).app

    def _fill(self) -> None:
        now = datetime.now(UTC)
        plan = Plan(
            "C0BENCH",
            "ama",
            "Bench",
            ("U000",),
            now,
            now + timedelta(days=1),
            "UTC",
            "both",
            is_moderated=False,
        )
        with Session(self.engine) as session, session.begin():
            ama.set_up(session, TEAM, AMA, plan)
            ama.state_is(session, TEAM, AMA, "open")
            ama.board_is(session, TEAM, AMA, "1700000000.000001")
            channels.channel(session, TEAM, "C0BENCH").is_joined = True
            for question in self.questions:
                act = Act(Place(AMA, question), secrets.token_hex(16))
                ama_questions.ask(session, TEAM, act, f"What is planned for {question}?", is_moderated=False)
                ama_questions.appears(session, TEAM, question)
                ama_questions.posted(session, TEAM, question, f"1700000001.{len(question):06}")

    async def counted(self, votes: int) -> None:
        """Wait until that many votes stand in the database."""
        for _ in range(1_200):
            if count(self.engine) >= votes:
                return
            await asyncio.sleep(0.1)  # rarely: looking costs too
        raise AssertionError(f"{count(self.engine)} of {votes} votes were counted")


def count(engine: Engine) -> int:
    """The votes in the database."""
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(AmaVote)).one()


async def measure(votes: int, folder: Path) -> list[float]:
    """The ratio Earshot / bare of each pair; every vote is a new one."""
    hall, usual = Hall(folder), bare()
    hall.writer.start()
    hall.worker.start()
    await pressed(usual, [click(number, hall.questions[0]) for number in range(votes)])
    ratios, done = [], 0
    for _ in range(PAIRS):
        clicks = [click(number, hall.questions[number // PEOPLE]) for number in range(done, done + votes)]
        done += votes
        began = time.process_time()
        await pressed(hall.door, clicks)
        await hall.counted(done)
        middle = time.process_time()
        await pressed(usual, clicks)
        ratios.append((middle - began) / (time.process_time() - middle))
    await asyncio.to_thread(hall.worker.stop)
    await asyncio.to_thread(hall.writer.stop)
    assert count(hall.engine) == PAIRS * votes, "no vote is lost, and none is doubled"
    return ratios


def main() -> None:
    """Print the ratio."""
    votes = min(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, PEOPLE * QUESTIONS // PAIRS)
    with tempfile.TemporaryDirectory() as folder:
        ratios = asyncio.run(measure(votes, Path(folder)))
    print(f"a counted vote / a bare Bolt button handler, CPU: median {statistics.median(ratios):.2f}, "
          f"{min(ratios):.2f} to {max(ratios):.2f} over {PAIRS} pairs of {votes} votes by {PEOPLE} people")  # fmt: skip


if __name__ == "__main__":
    main()
