"""Waiting for what another thread or process does, within bounds."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_for(found: Callable[[], Found], timeout_s: float = 15.0) -> Found:
    """What `found` returns as soon as it is true; fails after `timeout_s` seconds."""
    deadline = time.monotonic() + timeout_s
    while not (value := found()):
        assert time.monotonic() < deadline, f"waited {timeout_s} s, and still {value!r}"
        time.sleep(0.02)
    return value
