"""When to try again, and when to stop."""

from datetime import timedelta

HANDLER_TRIES = 5
CALL_TRIES = 8


def pause_before(tries: int) -> timedelta:
    """The wait after the n-th failed try: 1, 2, 4 ... seconds, at most five minutes."""
    return timedelta(seconds=min(300, 2 ** max(0, tries - 1)))
