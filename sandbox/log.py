"""What happened between the bot and the workspace, newest last, for people who look into a problem."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import WorkspaceClock

MAX_ENTRIES = 1_000


@dataclass(frozen=True)
class LogEntry:
    """One request or delivery. `at` is workspace time; `kind` is api, event, interaction and the like; `ms` how long it took."""

    number: int
    at: float
    kind: str
    name: str
    status: str
    ms: float = 0.0
    detail: dict[str, Any] = field(default_factory=dict)


class Log:
    """The last 1,000 entries; no entry may hold a token."""

    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._entries: deque[LogEntry] = deque(maxlen=MAX_ENTRIES)
        self._count = 0

    def __iter__(self) -> Iterator[LogEntry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def last_number(self) -> int:
        """The number of the newest entry, 0 before the first."""
        return self._count

    def add(self, kind: str, name: str, status: str, *, ms: float = 0.0, **detail: Any) -> LogEntry:
        """Append an entry; the numbers of entries grow by one from 1."""
        self._count += 1
        entry = LogEntry(self._count, self._clock.now(), kind, name, status, round(ms, 3), detail)
        self._entries.append(entry)
        return entry

    def after(self, number: int) -> list[LogEntry]:
        """The entries that came after entry `number`."""
        return [entry for entry in self._entries if entry.number > number]
