"""By day, on a working day, and not while somebody wants silence."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import Day, Silence, calm_moment, weekend
from tests.bot.zones import histories
from tests.moments import at

BERLIN, CAIRO = ZoneInfo("Europe/Berlin"), ZoneInfo("Africa/Cairo")
ZONES = [history.zone for history in histories()]
moments = st.datetimes(datetime(2026, 1, 5), datetime(2030, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "calm"),
    [
        ("2026-03-04 09:00", "2026-03-04 09:00"),
        ("2026-03-04 18:59", "2026-03-04 18:59"),
        ("2026-03-04 19:00", "2026-03-05 07:00"),  # 20:00 in Berlin
        ("2026-03-04 03:00", "2026-03-04 07:00"),
        ("2026-03-06 20:00", "2026-03-09 07:00"),  # Friday night
        ("2026-03-07 12:00", "2026-03-09 07:00"),
        ("2026-03-28 12:00", "2026-03-30 06:00"),  # the clock changes that Sunday
    ],
)
def test_a_week_in_berlin(moment: str, calm: str) -> None:
    assert calm_moment(at(moment), Day(BERLIN)) == at(calm)


def test_friday_is_quiet_in_cairo_and_sunday_is_not() -> None:
    cairo = Day(CAIRO, rest=weekend("ar-EG", "Africa/Cairo"))
    assert calm_moment(at("2026-03-06 09:00"), cairo) == at("2026-03-08 06:00")


def test_a_day_off_is_skipped() -> None:
    day = Day(BERLIN, days_off=frozenset({date(2026, 3, 9), date(2026, 3, 10)}))
    assert calm_moment(at("2026-03-07 12:00"), day) == at("2026-03-11 07:00")


def test_do_not_disturb_and_a_dated_pause_are_waited_for_and_then_the_night_is() -> None:
    focus = Silence(at("2026-03-04 09:00"), at("2026-03-04 11:30"))
    assert calm_moment(at("2026-03-04 09:00"), Day(BERLIN), [focus]) == at("2026-03-04 11:30")
    assert calm_moment(at("2026-03-04 08:59"), Day(BERLIN), [focus]) == at("2026-03-04 08:59")
    away = Silence(at("2026-03-04 09:00"), at("2026-03-13 21:00"))
    assert calm_moment(at("2026-03-04 09:00"), Day(BERLIN), [focus, away]) == at("2026-03-16 07:00")


def test_an_open_pause_has_no_calm_moment_in_sight() -> None:
    assert calm_moment(at("2026-03-04 09:00"), Day(BERLIN), [Silence(at("2026-03-01 00:00"))]) is None


def test_whoever_rests_always_is_never_written_to() -> None:
    assert calm_moment(at("2026-03-04 09:00"), Day(BERLIN, rest=frozenset(range(7)))) is None


def test_hours_without_a_day_are_refused_in_words_for_the_person() -> None:
    with pytest.raises(ValueError, match="such as 08:00 and 20:00"):
        Day(BERLIN, wakes=time(22), sleeps=time(6))


spans = st.builds(
    lambda begin, hours: Silence(begin, begin + timedelta(hours=hours)), moments, st.integers(1, 2000)
)


@given(
    moments, st.sampled_from(ZONES), st.sampled_from(["en-GB", "ar-EG", "fa-IR"]), st.lists(spans, max_size=4)
)
def test_wherever_somebody_lives_it_is_by_day_and_as_early_as_can_be(
    moment: datetime, zone: ZoneInfo, locale: str, silences: list[Silence]
) -> None:
    day = Day(zone, rest=weekend(locale, zone.key))
    calm = calm_moment(moment, day, silences)
    assert calm is not None
    local = calm.astimezone(zone)
    assert time(8) <= local.time() < time(20)
    assert local.weekday() not in day.rest
    assert not any(each.begin <= calm and each.end is not None and calm < each.end for each in silences)
    assert calm >= moment
    assert calm_moment(calm, day, silences) == calm
    if calm > moment:
        assert calm_moment(calm - timedelta(seconds=1), day, silences) == calm
