"""Nudges about promises: read as their receiver reads them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.nudges import promise_due, promise_made
from bot.promises import Promise
from tests.moments import at

SAID = datetime(2026, 11, 30, 16, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FRIDAY = date(2026, 12, 4)


def test_the_offer_names_the_day_it_would_remind_of() -> None:
    found = promise_made.nudge(Promise("I'll send it by Friday.", FRIDAY), SAID, "C1", "1.5")
    assert found is not None
    assert found.title == "Shall I hold on to this for you?"
    assert found.words == "You wrote it in <#C1>. I'd remind you on Friday, 4 December."
    assert found.quote == "I'll send it by Friday."


def test_without_a_day_it_asks_in_a_week() -> None:
    found = promise_made.nudge(Promise("I'll get back to you.", None), SAID, "C1", "1.5")
    assert found is not None
    assert found.words == "You wrote it in <#C1>. It names no day, so I'd ask you in a week."


def test_what_is_for_today_is_left_to_its_author() -> None:
    assert promise_made.nudge(Promise("I'll send it today.", SAID.date()), SAID, "C1", "1.5") is None


def test_the_reminder_comes_in_the_morning_of_its_day() -> None:
    found = promise_due.nudge(Promise("I'll send it by Friday.", FRIDAY), SAID, "Europe/Berlin", "C1", "1.5")
    assert found.due == at("2026-12-04 08:00")
    assert found.title == "For Friday, 4 December: what you took on"
    open_ended = promise_due.nudge(Promise("I'll get back to you.", None), SAID, "Europe/Berlin", "C1", "1.5")
    assert open_ended.due == at("2026-12-07 08:00")
    assert open_ended.title == "From Monday, 30 November: what you took on"


def test_put_off_until_tomorrow_is_a_new_reminder() -> None:
    first = promise_due.nudge(Promise("I'll send it.", FRIDAY), SAID, "Europe/Berlin", "C1", "1.5")
    second = promise_due.nudge(
        Promise("I'll send it.", date(2026, 12, 5)), SAID, "Europe/Berlin", "C1", "1.5"
    )
    assert first.about != second.about
