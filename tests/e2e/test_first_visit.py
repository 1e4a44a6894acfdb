"""The first visit, as after `make run`: somebody is chosen, follows, and gets a digest to answer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.cli.command import running
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """What app.py printed."""
    with running(tmp_path) as command:
        yield command.address


@pytest.fixture
def tab(address: str, new_tab: NewTab) -> Tab:
    """A browser that comes there for the first time."""
    return new_tab(address)


def test_from_the_first_visit_to_a_digest_whose_posts_can_be_opened(tab: Tab) -> None:
    _somebody_is_chosen(tab)
    _the_form_knows_the_manager(tab)
    _the_confirmation_comes_as_a_direct_message(tab)
    digest = _a_digest_with_reasons_comes(tab)
    _answers_are_noted_in_place(tab, digest)
    _a_link_opens_the_post(tab, digest)


def _somebody_is_chosen(tab: Tab) -> None:
    tab.opens()
    guides = tab.page.locator(".guide")
    expect(guides).to_have_count(3)
    expect(guides).to_have_text(
        [re.compile("engineer.*Try first", re.DOTALL), re.compile("manager"), re.compile("team lead")]
    )
    tab.page.get_by_role("button", name="Femi Wren").click()
    expect(tab.page.get_by_role("button", name="Acting as Femi")).to_be_visible()
    expect(tab.messages().first).to_be_visible()


def _the_form_knows_the_manager(tab: Tab) -> None:
    tab.sends("/earshot follow")
    expect(tab.modal.get_by_role("heading")).to_have_text("Stay within earshot")
    expect(tab.modal.locator("[data-block-id=level1] .chip-label")).to_have_text("Ines")
    tab.picks("Channels to listen in", "architecture-rfcs", "customers", "incidents")
    tab.picks("Their manager", "Tomas")
    tab.picks("Other voices", "Nadia")
    expect(tab.modal.locator("[data-block-id=channels] .chip")).to_have_count(3)
    tab.presses("Follow", tab.modal)
    expect(tab.modal).to_have_count(0)


def _the_confirmation_comes_as_a_direct_message(tab: Tab) -> None:
    tab.row("Earshot").click()
    tab.presses("Messages")
    confirmation = tab.message("You're within earshot of")
    expect(confirmation).to_contain_text("#architecture-rfcs, #customers and #incidents")
    expect(confirmation).to_contain_text("@Ines, @Tomas and @Nadia")
    expect(confirmation).to_contain_text("I've learned from")


def _a_digest_with_reasons_comes(tab: Tab) -> Locator:
    tab.sends("/earshot digest")
    digest = tab.message("Conversations you may want to be in")
    expect(digest.locator("[data-block-id^='digest.item']").first).to_be_visible()
    reasons = digest.locator("[data-block-id^='digest.item']").all_inner_texts()
    assert 1 <= len(reasons) <= 5
    for reason in reasons:
        assert re.search(r"reacted or replied to \d+ of \d+ ", reason), reason
    return digest


def _answers_are_noted_in_place(tab: Tab, digest: Locator) -> None:
    answers = digest.locator("[data-block-id^='digest.answers']").first
    tab.presses("Useful", answers)
    expect(answers.get_by_role("button")).to_have_text(["Undo", "Why?"])
    expect(digest).to_contain_text("Noted: useful.")
    tab.presses("Undo", answers)
    expect(answers.get_by_role("button")).to_have_count(4)
    expect(digest).not_to_contain_text("Noted: useful.")
    expect(tab.messages("Conversations you may want to be in")).to_have_count(1)


def _a_link_opens_the_post(tab: Tab, digest: Locator) -> None:
    quoted = digest.locator("blockquote").first.inner_text().rstrip("…")
    digest.locator("[data-block-id^='digest.item'] a").first.click()
    post = tab.page.locator("article.pointed-at")
    expect(post).to_be_in_viewport()
    assert quoted[:40] in post.locator(".body").inner_text()
