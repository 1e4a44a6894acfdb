"""This week's two small things, on the Home tab."""

import re

from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_a_small_thing_is_done_and_taken_back(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    home = tab.page.locator(".home")
    open_ones = home.get_by_role("button", name="Not this week")
    expect(open_ones).to_have_count(2)
    tab.presses("Done", home)
    expect(home).to_contain_text(re.compile(r"Done: \w+"))
    expect(open_ones).to_have_count(1)
    assert tab.runs_over() == []
    tab.presses("Undo", home)
    expect(open_ones).to_have_count(2)
