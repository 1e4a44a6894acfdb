"""A pair's own rhythm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.relationships import gaps, long_after, usual
from bot.relationships.rhythm import LONGEST, SHORTEST
from tests.moments import at

DAY = timedelta(days=1)


def test_contacts_within_a_day_are_one_conversation() -> None:
    moments = [at("2026-03-02 09:00"), at("2026-03-02 16:00"), at("2026-03-03 09:00"), at("2026-03-09 09:00")]
    assert gaps(moments) == [6.0]
    assert gaps(reversed(moments)) == [6.0]
    assert gaps([]) == []


@pytest.mark.parametrize(
    ("count", "days", "after"), [(0, 0, 42), (3, 7, 24), (12, 2, 14), (8, 30, 54), (20, 90, 120)]
)
def test_the_table_in_the_file_holds(count: int, days: int, after: int) -> None:
    assert round(long_after([float(days)] * count) / DAY) == after


def test_what_is_usual_takes_a_few_gaps() -> None:
    assert usual([3.0, 4.0]) is None
    assert usual([3.0, 40.0, 5.0]) == 5 * DAY


silences = st.lists(st.floats(1.01, 400), max_size=40)


@given(silences)
def test_it_is_never_sooner_than_two_weeks_and_never_later_than_four_months(given_: list[float]) -> None:
    assert SHORTEST <= long_after(given_) <= LONGEST


@given(silences, st.floats(1.0, 5.0))
def test_whoever_talks_less_often_is_given_more_time(given_: list[float], factor: float) -> None:
    assert long_after([factor * each for each in given_]) >= long_after(given_)


moments_ = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(moments_, max_size=20))
def test_gaps_are_longer_than_a_day_whatever_the_order(moments: list[datetime]) -> None:
    assert gaps(moments) == gaps(sorted(moments, reverse=True))
    assert all(each > 1 for each in gaps(moments))
