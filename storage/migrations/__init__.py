"""Bringing a database to the present tables: Alembic, run at start, nothing to type."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.engine import DatabaseError

HERE = Path(__file__).parent
_ONE_AT_A_TIME = 0x6561727368  # any number that means this to every Earshot


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the database up to date, or to an older revision. Raises DatabaseError where it can't be used, or is newer."""
    try:
        _upgrade(engine, to)
    except DBAPIError as problem:
        why = str(problem.orig).splitlines()[0]
        raise DatabaseError(
            f"The database {engine.url.render_as_string()} can't be used ({why}): "
            "check EARSHOT_DATABASE_URL and whether it runs, or restore a backup"
        ) from problem


def _upgrade(engine: Engine, to: str) -> None:
    """Apply what is missing, all in one transaction with the version number."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite lets one write at a time anyway
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        current = MigrationContext.configure(connection).get_current_revision()
        scripts = ScriptDirectory.from_config(config)
        if current == scripts.get_current_head():
            return
        if current not in {None, *(script.revision for script in scripts.walk_revisions())}:
            raise DatabaseError(
                f"The database {engine.url.render_as_string()} was written by a newer Earshot ({current}): "
                "update this one, or restore a backup"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def differences(connection: Connection) -> list[Any]:
    """How the migrated schema differs from the tables in code; empty when they are equal."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from sqlmodel import SQLModel

    from storage import tables

    assert tables.Inbox.metadata is SQLModel.metadata
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))
