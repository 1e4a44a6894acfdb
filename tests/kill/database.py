"""What the bot's SQLite file holds, read with plain SQL so that nothing of the bot's own code is trusted."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.kill.crowd import MARK

Row = tuple[Any, ...]


class Database:
    """Questions to the bot's database, also while the bot runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, query: str, *values: Any) -> list[Row]:
        """The rows of a query."""
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(query, values).fetchall()

    def is_drained(self) -> bool:
        """Whether nothing waits to be handled or sent."""
        waiting = self.rows("SELECT count(*) FROM inbox WHERE state = 'waiting'")
        is_open = self.rows("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending', 'unsure')")
        return waiting == is_open == [(0,)]

    def backlog(self) -> str:
        """What waits, in words."""
        inbox = self.rows("SELECT kind, count(*) FROM inbox WHERE state = 'waiting' GROUP BY kind")
        outbox = self.rows(
            "SELECT method, state, count(*) FROM outbox WHERE state NOT IN ('sent', 'failed', 'expired')"
            " GROUP BY method, state"
        )
        return f"inbox {inbox}, outbox {outbox}"

    def is_sound(self) -> bool:
        """SQLite's own check."""
        return self.rows("PRAGMA integrity_check") == [("ok",)]

    def marks(self) -> set[str]:
        """Every mark in the bytes of the files, also where no row shows it any more."""
        files = self._path.parent.glob(f"{self._path.name}*")
        found = (re.findall(MARK.encode(), file.read_bytes()) for file in files)
        return {mark.decode() for each in found for mark in each}
