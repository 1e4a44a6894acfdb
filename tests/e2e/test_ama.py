"""A session in the browser: a host sets it up, people ask and vote, hosts run it, and everybody reads how it ended."""

import re

from playwright.sync_api import Locator, expect

from handlers.views.ama import ask as ask_view
from handlers.views.ama import ending
from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab

TITLE = "Ask the platform leads"
WHY = "Why do we build the planner ourselves rather than buy one? <!channel> *bold* <@U0WREN>"
SAME = "Why are we building the planner ourselves rather than buying one?"
STOP = "What would we stop doing if we were half as many next year?"


def test_from_the_set_up_to_the_poll(company: Brambleway, new_tab: NewTab) -> None:
    place = company.channel("product")
    host, guest = new_tab(company.url), new_tab(company.url)
    host.acts_as("kestrel", place)
    guest.acts_as("wren", place)
    _is_set_up(host)
    _asks_anonymously(guest)
    _votes_for_a_similar_one_instead(new_tab(company.url), place)
    _asks_with_a_name(guest)
    _votes_in_the_list(guest)
    _changes_their_own(guest)
    _runs_it(host)
    _closes_it(host)
    _taps(guest)
    for tab in (host, guest):
        assert tab.runs_over() == []


def _board(tab: Tab) -> Locator:
    return tab.messages(TITLE).filter(has=tab.page.get_by_role("button", name="For hosts")).last


def _is_set_up(tab: Tab) -> None:
    tab.sends("/ama")
    expect(tab.modal.get_by_role("heading")).to_have_text("Set up an AMA")
    tab.modal.get_by_role("textbox", name="Title").fill(TITLE)
    tab.modal.get_by_role("textbox", name="The evening").fill("half past five")
    tab.presses("Put up the board", tab.modal)
    expect(tab.modal.locator(".field-error")).to_contain_text("Begin each line with a time")
    tab.modal.get_by_role("textbox", name="The evening").fill("17:30 Where we are going\n18:15 All else")
    tab.modal.get_by_role("textbox", name="Rules of the house").fill("One thing at a time.")
    assert tab.runs_over() == []
    tab.presses("Put up the board", tab.modal)
    expect(_board(tab)).to_contain_text("Nobody has asked yet")
    expect(_board(tab)).to_contain_text("17:30 · Where we are going")


def _asks_anonymously(tab: Tab) -> None:
    tab.presses("Ask a question", _board(tab))
    expect(tab.modal).to_contain_text("What I keep of an anonymous one: the words, and nothing else.")
    expect(tab.modal).to_contain_text("Fewer than five people")
    field = tab.modal.get_by_role("textbox", name="Your question")
    field.fill("Why is the canteen closed on Fridays?")
    tab.presses("Send", tab.modal)
    expect(tab.modal).to_contain_text("Only if you like:")
    tab.presses(ask_view.REWRITE_BUTTON, tab.modal)
    expect(field).to_have_value(re.compile("What is the thinking behind"))
    expect(tab.modal).to_contain_text("Why is the canteen closed")
    field.fill(WHY)
    tab.presses("Send mine", tab.modal)
    expect(tab.modal).to_contain_text("Nothing of you went with it.")
    tab.presses("Close", tab.modal)
    expect(_board(tab)).to_contain_text(WHY)
    expect(_board(tab)).to_contain_text("▲ 0 · #1 · anonymous")


def _votes_for_a_similar_one_instead(tab: Tab, place: str) -> None:
    tab.acts_as("larch", place)
    tab.presses("Ask a question", _board(tab))
    tab.modal.get_by_role("textbox", name="Your question").fill(SAME)
    tab.presses("Send", tab.modal)
    expect(tab.modal).to_contain_text("This may have been asked already.")
    tab.presses(ask_view.SIMILAR_BUTTON, tab.modal)
    expect(tab.modal).to_contain_text("Your vote is with that one.")
    tab.presses("Close", tab.modal)
    expect(_board(tab)).to_contain_text("▲ 1 · #1 · anonymous")
    expect(_board(tab)).to_contain_text("1 question · 1 vote")


def _asks_with_a_name(tab: Tab) -> None:
    tab.presses("Ask a question", _board(tab))
    tab.modal.get_by_role("textbox", name="Your question").fill(STOP)
    tab.modal.get_by_label("With my name").check()
    tab.presses("Send", tab.modal)
    expect(tab.modal).to_contain_text("with your name.")
    tab.presses("Close", tab.modal)
    expect(_board(tab)).to_contain_text("▲ 0 · #2 · @Femi")


def _votes_in_the_list(tab: Tab) -> None:
    tab.presses("See all", _board(tab))
    tab.presses("Newest", tab.modal)
    expect(tab.modal.locator("blockquote, .quote, [class*=quote]").first).to_contain_text(STOP)
    tab.modal.get_by_role("button", name="▲ Vote").first.click()
    expect(tab.modal.get_by_role("button", name="✓ Voted · take back")).to_have_count(1)
    expect(tab.modal).to_contain_text("▲ 1 · #2")
    tab.presses("Close", tab.modal)
    expect(_board(tab)).to_contain_text("2 questions · 2 votes")


def _changes_their_own(tab: Tab) -> None:
    tab.presses("Mine", _board(tab))
    expect(tab.modal).to_contain_text("What you asked")
    tab.presses("Change", tab.modal)
    field = tab.modal.get_by_role("textbox", name=re.compile("Your question"))
    expect(field).to_have_value(re.compile("planner ourselves|stop doing"))
    tab.presses("Not now", tab.modal)


def _runs_it(tab: Tab) -> None:
    tab.presses("For hosts", _board(tab))
    tab.presses("Go live", tab.modal)
    tab.presses("Next", tab.modal)
    expect(tab.modal).to_contain_text("Being answered")
    tab.presses("Answered", tab.modal)
    expect(tab.modal).not_to_contain_text("Being answered")
    tab.modal.get_by_role("button", name="Decide …").first.click()
    tab.modal.get_by_label("Decline it, with a reason").check()
    tab.presses("Decide", tab.modal)
    expect(tab.modal.locator(".field-error")).to_contain_text("Give a reason.")
    tab.modal.get_by_role("textbox", name="Words").fill("We said so at the last all-hands.")
    tab.presses("Decide", tab.modal)
    expect(tab.modal).to_contain_text("Decided")
    tab.presses("Done", tab.modal)
    expect(_board(tab)).to_contain_text("The reason: We said so at the last all-hands.")


def _closes_it(tab: Tab) -> None:
    tab.presses("For hosts", _board(tab))
    tab.presses("Close it", tab.modal)
    expect(tab.modal).to_contain_text("the key that keeps people anonymous is destroyed")
    tab.presses("Close it", tab.modal)
    expect(tab.message("Closed: ")).to_contain_text(
        "2 asked: 1 answered, 0 to be answered by a date, 1 declined."
    )
    tab.message("Closed: ").get_by_role("button", name="1 reply").click()
    expect(tab.page.locator(".pane")).to_contain_text("MD · ")
    expect(tab.page.locator(".pane")).to_contain_text("CSV · ")


def _taps(tab: Tab) -> None:
    summary = tab.message("Closed: ")
    tab.presses("Useful", summary)
    tab.presses("More time for answers", summary)
    expect(summary).to_contain_text(ending.KEY_GONE)
    expect(_board(tab).get_by_role("button", name="Ask a question")).to_have_count(0)
