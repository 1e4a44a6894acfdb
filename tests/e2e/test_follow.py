"""From a slash command through a form with faults to a message with buttons that changes in place."""

from playwright.sync_api import Locator, expect

from bot import follow
from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_a_form_is_corrected_and_answered_by_a_message_that_is_brought_up_to_date(
    company: Brambleway, tab: Tab
) -> None:
    tab.acts_as("wren", company.channel("product"))
    tab.sends("/earshot follow")
    _an_empty_field_is_named(tab)
    _the_app_names_its_own_faults(tab)
    tab.presses("Follow", tab.modal)
    expect(tab.modal).to_have_count(0)
    expect(tab.row("Earshot")).to_have_class("side-row unread")
    tab.row("Earshot").click()
    confirmation = tab.message("You're within earshot of #customers, through @Ines.")
    _its_buttons_work(tab, confirmation)
    expect(confirmation).to_contain_text("I've learned from")
    expect(tab.messages("You're within earshot of")).to_have_count(1)


def _an_empty_field_is_named(tab: Tab) -> None:
    tab.presses("Follow", tab.modal)
    channels = tab.modal.get_by_role("combobox", name="Channels to listen in")
    expect(channels).to_have_attribute("aria-invalid", "true")
    expect(channels).to_be_focused()
    expect(tab.modal.locator(".field-error")).to_have_count(1)
    tab.picks("Channels to listen in", "customers")
    expect(tab.modal.locator(".field-error")).to_have_count(0)
    expect(channels).not_to_have_attribute("aria-invalid", "true")


def _the_app_names_its_own_faults(tab: Tab) -> None:
    tab.modal.get_by_role("button", name="Remove Ines").click()
    tab.presses("Follow", tab.modal)
    level1 = tab.modal.locator("[data-block-id=level1]")
    expect(level1.locator(".field-error")).to_have_text(follow.NOBODY)
    tab.picks("Your manager", "Femi")
    tab.presses("Follow", tab.modal)
    expect(level1.locator(".field-error")).to_have_text(follow.YOURSELF)
    tab.modal.get_by_role("button", name="Remove Femi").click()
    tab.picks("Your manager", "Ines")


def _its_buttons_work(tab: Tab, confirmation: Locator) -> None:
    buttons = ["Send my digest now", "Change what I follow", "Pause"]
    expect(confirmation.locator(".body").get_by_role("button").filter(has_not_text="@")).to_have_text(
        ["#customers", *buttons]
    )
    tab.presses("Change what I follow", confirmation)
    expect(tab.modal.locator("[data-block-id=channels] .chip-label")).to_have_text("customers")
    tab.presses("Not now", tab.modal)
    expect(tab.modal).to_have_count(0)
    tab.presses("Pause", confirmation)
    expect(tab.message("Paused. Nothing comes by itself")).to_contain_text("Only visible to you")
