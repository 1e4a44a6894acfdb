"""Feedback in the browser: a round of forms, what its readers get and when, and what the author hears of it."""

from playwright.sync_api import Locator, expect

from bot.feedback.answering import REFUSING
from bot.feedback.writing import EMPTY, LAST, PROMPTS
from handlers.views.feedback import KINDLY
from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab

NOTE = "Brought three sentences of couriers into the locker review"
CHANGED = "We dropped the second screen."


def field(tab: Tab, name: str, prompt: str) -> Locator:
    """A field of the form for somebody."""
    return tab.modal.get_by_role("textbox", name=prompt.format(name=name))


def test_a_round_for_three_and_what_becomes_of_it(company: Brambleway, new_tab: NewTab) -> None:
    company.follow()
    wren = new_tab(company.url)
    wren.acts_as("wren", company.channel("customers"))
    wren.sends(f"/earshot note @plover {NOTE}")
    expect(wren.message("Noted for @Nadia. Only you see it")).to_be_visible()
    _picks_three(wren)
    _writes_with_the_note(wren)
    _leaves_one_out(wren)
    _is_asked_about_a_trait(wren)
    nadia = new_tab(company.url)
    nadia.acts_as("plover", company.channel("random"))
    _thanks_and_answers(nadia)
    thanked = wren.hears("thanks you for your feedback")
    expect(thanked).to_contain_text("@Nadia")
    expect(wren.hears("answered your feedback")).to_contain_text("Gladly, it was fun.")
    yara = new_tab(company.url)
    _comes_in_the_morning_and_can_be_refused(company, yara)


def _picks_three(tab: Tab) -> None:
    tab.sends("/earshot feedback")
    expect(tab.modal).to_contain_text("Whom did you work with?")
    tab.picks("Write to", "Nadia", "Owen", "Yara")
    tab.presses("Next", tab.modal)
    expect(tab.modal.get_by_role("heading").first).to_have_text("Two sentences, 1 of 3")
    assert tab.runs_over() == []


def _writes_with_the_note(tab: Tab) -> None:
    expect(field(tab, "Nadia", PROMPTS["behaviour"])).to_have_value(NOTE)
    field(tab, "Nadia", PROMPTS["impact"]).fill("  ")
    tab.presses("Preview", tab.modal)
    expect(tab.modal.locator(".field-error")).to_have_text(EMPTY["impact"])
    field(tab, "Nadia", PROMPTS["impact"]).fill(CHANGED)
    tab.presses("Preview", tab.modal)
    expect(tab.modal).to_contain_text("@Nadia will see this, with your name. I show it to nobody else.")
    tab.presses("Change it", tab.modal)
    expect(field(tab, "Nadia", PROMPTS["impact"])).to_have_value(CHANGED)
    tab.presses("Preview", tab.modal)
    tab.presses("Send", tab.modal)


def _leaves_one_out(tab: Tab) -> None:
    expect(tab.modal.get_by_role("heading").first).to_have_text("Two sentences, 2 of 3")
    tab.presses("Leave them out", tab.modal)
    expect(tab.modal.get_by_role("heading").first).to_have_text("Two sentences, 3 of 3")


def _is_asked_about_a_trait(tab: Tab) -> None:
    field(tab, "Yara", PROMPTS["behaviour"]).fill("You are so brilliant.")
    field(tab, "Yara", PROMPTS["impact"]).fill("I slept well.")
    tab.presses("Preview", tab.modal)
    expect(tab.modal).to_contain_text(KINDLY)
    assert tab.runs_over() == []
    tab.presses("Send as it is", tab.modal)
    expect(tab.modal).to_contain_text("Sent: @Nadia and @Yara")
    expect(tab.modal).to_contain_text(LAST)
    expect(tab.modal).to_contain_text("Left out: @Owen.")
    tab.presses("Done", tab.modal)


def _thanks_and_answers(tab: Tab) -> None:
    letter = tab.hears("@Femi wrote down some feedback for you")
    expect(letter).to_contain_text(CHANGED)
    expect(letter).to_contain_text("Only you see this here.")
    tab.presses("Thank", letter)
    expect(letter).to_contain_text("You thanked @Femi.")
    tab.presses("Answer", letter)
    tab.modal.get_by_role("textbox").fill("Gladly, it was fun.")
    tab.presses("Send", tab.modal)
    expect(letter).to_contain_text("You answered @Femi.")
    assert tab.runs_over() == []


def _comes_in_the_morning_and_can_be_refused(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("ibis", company.channel("random"))
    assert company.person("ibis").messages() == []  # it is night in Sydney
    company.control.post("clock", set="2026-05-21T22:01:00Z")  # Friday, one past eight there
    company.settle()
    letter = tab.hears("@Femi wrote down some feedback for you")
    tab.presses("No more feedback here", letter)
    expect(letter).to_contain_text(REFUSING.partition("`")[0].strip())
    tab.presses("Undo", letter)
    expect(letter.get_by_role("button", name="Thank")).to_be_visible()


def test_whom_nothing_can_be_sent_to_is_said_in_the_form(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("random"))
    tab.sends("/earshot feedback")
    tab.picks("Write to", "Femi")
    tab.presses("Next", tab.modal)
    expect(tab.modal.locator(".field-error")).to_be_visible()
