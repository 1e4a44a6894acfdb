"""Two people at once, each with their own rights, and what one does arriving at the other."""

from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab


def test_what_is_not_for_somebody_is_not_shown_to_them(company: Brambleway, new_tab: NewTab) -> None:
    heron, wren = new_tab(company.url), new_tab(company.url)
    notes = company.channel("leadership-notes")
    heron.acts_as("heron", company.channel("general"))
    wren.acts_as("wren", company.channel("general"))
    _a_private_channel(heron, wren, notes)
    _a_direct_message(company, heron, wren)
    _a_note_for_one(company, heron, wren)


def _a_private_channel(heron: Tab, wren: Tab, notes: str) -> None:
    heron.goes_to("leadership-notes")
    secret = heron.says("Only for the six of us: the Lisbon lease")
    heron.goes_to("general")
    heron.says("The notes are in #leadership-notes now.")
    expect(wren.message("The notes are in")).to_contain_text("private channel")
    expect(wren.row("leadership-notes")).to_have_count(0)
    wren.opens(f"/#/wren/{notes}")
    expect(wren.page.locator(".trouble")).to_contain_text("Nothing to see here")
    assert secret.count() == 0
    assert "Lisbon lease" not in wren.page.content()


def _a_direct_message(company: Brambleway, heron: Tab, wren: Tab) -> None:
    company.person("alder").says("", "Tomas, for Imke alone", dm="heron")
    expect(heron.row("Tomas").locator(".side-count")).to_have_text("1")
    heron.goes_to("Tomas")
    expect(heron.message("Tomas, for Imke alone")).to_be_visible()
    expect(heron.row("Tomas").locator(".side-count")).to_have_count(0)
    expect(wren.row("Tomas")).to_have_count(0)


def _a_note_for_one(company: Brambleway, heron: Tab, wren: Tab) -> None:
    heron.goes_to("general")
    wren.acts_as("wren", company.channel("general"))
    wren.sends("/earshot help")
    expect(wren.message("Only visible to you")).to_contain_text("/earshot digest")
    wren.says("Did everybody get that?")
    expect(heron.message("Did everybody get that?")).to_be_visible()
    expect(heron.messages("Only visible to you")).to_have_count(0)


def test_a_message_arrives_at_others_marked_unread_until_they_have_seen_it(
    company: Brambleway, new_tab: NewTab
) -> None:
    tern, wren = new_tab(company.url), new_tab(company.url)
    tern.acts_as("tern", company.channel("data"))
    wren.acts_as("wren", company.channel("data"))
    tern.says("Nightcart is late again")
    expect(wren.message("Nightcart is late again")).to_be_visible()
    wren.goes_to("random")
    tern.sends("It runs now, @wren")
    row = wren.row("data")
    expect(row).to_have_class("side-row unread")
    expect(row.locator(".side-count")).to_have_text("1")
    expect(row).to_have_accessible_name("data, channel, 1 unread")
    expect(wren.page).to_have_title("(1) random · Brambleway")
    wren.goes_to("data")
    expect(wren.page.get_by_role("separator", name="New messages")).to_be_visible()
    expect(wren.message("It runs now, @Femi")).to_be_in_viewport()
    expect(row).to_have_class("side-row")
    expect(wren.page).to_have_title("data · Brambleway")
