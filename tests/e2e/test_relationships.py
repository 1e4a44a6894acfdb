"""People in the browser: whom to stay in touch with, whom to answer first, and what was promised, over weeks."""

import re

from playwright.sync_api import expect

from handlers.promises import DONE as PROMISE_KEPT
from handlers.relationships import LET_GO
from handlers.surprises import WELL
from handlers.ties import TAKEN_BACK
from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab


def test_a_silence_is_named_with_something_to_give_and_can_be_let_go(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    _adds_somebody(tab)
    company.control.post("clock", advance="12d")  # a Tuesday afternoon
    company.settle()
    nudge = tab.hears("A word with @Nadia")
    expect(nudge).to_contain_text("Words to copy; make them yours:")
    expect(nudge.get_by_role("button", name="Pause")).to_be_visible()
    tab.presses("Why this?", nudge)
    expect(tab.message("You two have been silent for longer than is usual for you")).to_be_visible()
    assert tab.runs_over() == []
    tab.presses("Let go", nudge)
    expect(nudge).to_contain_text(LET_GO.split("{person}")[0])
    expect(nudge.get_by_role("button", name="Done")).to_have_count(0)
    tab.presses("Undo", nudge)
    expect(nudge.get_by_role("button", name="Done")).to_be_visible()
    tab.presses("In a week", nudge)
    expect(nudge).to_contain_text("I'll come back to it on")


def _adds_somebody(tab: Tab) -> None:
    home = tab.page.locator(".home")
    tab.presses("Add people", home)
    tab.picks("Who?", "Nadia")
    tab.modal.get_by_label("Every week").check()
    tab.modal.get_by_role("textbox", name="Tags").fill("customers")
    tab.presses("Add", tab.modal)
    expect(tab.modal).to_contain_text("Added: @Nadia.")
    assert tab.runs_over() == []
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)
    expect(home).to_contain_text("All of them (")


def test_oneself_and_apps_are_refused_in_the_form_and_what_was_met_can_be_taken_back(
    company: Brambleway, tab: Tab
) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    tab.presses("Add people")
    tab.picks("Who?", "Femi")
    tab.presses("Add", tab.modal)
    expect(tab.modal.locator(".field-error")).to_be_visible()
    tab.page.keyboard.press("Escape")
    tab.acts_as("wren", company.channel("customers"))
    tab.sends("/earshot met @plover")
    noted = tab.message("Noted: you and @Nadia met.")
    expect(noted).to_be_visible()
    tab.presses("Undo", noted)
    expect(tab.message(TAKEN_BACK)).to_be_visible()


def test_a_rare_mention_is_there_within_the_minute(company: Brambleway, new_tab: NewTab) -> None:
    company.follow()
    wren = new_tab(company.url)
    wren.acts_as("wren", company.channel("random"))
    company.person("juniper").says("customers", "@wren could you look at the locker numbers today?")
    nudge = wren.hears("Answer this one first")
    expect(nudge).to_contain_text("could you look at the locker numbers today?")
    expect(nudge.locator("time").first).to_have_text(re.compile(r"16:4\d"))
    wren.presses("Done", nudge)
    expect(nudge).to_contain_text(WELL)
    assert wren.runs_over() == []


def test_a_promise_is_kept_only_on_request_and_comes_back_on_its_day(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("customers"))
    tab.says("I'll send you the numbers on Monday.")
    company.settle()
    company.control.post("clock", advance="1h")
    offer = tab.hears("Shall I hold on to this for you?")
    tab.presses("Remind me", offer)
    expect(offer).to_contain_text("I'll remind you on Monday, 25 May.")
    home = tab.looks_home()
    expect(home).to_contain_text("Open loops")
    expect(home).to_contain_text("I'll send you the numbers on Monday.")
    company.control.post("clock", set="2026-05-25T08:01:00Z")  # 9:01 in London
    company.settle()
    due = tab.hears("what you took on")
    tab.presses("Done", due)
    expect(due).to_contain_text(PROMISE_KEPT)
    expect(tab.looks_home()).not_to_contain_text("I'll send you the numbers on Monday.")
