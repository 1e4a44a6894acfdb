"""Digests that come by themselves, at nine in the reader's own zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.flow.company import Company
from tests.flow.fernhill import SEEN_BY_OSKAR

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_AT_NINE: dict[str, Any] = {"advance": "next monday 09:00", "tz": "Europe/Berlin"}
JUST_BEFORE: dict[str, Any] = {"advance": "next monday 08:58", "tz": "Europe/Berlin"}


@pytest.fixture(name="weekly")
def _weekly(company: Company) -> Company:
    """Iris follows #partners and asked for a digest on Mondays."""
    company.follow_and_read("partners", cadence="weekly")
    return company


def _paul_says_and_oskar_answers(company: Company, words: str) -> None:
    ts = company.paul.says("partners", words)
    company.oskar.says("partners", "I'm in", thread_ts=ts)
    company.settle()


def test_on_monday_at_nine_exactly_one_digest_comes(weekly: Company) -> None:
    weekly.clock_moves(**JUST_BEFORE)
    assert weekly.iris.digests() == [], "in Berlin it is not nine yet"
    weekly.clock_moves(advance_s=120)
    (digest,) = weekly.iris.digests()
    assert digest.about(SEEN_BY_OSKAR)
    came = datetime.fromtimestamp(float(digest.ts), BERLIN)
    assert (came.strftime("%A"), came.hour, came.minute) == ("Monday", 9, 0)
    for _ in range(3):
        weekly.clock_moves(advance="1h")
    assert weekly.iris.digests() == [digest]


def test_a_week_in_which_nothing_was_said_brings_no_digest(weekly: Company) -> None:
    weekly.clock_moves(**MONDAY_AT_NINE)
    before = weekly.iris.messages()
    weekly.clock_moves(**MONDAY_AT_NINE)
    assert weekly.iris.messages() == before
    weekly.clock_moves(advance="1d")
    _paul_says_and_oskar_answers(weekly, "Quillpost is back")
    weekly.clock_moves(**MONDAY_AT_NINE)
    assert [item.words for item in weekly.iris.digests()[-1].items] == ["Quillpost is back"]


def test_a_digest_that_was_missed_by_half_a_day_is_skipped(weekly: Company) -> None:
    weekly.clock_moves(advance="next monday 21:30", tz="Europe/Berlin")
    assert weekly.iris.digests() == []
    weekly.clock_moves(**MONDAY_AT_NINE)
    assert len(weekly.iris.digests()) == 1, "the next one comes at its time"


def test_while_paused_no_digest_comes_and_after_resume_it_does(weekly: Company) -> None:
    assert "Paused" in weekly.iris.reads("/earshot pause")
    weekly.clock_moves(**MONDAY_AT_NINE)
    assert weekly.iris.digests() == []
    assert "I'm back" in weekly.iris.reads("/earshot resume")
    weekly.clock_moves(advance_s=300)
    assert weekly.iris.digests() == [], "what was due during the pause is not made up for"
    weekly.clock_moves(**MONDAY_AT_NINE)
    assert len(weekly.iris.digests()) == 1


def test_somebody_who_moves_to_another_zone_gets_it_at_nine_there(weekly: Company) -> None:
    weekly.control.post("change_person", person="iris", tz="Asia/Tokyo")
    weekly.settle()
    weekly.clock_moves(advance="next monday 09:00", tz="Asia/Tokyo")
    assert len(weekly.iris.digests()) == 1


def test_daily_digests_come_on_weekdays_only(company: Company) -> None:
    company.follow_and_read("partners")
    company.clock_moves(advance="next friday 09:00", tz="Europe/Berlin")
    on_friday = company.iris.digests()
    _paul_says_and_oskar_answers(company, "Weekend news of Quillpost")
    company.clock_moves(advance="next saturday 09:00", tz="Europe/Berlin")
    company.clock_moves(advance="next sunday 09:00", tz="Europe/Berlin")
    assert company.iris.digests() == on_friday
    company.clock_moves(**MONDAY_AT_NINE)
    assert len(company.iris.digests()) == len(on_friday) + 1
