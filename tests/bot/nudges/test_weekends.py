"""Days of rest by where somebody works."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import weekend
from bot.nudges.weekends import _TERRITORIES
from bot.schedule import zone_of

THURSDAY, FRIDAY, SATURDAY, SUNDAY = 3, 4, 5, 6


@pytest.mark.parametrize(
    ("locale", "zone", "rest"),
    [
        ("en-GB", "Europe/London", {SATURDAY, SUNDAY}),
        ("ar-EG", "Africa/Cairo", {FRIDAY, SATURDAY}),
        ("ar-EG", "Europe/Berlin", {FRIDAY, SATURDAY}),
        ("ar_EG", "", {FRIDAY, SATURDAY}),
        ("en-US", "Africa/Cairo", {FRIDAY, SATURDAY}),
        ("en-US", "Asia/Jerusalem", {FRIDAY, SATURDAY}),
        ("he-IL", "America/New_York", {FRIDAY, SATURDAY}),
        ("ar-AE", "Asia/Dubai", {SATURDAY, SUNDAY}),  # since 2022
        ("fa-IR", "Asia/Tehran", {THURSDAY, FRIDAY}),
        ("hi-IN", "Asia/Kolkata", {SATURDAY, SUNDAY}),
        ("", "", {SATURDAY, SUNDAY}),
        ("IL", "UTC", {FRIDAY, SATURDAY}),
    ],
)
def test_whoever_rests_on_other_days_is_left_alone_on_those(locale: str, zone: str, rest: set[int]) -> None:
    assert weekend(locale, zone) == rest


@given(st.text(max_size=20), st.text(max_size=20))
def test_anything_gives_two_days(locale: str, zone: str) -> None:
    assert len(weekend(locale, zone)) == 2


def test_every_zone_that_tells_exists() -> None:
    assert {name for name in _TERRITORIES if zone_of(name).key != name} == set()
