"""Whose turn it is to write, among the threads of one process.

SQLite lets one connection write and makes the others sleep and try again. A thread that writes one transaction
after the other then nearly always wins, and the row before an acknowledgement waits for seconds. Here whoever
came first is next.
"""

import threading
from collections import deque


class Turns:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self) -> None:
        """Nobody's turn at first."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def take(self, seconds: float) -> bool:
        """Wait for one's turn, at most that long; False when it did not come."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._guard:
            if mine.is_set():  # it came just now
                return True
            self._waiting.remove(mine)
        return False

    def give(self) -> None:
        """Hand one's turn on."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False
