"""The learner: learns a workspace's attention anew, in a process of its own, and stores the version.

The sender of the party "learn" asks it as other senders ask Slack. So what was promised is learned even if Earshot is
killed meanwhile: a version is stored in one transaction or not at all, and an unfinished promise is kept again.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any, cast

from sqlalchemy import Engine
from sqlmodel import Session

from bot.attention.learning import REACHES_BACK, SETTLED, Known, Learned, learn
from bot.attention.packing import StateError
from handlers.edges.clock import Clock
from handlers.edges.slack import Outcome
from storage import attention
from storage.attention import Version
from storage.engine import reading

_MOST_SECONDS = 600.0
_LOOK_EVERY = 0.2

# Then only later events are new; otherwise older ones came in, or other people's attention is asked for.
_GOES_ON = {"schedule", "feedback"}

Learn = Callable[[Sequence[str], Sequence[Known], Learned | None], Learned]


@dataclass(frozen=True)
class _Task:
    """What is to be learned from."""

    people: list[str]
    log: list[Known]
    before: Learned | None
    latest: Version | None


class Learner:
    """Learns when it is asked; nothing runs meanwhile."""

    def __init__(
        self, engine: Engine, clock: Clock, *, how: Learn = learn, most_seconds: float = _MOST_SECONDS
    ) -> None:
        """`how` is called in the other process, so it has to be a function of a module."""
        self._engine, self._clock = engine, clock
        self._how, self._most_seconds = how, most_seconds
        self._stopped = threading.Event()

    def start(self) -> None:
        """Be ready."""

    def stop(self) -> None:
        """End what is being learned; it is learned again after the next start."""
        self._stopped.set()

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Learn from what a workspace has said so far, and store the version."""
        assert method == "attention.fit"
        team_id, reason, now = str(arguments["team"]), str(arguments["reason"]), self._clock.now()
        until = now - SETTLED
        task, made = self._learned(team_id, until, goes_on=reason in _GOES_ON)
        if made is None:
            task, made = self._learned(team_id, until, goes_on=False)
        if not isinstance(made, Learned):
            return made or Outcome("ok", {"version": 0})
        return self._keep(team_id, task, made, until=until, reason=reason, now=now)

    def _learned(
        self, team_id: str, until: datetime, *, goes_on: bool
    ) -> tuple[_Task, Learned | Outcome | None]:
        with reading(self._engine) as session:
            task = _task(session, team_id, until, goes_on=goes_on)
        is_empty = not task.people or not (task.log or task.before)
        return task, None if is_empty else self._apart(task)

    def _keep(self, team_id: str, task: _Task, made: Learned, **fields: Any) -> Outcome:
        """Store what was learned, unless some of what it was learned from was forgotten meanwhile."""
        with Session(self._engine) as session, session.begin():
            is_there = attention.are_kept(session, team_id, {event.channel for event, _ in task.log})
            if not is_there or attention.latest(session, team_id) != task.latest:
                return Outcome("unknown", problem="something was forgotten or learned meanwhile")
            version = attention.keep(session, team_id, made, **fields)
        return Outcome("ok", {"version": version.version, "posts": made.posts, "responses": made.responses})

    def _apart(self, task: _Task) -> Learned | Outcome | None:
        """Learn in a new process: it may take all of a processor without slowing down an acknowledgement.

        None where what was learned before can't be gone on from.
        """
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe(duplex=False)
        child = spawn.Process(target=_tell, args=(theirs, self._how, task), daemon=True)
        child.start()
        theirs.close()
        try:
            return self._told(ours)
        finally:
            child.kill()
            child.join()
            ours.close()

    def _told(self, ours: Connection) -> Learned | Outcome | None:
        latest = time.monotonic() + self._most_seconds
        while not ours.poll(_LOOK_EVERY):
            if self._stopped.is_set():
                return Outcome("unknown", problem="Earshot was stopped")
            if time.monotonic() > latest:
                return Outcome("refused", problem=f"it took more than {self._most_seconds:g} seconds")
        try:
            told = ours.recv()
        except EOFError:
            return Outcome("unknown", problem="the process that learned was ended")
        return Outcome("refused", problem=told) if isinstance(told, str) else cast("Learned | None", told)


def _task(session: Session, team_id: str, until: datetime, *, goes_on: bool) -> _Task:
    people, latest = attention.followed(session, team_id), attention.latest(session, team_id)
    before = None
    if goes_on and latest is not None and set(people) <= set(latest.people):
        before = attention.learned_before(session, team_id, latest)
    since = latest.until if latest and before else until - REACHES_BACK
    return _Task(people, list(attention.log(session, team_id, since, until)), before, latest)


def _tell(theirs: Connection, how: Learn, task: _Task) -> None:
    """In the other process: learn, and tell what came of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us, who ends us too
    os.nice(10)
    try:
        told: Learned | str | None = how(task.people, task.log, task.before)
    except StateError:
        told = None
    except Exception as problem:  # noqa: BLE001 - outermost there; it is told to whoever asked, and logged
        told = f"{type(problem).__name__}: {problem}"
    theirs.send(told)
