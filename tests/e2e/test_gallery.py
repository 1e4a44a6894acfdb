"""The gallery, in which every block and element stands."""

from playwright.sync_api import expect

from sandbox.blocks.elements import ELEMENTS
from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab

BLOCKS = {
    "actions", "alert", "context", "context_actions", "data_table", "divider", "header", "image", "input", "markdown",
    "rich_text", "section", "table", "video",
}  # fmt: skip


def test_every_block_and_element_is_shown(company: Brambleway, tab: Tab) -> None:
    tab.opens("/page/gallery")
    tab.page.locator("html[data-ready=true]").wait_for()
    shown = _kinds(tab)
    tab.presses("Open a form")
    expect(tab.modal).to_be_visible()
    shown |= _kinds(tab)
    assert BLOCKS - shown == set()
    assert set(ELEMENTS) - {"workflow_button"} - shown == set()
    assert tab.runs_over() == []


def _kinds(tab: Tab) -> set[str]:
    return set(tab.page.evaluate(_KINDS))


def test_a_form_names_its_faults_waits_and_closes(company: Brambleway, tab: Tab) -> None:
    tab.opens("/page/gallery")
    tab.presses("Open a form")
    submit = tab.modal.get_by_role("button", name="Save")
    submit.click()
    expect(tab.modal).to_have_attribute("aria-busy", "true")
    expect(tab.modal.locator(".field-error").first).to_be_visible()
    expect(tab.modal.get_by_label("A title")).to_be_focused()
    tab.modal.get_by_label("A title").fill("Weekly")
    submit.click()
    expect(tab.modal).to_have_count(0)


def test_a_second_view_lies_on_the_first_which_keeps_what_was_typed(company: Brambleway, tab: Tab) -> None:
    tab.opens("/page/gallery")
    tab.presses("Open a view")
    tab.modal.get_by_label("Typed here, kept here").fill("still here")
    tab.presses("Push a view", tab.modal)
    expect(tab.modal.get_by_role("heading")).to_have_text("On top")
    tab.presses("Back", tab.modal)
    expect(tab.modal.get_by_role("heading")).to_have_text("Below")
    expect(tab.modal.get_by_label("Typed here, kept here")).to_have_value("still here")
    tab.presses("Push a view", tab.modal)
    expect(tab.modal.get_by_role("heading")).to_have_text("On top")
    tab.presses("Close", tab.modal)
    expect(tab.modal).to_have_count(0)


def test_a_button_that_asks_first_is_pressed_only_after_yes(company: Brambleway, tab: Tab) -> None:
    tab.opens("/page/gallery")
    told = tab.page.locator("#acts li")
    stop = tab.page.locator("[data-action-id=stop]").first
    stop.click()
    question = tab.page.get_by_role("alertdialog", name="Stop following?")
    tab.presses("Keep it", question)
    expect(question).to_have_count(0)
    expect(told).to_have_count(0)
    stop.click()
    tab.presses("Stop", question)
    expect(told).to_have_count(1)
    expect(tab.page.get_by_role("alert")).to_contain_text("operation_timeout")


_KINDS = """() => [...document.querySelectorAll("[data-block-type], [data-element-type]")]
  .map((one) => one.dataset.blockType ?? one.dataset.elementType)"""
