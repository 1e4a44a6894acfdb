"""Bringing a database to the present tables: Alembic, run at start, nothing to type."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

HERE = Path(__file__).parent
_ONE_AT_A_TIME = 0x6561727368  # any number that means this to every Earshot


def migrate(engine: Engine) -> None:
    """Apply what is missing, each step in one transaction with its version number."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite lets one write at a time anyway
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        context = MigrationContext.configure(connection)
        if context.get_current_revision() == ScriptDirectory.from_config(config).get_current_head():
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def differences(connection: Connection) -> list[Any]:
    """How the migrated schema differs from the tables in code; empty when they are equal."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from sqlmodel import SQLModel

    from storage import tables

    assert tables.Inbox.metadata is SQLModel.metadata
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))
