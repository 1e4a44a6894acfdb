"""The day that a sentence names."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.promises import named_day
from bot.promises.dates import FARTHEST

WEDNESDAY = datetime(2026, 3, 4, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("I'll send it today", "2026-03-04"),
        ("I'll look tonight", "2026-03-04"),
        ("by end of day", "2026-03-04"),
        ("I'll do it by EOD", "2026-03-04"),
        ("I'll send it tomorrow morning", "2026-03-05"),
        ("the day after tomorrow", "2026-03-06"),
        ("by Friday", "2026-03-06"),
        ("by the latest Friday", "2026-03-06"),
        ("on Wednesday", "2026-03-11"),
        ("this Friday", "2026-03-06"),
        ("next Friday", "2026-03-13"),
        ("next Tuesday", "2026-03-10"),
        ("before Wednesday", "2026-03-10"),
        ("on Mon", "2026-03-09"),
        ("this week", "2026-03-06"),
        ("by the end of the week", "2026-03-06"),
        ("next week", "2026-03-13"),
        ("by end of next week", "2026-03-13"),
        ("end of month", "2026-03-31"),
        ("by the end of the month", "2026-03-31"),
        ("next month", "2026-04-30"),
        ("in two days", "2026-03-06"),
        ("in a couple of days", "2026-03-06"),
        ("within 3 days", "2026-03-07"),
        ("in a week", "2026-03-11"),
        ("in an hour", "2026-03-04"),
        ("in ten hours", "2026-03-05"),  # past midnight
        ("by 3 Dec", "2026-12-03"),
        ("by Dec 3rd", "2026-12-03"),
        ("on the 3rd of December", "2026-12-03"),
        ("by 1 February", "2027-02-01"),  # the coming one
        ("by 5 May", "2026-05-05"),
        ("by 2026-12-03", "2026-12-03"),
        ("by 25/12", "2026-12-25"),
        ("by 12/25", "2026-12-25"),
        ("by 5/5", "2026-05-05"),
        ("by the 15th", "2026-03-15"),
        ("by the 2nd", "2026-04-02"),
        ("what we discussed tomorrow, by Friday", "2026-03-06"),
    ],
)
def test_a_day_on_the_writers_calendar(sentence: str, day: str) -> None:
    assert str(named_day(sentence, WEDNESDAY)) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll send it",
        "soon",
        "by 12/3",
        "in a few days",
        "on Monday or Tuesday",
        "the mail from Friday",
        "what broke last Monday",
        "the notes since Monday",
        "by 31 February",
        "by 30/30",
        "by 1 January 2029",
        "by 2020-01-01",
        "I may do it",
        "the monday-bot",
        "version 3.12.2026",
        "a marching order of 7",
        "by 99 Dec",
        "after 24/7",
    ],
)
def test_none_rather_than_a_wrong_one(sentence: str) -> None:
    assert named_day(sentence, WEDNESDAY) is None


def test_tomorrow_is_the_writers_tomorrow() -> None:
    late = datetime(2026, 3, 4, 22, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert str(named_day("tomorrow", late)) == "2026-03-05"
    assert str(named_day("tomorrow", late.astimezone(ZoneInfo("Europe/Berlin")))) == "2026-03-06"


FIRST, LAST = datetime(2026, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(ZoneInfo("Asia/Kolkata")))
WORDS = "by on next this the end of week month friday monday tomorrow today in two 3 days dec 12 / may 29 feb 2028"
words = st.sampled_from(WORDS.split())


@given(st.lists(words, max_size=8), moments)
def test_whatever_is_said_the_day_is_not_past_and_not_far(parts: list[str], said_at: datetime) -> None:
    day = named_day(" ".join(parts), said_at)
    assert day is None or said_at.date() <= day <= said_at.date() + FARTHEST


@given(
    moments, st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
)
def test_a_weekday_is_the_coming_one_and_next_is_in_the_next_calendar_week(
    said_at: datetime, name: str
) -> None:
    coming, following = named_day(f"by {name}", said_at), named_day(f"next {name}", said_at)
    assert coming is not None
    assert following is not None
    assert timedelta(days=1) <= coming - said_at.date() <= timedelta(days=7)
    assert f"{coming:%A}".lower() == f"{following:%A}".lower() == name
    assert following.isocalendar().week != said_at.isocalendar().week
    assert following - said_at.date() <= timedelta(days=13)
