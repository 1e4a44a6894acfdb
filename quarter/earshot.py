"""The real Earshot, taken step by step: door, inbox, handlers, outbox and senders, in the thread of whoever drives it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel, col, func, select

from bot.event import Event
from bot.pacing import Pacer
from bot.slack_methods import Party
from handlers.edges.bell import Bell
from handlers.edges.direct import handed_in
from handlers.edges.door import Door
from handlers.edges.install import Installed
from handlers.edges.keeper import Keeper
from handlers.edges.learner import Learner
from handlers.edges.opener import Opener
from handlers.edges.seal import Seal
from handlers.edges.sender import Caller, Sender
from handlers.edges.slack import Outcome
from handlers.edges.worker import Worker
from handlers.edges.writer import Writer
from quarter.heard import Heard
from quarter.slack import LocalSlack
from quarter.time import Time
from sandbox.site import Site
from sandbox.workspace import Workspace
from storage import attention, people
from storage.engine import open_engine, reading
from storage.keys import Keys
from storage.tables import Follower, Inbox, Outbox, Week

_MOST_ROUNDS = 2_000  # nothing here takes nearly as many; what never comes to rest fails
_LEARNS_EVERY = timedelta(days=7)
_UNPACED = 1e9  # times Slack's limits: in virtual time there is nothing to spare


class Earshot:
    """One Earshot in one workspace. Nothing happens unless `settle` is called."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        """`folder` is where its database and keys are written."""
        self.time = Time(workspace)
        self.engine = open_engine(f"sqlite:///{folder / 'earshot.sqlite'}")
        _hurry(self.engine)
        SQLModel.metadata.create_all(self.engine)
        self._installed = _installed(workspace)
        self._asked: list[Event] = []  # for modals, in order
        self._bring: Callable[[], Any] | None = None
        self._keys = Keys(folder / "keys")
        self._writer = Writer(self.engine, Bell())
        self._worker = Worker(self.engine, self.time, Bell(), ())
        with Session(self.engine) as session, session.begin():
            met = self._installed
            people.meet(
                session, met.team_id, url=met.url, name=met.name,
                bot_user_id=met.bot_user_id, bot_id=met.bot_id,
            )  # fmt: skip

    def connect(self, site: Site, bring: Callable[[], Any]) -> None:
        """Call `site`'s methods from now on; `bring` brings what the workspace has for us, and says if there was anything."""
        slack = LocalSlack(site)
        seal = Seal(self.engine, self._keys)
        self._opener = Opener(self.engine, slack, self._writer.put, self.time.now, seal.mine)
        self._door = Door(
            self._installed,
            self._writer,
            self._asked.append,
            self._opener.respond,
            self.time.now,
            seal.sealed,
        )
        others: dict[Party, Caller] = {
            "learn": _Learning(self.engine, self.time),
            "keys": Keeper(self.engine, self._keys),
        }
        pacer = Pacer(_UNPACED)
        self._senders = {
            str(party): Sender(
                self.engine, self.time, others.get(party, slack), party, bell=Bell(), worker=Bell(), pacer=pacer,
            )
            for party in get_args(Party)
        }  # fmt: skip
        self._bring = bring

    async def hand_in(self, body: dict[str, Any]) -> tuple[bool, dict[str, Any] | None]:
        """Take in one payload of Slack's, as over a transport."""
        return await handed_in(self._door.app, body)

    def start(self) -> None:
        """Say that Earshot started."""
        self._writer.start()
        self._happens("clock.started", f"clock.started:{self.time.now().timestamp()}")

    def stop(self) -> None:
        """End, and let go of the database."""
        self._writer.stop()
        self.engine.dispose()

    def tick(self) -> None:
        """Say which minute it is."""
        self._happens("clock.minute", f"clock.minute:{self.time.now():%Y-%m-%dT%H:%M}")

    def _happens(self, kind: str, event_id: str) -> None:
        now = self.time.now()
        self._writer.put(Event(self._installed.team_id, event_id, kind, "clock", {}, now)).result()

    async def settle(self) -> None:
        """Do everything that can be done at this moment."""
        assert self._bring is not None
        for _ in range(_MOST_ROUNDS):
            has_come = await self._bring()
            await asyncio.sleep(0)  # the door asks for a modal in a task of its own
            if not (self._open() | self._work() | self._send() | has_come):
                return
        raise RuntimeError(f"there is always something more to do at {self.time.now():%Y-%m-%d %H:%M}")

    def _open(self) -> bool:
        asked, self._asked[:] = list(self._asked), []
        for each in asked:
            self._opener.open(each)
        return bool(asked)

    def _work(self) -> bool:
        done = 0
        while self._worker.step():
            done += 1
            if done > _MOST_ROUNDS:
                raise RuntimeError("the worker never comes to rest")
        return bool(done)

    def _send(self) -> bool:
        now = self.time.now()
        with reading(self.engine) as session:
            waiting = (col(Outbox.state).in_(("waiting", "unsure")), Outbox.not_before <= now)
            parties = session.exec(select(Outbox.party).where(*waiting).distinct()).all()
        did = False
        for party in parties:
            while self._senders[party].step() == 0.0:
                did = True
        return did

    def next_work(self) -> datetime | None:
        """When the first thing is due that was put off, to be handled or to be sent."""
        waits = col(Outbox.state).in_(("waiting", "unsure"))
        now = self.time.now()
        sends = select(func.min(Outbox.not_before)).where(waits, Outbox.not_before > now)
        works = select(func.min(Inbox.not_before)).where(Inbox.state == "waiting", Inbox.not_before > now)
        return self._first(sends, works)

    def next_due(self) -> datetime | None:
        """When the first digest or week is due: its minute must not be passed over."""
        now = self.time.now()
        digests = select(func.min(Follower.next_digest_at)).where(Follower.next_digest_at > now)
        weeks = select(func.min(Week.next_at)).where(Week.next_at > now)
        return self._first(digests, weeks)

    def _first(self, *queries: Any) -> datetime | None:
        with reading(self.engine) as session:
            found = [session.exec(query).one() for query in queries]
        return min((moment for moment in found if moment is not None), default=None)

    def name_purposes(self, heard: Sequence[Heard]) -> None:
        """Note on each message what it was promised for, before somebody stops and it is forgotten."""
        if not heard:
            return
        wanted = [each.delivery for each in heard]
        with reading(self.engine) as session:
            rows = session.exec(select(Outbox).where(col(Outbox.delivery_id).in_(wanted))).all()
        known = {row.delivery_id: row for row in rows}
        for each in heard:
            if row := known.get(each.delivery):
                each.purpose, each.period = row.purpose, row.period

    def troubles(self) -> list[str]:
        """What could not be handled or sent, one line each."""
        with reading(self.engine) as session:
            failed = session.exec(select(Inbox).where(col(Inbox.problem) != "")).all()
            refused = session.exec(select(Outbox).where(col(Outbox.state).in_(("failed", "expired")))).all()
            return [f"{row.kind}: {row.problem.strip().splitlines()[-1]}" for row in failed] + [
                f"{row.method} ({row.purpose}): {row.problem}" for row in refused
            ]


class _Learning(Learner):
    """Learns in this process, and once a week unless new people are followed: otherwise a quarter would be mostly learning."""

    _last: tuple[frozenset[str], datetime] | None = None

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Learn, or leave it at what is known."""
        now = self._clock.now()
        with reading(self._engine) as session:
            people = frozenset(attention.followed(session, str(arguments["team"])))
        if self._last is not None and people <= self._last[0] and now - self._last[1] < _LEARNS_EVERY:
            return Outcome("ok", {"version": 0})
        self._last = people, now
        return super().call(method, arguments)

    def _apart(self, task: Any) -> Any:
        return self._how(task.people, task.log, task.before)


def _installed(workspace: Workspace) -> Installed:
    config = workspace.config
    return Installed(
        workspace.team_id,
        workspace.url,
        workspace.name,
        workspace.bot_user_id,
        workspace.bot.bot_id,
        config.bot_token,
        config.bot_scopes,
    )


def _hurry(engine: Engine) -> None:
    # Nothing here has to survive a power cut.
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(engine, "connect", prepare)
