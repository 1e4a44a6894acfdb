"""The clock, which brings what is due, and live traffic, which brings what nobody asked for."""

import re

from playwright.sync_api import expect

from tests.e2e.brambleway import Brambleway
from tests.e2e.tab import Tab
from tests.flow.waiting import wait_for


def test_on_monday_at_nine_the_scheduled_digest_is_there(company: Brambleway, tab: Tab) -> None:
    company.follow()
    tab.acts_as("wren", company.channel("random"))
    clock = tab.page.get_by_role("button", name="Workspace time")
    expect(clock).to_contain_text(re.compile(r"Thu 21 May\s*16:4\d"))
    clock.click()
    tab.presses("To next Monday 09:00")
    expect(clock).to_contain_text(re.compile(r"Mon 25 May\s*09:0\d"))
    row = tab.row("Earshot")
    expect(row.locator(".side-count")).to_have_text("2")
    row.click()
    digest = tab.message("Conversations you may want to be in")
    expect(digest.locator("time").first).to_have_text(re.compile(r"09:0\d"))
    expect(tab.page.get_by_role("separator", name="Today")).to_be_visible()


def test_time_moves_to_any_moment_but_never_back(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("wren", company.channel("random"))
    clock = tab.page.get_by_role("button", name="Workspace time")
    clock.click()
    tab.presses("An hour on")
    expect(clock).to_contain_text("17:4")
    moment = tab.page.get_by_label("A moment in your time zone")
    moment.fill("2026-05-20T08:00")
    tab.presses("Go there")
    expect(tab.page.locator("#notices")).to_contain_text("Time moves forward only.")
    moment.fill("2026-06-01T08:30")
    tab.presses("Go there")
    expect(clock).to_contain_text(re.compile(r"Mon 1 Jun\s*08:3\d"))


def test_live_traffic_brings_posts_until_it_is_switched_off(company: Brambleway, tab: Tab) -> None:
    tab.acts_as("alder", "home")
    expect(tab.page.locator(".home")).to_contain_text("Stay within earshot")
    was_unread = set(tab.page.locator(".side-row.unread").all_inner_texts())
    live = tab.page.get_by_role("switch", name="Live traffic")
    expect(live).to_have_attribute("aria-checked", "false")
    live.click()
    expect(live).to_have_attribute("aria-checked", "true")
    came = wait_for(lambda: set(tab.page.locator(".side-row.unread").all_inner_texts()) - was_unread)
    live.click()
    expect(live).to_have_attribute("aria-checked", "false")
    assert company.control.get("live")["live"] is False
    tab.row(came.pop().split("\n")[0]).click()
    expect(tab.page.get_by_role("separator", name="New messages")).to_be_visible()
