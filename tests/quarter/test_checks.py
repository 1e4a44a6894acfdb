"""Each rule of the simulated quarter is broken on purpose, and says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quarter.checks import Check, all_checks
from quarter.heard import Heard
from quarter.persona import Persona
from tests.moments import at

WREN = Persona("wren", ZoneInfo("Europe/London"), starts=date(2026, 3, 2), cadence="daily")
NOA = Persona("pomelo", ZoneInfo("Asia/Jerusalem"), starts=date(2026, 3, 2))
PEOPLE = {each.user: each for each in (WREN, NOA)}
TEN = at("2026-03-10 10:00")  # a Tuesday, in winter
_number = count(1)


def heard(moment: datetime, purpose: str = "nudge.going_cold", who: Persona = WREN, **more: Any) -> Heard:
    """A message that nobody asked for, in words of its own."""
    number = next(_number)
    message = Heard(
        who.user, moment, "D1", f"{number}.0", f"Number {number}", [], f"id{number}", is_asked=False
    )
    return replace(message, purpose=purpose, **more)


def broken(messages: Sequence[Heard], troubles: Sequence[str] = (), **changes: Any) -> list[str]:
    """The names of the rules that these break; `changes` are to Wren."""
    people = PEOPLE | {WREN.user: replace(WREN, **changes)}
    return [check.name for check in _checks(messages, people, troubles) if check.broken]


def _checks(messages: Sequence[Heard], people: dict[str, Persona], troubles: Sequence[str]) -> list[Check]:
    return all_checks(list(messages), people, TEN.date(), troubles)


def test_a_quiet_week_breaks_nothing() -> None:
    week = [heard(TEN, "nudge.going_cold", pressed_at=TEN), heard(TEN + timedelta(days=2))]
    assert broken([*week, heard(at("2026-03-11 09:00"), "digest")]) == []


def test_a_fourth_nudge_in_seven_days_is_one_too_many() -> None:
    days = [
        heard(TEN + timedelta(days=number), pressed_at=TEN + timedelta(days=number)) for number in (0, 1, 2)
    ]
    eighth = TEN + timedelta(days=7)
    assert broken([*days, heard(eighth)]) == []
    assert broken([*days, heard(eighth - timedelta(minutes=1))]) == [
        "No more than three nudges in any seven days"
    ]


def test_who_let_two_pass_hears_once_a_week() -> None:
    passed = [heard(TEN), heard(TEN + timedelta(days=8))]
    assert broken([*passed, heard(TEN + timedelta(days=15))]) == []
    assert broken([*passed, heard(TEN + timedelta(days=13))]) == ["Fewer nudges for whoever lets them pass"]


def test_a_press_brings_them_back() -> None:
    passed = [heard(TEN, pressed_at=TEN + timedelta(days=10)), heard(TEN + timedelta(days=8))]
    assert broken([*passed, heard(TEN + timedelta(days=13))]) == []


def test_two_on_one_day_are_one_too_many_unless_one_cannot_wait() -> None:
    one_day = "No more than one nudge a day, besides what cannot wait"
    assert broken([heard(TEN), heard(TEN + timedelta(hours=2))]) == [one_day]
    assert broken([heard(TEN), heard(TEN + timedelta(hours=2), "nudge.answer_first")]) == []


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (at("2026-03-10 07:59"), WREN),
        (at("2026-03-10 20:00"), WREN),
        (at("2026-03-14 10:00"), WREN),  # a Saturday
        (at("2026-03-13 10:00"), NOA),  # a Friday
        (at("2026-04-14 19:30"), WREN),  # 20:30 since the clocks were changed
    ],
)
def test_nobody_is_written_to_by_night_or_on_days_of_rest(moment: datetime, who: Persona) -> None:
    assert "Nothing by night, on days of rest or days off" in broken([heard(moment, who=who)])
    assert broken([replace(heard(moment, "answer", who=who), is_asked=True)]) == []


def test_sunday_is_a_working_day_where_it_is() -> None:
    assert broken([heard(at("2026-03-15 10:00"), who=NOA)]) == []


def test_a_day_off_and_days_away_are_quiet() -> None:
    day = TEN.date()
    assert broken([heard(TEN)], off=day) == ["Nothing by night, on days of rest or days off"]
    assert broken([heard(TEN)], away=(day, day)) == ["Nothing while somebody is away"]
    assert broken([heard(TEN - timedelta(hours=2))], away=(day, day)) == []  # they say so a little later
    assert broken([heard(TEN)], away=(day - timedelta(days=3), day)) == ["Nothing while somebody is away"]
    assert broken([heard(TEN)], away=(day - timedelta(days=3), day - timedelta(days=1))) == []


def test_nothing_comes_twice() -> None:
    once = heard(TEN, "feedback.letter")
    assert broken([once, replace(once, ts="9.9", is_asked=True)]) == ["Nothing twice"]
    again = replace(heard(TEN + timedelta(days=2), "feedback.letter"), text=once.text)
    assert broken([once, again]) == ["Nothing twice"]


def test_a_digest_comes_once_a_day_on_the_minute() -> None:
    nine = at("2026-03-10 09:00")
    assert broken([heard(nine, "digest"), heard(nine, "digest")]) == [
        "One digest for each person and day or week"
    ]
    assert broken([heard(nine, "digest"), heard(nine + timedelta(days=1), "digest")]) == []
    weekly = broken([heard(nine, "digest"), heard(nine + timedelta(days=1), "digest")], cadence="weekly")
    assert weekly == ["One digest for each person and day or week"]
    assert broken([heard(nine + timedelta(minutes=1), "digest")]) == ["Digests on the minute"]


@pytest.mark.parametrize(
    "changes", [{"starts": None}, {"starts": date(2026, 3, 11)}, {"stops": date(2026, 3, 9)}]
)
def test_nothing_comes_to_whoever_has_not_started_or_has_stopped(changes: dict[str, Any]) -> None:
    name = "Nothing to whoever has not started Earshot, or has stopped it"
    assert broken([heard(TEN)], **changes) == [name]
    assert broken([heard(TEN, "feedback.letter")], **changes) == []


def test_what_failed_and_a_quarter_without_a_word_are_told() -> None:
    assert broken([heard(TEN)], troubles=["chat.postMessage: channel_not_found"]) == ["Nothing failed"]
    assert broken([]) == ["Somebody heard something"]
