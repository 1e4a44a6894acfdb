"""Days that people type: read right, or refused with words that help."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days import days_off, spans, told, until

NOW = datetime.fromisoformat("2026-11-20 10:00")  # a Friday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("until 3 Dec", "2026-12-03"),
        ("Until December 3rd.", "2026-12-03"),
        ("till 2026-12-03", "2026-12-03"),
        ("2 weeks", "2026-12-04"),
        ("for 2 weeks", "2026-12-04"),
        ("for a week", "2026-11-27"),
        ("10 days", "2026-11-30"),
        ("in 3 days", "2026-11-23"),
        ("until Monday", "2026-11-23"),
        ("Monday", "2026-11-23"),
        ("until tomorrow", "2026-11-21"),
        ("until 3 Nov", "2027-11-03"),
        ("until 5 January 2027", "2027-01-05"),
    ],
)
def test_the_end_of_a_pause_is_read_as_people_say_it(words: str, day: str) -> None:
    assert until(words, NOW) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    ["forever", "until 12/3", "until 30 Feb", "until 2026-13-40", "x" * 500, "<!channel>", "9999 weeks"],
)
def test_what_is_no_day_is_named_with_what_would_be_one(words: str) -> None:
    with pytest.raises(ValueError, match="can't read") as fault:
        until(words, NOW)
    assert "2 weeks" in str(fault.value)
    assert len(str(fault.value)) < 150


@pytest.mark.parametrize("words", ["today", "20 Nov 2026", "3 hours"])
def test_a_pause_ends_on_a_later_day(words: str) -> None:
    with pytest.raises(ValueError, match="is over, or is today"):
        until(words, NOW)


def test_days_off_are_days_and_spans_a_line_each() -> None:
    typed = "24 Dec to 2 Jan\n\n1 May, 8 May\nuntil Monday"
    found = days_off(typed, NOW)
    assert len(found) == 10 + 2 + 1
    assert found[0] == date(2026, 11, 23)
    assert spans(found)[1] == (date(2026, 12, 24), date(2027, 1, 2))
    assert days_off("  \n , ", NOW) == ()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Christmas", "can't read “Christmas”"),
        ("24 Dec to never", "can't read “never”"),
        ("2 Jan 2027 to 24 Dec 2026", "ends before it begins"),
        ("1 Jan to 1 Dec", "more than 120 days"),
        (
            "\n".join(f"1 {month} to 28 {month}" for month in ("Jan", "Feb", "Mar", "Apr", "May")),
            "more than 120",
        ),
    ],
)
def test_days_off_that_cannot_be_are_refused_with_the_line(words: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        days_off(words, NOW)


some_days = st.sets(st.integers(0, 300).map(lambda count: NOW.date() + timedelta(days=count)), max_size=100)


@given(some_days)
def test_days_off_are_shown_as_they_can_be_typed_again(chosen: set[date]) -> None:
    shown = "\n".join(told(*span) for span in spans(sorted(chosen)))
    assert days_off(shown, NOW) == tuple(sorted(chosen))


def _refusal(read: Callable[[str, datetime], object], words: str) -> str:
    try:
        read(words, NOW)
    except ValueError as fault:
        return str(fault)
    return ""


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_line(words: str) -> None:
    for read in (until, days_off):
        fault = _refusal(read, words)
        assert "\n" not in fault
        assert len(fault) < 200
