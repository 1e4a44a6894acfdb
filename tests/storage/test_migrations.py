import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, inspect
from sqlmodel import Session, SQLModel

from storage import inbox
from storage.engine import open_engine, reading
from storage.migrations import differences, migrate
from tests.storage.samples import event


@pytest.fixture
def fresh(empty_database: str) -> Iterator[Engine]:
    engine = open_engine(empty_database)
    yield engine
    engine.dispose()


def _shape(engine: Engine) -> dict[str, object]:
    """Columns, keys and indexes of every table, as the database itself tells them."""
    seen = inspect(engine)
    shape: dict[str, object] = {}
    for table in seen.get_table_names():
        if table != "alembic_version":
            columns = {(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)}
            indexes = {(i["name"], tuple(i["column_names"]), i["unique"]) for i in seen.get_indexes(table)}
            unique = {tuple(u["column_names"]) for u in seen.get_unique_constraints(table)}
            primary = tuple(seen.get_pk_constraint(table)["constrained_columns"])
            shape[table] = (columns, indexes, unique, primary)
    return shape


def test_a_migrated_schema_equals_one_made_from_the_tables_in_code(engine: Engine, fresh: Engine) -> None:
    SQLModel.metadata.create_all(fresh)
    assert _shape(engine) == _shape(fresh)
    with engine.connect() as connection:
        assert differences(connection) == []


def test_differences_are_seen(fresh: Engine) -> None:
    migrate(fresh)
    with fresh.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE post DROP COLUMN text")
    with fresh.connect() as connection:
        assert [found[0] for found in differences(connection)] == ["add_column"]


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        inbox.happened(session, event())
    migrate(engine)
    with reading(engine) as session:
        assert inbox.waiting(session) == 1


def test_several_that_migrate_at_the_same_time_wait_for_each_other(empty_database: str) -> None:
    engines = [open_engine(empty_database) for _ in range(3)]
    together, problems = threading.Barrier(len(engines), timeout=10), list[Exception]()

    def run(engine: Engine) -> None:
        together.wait()
        try:
            migrate(engine)
        except Exception as problem:  # noqa: BLE001 - a thread's exception has to reach the test
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    with engines[0].connect() as connection:
        assert differences(connection) == []
    for engine in engines:
        engine.dispose()
