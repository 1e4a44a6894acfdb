"""Opening the database: SQLite that survives a power cut by default, PostgreSQL by address."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlmodel import Session, create_engine

from storage.turns import Turns

BUSY_SECONDS = 15
_BETWEEN_TRIES = 0.02  # seconds
_TRIES = int(BUSY_SECONDS / _BETWEEN_TRIES)
_TURN = "earshot.turn"


class DatabaseError(ValueError):
    """The address of the database is wrong; the message names the variable and the fix."""


def open_engine(url: str) -> Engine:
    """An engine for the address; the folder of an SQLite file is made. Raises DatabaseError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as problem:  # ValueError: a port that is no number
        raise DatabaseError(f"EARSHOT_DATABASE_URL is no database address: {_hint()}") from problem
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.database or ":memory:", parsed.render_as_string(hide_password=False))
    try:
        return create_engine(parsed, pool_pre_ping=True, pool_size=8, hide_parameters=True)
    except (NoSuchModuleError, ModuleNotFoundError, ArgumentError) as problem:
        raise DatabaseError(f"EARSHOT_DATABASE_URL names an unknown kind of database: {_hint()}") from problem


def _hint() -> str:
    return "write sqlite:////folder/earshot.sqlite or postgresql://user:password@host/name"


def _sqlite(database: str, url: str) -> Engine:
    if database != ":memory:":
        _make_folder(Path(database).parent)
    # The driver's own transactions are off (isolation_level None); ours begin below.
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    _take_turns(engine)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise DatabaseError(
            f"EARSHOT_DATABASE_URL: the folder {folder} can't be made ({problem.strerror}): {_hint()}"
        ) from problem


def _prepare(connection: Any, _record: object) -> None:
    _write_ahead(connection)
    # FULL: with WAL, anything less may roll back acknowledged events after a power loss.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:
    # The first switch of a file needs it alone for a moment, and there SQLite doesn't wait by itself.
    for _ in range(_TRIES):
        if _is_write_ahead(connection):
            return
        time.sleep(_BETWEEN_TRIES)
    connection.execute("PRAGMA journal_mode=WAL")


def _is_write_ahead(connection: Any) -> bool:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _take_turns(engine: Engine) -> None:
    turns = Turns()

    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later could not wait for another writer; one that
        # takes the write lock at once can. Those that only read say so and wait for nobody.
        if connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql("BEGIN")
            return
        connection.info[_TURN] = turns.take(BUSY_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(connection: Connection) -> None:
        give(connection.info)

    def give(info: dict[Any, Any]) -> None:
        if info.pop(_TURN, False):
            turns.give()

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", end)
    event.listen(engine, "rollback", end)
    event.listen(engine, "checkin", lambda _connection, record: give(record.info))


def forget_log(engine: Engine) -> None:
    """Let SQLite take over what its write-ahead log holds, and cut the log to nothing: old rows in it go too.

    Elsewhere nothing happens; the log of a PostgreSQL server is for whoever runs that server.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def reading(engine: Engine) -> Session:
    """A session that only reads, and so never waits for a writer."""
    return Session(engine.execution_options(reads_only=True))
