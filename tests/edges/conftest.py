"""A Slack on this machine."""

from collections.abc import Iterator

import pytest

from tests.edges.local_slack import LocalSlack, local_slack


@pytest.fixture
def server() -> Iterator[LocalSlack]:
    """Answers as a test says."""
    with local_slack() as served:
        yield served
