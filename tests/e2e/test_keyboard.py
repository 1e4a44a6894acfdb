"""Everything by keyboard alone: no pointer is used in this file."""

from playwright.sync_api import Locator, expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab

MOST_STOPS = 60


def tab_to(tab: Tab, target: Locator, key: str = "Tab") -> None:
    """Press Tab until `target` has the focus."""
    for _ in range(MOST_STOPS):
        if target.evaluate("one => one === document.activeElement"):
            return
        tab.page.keyboard.press(key)
    focused = tab.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"Tab does not lead there; it is at {focused}")


def test_somebody_is_chosen_follows_and_leaves_a_form_by_keyboard(company: Brambleway, tab: Tab) -> None:
    _choose_somebody(tab)
    _complete_names_and_a_command(tab)
    _fill_in_the_form(tab)
    tab.page.keyboard.type("/earshot follow")
    tab.page.keyboard.press("Enter")
    expect(tab.modal).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)
    _one_can_go_on_writing(tab)


def _one_can_go_on_writing(tab: Tab) -> None:
    expect(tab.box).to_be_focused()
    tab.page.keyboard.type("so")
    expect(tab.box).to_have_value("so")
    tab.box.clear()


def _choose_somebody(tab: Tab) -> None:
    tab.opens()
    welcome = tab.page.get_by_role("dialog", name="Welcome to Brambleway")
    expect(welcome.locator(".guide").first).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(welcome).to_be_visible()
    tab_to(tab, welcome.get_by_role("searchbox"))
    tab.page.keyboard.type("tern")
    tab.page.keyboard.press("ArrowDown")
    expect(welcome.get_by_role("button", name="Odile Tern")).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Acting as Odile")).to_be_visible()
    expect(tab.box).to_be_focused()


def _complete_names_and_a_command(tab: Tab) -> None:
    keyboard = tab.page.keyboard
    offers = tab.page.get_by_role("listbox", name="Suggestions")
    keyboard.type("Ask @ine")
    expect(offers.get_by_role("option", selected=True)).to_contain_text("Ines")
    keyboard.press("Tab")
    keyboard.type("in #arch")
    expect(offers.get_by_role("option", selected=True)).to_contain_text("architecture-rfcs")
    keyboard.press("Escape")
    expect(offers).to_be_hidden()
    keyboard.type("i")
    keyboard.press("Enter")
    expect(tab.box).to_have_value("Ask @kestrel in #architecture-rfcs ")
    keyboard.press("Enter")
    expect(tab.message("Ask @Ines in #architecture-rfcs")).to_be_visible()
    keyboard.type("/ear")
    keyboard.press("Tab")
    expect(tab.page.locator(".composer-hint").first).to_contain_text("[follow | digest")
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    expect(tab.box).to_have_value("/earshot follow ")
    keyboard.press("Enter")


def _fill_in_the_form(tab: Tab) -> None:
    keyboard = tab.page.keyboard
    channels = tab.modal.get_by_role("combobox", name="Channels to listen in")
    expect(channels).to_be_focused()
    keyboard.type("cust")
    keyboard.press("Enter")
    keyboard.type("arch")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    keyboard.press("Escape")
    expect(tab.modal.locator("[data-block-id=channels] .chip-label")).to_have_text(
        ["customers", "architecture-rfcs"]
    )
    keyboard.press("Backspace")
    expect(tab.modal.locator("[data-block-id=channels] .chip-label")).to_have_text("customers")
    weekly = tab.modal.get_by_role("radio", name="Mondays at 9:00")
    tab_to(tab, tab.modal.get_by_role("radio", name="Weekdays at 9:00"))
    keyboard.press("ArrowDown")
    expect(weekly).to_be_checked()
    tab_to(tab, tab.modal.get_by_role("button", name="Follow", exact=True))
    keyboard.press("Enter")
    expect(tab.modal).to_have_count(0)
    _one_can_go_on_writing(tab)


def test_messages_panes_and_menus_open_and_close_by_keyboard(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("random"))
    expect(tab.box).to_be_focused()
    keyboard = tab.page.keyboard
    tab_to(tab, tab.messages().last, "Shift+Tab")
    keyboard.press("ArrowUp")
    above = tab.messages().nth(tab.messages().count() - 2)
    expect(above).to_be_focused()
    keyboard.press("t")
    pane = tab.page.get_by_role("complementary", name="Thread")
    expect(pane.get_by_role("textbox", name="Reply")).to_be_focused()
    keyboard.press("Escape")
    expect(pane).to_have_count(0)
    expect(above).to_be_focused()
    keyboard.press("r")
    keyboard.type("rocket")
    keyboard.press("Enter")
    expect(above.locator(".reaction[data-name=rocket]")).to_have_attribute("aria-pressed", "true")
    keyboard.press("Control+k")
    keyboard.type("data")
    keyboard.press("Enter")
    expect(tab.page.locator(".conversation:not([hidden]) h1")).to_have_text("data")
    _one_can_go_on_writing(tab)
    keyboard.press("Control+k")
    keyboard.press("Escape")
    _one_can_go_on_writing(tab)


def test_the_clock_and_the_switcher_open_and_close_by_keyboard(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("random"))
    expect(tab.box).to_be_focused()
    clock = tab.page.get_by_role("button", name="Workspace time")
    tab_to(tab, clock)
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="An hour on")).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(clock).to_be_focused()
    person = tab.page.get_by_role("button", name="Acting as Femi")
    tab_to(tab, person)
    tab.page.keyboard.press("Enter")
    switcher = tab.page.get_by_role("dialog", name="Act as somebody else")
    expect(switcher).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(switcher).to_have_count(0)
    expect(person).to_be_focused()
