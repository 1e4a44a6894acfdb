"""Narrow and wide, light and dark: everything fits, can be read, and can be hit with a finger."""

from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.looks import too_pale, too_small
from tests.e2e.tab import Tab

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_every_place_fits_and_can_be_read(
    company: Brambleway, new_tab: NewTab, screen: dict[str, Any]
) -> None:
    company.follow()
    company.person("wren").digest_now()
    tab = new_tab(company.url, **screen)
    tab.opens()
    expect(tab.page.locator(".guide")).to_have_count(3)
    _is_readable(tab, "first visit")
    assert len({_ground(tab, scheme) for scheme in SCHEMES}) == 2
    tab.acts_as("wren", company.channel("architecture-rfcs"))
    tab.messages().last.wait_for()
    _is_readable(tab, "channel")
    tab.page.locator(".thread-link").last.click()
    tab.page.get_by_role("complementary", name="Thread").locator("article").nth(1).wait_for()
    _is_readable(tab, "thread")
    _the_app_is_readable(tab, company)


def _the_app_is_readable(tab: Tab, company: Brambleway) -> None:
    tab.acts_as("wren", "home")
    tab.page.get_by_role("heading", name="What you follow").wait_for()
    _is_readable(tab, "home")
    tab.acts_as("wren", company.control.get("history", person="wren", dm="bot")["channel"])
    tab.message("Conversations you may want to be in").wait_for()
    _is_readable(tab, "digest")
    tab.sends("/earshot follow")
    tab.modal.wait_for()
    tab.presses("Remove Ines", tab.modal)
    tab.presses("Follow", tab.modal)
    tab.modal.locator(".field-error").wait_for()
    _is_readable(tab, "modal with an error")
    tab.presses("Not now", tab.modal)
    tab.presses("Inspector")
    tab.page.locator(".log summary").first.click()
    tab.page.locator(".log pre").first.wait_for()
    _is_readable(tab, "inspector")


def _ground(tab: Tab, scheme: Literal["light", "dark"]) -> str:
    tab.page.emulate_media(color_scheme=scheme)
    return str(tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))


def _is_readable(tab: Tab, place: str) -> None:
    assert tab.runs_over() == [], place
    if tab.page.viewport_size == PHONE["viewport"]:
        assert too_small(tab.page) == [], place
    for scheme in SCHEMES:
        tab.page.emulate_media(color_scheme=scheme)
        assert too_pale(tab.page) == [], f"{place}, {scheme}"


def test_on_a_phone_conversations_are_in_a_drawer(company: Brambleway, new_tab: NewTab) -> None:
    company.person("tern").says("data", "Look here, @wren")
    tab = new_tab(company.url, **PHONE)
    tab.acts_as("wren", company.channel("random"))
    row = tab.row("data")
    expect(row).not_to_be_in_viewport()
    tab.presses("Conversations, 1 for you")
    expect(row).to_be_in_viewport()
    _is_readable(tab, "drawer")
    row.tap()
    expect(row).not_to_be_in_viewport()
    expect(tab.message("Look here, @Femi")).to_be_in_viewport()
    tab.presses("Conversations")
    expect(row).to_be_in_viewport()
    tab.page.keyboard.press("Escape")
    expect(row).not_to_be_in_viewport()
    tab.page.locator(".thread-link").last.tap()
    pane = tab.page.get_by_role("complementary", name="Thread")
    expect(pane).to_be_in_viewport()
    tab.presses("Close thread")
    expect(pane).to_have_count(0)
    tab.sends("/earshot follow")
    expect(tab.modal.get_by_role("button", name="Follow", exact=True)).to_be_in_viewport()
    tab.presses("Not now", tab.modal)
