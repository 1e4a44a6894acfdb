"""What people do with messages: threads, reactions, changes, links."""

from playwright.sync_api import Locator, expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab


def tool(message: Locator, name: str) -> None:
    """Use one of the tools that a message has under the pointer."""
    message.hover()
    message.get_by_role("toolbar").get_by_role("button", name=name).click()


def test_a_thread_is_written_in_and_seen_by_others(company: Brambleway, new_tab: NewTab) -> None:
    tern, wren = new_tab(company.url), new_tab(company.url)
    wren.acts_as("wren", company.channel("engineering"))
    tern.acts_as("tern", company.channel("engineering"))
    root = wren.says("Who reads RFC 21 with me?")
    tool(root, "Reply in thread")
    pane = wren.page.get_by_role("complementary", name="Thread")
    reply = pane.get_by_role("textbox", name="Reply")
    expect(reply).to_be_focused()
    reply.fill("On Monday, for instance")
    reply.press("Enter")
    expect(pane.locator("article")).to_have_count(2)
    asked = tern.message("Who reads RFC 21 with me?")
    asked.get_by_role("button", name="1 reply").click()
    answer = tern.page.locator("#thread-composer")
    answer.fill("I do")
    tern.page.get_by_label("Also send to the channel").check()
    answer.press("Enter")
    expect(pane.locator("article").last).to_contain_text("I do")
    expect(root.get_by_role("button", name="2 replies")).to_be_visible()
    expect(wren.message("I do")).to_contain_text("also sent to the channel")


def test_reactions_come_and_go(company: Brambleway, new_tab: NewTab) -> None:
    tern, wren = new_tab(company.url), new_tab(company.url)
    wren.acts_as("wren", company.channel("engineering"))
    tern.acts_as("tern", company.channel("engineering"))
    said = wren.says("The new planner is out")
    seen = tern.message("The new planner is out")
    tool(seen, "React with :eyes:")
    eyes = said.locator(".reaction[data-name=eyes]")
    expect(eyes).to_have_accessible_name(":eyes: 1. Odile reacted with :eyes:")
    eyes.click()
    expect(eyes.locator(".count")).to_have_text("2")
    expect(eyes).to_have_attribute("aria-pressed", "true")
    eyes.click()
    expect(eyes.locator(".count")).to_have_text("1")
    tool(said, "Add a reaction")
    wren.page.get_by_role("searchbox", name="Find an emoji").fill("tada")
    wren.page.keyboard.press("Enter")
    expect(seen.locator(".reaction[data-name=tada]")).to_be_visible()
    seen.locator(".reaction[data-name=eyes]").click()
    expect(eyes).to_have_count(0)


def test_ones_own_message_is_changed_and_deleted_for_everybody(company: Brambleway, new_tab: NewTab) -> None:
    tern, wren = new_tab(company.url), new_tab(company.url)
    wren.acts_as("wren", company.channel("engineering"))
    tern.acts_as("tern", company.channel("engineering"))
    wren.says("Lunch at twelf")
    wren.box.press("ArrowUp")
    editor = wren.page.get_by_role("textbox", name="Edit the message")
    expect(editor).to_have_value("Lunch at twelf")
    editor.fill("Lunch at twelve")
    editor.press("Enter")
    expect(tern.message("Lunch at twelve")).to_contain_text("(edited)")
    expect(tern.messages("Lunch at twelf")).to_have_count(0)
    tern.message("Lunch at twelve").hover()
    tern.page.get_by_role("button", name="More actions").click()
    expect(tern.page.get_by_role("menuitem", name="Delete message")).to_have_count(0)
    tern.page.keyboard.press("Escape")
    tool(wren.message("Lunch at twelve"), "More actions")
    wren.page.get_by_role("menuitem", name="Delete message").click()
    wren.presses("Delete", wren.page.get_by_role("dialog", name="Delete this message?"))
    expect(wren.messages("Lunch at twelve")).to_have_count(0)
    expect(tern.messages("Lunch at twelve")).to_have_count(0)


def test_a_permalink_leads_from_the_address_bar_to_a_message_long_past(company: Brambleway, tab: Tab) -> None:
    channel = company.channel("general")
    first = next(iter(company.workspace.channels[channel].messages))
    tab.acts_as("wren", company.channel("random"))
    tab.opens(f"/archives/{channel}/p{first.replace('.', '')}")
    expect(tab.page.locator("article.pointed-at")).to_have_attribute("data-ts", first)
    expect(tab.page.locator("article.pointed-at")).to_be_in_viewport()
    expect(tab.page.locator(".conversation:not([hidden]) h1")).to_have_text("general")
    tab.presses("Newest messages")
    last = next(reversed(company.workspace.channels[channel].messages.values()))
    newest = last.thread_ts or last.ts
    expect(tab.page.locator(f"article[data-ts='{newest}']")).to_be_in_viewport()


def test_marking_unread_brings_the_line_back(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("random"))
    tool(tab.messages().last, "More actions")
    tab.page.get_by_role("menuitem", name="Mark unread from here").click()
    expect(tab.page.get_by_role("separator", name="New messages")).to_be_visible()
    tab.goes_to("data")
    expect(tab.row("random")).to_have_class("side-row unread")
