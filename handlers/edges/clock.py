"""The clock: the only place that reads one, and the event of each minute."""

import json
import logging
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.event import Event

_LONG_POLL = 25  # seconds that a clock which may be moved holds our question open

log = logging.getLogger("earshot.clock")


class Clock(Protocol):
    """Where `now` comes from."""

    def now(self) -> datetime:
        """The present moment, in UTC."""


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


class FollowedClock:
    """A clock that somebody else can move, such as the local workspace's; followed by asking its address.

    GET url answers {"now": unix seconds, "version": n}; with ?after=n it answers when the clock was moved.
    """

    def __init__(self, url: str, moved: Callable[[], None]) -> None:
        """`moved` is called after each jump. The address must answer now."""
        self._url, self._moved = url, moved
        self._offset, self._version = 0.0, -1
        self._stopped = threading.Event()
        self._ask("")
        self._thread = threading.Thread(target=self._follow, name="clock", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Stop following; the thread ends with its open question."""
        self._stopped.set()

    def now(self) -> datetime:
        """The present moment there, in UTC."""
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def _ask(self, query: str) -> None:
        # The address is a setting of whoever runs this, not something that came in with a message.
        with urllib.request.urlopen(self._url + query, timeout=_LONG_POLL + 10) as answer:  # noqa: S310
            told = json.load(answer)
        self._offset, version = float(told["now"]) - time.time(), int(told["version"])
        jumped, self._version = version != self._version, version
        if jumped:
            self._moved()

    def _follow(self) -> None:
        while not self._stopped.is_set():
            try:
                self._ask(f"?after={self._version}&wait_s={_LONG_POLL}")
            except (OSError, ValueError, KeyError) as problem:
                if self._stopped.is_set():
                    return
                log.warning("the clock at %s does not answer: %s", self._url, problem)
                self._stopped.wait(1.0)


class Ticker:
    """Puts one event a minute into the inbox. The key deduplicates, so two of them are harmless."""

    def __init__(self, clock: Clock, team_id: str, happened: Callable[[Event], object]) -> None:
        """`happened` writes an event down."""
        self._clock, self._team_id, self._happened = clock, team_id, happened
        self._last = ""
        self._scheduler = BackgroundScheduler(timezone=UTC, daemon=True)

    def start(self) -> None:
        """Say that Earshot started, then every second whether a new minute has begun."""
        now = self._clock.now()
        self._say("clock.started", f"clock.started:{now.timestamp()}", now)
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=1, timezone=UTC),
            misfire_grace_time=None,  # late is fine: it only looks at the clock
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def stop(self) -> None:
        """No more events."""
        self._scheduler.shutdown(wait=True)

    def tick(self) -> None:
        """Write the present minute down, once."""
        now = self._clock.now()
        minute = f"clock.minute:{now:%Y-%m-%dT%H:%M}"
        if minute != self._last:
            self._say("clock.minute", minute, now)
            self._last = minute

    def _say(self, kind: str, event_id: str, now: datetime) -> None:
        self._happened(Event(self._team_id, event_id, kind, "clock", {}, now))
