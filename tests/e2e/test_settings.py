"""When Earshot may write: refused where it can't be, kept where it can, and seen on Home; and a pause up to a day."""

import os
from pathlib import Path

from playwright.sync_api import expect

from bot.nudges.calm import NIGHT_IS_NO_DAY
from handlers import pauses
from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab


def test_hours_days_off_and_a_pause_are_set_in_one_form(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("product"))
    tab.sends("/earshot settings")
    tab.modal.get_by_label("Not before").fill("21:00")
    tab.modal.get_by_label("Days off").fill("Christmas")
    tab.presses("Save", tab.modal)
    expect(tab.modal.locator("[data-block-id=sleeps] .field-error")).to_have_text(NIGHT_IS_NO_DAY)
    expect(tab.modal.locator("[data-block-id=days_off] .field-error")).to_contain_text("can't read")
    tab.modal.get_by_label("Not before").fill("09:30")
    tab.modal.get_by_label("Days off").fill("24 Dec to 2 Jan")
    tab.modal.get_by_text("Until the day below").first.click()
    tab.presses("Save", tab.modal)
    expect(tab.modal.locator("[data-block-id=day] .field-error")).to_have_text(pauses.NO_DAY)
    tab.modal.get_by_label("The day on which I'm back").fill("2026-06-01")
    if os.environ.get("SHOTS"):
        tab.page.screenshot(path=Path(os.environ["SHOTS"]) / "settings.png")
    tab.presses("Save", tab.modal)
    expect(tab.modal).to_have_count(0)
    tab.row("Earshot").click()
    words = "Paused until 1 Jun 2026. I write between 09:30 and 20:00, on working days; next days off: "
    expect(tab.message(words)).to_contain_text("24 Dec 2026 to 2 Jan 2027.")
    tab.acts_as("wren", "home")
    expect(tab.page.locator(".home")).to_contain_text("Paused until 1 Jun 2026.")
    tab.presses("Resume")
    expect(tab.page.locator(".home")).not_to_contain_text("Paused until")
