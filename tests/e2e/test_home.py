"""The app's Home tab: what it is before and after somebody follows, and what its buttons do."""

from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_home_welcomes_shows_how_things_stand_and_lets_a_channel_back_in(
    company: Brambleway, tab: Tab
) -> None:
    tab.acts_as("wren", "home")
    home = tab.page.locator(".home")
    expect(home.get_by_role("heading").first).to_have_text("Stay within earshot")
    tab.presses("Choose what to follow", home)
    expect(tab.modal).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)
    company.follow()
    tab.page.reload()
    expect(home).to_contain_text("Next: tomorrow at 09:00")
    expect(home.get_by_text("Learned from").first).to_be_visible()
    tab.presses("Send me one now", home)
    tab.presses("Messages")
    digest = tab.message("Conversations you may want to be in")
    digest.get_by_role("button", name="More actions").first.click()
    tab.page.get_by_role("menuitem", name="Mute #").click()
    expect(digest).to_contain_text("stays out of your digests")
    tab.presses("Home")
    muted = home.locator("[data-block-id^='home.muted']")
    expect(muted).to_contain_text("is muted")
    tab.presses("Unmute", muted)
    expect(muted).to_have_count(0)
