"""Fernhill, served, with the bot running in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.company import Company, Transport, served


@pytest.fixture
def company(tmp_path: Path, migrated_sqlite: str) -> Iterator[Company]:
    """The bot connected in Socket Mode, nothing followed yet."""
    with served(tmp_path, database_url=migrated_sqlite) as found:
        found.bot.start()
        yield found


@pytest.fixture(params=["socket", "http"])
def either_transport(
    request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: str
) -> Iterator[Company]:
    """The same over Socket Mode and over HTTP."""
    transport: Transport = request.param
    with served(tmp_path, transport, database_url=migrated_sqlite) as found:
        found.bot.start()
        yield found
