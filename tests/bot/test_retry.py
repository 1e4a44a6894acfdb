"""Trying again: soon at first, then more and more patiently."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.retry import CALL_TRIES, HANDLER_TRIES, pause_before


def test_the_pauses_double() -> None:
    assert [pause_before(tries).total_seconds() for tries in (1, 2, 3, 4, 5)] == [1, 2, 4, 8, 16]


@given(st.integers(-3, 10_000))
def test_a_pause_is_a_second_to_five_minutes_and_never_shrinks(tries: int) -> None:
    assert timedelta(seconds=1) <= pause_before(tries) <= timedelta(minutes=5)
    assert pause_before(tries) <= pause_before(tries + 1)


def test_a_handler_gives_up_within_a_minute_and_a_call_within_ten() -> None:
    assert sum((pause_before(n) for n in range(1, HANDLER_TRIES)), timedelta()) <= timedelta(minutes=1)
    assert sum((pause_before(n) for n in range(1, CALL_TRIES)), timedelta()) <= timedelta(minutes=10)
