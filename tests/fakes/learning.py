"""Ways to learn, for a learner to use in its other process."""

import os
import time
from collections.abc import Sequence

from bot.attention.learning import Known, Learned
from bot.attention.packing import StateError


def counting(people: Sequence[str], log: Sequence[Known], before: Learned | None = None) -> Learned:
    """All that it learns is what it was shown, in order."""
    state = (before.state if before else b"") + "".join(
        f"{event.ts} {known}\n" for event, known in log
    ).encode()
    seen = before.posts if before else 0
    return Learned(tuple(people), state, seen + len(log), 0)


def from_nothing(people: Sequence[str], log: Sequence[Known], before: Learned | None = None) -> Learned:
    """It can't read what another version of it has learned."""
    if before:
        raise StateError("format 1, not 2")
    return counting(people, log)


def failing(people: Sequence[str], log: Sequence[Known], before: Learned | None = None) -> Learned:
    """It has an error."""
    raise ZeroDivisionError("no posts")


def dying(people: Sequence[str], log: Sequence[Known], before: Learned | None = None) -> Learned:
    """Its process is ended from outside."""
    os._exit(9)


def endless(people: Sequence[str], log: Sequence[Known], before: Learned | None = None) -> Learned:
    """It takes too long."""
    time.sleep(600)
    raise AssertionError
