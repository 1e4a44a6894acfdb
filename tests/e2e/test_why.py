"""Why a post is in a digest, at the post; and why another is not, with its link or from its menu."""

import re

from playwright.sync_api import Locator, expect

from bot.attention.why import NO_LINK, SAID
from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_an_item_explains_itself_and_any_other_post_can_be_asked_about(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", "home")
    tab.presses("Send me one now")
    tab.presses("Messages")
    digest = tab.message("Conversations you may want to be in")
    _the_modal_says_what_speaks_for_it(tab, digest)
    _the_menu_mutes(tab, digest)
    _a_link_is_answered_alone(company, tab)
    _a_message_is_asked_about_from_its_menu(company, tab)


def _the_modal_says_what_speaks_for_it(tab: Tab, digest: Locator) -> None:
    reason = digest.locator("[data-block-id^='digest.item']").first
    answers = digest.locator("[data-block-id^='digest.answers']").first
    expect(answers.get_by_role("button")).to_have_text(["Useful", "Not for me", "Why?", ""])
    expect(answers.get_by_role("button").last).to_have_accessible_name("More actions")
    tab.presses("Why?", answers)
    expect(tab.modal.get_by_role("heading")).to_have_text("Why this post?")
    expect(tab.modal).to_contain_text(re.compile(r"reacts or replies to \d+ in 1|is in it already"))
    expect(tab.modal).to_contain_text("What speaks for it")
    expect(tab.modal).to_contain_text("What speaks against it")
    counts = re.findall(r"\d+ of \d+", reason.inner_text())
    for count in counts:
        expect(tab.modal).to_contain_text(count)
    assert tab.runs_over() == []
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)


def _the_menu_mutes(tab: Tab, digest: Locator) -> None:
    answers = digest.locator("[data-block-id^='digest.answers']").first
    answers.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Mute #").click()
    expect(digest).to_contain_text("stays out of your digests")
    expect(answers.get_by_role("button")).to_have_text(["Undo", "Why?"])
    tab.presses("Undo", answers)
    expect(answers.get_by_role("button")).to_have_count(4)


def _a_link_is_answered_alone(company: Brambleway, tab: Tab) -> None:
    own = [each for each in company.shown("wren", "customers") if each["user"] == "U0WREN"]
    ts = own[-1]["ts"] if own else company.person("wren").says("customers", "Shall I look at the stops?")
    tab.sends(f"/earshot why {company.url}/archives/{company.channel('customers')}/p{ts.replace('.', '')}")
    expect(tab.message(SAID["own"])).to_contain_text("Only visible to you")
    tab.sends("/earshot why not")
    expect(tab.message(NO_LINK.partition(":")[0])).to_contain_text("/archives/C0123ABCDEF/p1700000000000000")


def _a_message_is_asked_about_from_its_menu(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("product"))
    post = tab.messages().last
    post.hover()
    post.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Why (not) in my digest?").click()
    expect(tab.message("You don't follow #product")).to_contain_text("Only visible to you")
