from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama import ama
from bot.ama.ama import LONGEST, Slot, due_state, faults, hosts_left
from tests.bot.ama.samples import NOW, PLAN, plan, session

HOUR = timedelta(hours=1)


def test_a_plan_with_everything_in_it_is_fine() -> None:
    assert faults(PLAN, NOW) == {}
    assert faults(plan(schedule=(Slot(NOW + HOUR, "Doors"),)), NOW) == {}


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"title": "  "}, "title", ama.NO_TITLE),
        ({"title": "x" * 81}, "title", ama.LONG_TITLE),
        ({"hosts": ()}, "hosts", ama.NO_HOST),
        ({"hosts": tuple(f"U{number}" for number in range(11))}, "hosts", ama.TOO_MANY_HOSTS),
        ({"rules": "x" * 1001}, "rules", ama.LONG_RULES),
        ({"closes_at": NOW}, "closes", ama.CLOSED_BEFORE_OPEN),
        ({"opens_at": NOW - 2 * HOUR, "closes_at": NOW - HOUR}, "closes", ama.ALREADY_OVER),
        ({"closes_at": NOW + LONGEST + HOUR}, "closes", ama.TOO_LONG),
        ({"schedule": (Slot(NOW - HOUR, "Doors"),)}, "schedule", ama.OUTSIDE),
        ({"schedule": (Slot(NOW + 3 * 24 * HOUR, "Doors"),)}, "schedule", ama.OUTSIDE),
    ],
)
def test_each_fault_is_named_where_it_is(fields: dict[str, object], where: str, words: str) -> None:
    assert faults(plan(**fields), NOW) == {where: words}


def test_a_session_opens_goes_live_and_closes_by_its_plan() -> None:
    planned = session("set_up", opens_at=NOW, schedule=(Slot(NOW + HOUR, "Doors"),))
    moments = (NOW - HOUR, NOW, NOW + HOUR, NOW + timedelta(days=2))
    assert [due_state(planned, moment) for moment in moments] == ["set_up", "open", "live", "closed"]


def test_without_an_evening_hosts_go_live_themselves() -> None:
    assert due_state(session("open"), NOW + HOUR) == "open"
    assert due_state(session("live"), NOW + HOUR) == "live"


ORDER = ("set_up", "open", "live", "closed")


@given(st.sampled_from(ORDER), st.integers(-100, 100), st.integers(0, 100))
def test_a_session_never_goes_back(state: str, first: int, then: int) -> None:
    planned = session(state, schedule=(Slot(NOW + HOUR, "Doors"),))  # type: ignore[arg-type]  # a State
    once = due_state(planned, NOW + first * HOUR)
    again = due_state(planned, NOW + (first + then) * HOUR)
    assert ORDER.index(state) <= ORDER.index(once) <= ORDER.index(again)


def test_it_takes_questions_while_it_is_open_or_live() -> None:
    assert [session(state).takes_questions for state in ("set_up", "open", "live", "closed")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert session().is_host("U2")
    assert not session().is_host("U3")


def test_a_host_who_is_gone_goes_unless_nobody_would_be_left() -> None:
    assert hosts_left(("U1", "U2"), "U1") == ("U2",)
    assert hosts_left(("U1",), "U1") == ("U1",)
