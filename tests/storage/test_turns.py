"""Threads that write at the same time take turns, so that none waits while another writes again and again."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from storage import inbox
from storage.engine import open_engine
from storage.migrations import migrate
from storage.turns import Turns
from tests.storage.samples import NOW, event

_SOON = 10.0


@pytest.fixture
def sqlite(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'earshot.sqlite'}")
    migrate(engine)
    return engine


def _write(engine: Engine, event_id: str, now: datetime = NOW) -> None:
    with Session(engine) as session, session.begin():
        inbox.happened(session, event(event_id, received=now))


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    turns, came = Turns(), list[int]()

    def wait(number: int) -> None:
        assert turns.take(_SOON)
        came.append(number)
        turns.give()

    assert turns.take(_SOON)
    with ThreadPoolExecutor(5) as threads:
        for number in range(5):
            threads.submit(wait, number)
            deadline = time.monotonic() + _SOON
            while len(turns._waiting) <= number and time.monotonic() < deadline:
                time.sleep(0.001)
        turns.give()
    assert came == [0, 1, 2, 3, 4]


def test_whoever_waits_too_long_is_told_and_leaves_the_queue() -> None:
    turns = Turns()
    assert turns.take(_SOON)
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0.01)


def test_a_thread_that_writes_all_the_time_keeps_no_other_waiting(sqlite: Engine) -> None:
    enough = threading.Event()

    def write_all_the_time() -> None:
        while not enough.is_set():
            with sqlite.begin() as connection:
                connection.execute(text("UPDATE inbox SET tries = tries + 1"))
                until = time.monotonic() + 0.01  # what a handler computes meanwhile
                while time.monotonic() < until:
                    pass

    with ThreadPoolExecutor(1) as threads:
        busy = threads.submit(write_all_the_time)
        began = time.monotonic()
        for number in range(10):
            enough.wait(0.02)  # the other one is at work again
            _write(sqlite, f"patient {number}", NOW + timedelta(seconds=number))
        took = time.monotonic() - began
        enough.set()
        busy.result()
    sqlite.dispose()
    assert took < _SOON  # half a second; without turns it is half a minute


def test_a_transaction_that_fails_hands_its_turn_on(sqlite: Engine) -> None:
    with pytest.raises(OperationalError), Session(sqlite) as session, session.begin():
        session.connection().execute(text("INSERT INTO nowhere VALUES (1)"))
    unfinished = Session(sqlite)
    inbox.happened(unfinished, event("never committed"))
    unfinished.close()
    began = time.monotonic()
    _write(sqlite, "next")
    sqlite.dispose()
    assert time.monotonic() - began < _SOON
