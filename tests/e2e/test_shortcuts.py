"""Shortcuts: in the menu of a message, and everywhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sandbox.server import LocalWorkspaceServer
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab
from tests.sandbox.local_site import make_site
from tests.sandbox.parrot import Parrot, SocketParrot


@pytest.fixture
def aviary() -> Iterator[tuple[LocalWorkspaceServer, Parrot]]:
    """A small workspace with another app, whose manifest has a shortcut of each kind."""
    with LocalWorkspaceServer(make_site()) as server, SocketParrot(server) as parrot:
        yield server, parrot


def test_a_shortcut_on_a_message_tells_the_app_which(
    aviary: tuple[LocalWorkspaceServer, Parrot], new_tab: NewTab
) -> None:
    server, parrot = aviary
    tab = new_tab(server.url)
    tab.acts_as("ana", "CGENERAL")
    message = tab.says("Remember the milk")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Remember").click()
    expect(tab.modal.get_by_role("heading")).to_have_text("Ask")
    told = parrot.bodies[-1]
    assert (told["type"], told["callback_id"]) == ("message_action", "remember")
    assert told["message"]["text"] == "Remember the milk"
    _the_modal_is_used(tab)


def _the_modal_is_used(tab: Tab) -> None:
    what = tab.modal.get_by_label("What?")
    what.fill("wrong")
    tab.presses("Send", tab.modal)
    expect(tab.modal.locator(".field-error")).to_have_text("Not that.")
    what.fill("more")
    tab.presses("Send", tab.modal)
    expect(tab.modal.get_by_role("button", name="Back")).to_be_visible()
    what.fill("crackers")
    tab.presses("Send", tab.modal)
    tab.presses("Close", tab.modal)
    expect(tab.modal).to_have_count(0)
    tab.row("Parrot").click()
    answer = tab.message("Shall I?")
    tab.presses("Yes", answer)
    expect(tab.message("Done")).to_be_visible()
    expect(tab.message("Only you see this")).to_contain_text("Only visible to you")


def test_a_global_shortcut_is_behind_its_button_wherever_one_is(
    aviary: tuple[LocalWorkspaceServer, Parrot], new_tab: NewTab
) -> None:
    server, parrot = aviary
    tab = new_tab(server.url)
    tab.acts_as("ana", "CGENERAL")
    tab.presses("Shortcuts")
    expect(tab.page.get_by_role("menuitem")).to_have_text(["Squawk"])
    tab.page.keyboard.press("Enter")
    expect(tab.modal.get_by_role("heading")).to_have_text("Ask")
    assert (parrot.bodies[-1]["type"], parrot.bodies[-1]["callback_id"]) == ("shortcut", "squawk")
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)
    tab.row("Parrot").click()
    expect(tab.page.locator(".home")).to_contain_text("Squawk.")
