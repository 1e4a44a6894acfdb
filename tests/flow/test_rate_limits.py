"""Slack's published limits are kept ahead of time: nothing is ever refused for being too fast."""

import time
from pathlib import Path

from sandbox.app_config import AppConfig
from sandbox.workspace import Workspace
from tests.flow.company import Company, served
from tests.flow.fernhill import answered, fernhill, said
from tests.flow.person import Json
from tests.flow.waiting import wait_for

_THREADS_IN_A_CHANNEL = 25  # three channels of them are more than Slack's fifty calls a minute
_LOOKED_AT_FOR_S = 6.0


def _talkative(config: AppConfig) -> Workspace:
    workspace = fernhill(config)
    for channel in ("partners", "lunch", "board"):
        for number in range(_THREADS_IN_A_CHANNEL):
            answered(workspace, channel, "oskar", said(workspace, channel, "nell", "?", 20 + number))
    workspace.invite("UIRIS", "CBOARD", workspace.bot_user_id)
    return workspace


def test_reading_back_three_channels_is_never_too_fast_for_slack(
    tmp_path: Path, migrated_sqlite: str
) -> None:
    with served(tmp_path, database_url=migrated_sqlite, rate_limits=1.0, make=_talkative) as company:
        company.bot.start()
        started = time.monotonic()
        company.iris.follows(["partners", "lunch", "board"], "oskar")
        company.iris.does("command", text="/earshot digest", wait_s=0)
        wait_for(lambda: _refused(company) or time.monotonic() - started > _LOOKED_AT_FOR_S)
        assert _refused(company) == []
        threads = company.calls("conversations.replies")
        assert 10 <= len(threads) <= 16, "at once what is allowed at once, then steadily"
        assert {each["status"] for each in threads} == {"ok"}


def _refused(company: Company) -> list[Json]:
    entries = company.control.get("log")["entries"]
    return [each for each in entries if each["detail"].get("http_status") == 429]
