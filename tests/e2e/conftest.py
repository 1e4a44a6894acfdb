"""A browser for the session; for each journey the sample company with the bot in it, and tabs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.brambleway import Brambleway, brambleway
from tests.e2e.chromium import NAMES, installed, launched
from tests.e2e.tab import Tab

NewTab = Callable[..., Tab]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys of a session."""
    path = installed()
    if path is None:
        pytest.skip(f"no Chromium is installed here (looked for {', '.join(NAMES)})")
    with launched(path) as found:
        yield found


@pytest.fixture
def company(tmp_path: Path, migrated_sqlite: str) -> Iterator[Brambleway]:
    """Brambleway, nothing followed yet."""
    with brambleway(tmp_path, migrated_sqlite) as found:
        yield found


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[NewTab]:
    """Open a tab of a browser that knows nobody: each has its own storage. None of them may meet trouble."""
    tabs: list[Tab] = []

    def opened(url: str, **context: Any) -> Tab:
        tabs.append(Tab(browser.new_context(**context), url))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.page.context.close()
    assert [trouble for tab in tabs for trouble in tab.troubles] == []


@pytest.fixture
def tab(company: Brambleway, new_tab: NewTab) -> Tab:
    """A tab in which nobody has been yet."""
    return new_tab(company.url)
