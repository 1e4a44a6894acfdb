"""Waking a thread that waits for work."""

import threading


class Bell:
    """Rung when there may be work. A ring between two waits is not lost."""

    def __init__(self) -> None:
        """Silent at first."""
        self._rung = threading.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next one to wait."""
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Return at the next ring, or after that many seconds."""
        self._rung.wait(max(0.0, seconds))
        self._rung.clear()
