"""How well people are ranked of whom little is known yet: what they did with others' posts is hidden but for the last few.

It stays hidden in the test too. Their own posts and everybody else's responses are shown, since a workspace has those on
the day on which somebody is followed. One person is hidden at a time: a ranker that learns about one person from others
would lose its teachers if all were hidden at once. Where people are independent of each other it is the same, and so
those rankers are played the history only once.

The history is played thirty times to a ranker that learns from others, so it had better learn its weights only once
in each (entrants.EARSHOT_ONCE); what it counts, it counts all the time.
"""

import os
import signal
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from bot.attention.log import Post
from evaluation.entrants import Entrant
from evaluation.history import Known, PostKey
from evaluation.metrics import average_precision, cases, mean
from evaluation.problem import EvaluationError
from evaluation.replay import Tick, replay
from evaluation.task import Task

LAST = (0, 5, 20)  # responses of a person that stay known


@dataclass(frozen=True)
class ColdStart:
    """The average precision of each person when only their `last` responses before the test are known."""

    entrant: str
    last: int
    precisions: dict[str, float]

    @property
    def mean(self) -> float:
        """Over the people for whom it is defined."""
        return mean(list(self.precisions.values()))


@dataclass(frozen=True)
class Run:
    """One time that the history is played: to whom, and what is hidden of whom."""

    entrant: Entrant
    hidden: tuple[str, ...]
    last: int


def cold_starts(
    task: Task, entrants: Collection[Entrant], tick: Tick, processes: int | None = None
) -> list[ColdStart]:
    """Each entrant at each of LAST, in this order. `processes` is how many work side by side (one for each core)."""
    runs = list(_runs(task, entrants))
    processes = min(processes or os.cpu_count() or 1, len(runs))
    side_by_side = processes > 1
    found = _side_by_side(task, runs, processes, tick) if side_by_side else _one_by_one(task, runs, tick)
    return [
        ColdStart(entrant.name, last, _of(entrant, last, runs, found))
        for entrant in entrants
        for last in LAST
    ]


def _of(entrant: Entrant, last: int, runs: list[Run], found: list[dict[str, float]]) -> dict[str, float]:
    """What was found of all people by the runs of one entrant."""
    together: dict[str, float] = {}
    for run, precisions in zip(runs, found, strict=True):
        if (run.entrant, run.last) == (entrant, last):
            together |= precisions
    return together


def _runs(task: Task, entrants: Collection[Entrant]) -> Iterator[Run]:
    for entrant in entrants:
        groups = [(person,) for person in task.people] if entrant.learns_from_others else [task.people]
        for last in LAST:
            yield from (Run(entrant, hidden, last) for hidden in groups)


def with_last(task: Task, hidden: Collection[str], last: int) -> Task:
    """The same questions, of which only the `last` responses before the test are known by each of the `hidden` people."""
    kept = {person: _last_before_test(task, person, last) for person in hidden}
    posts = (known.event for known in task.events if isinstance(known.event, Post))
    authors = {(post.channel, post.ts): post.author for post in posts}

    def is_shown(known: Known) -> bool:
        event = known.event
        if isinstance(event, Post) or event.user not in kept:
            return True
        key = event.channel, event.ts
        return authors[key] == event.user or (known.at < task.begin and key in kept[event.user])

    return replace(task, events=tuple(filter(is_shown, task.events)))


def _last_before_test(task: Task, person: str, last: int) -> set[PostKey]:
    before = sorted((known, key) for key, known in task.responses[person].items() if known < task.begin)
    return {key for _, key in before[-last:]} if last else set()


def _one_by_one(task: Task, runs: list[Run], tick: Tick) -> list[dict[str, float]]:
    found: list[dict[str, float]] = []
    for run in runs:
        tick(len(found), len(runs))
        found.append(_precisions(task, run))
    return found


def _side_by_side(task: Task, runs: list[Run], processes: int, tick: Tick) -> list[dict[str, float]]:
    context = get_context("spawn")  # the same on every system, and safe where threads run
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)
    try:
        with _deaf_to_interrupts():
            futures = [pool.submit(_precisions, task, run) for run in runs]
        tick(0, len(runs))
        for done, _ in enumerate(as_completed(futures), 1):
            tick(done, len(runs))
        return [future.result() for future in futures]
    except BrokenProcessPool:
        raise EvaluationError(
            "a process of the cold start was ended from outside, maybe for lack of memory; --no-cold-start leaves it out"
        ) from None
    except KeyboardInterrupt:
        for process in active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started in this block leave Ctrl-C, which reaches every process of a terminal, to this one."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with_parent() -> None:
    """In the other process: do not outlive a parent that was killed and could not say so."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _precisions(task: Task, run: Run) -> dict[str, float]:
    scores = replay(with_last(task, run.hidden, run.last), run.entrant.factory).when_posted
    found = zip(task.people, cases(task.when_posted, scores), strict=True)
    return {
        person: average_precision(case.responded, case.scores)
        for person, case in found
        if person in run.hidden
    }
