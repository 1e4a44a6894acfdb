"""The inspector, in which a developer sees what happened."""

from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_requests_and_events_appear_with_status_and_content(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("customers"))
    tab.presses("Inspector")
    log = tab.page.get_by_role("list", name="Requests and events")
    tab.says("Orchard Lane asks for door codes")
    words = tab.page.get_by_label("Filter by name or content")
    words.fill("door codes")
    event = log.locator("[data-name=message]")
    expect(event.locator(".log-status")).to_have_class("log-status ok")
    event.locator("summary").click()
    expect(event).to_contain_text("Orchard Lane asks for door codes")
    words.fill("")
    company.control.post("faults", method="chat.postMessage", kind="error", error="not_in_channel")
    tab.sends("/earshot digest")
    command = log.locator("[data-name='/earshot']").first
    expect(command.locator(".log-status")).to_have_class("log-status ok")
    refused = log.locator("[data-name='chat.postMessage']").first
    expect(refused.locator(".log-status")).to_have_text("not_in_channel")
    expect(refused.locator(".log-status")).to_have_class("log-status bad")
    assert "xoxb-" not in log.inner_text()
    _what_is_asked_for_is_shown_alone(tab)
    tab.presses("Close inspector")
    expect(tab.page.get_by_role("button", name="Inspector", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )


def _what_is_asked_for_is_shown_alone(tab: Tab) -> None:
    rows = tab.page.locator(".log > li")
    tab.page.get_by_label("Filter by name or content").fill("door codes")
    expect(rows).to_have_count(1)
    tab.page.get_by_label("Filter by name or content").fill("")
    tab.page.get_by_label("Which").select_option(label="Events to the app")
    expect(rows.locator(".log-kind.event")).not_to_have_count(0)
    expect(rows.locator(".log-kind.api")).to_have_count(0)
    tab.presses("Clear")
    expect(rows).to_have_text("Nothing yet. Type a command or press a button, and watch.")
