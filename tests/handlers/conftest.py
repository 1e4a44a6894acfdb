"""A stage, and a company that follows from it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.handlers.stage import Stage


@pytest.fixture
def stage(engine: Engine) -> Iterator[Stage]:
    """Where nothing may have failed by the end."""
    built = Stage(engine)
    yield built
    assert built.troubles() == []
