"""The plan of an evening, in everybody's own zone."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama import schedule
from bot.ama.schedule import ScheduleError, in_zones, local, read, written
from tests.moments import at

DAY = date(2026, 3, 2)


def test_each_line_is_a_part_in_the_host_s_zone() -> None:
    slots = read("19:00 Dinner\n\n  19.30 - Platform  \n20:00: The north", DAY, "Europe/Warsaw")
    assert [(slot.at, slot.what) for slot in slots] == [
        (at("2026-03-02 18:00"), "Dinner"), (at("2026-03-02 18:30"), "Platform"), (at("2026-03-02 19:00"), "The north"),
    ]  # fmt: skip


def test_what_comes_after_midnight_is_on_the_next_day() -> None:
    first, second = read("23:30 Last questions\n0:15 Goodbye", DAY, "UTC")
    assert second.at - first.at == timedelta(minutes=45)


def test_an_evening_in_the_hour_that_is_skipped_begins_after_it() -> None:
    (slot,) = read("2:30 Night shift", date(2026, 3, 29), "Europe/Warsaw")
    assert slot.at == at("2026-03-29 01:00")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("Dinner", schedule.NO_TIME.format(line="Dinner")),
        ("25:00 Dinner", schedule.NO_TIME.format(line="25:00 Dinner")),
        ("19:00", schedule.NO_WORDS.format(time="19:00")),
        ("19:00 " + "x" * 81, schedule.LONG_WORDS.format(line="x" * 20)),
        ("19:00 Dinner\n" * 13, schedule.TOO_MANY),
        ("19:00 Dinner\n18:00 Doors", schedule.OUT_OF_ORDER.format(line="18:00 Doors")),
    ],
)
def test_a_line_that_cannot_be_read_is_named(lines: str, wrong: str) -> None:
    with pytest.raises(ScheduleError) as problem:
        read(lines, DAY, "UTC")
    assert str(problem.value) == wrong


def test_no_lines_are_no_evening() -> None:
    assert read(" \n\n", DAY, "UTC") == ()


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused_in_a_line(lines: str) -> None:
    with contextlib.suppress(ScheduleError):
        slots = read(lines, DAY, "Asia/Kathmandu")
        assert [slot.at for slot in slots] == sorted(slot.at for slot in slots)


TIMES = st.lists(st.integers(6 * 60, 24 * 60 - 1), unique=True, max_size=12).map(sorted)


@given(TIMES, st.sampled_from(["UTC", "Europe/Warsaw", "America/St_Johns", "Pacific/Auckland"]))
def test_a_plan_that_is_written_out_reads_the_same(minutes: list[int], zone: str) -> None:
    lines = "\n".join(f"{minute // 60:02}:{minute % 60:02} Part {minute}" for minute in minutes)
    slots = read(lines, DAY, zone)
    assert written(slots, zone) == lines
    assert read(written(slots, zone), DAY, zone) == slots


def test_everybody_sees_their_own_clock() -> None:
    moment = at("2026-03-02 18:00")
    assert in_zones(moment, ("Europe/Warsaw", "America/New_York", "Asia/Tokyo", "Europe/Warsaw")) == [
        ("Warsaw", "19:00"), ("New York", "13:00"), ("Tokyo", "Tue 03:00"),
    ]  # fmt: skip
    assert f"{local(moment, 'nowhere at all'):%H:%M}" == "18:00"
