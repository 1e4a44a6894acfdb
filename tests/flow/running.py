"""The real bot in a thread of its own, against a served workspace."""

import asyncio
import contextlib
import socket
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlmodel import Session, col, func, select

from bot.settings import Settings
from handlers.edges.process import Process
from sandbox.app_config import AppConfig
from storage.engine import open_engine, reading
from storage.outbox import OPEN
from storage.tables import AttentionModel, Backfill, Inbox, Outbox, Post
from tests.flow.waiting import wait_for

_STARTS_WITHIN_S = 20.0


class Bot:
    """Earshot, started and stopped as often as a test likes; what it wrote down can be looked at."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.settings = Settings.from_env(variables)
        self._thread: threading.Thread | None = None
        self._stop: Future[None] = Future()
        self._last_event = 0

    def start(self) -> None:
        """Start it, and return when it can be reached."""
        started: Future[None] = Future()
        self._stop = Future()
        self._thread = threading.Thread(target=self._run, args=(started, self._stop), name="bot")
        self._thread.start()
        started.result(_STARTS_WITHIN_S)
        if self.settings.transport == "http":
            wait_for(self._is_healthy)
        wait_for(self._has_noticed_its_start)

    def stop(self) -> None:
        """Stop it as SIGTERM would; a second call does nothing."""
        if self._thread is not None:
            self._stop.set_result(None)
            self._thread.join(_STARTS_WITHIN_S)
            assert not self._thread.is_alive()
            self._thread = None
            with self.storage() as session:
                self._last_event = session.exec(select(func.max(Inbox.id))).one() or 0

    @contextlib.contextmanager
    def storage(self) -> Iterator[Session]:
        """What it has written down, to look at."""
        engine = open_engine(self.settings.database_url)
        try:
            with reading(engine) as session:
                yield session
        finally:
            engine.dispose()

    def settle(self) -> None:
        """Wait until it has nothing left to do: no event waits, no call is open. Learning anew may come later."""
        wait_for(self._is_settled, timeout_s=30.0)

    def has_learned(self) -> None:
        """Wait until what was read has been learned from."""
        wait_for(self._has_a_model, timeout_s=60.0)
        self.settle()

    def _has_a_model(self) -> bool:
        with self.storage() as session:
            return "read back" in session.exec(select(AttentionModel.reason)).all()

    def wait_for_minute(self, now: float) -> None:
        """Wait until it has dealt with a minute of the workspace's clock that is not before `now`'s."""
        minute = f"clock.minute:{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M}"
        wait_for(lambda: self._has_done_minute(minute))

    def tables(self, *tables: type) -> dict[str, set[tuple[str, ...]]]:
        """The rows of tables, to compare."""
        with self.storage() as session:
            return {
                table.__name__: {
                    tuple(map(str, row)) for row in session.execute(select(*inspect(table).columns))
                }
                for table in tables
            }

    def knows(self, channel: str) -> set[str]:
        """The posts of a channel that it has written down."""
        with self.storage() as session:
            return set(session.exec(select(Post.ts).where(Post.channel_id == f"C{channel.upper()}")))

    def has_read_everything(self) -> bool:
        """Whether every channel that it began to read back is read."""
        with self.storage() as session:
            return all(row.done_at is not None for row in session.exec(select(Backfill)))

    def _run(self, started: Future[None], stop: Future[None]) -> None:
        asyncio.run(self._live(started, stop))

    async def _live(self, started: Future[None], stop: Future[None]) -> None:
        try:
            async with Process(self.settings).running():
                started.set_result(None)
                await asyncio.wrap_future(stop)
        except Exception as problem:
            if started.done():
                raise
            started.set_exception(problem)

    def _is_settled(self) -> bool:
        with self.storage() as session:
            waiting = session.exec(
                select(func.count()).select_from(Inbox).where(Inbox.state == "waiting")
            ).one()
            open_calls = select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(OPEN))
            return waiting == 0 and session.exec(open_calls.where(Outbox.party != "learn")).one() == 0

    def _has_noticed_its_start(self) -> bool:
        with self.storage() as session:
            done = select(Inbox.id).where(Inbox.state == "done", Inbox.kind == "clock.started")
            return session.exec(done.where(col(Inbox.id) > self._last_event)).first() is not None

    def _has_done_minute(self, minute: str) -> bool:
        with self.storage() as session:
            done = select(Inbox.id).where(Inbox.state == "done", col(Inbox.event_id) >= minute)
            return session.exec(done.where(Inbox.kind == "clock.minute")).first() is not None

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.settings.port}/health", timeout=2):
                return True
        except OSError:
            return False


def variables(folder: Path, server_url: str, config: AppConfig, http_port: int | None) -> dict[str, str]:
    """The environment of a bot in a workspace at `server_url`: over HTTP with a port, else in Socket Mode."""
    receiving = (
        {"SLACK_APP_TOKEN": config.app_token}
        if http_port is None
        else {"SLACK_SIGNING_SECRET": config.signing_secret, "PORT": str(http_port)}
    )
    return {
        "EARSHOT_DATA": str(folder),
        "SLACK_API_URL": f"{server_url}/api/",
        "EARSHOT_CLOCK_URL": f"{server_url}/control/clock",
        "SLACK_BOT_TOKEN": config.bot_token,
        "EARSHOT_RATE": "1000",
        **receiving,
    }


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
