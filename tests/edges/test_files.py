"""Sharing files: the whole of it as one call, in a workspace on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.edges.slack import Slack
from handlers.edges.trend import picture
from tests.edges.local_slack import Answer, LocalSlack
from tests.flow.company import Company, served

PNG = b"\x89PNG\r\n\x1a\n"
POINTS = [
    {"number": 1, "title": "First", "questions": 12, "answered": 0.5, "useful": None},
    {"number": 2, "title": "Second", "questions": 20, "answered": 0.75, "useful": 0.8},
    {"number": 3, "title": "Third", "questions": 0, "answered": None, "useful": 0.9},
]


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """A workspace; the bot itself is not started."""
    with served(tmp_path) as found:
        yield found


def shared(company: Company, files: list[dict[str, Any]], **more: str) -> Any:
    """How sharing files ended."""
    slack = Slack(company.workspace.config.bot_token, company.server.api_url)
    return slack.call("files.share", {"channel_id": "CPARTNERS", "files": files, **more})


def test_texts_and_a_picture_arrive_in_one_message_of_the_thread(company: Company) -> None:
    company.api().conversations_join(channel="CPARTNERS")
    root = company.iris.says("partners", "How did it end?")
    outcome = shared(
        company,
        [
            {"name": "ama-1.md", "title": "The end", "text": "# Größe → alle"},
            {"name": "ama-trend.png", "title": "The trend", "trend": POINTS},
        ],
        thread_ts=root,
    )
    assert outcome.end == "ok", outcome.problem
    kept = {each.name: each.content for each in company.workspace.files.values()}
    assert kept["ama-1.md"].decode() == "# Größe → alle"
    assert kept["ama-trend.png"].startswith(PNG)
    replies = company.control.get("thread", person="iris", channel="partners", ts=root)["messages"][1:]
    assert [[file["title"] for file in each["files"]] for each in replies] == [["The end", "The trend"]]


def test_a_refusal_is_one(server: LocalSlack) -> None:
    server.answers["files.getUploadURLExternal"] = Answer({"ok": False, "error": "missing_scope"})
    file = {"name": "a.md", "title": "A", "text": "words"}
    outcome = Slack("xoxb-1", server.url).call("files.share", {"channel_id": "C1", "files": [file]})
    assert (outcome.end, outcome.problem) == ("refused", "missing_scope")


@pytest.mark.parametrize("points", [POINTS, POINTS[:1], POINTS[2:], POINTS * 10])
def test_any_trend_is_a_picture(points: list[dict[str, Any]]) -> None:
    assert picture(points).startswith(PNG)
