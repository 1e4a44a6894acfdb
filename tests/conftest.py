"""Both databases: every test that asks for `engine` runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from storage.engine import open_engine
from storage.migrations import migrate
from tests.postgres import Postgres, server


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database without rows."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on; each runs on both."""
    return str(request.param)


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest) -> str:
    """The address of a migrated database without rows."""
    return str(request.getfixturevalue(f"migrated_{database_kind}"))


@pytest.fixture
def empty_database(database_kind: str, request: pytest.FixtureRequest) -> str:
    """The address of a database without tables, new for each test."""
    return str(request.getfixturevalue(f"empty_{database_kind}"))


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'earshot.sqlite'}"


@pytest.fixture
def migrated_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """A copy of a file that was migrated once."""
    shutil.copy(sqlite_template, tmp_path / "earshot.sqlite")
    return f"sqlite:///{tmp_path / 'earshot.sqlite'}"


@pytest.fixture
def empty_postgresql(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def migrated_postgresql(kept_postgresql: str) -> str:
    """A database that was migrated once, emptied: making one for each test takes twenty times as long."""
    opened = open_engine(kept_postgresql)
    with opened.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            connection.execute(table.delete())
    opened.dispose()
    return kept_postgresql


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file."""
    file = tmp_path_factory.mktemp("migrated") / "template.sqlite"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def kept_postgresql(postgres: Postgres) -> Iterator[str]:
    """A migrated database for all tests of the session."""
    with postgres.database() as url:
        _migrate(url)
        yield url


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for the session."""
    with server() as url:
        reached = Postgres(url)
        yield reached
        reached.close()


def _migrate(url: str) -> None:
    opened = open_engine(url)
    migrate(opened)
    opened.dispose()
