"""The time in the quarter: virtual, and the same for everybody."""

from datetime import UTC, datetime

from sandbox.workspace import Workspace


class Time:
    """The workspace's clock, as Earshot asks for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._clock = workspace.clock

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.fromtimestamp(self._clock.now(), UTC)
