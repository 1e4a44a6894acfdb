"""Whom a newcomer may act as first."""

from datetime import UTC, datetime
from typing import Any

from sandbox import guides, sample
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.workspace import Workspace


def test_the_sample_names_its_three_kinds_of_users() -> None:
    workspace = Workspace(clock=WorkspaceClock(), config=AppConfig("Earshot", "earshot"))
    workspace.load(sample.company(datetime(2026, 1, 5, 10, 0, tzinfo=UTC)))
    shown = guides.of_sample(workspace)
    assert [guide.role for guide in shown] == ["engineer", "manager", "team lead"]
    assert all(workspace.person(guide.person).is_bot is False and guide.try_first for guide in shown)


def test_elsewhere_those_who_wrote_most_come_first(company: Any) -> None:
    workspace = company.workspace
    for author, number in ((company.ben, 3), (company.cleo, 5), (company.bot, 9)):
        for _ in range(number):
            workspace.post(author, company.general, "words")
    workspace.deactivate(company.cleo)
    assert guides.most_active(workspace)[0].person == company.ben
    assert company.bot not in [guide.person for guide in guides.most_active(workspace)]
