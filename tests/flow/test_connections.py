"""Socket Mode connections come and go; what people do meanwhile is not lost."""

import pytest

from handlers.views.words import HELP
from tests.flow.company import Company
from tests.flow.waiting import wait_for


@pytest.fixture(name="following")
def _following(company: Company) -> Company:
    """Iris follows Oskar in #partners."""
    company.follow_and_read("partners")
    return company


@pytest.mark.parametrize("do", ["warn", "refresh", "disconnect", "drop"])
def test_after_a_connection_ends_posts_and_commands_still_arrive(following: Company, do: str) -> None:
    before = _connections(following)
    following.control.post("connections", do=do)
    following.paul.says("partners", f"Said during {do}")
    if do != "warn":
        wait_for(lambda: _connections(following) - before)
    following.paul.says("partners", f"Said after {do}")
    following.settle()
    assert following.iris.reads("/earshot help") == HELP
    shown = {item.words for item in following.iris.digest_now().items}
    assert {f"Said during {do}", f"Said after {do}"} <= shown


def _connections(company: Company) -> set[str]:
    return {each["id"] for each in company.control.get("connections")["connections"]}
