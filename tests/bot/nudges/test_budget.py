"""How many nudges, how often, and which."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nudges import (
    IN,
    Day,
    Kind,
    Listener,
    Nudge,
    Sent,
    Silence,
    choose,
    letter_moment,
    next_moment,
    not_before,
    pace,
)
from bot.nudges.budget import FULL, LEAST, LESS
from tests.bot.zones import histories
from tests.moments import at

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = at("2026-03-02 09:00")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
CALM = Kind("calm", (), "Because.")
URGENT = Kind("urgent", (), "Because.", is_urgent=True)
HOST = Kind("host", (), "Because.", is_for_anyone=True)
KINDS = {kind.name: kind for kind in (CALM, URGENT, HOST)}
SOMEBODY = Listener(Day(BERLIN))


def nudge(about: str, worth: float = 0.5, kind: str = "calm", due: datetime = MONDAY) -> Nudge:
    """Something to say for a month from `due`."""
    return Nudge(kind, about, worth, due, due + 30 * DAY, "A title.", "Some words.")


def sent(*days: int, answered: bool = True, kind: str = "calm") -> tuple[Sent, ...]:
    """What was sent so many days before Monday."""
    return tuple(Sent(MONDAY - day * DAY, kind, f"{kind} {day}", answered) for day in days)


def test_the_best_one_wins_and_the_rest_waits() -> None:
    candidates = [nudge("a", 0.3), nudge("b", 0.9), nudge("c", 0.5)]
    best = choose(candidates, SOMEBODY, MONDAY, KINDS)
    assert best is not None
    assert best.about == "b"


def test_without_anything_to_say_nothing_is_said() -> None:
    assert choose([], SOMEBODY, MONDAY, KINDS) is None


def test_what_is_not_due_yet_or_too_late_is_not_said() -> None:
    early, late = nudge("a", due=MONDAY + DAY), nudge("b", due=MONDAY - 30 * DAY)
    assert choose([early, late], SOMEBODY, MONDAY, KINDS) is None


def test_the_same_is_never_said_twice() -> None:
    before = replace(SOMEBODY, sent=(Sent(MONDAY - 60 * DAY, "calm", "a", was_answered=True),))
    assert choose([nudge("a")], before, MONDAY, KINDS) is None
    assert choose([nudge("b")], before, MONDAY, KINDS) is not None


def test_whoever_never_started_hears_only_what_is_for_anyone() -> None:
    stranger = replace(SOMEBODY, has_started=False)
    assert choose([nudge("a", 1.0), nudge("b", 1.0, "urgent")], stranger, MONDAY, KINDS) is None
    best = choose([nudge("a", 1.0), nudge("b", 0.1, "host")], stranger, MONDAY, KINDS)
    assert best is not None
    assert best.kind == "host"


def test_two_of_three_are_for_what_can_wait_and_one_a_day() -> None:
    assert next_moment(replace(SOMEBODY, sent=sent(6)), MONDAY, CALM) == MONDAY
    assert next_moment(replace(SOMEBODY, sent=sent(6, 4)), MONDAY, CALM) == MONDAY + DAY
    assert next_moment(replace(SOMEBODY, sent=sent(6, 4)), MONDAY, URGENT) == MONDAY
    assert next_moment(replace(SOMEBODY, sent=sent(6, 4, 3)), MONDAY, URGENT) == MONDAY + DAY
    assert next_moment(replace(SOMEBODY, sent=sent(0)), MONDAY, CALM) == at("2026-03-03 07:00")
    assert next_moment(replace(SOMEBODY, sent=sent(0)), MONDAY, URGENT) == MONDAY


def test_at_night_and_in_a_pause_it_waits_or_never_comes() -> None:
    assert next_moment(SOMEBODY, at("2026-03-02 20:30"), URGENT) == at("2026-03-03 07:00")
    paused = replace(SOMEBODY, silences=(Silence(MONDAY),))
    assert next_moment(paused, MONDAY, URGENT) is None
    assert choose([nudge("a", kind="urgent")], paused, MONDAY, KINDS) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), FULL), ((5,), FULL), ((9, 5), LESS), ((12, 9, 5), LESS), ((40, 12, 9, 5), LEAST)],
)
def test_whoever_lets_them_pass_hears_less(days: tuple[int, ...], expected: object) -> None:
    assert pace(sent(*days, answered=False), MONDAY) == expected
    assert pace(sent(*days, answered=False) + sent(4), MONDAY) == FULL  # one press


def test_what_may_still_be_answered_was_not_let_pass() -> None:
    assert pace(sent(2, 1, answered=False), MONDAY) == FULL
    assert pace(sent(9, 3, 1, answered=False), MONDAY) == LESS


def test_less_is_once_a_week_and_least_once_in_four() -> None:
    assert next_moment(replace(SOMEBODY, sent=sent(9, 5, answered=False)), MONDAY, URGENT) == MONDAY + 2 * DAY
    four = replace(SOMEBODY, sent=sent(20, 14, 9, 5, answered=False))
    assert next_moment(four, MONDAY, URGENT) == MONDAY + 23 * DAY


def test_a_kind_that_is_let_pass_gives_way_to_another() -> None:
    listener = replace(SOMEBODY, sent=sent(9, answered=False))
    best = choose([nudge("a", 0.8), nudge("b", 0.5, "host")], listener, MONDAY, KINDS)
    assert best is not None
    assert best.kind == "host"


def test_a_letter_waits_for_the_day_but_not_for_the_budget() -> None:
    full = replace(SOMEBODY, has_started=False, sent=sent(3, 2, 1))
    assert letter_moment(full, MONDAY) == MONDAY
    assert letter_moment(full, at("2026-03-07 12:00")) == at("2026-03-09 07:00")


def test_what_has_no_kind_is_counted_alone() -> None:
    assert not_before([], MONDAY, BERLIN, is_quiet=False) == MONDAY
    assert not_before([], MONDAY, BERLIN, is_quiet=True) == MONDAY + DAY
    recent = [MONDAY - timedelta(days=day) for day in (1, 2, 3)]
    assert not_before(recent, MONDAY, BERLIN, is_quiet=False) == MONDAY + 4 * DAY
    assert not_before([MONDAY - IN] * 9, MONDAY, BERLIN, is_quiet=False) == MONDAY


ZONES = [history.zone for history in histories()]
moments = st.datetimes(datetime(2026, 1, 5), datetime(2030, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
plans = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(sorted(KINDS)), st.booleans()), max_size=60)


@given(moments, st.sampled_from(ZONES), plans)
@settings(max_examples=60, deadline=None)
def test_whatever_there_is_to_say_no_budget_breaks(
    start: datetime, zone: ZoneInfo, plan: list[tuple[int, str, bool]]
) -> None:
    listener = Listener(Day(zone))
    waiting = [nudge(str(number), 0.5, kind, start + day * DAY) for number, (day, kind, _) in enumerate(plan)]
    for hour in range(0, 24 * 63, 5):
        now = start + timedelta(hours=hour)
        best = choose(waiting, listener, now, KINDS)
        if best is not None:
            assert next_moment(listener, now, KINDS[best.kind]) == now
            presses = plan[int(best.about)][2]
            listener = replace(
                listener, sent=(*listener.sent, Sent(now, best.kind, best.about, was_answered=presses))
            )
    times = [each.at for each in listener.sent]
    for moment in times:
        assert sum(moment - WEEK < other <= moment for other in times) <= 3
        assert time(8) <= moment.astimezone(zone).time() < time(20)
        assert moment.astimezone(zone).weekday() < 5
    assert len({(each.kind, each.about) for each in listener.sent}) == len(times)
    calm = [each.at.astimezone(zone).date() for each in listener.sent if each.kind != "urgent"]
    assert len(set(calm)) == len(calm)


@given(moments, st.sampled_from(ZONES), st.lists(st.integers(0, 30), max_size=6), st.booleans())
def test_the_next_moment_is_when_something_can_be_said_and_not_before(
    now: datetime, zone: ZoneInfo, days: list[int], answered: bool
) -> None:
    said = tuple(Sent(now - day * DAY, "calm", f"past {day}", answered) for day in days)
    listener = Listener(Day(zone), sent=said)
    moment = next_moment(listener, now, CALM)
    assert moment is not None
    assert moment >= now
    waiting = [nudge("new", due=now)]
    if moment < now + 30 * DAY and answered:  # what is let pass meanwhile makes it later
        assert choose(waiting, listener, moment, KINDS) is not None
    if moment > now:
        assert choose(waiting, listener, moment - timedelta(seconds=1), KINDS) is None
