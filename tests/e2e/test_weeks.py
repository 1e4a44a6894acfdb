"""Weeks in the browser: a lead's Monday message, the digest in two parts, this week's small things, and silence."""

import re

from playwright.sync_api import Locator, expect

from bot.managers_week import FOOTER, NAMES
from handlers.pauses import RESUMED
from handlers.views.week import OFF, THREE
from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab

CALL = "We're looking for somebody to lead the offline pilot with the harbour."


def test_a_lead_gets_one_message_on_monday_at_nine(company: Brambleway, tab: Tab) -> None:
    company.person("kestrel").follows(["architecture-rfcs", "customers", "engineering"], "alder")
    company.settle()
    tab.acts_as("kestrel", company.channel("random"))
    _switches_it_on(tab)
    company.person("plover").says("customers", CALL)
    company.settle()
    company.control.post("clock", set="2026-05-25T07:59:00Z")  # 8:59 in Lisbon
    company.settle()
    tab.hears("You're within earshot of")
    expect(tab.messages("Your week:")).to_have_count(0)
    company.control.post("clock", set="2026-05-25T08:00:30Z")
    week = tab.hears("Your week:")
    expect(week).to_contain_text(NAMES["hand_on"])
    expect(week).to_contain_text(CALL)
    expect(week).to_contain_text(FOOTER)
    assert tab.runs_over() == []
    tab.presses("Less", week)
    expect(week).to_contain_text(THREE)
    tab.presses("More again", week)
    expect(week).not_to_contain_text(THREE)
    _comes_once(company, tab)
    _is_switched_off(tab, week)


def _switches_it_on(tab: Tab) -> None:
    tab.sends("/earshot week")
    expect(tab.modal).to_contain_text("What a manager sees of you here")
    tab.modal.get_by_label("Yes, send me my week").check()
    tab.picks("Who is in your team?", "Femi", "Hanna")
    assert tab.runs_over() == []
    tab.presses("Save", tab.modal)
    expect(tab.modal).to_have_count(0)
    expect(tab.looks_home()).to_contain_text("For the people you lead")


def _comes_once(company: Brambleway, tab: Tab) -> None:
    for _ in range(3):
        company.control.post("clock", advance="1h")
    company.settle()
    expect(tab.messages("Your week:")).to_have_count(1)


def _is_switched_off(tab: Tab, week: Locator) -> None:
    tab.presses("Change", week)
    tab.modal.get_by_label("No, or not now").check()
    tab.presses("Save", tab.modal)
    expect(tab.looks_home()).to_contain_text(OFF)


def test_the_digest_tells_what_is_answered_from_what_is_likely_and_changes_in_place(
    company: Brambleway, tab: Tab
) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    tab.presses("Send me one now")
    digest = tab.hears("Conversations you may want to be in")
    expect(digest).to_contain_text(re.compile("Already in it|Likely next"))
    expect(digest.get_by_role("button", name="Less")).to_be_visible()
    assert tab.runs_over() == []


def test_small_things_are_done_or_left_for_another_week(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    home = tab.page.locator(".home")
    expect(home).to_contain_text("This week")
    tab.presses("Done", home)
    expect(home).to_contain_text("Done: ")
    tab.presses("Undo", home)
    expect(home).not_to_contain_text("Done: ")
    tab.presses("Not this week", home)
    expect(home).to_contain_text("Not this week: ")


def test_a_pause_with_an_end_keeps_quiet_and_ends_by_itself(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("random"))
    tab.sends("/earshot pause until yesterday-ish")
    expect(tab.messages("Paused until")).to_have_count(0)
    tab.sends("/earshot pause until 3 June")
    expect(tab.message("Paused until Wednesday, 3 June 2026")).to_be_visible()
    home = tab.looks_home()
    expect(home).to_contain_text("Paused")
    company.control.post("clock", advance="5d")
    company.settle()
    assert [
        each["text"] for each in company.person("wren").messages() if each["text"].startswith("Conversations")
    ] == []
    tab.presses("Resume", home)
    expect(tab.hears(RESUMED.split(".")[0])).to_be_visible()


def test_the_first_conversation_ends_in_a_home_tab_that_knows_it(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("kestrel", "home")
    home = tab.page.locator(".home")
    tab.presses("Start, with three short questions", home)
    expect(home).to_contain_text("the questions are under Messages")
    question = tab.hears("Do you lead people?")
    tab.presses("Yes", question)
    asked = tab.hears("Which channels, and whose attention?")
    tab.presses("Open the form", asked)
    expect(tab.modal.locator("[data-block-id=level1] .chip-label")).to_have_text("Tomas")
    tab.picks("Channels to listen in", "customers")
    tab.presses("Follow", tab.modal)
    tab.presses("Yes", tab.hears("May I write to you on working days"))
    expect(tab.message("That's all. My Home tab shows")).to_be_visible()
    company.settle()
    home = tab.looks_home()
    for words in (
        "This week",
        "People",
        "For the people you lead",
        "Next: ",
        "Through @Tomas",
        "#customers: Learned from",
    ):
        expect(home).to_contain_text(words)
    assert tab.runs_over() == []


def test_everything_can_be_seen_and_forgotten_from_home(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    home = tab.page.locator(".home")
    tab.presses("What can I type?", home)
    expect(tab.modal).to_contain_text("/earshot feedback")
    tab.presses("Close", tab.modal)
    tab.presses("What you keep for me", home)
    expect(tab.modal).to_contain_text("channels and people that you follow: 4")
    tab.presses("Forget all of it", tab.modal)
    sure = tab.page.get_by_role("alertdialog", name="Forget all of it?")
    sure.get_by_role("button", name="Forget it").click()
    expect(tab.modal).to_contain_text("Done: forgotten.")
    tab.presses("Close", tab.modal)
    expect(home).to_contain_text("Start, with three short questions")
