"""The worker: takes events from the inbox in order, and lets each one's handler act in one transaction.

What a handler changes and promises, and that the event is done, is committed together or not at all. So an
event may be begun several times, and its effects happen once.
"""

import logging
import threading
import traceback
from collections.abc import Callable, Sequence

from sqlalchemy import Engine
from sqlmodel import Session

from handlers import handler_for
from handlers.edges.bell import Bell
from handlers.edges.clock import Clock
from storage import inbox

_LOOK_ANYWAY = 1.0  # seconds; for what was put off, and for rows of another process
_AFTER_TROUBLE = 1.0

log = logging.getLogger("earshot.worker")

Handle = Callable[[str], Callable[..., None]]


class Worker:
    """Handles the inbox until it is stopped."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        bell: Bell,
        senders: Sequence[Bell],
        handler: Handle = handler_for,
    ) -> None:
        """`bell` wakes this worker; it rings `senders` after each event."""
        self._engine, self._clock, self._bell = engine, clock, bell
        self._senders, self._handler = senders, handler
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the event at hand and end."""
        self._stopped.set()
        self._bell.ring()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                if not self.step():
                    self._bell.wait(_LOOK_ANYWAY)
            except Exception:  # outermost loop: a database that is away comes back
                log.exception("the inbox can't be worked on right now")
                self._stopped.wait(_AFTER_TROUBLE)

    def step(self) -> bool:
        """Handle one event; False when there is none that may be handled now."""
        now = self._clock.now()
        row_id: int | None = None
        try:
            with Session(self._engine) as session, session.begin():
                found = inbox.next_event(session, now)
                if found is None:
                    return False
                row_id, event = found
                self._handler(event.kind)(event, session, now)
                inbox.done(session, row_id, now)
        except Exception:
            if row_id is None:
                raise
            self._failed(row_id, traceback.format_exc())
            return True
        for sender in self._senders:
            sender.ring()
        return True

    def _failed(self, row_id: int, problem: str) -> None:
        with Session(self._engine) as session, session.begin():
            given_up = inbox.failed(session, row_id, problem, self._clock.now())
        level = logging.ERROR if given_up else logging.WARNING
        outcome = "set aside" if given_up else "will be tried again"
        log.log(level, "event %s failed and is %s:\n%s", row_id, outcome, problem)
