"""A session for asking and changing, rolled back in the end."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One transaction."""
    with Session(engine) as opened:
        yield opened
