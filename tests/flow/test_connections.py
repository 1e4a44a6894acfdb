"""Socket Mode connections come and go; what people do meanwhile is not lost."""

import pytest

from handlers import earshot
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
    assert following.iris.reads("/earshot help") == earshot.HELP
    shown = {item.words for item in following.iris.digest_now().items}
    assert {f"Said during {do}", f"Said after {do}"} <= shown


def test_connections_lost_one_after_the_other(following: Company) -> None:
    following.control.post("settings", retry_scale=0.01)
    for number in range(2):
        _lose_the_connection_while_somebody_says(following, f"Loss {number}")
    following.settle()
    assert {"Loss 0", "Loss 1"} <= {item.words for item in following.iris.digest_now().items}


def _lose_the_connection_while_somebody_says(company: Company, words: str) -> None:
    before = _connections(company)
    company.control.post("connections", do="drop")
    company.paul.says("partners", words)
    wait_for(lambda: _connections(company) - before)


def _connections(company: Company) -> set[str]:
    return {each["id"] for each in company.control.get("connections")["connections"]}
