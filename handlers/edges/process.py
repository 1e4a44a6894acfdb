"""One running Earshot: everything in one process, wired together, started and stopped in order."""

import asyncio
import contextlib
import fcntl
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Protocol, get_args
from urllib.parse import urlsplit

import uvicorn
from sqlmodel import Session

from bot.pacing import Pacer
from bot.settings import Settings, SettingsError
from bot.slack_methods import Party
from handlers.edges import install, socket_mode
from handlers.edges.bell import Bell
from handlers.edges.clock import Clock, FollowedClock, SystemClock, Ticker
from handlers.edges.door import Door
from handlers.edges.http import receiver
from handlers.edges.learner import Learner
from handlers.edges.opener import Opener
from handlers.edges.sender import Sender
from handlers.edges.slack import Slack
from handlers.edges.worker import Worker
from handlers.edges.writer import Writer
from storage import people
from storage.engine import open_engine
from storage.migrations import migrate

_LISTENS_WITHIN = 10  # seconds
_QUICK = 1  # seconds for each call on the way to a modal; its trigger lives three

log = logging.getLogger("earshot")


class _Part(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the data folder; raises SettingsError when another Earshot has it or it can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("w")
    except OSError as problem:
        raise SettingsError(
            f"{folder} can't be written ({problem.strerror}): set EARSHOT_DATA to a folder that can"
        ) from problem
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise SettingsError(
                f"Another Earshot is running with the data in {folder}: stop it, or set EARSHOT_DATA"
            ) from problem
        yield


class Process:
    """Earshot, ready to start: `async with Process(settings).running(): ...`."""

    def __init__(self, settings: Settings) -> None:
        """Migrates the database and asks Slack who we are; raises SettingsError or DatabaseError."""
        self._settings = settings
        self.installed = install.meet(settings)
        install.check_scopes(self.installed)
        if settings.transport == "socket":
            install.check_app_token(settings)
        self._engine = open_engine(settings.database_url)
        migrate(self._engine)
        self._remember_workspace()
        self._wire()

    def _remember_workspace(self) -> None:
        met = self.installed
        with Session(self._engine) as session, session.begin():
            people.meet(
                session,
                met.team_id,
                url=met.url,
                name=met.name,
                bot_user_id=met.bot_user_id,
                bot_id=met.bot_id,
            )

    def _wire(self) -> None:
        settings, met = self._settings, self.installed
        work, bells = Bell(), {party: Bell() for party in get_args(Party)}
        self._clock = self._clock_for(settings, work, *bells.values())
        pacer, slack = Pacer(settings.rate), Slack(settings.bot_token, settings.api_url)
        self._writer = Writer(self._engine, work)
        self._worker = Worker(self._engine, self._clock, work, tuple(bells.values()))
        self._learner = Learner(self._engine, self._clock)
        self._senders = tuple(
            Sender(
                self._engine, self._clock, self._learner if party == "learn" else slack, party,
                bell=bell, worker=work, pacer=pacer, settle=settings.settle,
            )
            for party, bell in bells.items()
        )  # fmt: skip
        self._ticker = Ticker(self._clock, met.team_id, self._writer.put)
        quick = Slack(settings.bot_token, settings.api_url, timeout=_QUICK)
        self._opener = Opener(self._engine, quick, self._writer.put, self._clock.now)

    def _door(self) -> Door:
        return Door(self.installed, self._writer, self._opener.open, self._opener.respond, self._clock.now)

    @staticmethod
    def _clock_for(settings: Settings, *bells: Bell) -> Clock:
        if not settings.clock_url:
            return SystemClock()

        def moved() -> None:
            for bell in bells:
                bell.ring()

        try:
            return FollowedClock(settings.clock_url, moved)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise SettingsError(
                f"EARSHOT_CLOCK_URL={settings.clock_url} does not answer like a clock: unset it"
            ) from problem

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Receive and work until the block ends; then finish what is at hand."""
        parts: list[_Part] = [self._writer, self._worker, *self._senders, self._learner, self._ticker]
        if isinstance(self._clock, FollowedClock):
            parts.append(self._clock)
        started: list[_Part] = []
        try:
            for part in parts:
                part.start()
                started.append(part)
            async with self._receiving():
                yield
        finally:
            for part in reversed(started):
                await asyncio.to_thread(part.stop)
            self._engine.dispose()

    @contextlib.asynccontextmanager
    async def _receiving(self) -> AsyncIterator[None]:
        if self._settings.transport == "socket":
            async with socket_mode.connected(self._door().app, self._settings):
                yield
        else:
            async with _http(self._door(), self._settings):
                yield


class _Server(uvicorn.Server):
    """Leaves signals to the command line, which ends everything in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def is_listening(self) -> None:
        """Return when it accepts connections."""
        async with asyncio.timeout(_LISTENS_WITHIN):
            while not self.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def _http(door: Door, settings: Settings) -> AsyncIterator[None]:
    app = receiver(door.app, settings.signing_secret)
    with _listening(settings) as listener:
        server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        task = asyncio.create_task(server.serve([listener]))
        try:
            await server.is_listening()
            log.info("waiting for Slack on port %s, path /slack/events", listener.getsockname()[1])
            yield
        finally:
            server.should_exit = True
            await task


def _listening(settings: Settings) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_host(settings.api_url), settings.port))
    except OSError as problem:
        listener.close()
        raise SettingsError(
            f"PORT={settings.port} can't be used ({problem.strerror}): set another one"
        ) from problem
    return listener


def _host(api_url: str) -> str:
    # A Slack on this machine calls from this machine; the real one calls from outside, through whoever ends TLS.
    local = urlsplit(api_url).hostname in {"127.0.0.1", "localhost", "::1"}
    return "127.0.0.1" if local else "0.0.0.0"  # noqa: S104 - see above
