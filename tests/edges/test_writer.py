"""The writer: whoever was told that an event is written down can rely on it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, func, select

from bot.event import Event
from handlers.edges.bell import Bell
from handlers.edges.writer import Writer
from storage.engine import open_engine
from storage.tables import Inbox
from tests.moments import at

NOW = at("2026-03-02 09:30")


def event(number: int) -> Event:
    return Event("T1", f"Ev{number}", "event.message", "C1", {"number": number}, NOW)


def count(engine: Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Inbox)).one()


def test_many_at_once_are_all_written_once(engine: Engine) -> None:
    writer = Writer(engine, Bell())
    writer.start()
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda number: writer.put(event(number % 200)), range(400)))
    for each in written:
        each.result(timeout=30)
    assert count(engine) == 200
    writer.stop()


def test_what_is_queued_is_written_before_it_stops(engine: Engine) -> None:
    writer = Writer(engine, Bell())
    written = [writer.put(event(number)) for number in range(50)]
    writer.start()
    writer.stop()
    assert all(each.done() for each in written)
    assert count(engine) == 50


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_who_waits_for_a_commit_that_fails_is_told_so_and_the_next_one_works(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'none.sqlite'}")  # no tables yet
    writer = Writer(engine, Bell())
    writer.start()
    with pytest.raises(SQLAlchemyError):
        writer.put(event(1)).result(timeout=30)
    Inbox.metadata.create_all(engine)
    writer.put(event(2)).result(timeout=30)
    writer.stop()
    assert count(engine) == 1
    engine.dispose()


def test_an_event_is_in_the_database_by_the_time_that_its_writer_says_so(database: str) -> None:
    """Seen by a connection that has nothing to do with the writer's."""
    engine, other = open_engine(database), open_engine(database)
    writer = Writer(engine, Bell())
    writer.start()
    for number in range(20):
        writer.put(event(number)).result(timeout=30)
        assert count(other) == number + 1
    writer.stop()
    for each in (engine, other):
        each.dispose()


def test_what_waits_while_a_commit_goes_on_shares_the_next_one(engine: Engine) -> None:
    commits: list[str] = []
    listen(engine, "commit", lambda _connection: commits.append("commit"))
    writer = Writer(engine, Bell())
    written = [writer.put(event(number)) for number in range(600)]
    writer.start()
    for each in written:
        each.result(timeout=60)
    writer.stop()
    assert count(engine) == 600
    assert len(commits) == 3


def test_the_worker_is_woken_after_the_commit(engine: Engine) -> None:
    bell = Bell()
    writer = Writer(engine, bell)
    writer.start()
    writer.put(event(1)).result(timeout=30)
    writer.stop()
    assert bell._rung.is_set()


def test_half_a_character_in_one_event_harms_neither_it_nor_the_others(engine: Engine) -> None:
    writer = Writer(engine, Bell())
    odd = Event("T1", "Odd", "event.message", "C1", {"text": "\ud83e \x00"}, NOW)
    written = [writer.put(each) for each in (event(1), odd, event(2))]
    writer.start()
    for each in written:
        each.result(timeout=30)
    writer.stop()
    assert count(engine) == 3
