"""Green or red in the browser: weighed from wherever it was asked, decided, answered, and looked back on."""

import re

from playwright.sync_api import Locator, expect

from handlers.green_button import EMPTY
from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab

ASK = "Could you look after the harbour pilot until <!channel> <@U0WREN> & autumn?"
GREEN = (
    "My manager, theirs, or an executive",
    "Part of a planned initiative",
    "Yes, I want to learn this",
    "Brings me together with somebody new",
    "A few hours",
)


def test_from_the_command_to_the_review_a_month_later(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("customers"))
    tab.sends("/greenbutton")
    _is_told_what_is_missing(tab)
    tab.modal.get_by_role("textbox", name="What is asked?").fill(ASK)
    for answer in GREEN:
        tab.modal.get_by_label(answer).check()
    assert tab.runs_over() == []
    _is_advised(tab)
    _decides(tab)
    _has_words_checked(tab)
    _finds_it_on_home(tab)
    _is_asked_how_it_went(company, tab)
    _looks_back(tab)


def _is_told_what_is_missing(tab: Tab) -> None:
    expect(tab.modal.get_by_role("heading")).to_have_text("Green or red?")
    tab.modal.get_by_role("textbox", name="What is asked?").fill("  ")
    tab.presses("Weigh it", tab.modal)
    expect(tab.modal.locator(".field-error")).to_have_text(EMPTY)


def _is_advised(tab: Tab) -> None:
    tab.presses("Weigh it", tab.modal)
    expect(tab.modal).to_contain_text("The button is yours. What do you do?")
    expect(tab.modal.get_by_role("heading").nth(1)).to_have_text("Green: press it")
    expect(tab.modal.get_by_role("heading").nth(1)).to_be_in_viewport()
    expect(tab.modal).to_contain_text("You want to grow here, and that weighs most.")
    expect(tab.modal).to_contain_text(ASK)
    expect(tab.modal.get_by_label("Green: I say yes")).to_be_checked()
    assert tab.runs_over() == []


def _decides(tab: Tab) -> None:
    tab.modal.get_by_role("combobox", name="How likely is it to work?").click()
    tab.page.locator(".listbox:popover-open .option", has_text="7 in 10").click()
    tab.presses("Keep it", tab.modal)
    expect(tab.modal).to_contain_text("Kept: green.")
    drafts = tab.modal.locator("pre")
    expect(drafts.first).to_contain_text("harbour pilot")
    expect(drafts).to_have_count(4)


def _has_words_checked(tab: Tab) -> None:
    own = tab.modal.get_by_role("textbox", name="Or your own words")
    own.fill("Sorry, no bandwidth. The busy path of the code needs me.")
    tab.presses("Check my words", tab.modal)
    expect(tab.modal).to_contain_text("after that, people tend not to ask again")
    expect(tab.modal).to_contain_text("no bandwidth")
    expect(tab.modal).not_to_contain_text("“busy path")
    own.fill("I'm in. The busy path of the code is mine from Monday.")
    tab.presses("Check my words", tab.modal)
    expect(tab.modal).to_contain_text("Nothing in it that would keep them from asking again.")
    assert tab.runs_over() == []
    tab.presses("Done", tab.modal)
    expect(tab.modal).to_have_count(0)


def _finds_it_on_home(tab: Tab) -> None:
    tab.row("Earshot").click()
    tab.presses("Home")
    expect(tab.page.locator(".home")).to_contain_text("1 green")
    tab.presses("My journal")
    expect(tab.modal).to_contain_text("harbour pilot")
    tab.presses("Open", tab.modal)
    tab.modal.get_by_role("textbox", name="Your notes").fill("Plover lends a hand on Tuesdays.")
    assert tab.runs_over() == []
    tab.presses("Save", tab.modal)
    expect(tab.modal).to_have_count(0)


def _is_asked_how_it_went(company: Brambleway, tab: Tab) -> None:
    company.control.post("clock", advance="32d")
    tab.presses("Messages")
    asked = tab.message("About a month ago you pressed green")
    expect(asked).to_contain_text("You saw 7 in 10")
    tab.presses("It worked", asked)
    answered = tab.message("Noted: it worked.")
    expect(answered).to_contain_text("harbour pilot")
    expect(asked.get_by_role("button", name="It worked")).to_have_count(0)


def _looks_back(tab: Tab) -> None:
    tab.presses("Change it, or add a note", tab.message("Noted: it worked."))
    expect(tab.modal.get_by_label("It worked")).to_be_checked()
    expect(tab.modal.get_by_role("textbox", name="Your notes")).to_have_value(
        "Plover lends a hand on Tuesdays."
    )
    expect(tab.modal).to_contain_text("The busy path of the code is mine")
    tab.presses("Delete", tab.modal)
    tab.page.get_by_role("alertdialog", name="Delete this entry?").get_by_role(
        "button", name="Delete"
    ).click()
    expect(tab.modal).to_contain_text("Deleted.")
    tab.presses("Close", tab.modal)
    tab.presses("Home")
    expect(tab.page.locator(".home")).to_contain_text("Somebody asks you for something")


def test_a_message_and_a_post_in_a_digest_bring_their_words_and_who_asks(
    company: Brambleway, tab: Tab
) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("product"))
    post = tab.messages("I'd like one engineer as a third pair of eyes").last
    post.hover()
    post.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Green or red?").click()
    field = tab.modal.get_by_role("textbox", name="What is asked?")
    expect(field).to_have_value(re.compile("third pair of eyes"))
    expect(tab.modal.get_by_role("combobox", name="Whom will you answer?")).to_have_value("Nadia")
    expect(tab.modal).to_contain_text("Filled in: ")
    assert tab.runs_over() == []
    tab.presses("Not now", tab.modal)
    tab.acts_as("wren", "home")
    tab.presses("Send me one now")
    tab.presses("Messages")
    digest = tab.message("Conversations you may want to be in")
    _from_its_menu(digest, tab)


def _from_its_menu(digest: Locator, tab: Tab) -> None:
    answers = digest.locator("[data-block-id^='digest.answers']").first
    words = digest.locator(".rich-text, blockquote, pre").first.inner_text()
    answers.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Green or red?").click()
    expect(tab.modal.get_by_role("textbox", name="What is asked?")).to_have_value(
        re.compile(re.escape(words[:20]))
    )
    tab.modal.get_by_label("A few hours").check()
    tab.presses("Weigh it", tab.modal)
    tab.modal.get_by_label("I find out more first").check()
    tab.presses("Keep it", tab.modal)
    expect(tab.modal.locator("pre").first).to_contain_text("/archives/")
    tab.presses("Done", tab.modal)
    tab.presses("Home")
    expect(tab.page.locator(".home")).to_contain_text("Find out more about")
    tab.presses("I know enough")
    expect(tab.page.locator(".home")).not_to_contain_text("Find out more about")


def test_the_shortcut_that_is_everywhere_and_home_open_it_empty(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("larch", company.channel("random"))
    tab.presses("Shortcuts")
    tab.page.get_by_role("menuitem", name="Green or red?").click()
    expect(tab.modal.get_by_role("textbox", name="What is asked?")).to_have_value("")
    tab.presses("Not now", tab.modal)
    tab.acts_as("larch", "home")
    tab.presses("Green or red?")
    expect(tab.modal.get_by_role("textbox", name="What is asked?")).to_have_value("")


def test_a_poll_counts_one_vote_each_and_lets_it_change(company: Brambleway, new_tab: NewTab) -> None:
    company.follow()
    wren, larch = new_tab(company.url), new_tab(company.url)
    wren.acts_as("wren", company.channel("customers"))
    larch.acts_as("plover", company.channel("customers"))
    wren.sends("/greenbutton poll")
    seen = [tab.message("Which button do you press?") for tab in (wren, larch)]
    expect(seen[1]).to_contain_text("Asked by @Femi")
    wren.presses("Green", seen[0])
    larch.presses("Red", seen[1])
    for message in seen:
        expect(message).to_contain_text("🟢 1 · 🔴 1")
    larch.presses("Green", seen[1])
    for tab, message in zip((wren, larch), seen, strict=True):
        expect(message).to_contain_text("🟢 2 · 🔴 0")
        assert tab.runs_over() == []
