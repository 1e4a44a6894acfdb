"""The workspace's own time, which a test or a person trying things out can move forward."""

import asyncio
import time
from collections.abc import Callable


class WorkspaceClock:
    """Real time plus an offset. It moves forward only, except before the first live message."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._offset = 0.0
        self._newest = 0.0
        self._changed = asyncio.Event()
        self.version = 0

    @property
    def offset(self) -> float:
        """Seconds by which this clock is ahead of real time."""
        return self._offset

    def now(self) -> float:
        """Unix seconds in the workspace."""
        return self._real() + self._offset

    def set(self, unix: float) -> None:
        """Make it `unix` now. Raises ValueError when something was already posted later than that."""
        if unix < self._newest:
            raise ValueError("A workspace's time only moves forward: something was posted later than that.")
        self._offset = unix - self._real()
        self._wake()

    def advance(self, seconds: float) -> None:
        """Move forward by `seconds`; raises ValueError for a negative number."""
        if seconds < 0:
            raise ValueError("A workspace's time only moves forward.")
        self._offset += seconds
        self._wake()

    def mark(self, unix: float) -> None:
        """Remember that something live happened at `unix`, so that time cannot go back before it."""
        self._newest = max(self._newest, unix)

    def to_json(self) -> dict[str, float]:
        """What `resume` needs."""
        return {"offset": self._offset, "newest": self._newest}

    def resume(self, saved: dict[str, float]) -> None:
        """Go on as far ahead of real time as when `to_json` was called, and never before what was posted then."""
        self._newest = saved["newest"]
        self._offset = max(saved["offset"], self._newest - self._real())
        self._wake()

    def _wake(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait_change(self, version: int, timeout_s: float) -> int:
        """The current version, as soon as it differs from `version` or after `timeout_s` real seconds."""
        if self.version == version:
            try:
                async with asyncio.timeout(timeout_s):
                    await self._changed.wait()
            except TimeoutError:
                pass
        return self.version
