"""The durable insert before every acknowledgement, shared by all that arrive at the same time.

One thread writes. Whatever came in while it committed goes into its next commit, so that under load many
events share one flush to disk, and a lone event waits for nobody.
"""

import asyncio
import logging
import queue
import threading
from collections import defaultdict
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Engine

from bot.event import Event
from handlers.edges.bell import Bell
from storage import inbox

_MOST = 256  # rows in one commit; keeps the wait of the first in line short

log = logging.getLogger("earshot.writer")

_Waiting = tuple[dict[str, Any], Future[None] | asyncio.Future[None]]


class Writer:
    """Writes events down. `put` returns a future that is done once the event would survive a power cut."""

    def __init__(self, engine: Engine, worker: Bell) -> None:
        """`worker` is rung after each commit."""
        self._engine, self._worker = engine, worker
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is queued and end."""
        self._queue.put(None)
        self._thread.join(timeout=10)

    def put(self, event: Event) -> Future[None]:
        """Queue an event. The future raises what went wrong; then the event must not be acknowledged."""
        written: Future[None] = Future()
        self._queue.put((inbox.arrival(event), written))
        return written

    async def written(self, event: Event) -> None:
        """Return once the event would survive a power cut; raises as the future of `put` does."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put((inbox.arrival(event), waiting))
        await waiting

    def _run(self) -> None:
        while True:
            batch, ended = self._next_batch()
            if batch:
                self._commit(batch)
            if ended:
                return

    def _next_batch(self) -> tuple[list[_Waiting], bool]:
        batch: list[_Waiting] = []
        entry = self._queue.get()
        while entry is not None:
            batch.append(entry)
            if len(batch) == _MOST or self._queue.empty():
                return batch, False
            entry = self._queue.get()
        return batch, True

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            with self._engine.begin() as connection:
                inbox.write_down(connection, [row for row, _ in batch])
        except Exception as problem:  # outermost loop: the cause goes to everyone who waits
            log.exception("could not write %d events down; Slack will send them again", len(batch))
            _tell([waiting for _, waiting in batch], problem)
            return
        _tell([waiting for _, waiting in batch], None)
        self._worker.ring()


def _tell(batch: list[Future[None] | asyncio.Future[None]], problem: Exception | None) -> None:
    # An event loop is woken once for all of a batch: waking it costs more than the insert.
    by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = defaultdict(list)
    for waiting in batch:
        if isinstance(waiting, asyncio.Future):
            by_loop[waiting.get_loop()].append(waiting)
        else:
            _settle(waiting, problem)
    for loop, futures in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle_all, futures, problem)


def _settle_all(futures: list[asyncio.Future[None]], problem: Exception | None) -> None:
    for waiting in futures:
        _settle(waiting, problem)


def _settle(waiting: Future[None] | asyncio.Future[None], problem: Exception | None) -> None:
    if waiting.done():  # whoever waited has given up
        return
    if problem is None:
        waiting.set_result(None)
    else:
        waiting.set_exception(problem)
