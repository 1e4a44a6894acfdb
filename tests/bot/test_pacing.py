"""Pacing: Slack's limits hold in every minute, whatever is asked of it."""

from bisect import bisect_left
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import Pacer
from bot.slack_methods import METHODS

POST = "chat.postMessage"
UNLIMITED_CHANNEL = ""
methods = st.sampled_from(sorted(METHODS))
rates = st.floats(0.2, 5)
starts = st.floats(0, 1_000_000)
gaps = st.lists(st.floats(0, 40), max_size=12)


def calls(pacer: Pacer, method: str, channel: str, start: float, gaps: Sequence[float]) -> list[float]:
    """When calls went out of somebody who always has more to send, but rests for each gap in between."""
    now, made = start, list[float]()
    for gap in (*gaps, 0.0):
        for _ in range(40):
            for _ in range(5):  # a float may fall short of the moment by a little
                now += (wait := pacer.wait(method, "T", channel, now))
                if wait == 0:
                    break
            pacer.take(method, "T", channel)
            made.append(now)
        now += gap
    return made


def most_within(moments: Sequence[float], seconds: float) -> int:
    """The largest number of moments in a window of that length."""
    return max(bisect_left(moments, start + seconds) - index for index, start in enumerate(moments))


@given(methods, rates, starts, gaps)
@settings(deadline=None)
def test_no_minute_sees_more_calls_than_slack_publishes(
    method: str, rate: float, start: float, gaps: list[float]
) -> None:
    made = calls(Pacer(rate), method, UNLIMITED_CHANNEL, start, gaps)
    assert most_within(made, 60) <= METHODS[method].per_minute * rate


@given(rates, starts, gaps)
@settings(deadline=None)
def test_no_channel_sees_more_than_one_post_a_second_but_for_a_short_burst(
    rate: float, start: float, gaps: list[float]
) -> None:
    made = calls(Pacer(rate), POST, "C1", start, gaps)
    assert most_within(made, 60) <= 60 * rate + 1
    assert most_within(made, 10) <= 10 * rate + 2


@given(methods, rates, starts)
@settings(deadline=None)
def test_after_the_wait_that_it_names_a_call_may_go_out(method: str, rate: float, start: float) -> None:
    pacer = Pacer(rate)
    assert pacer.wait(method, "T", UNLIMITED_CHANNEL, start) == 0
    for _ in range(int(METHODS[method].per_minute * rate) + 2):
        pacer.take(method, "T", UNLIMITED_CHANNEL)
    wait = pacer.wait(method, "T", UNLIMITED_CHANNEL, start)
    assert wait > 0
    assert pacer.wait(method, "T", UNLIMITED_CHANNEL, start + wait) < 1e-6
    assert pacer.wait(method, "T", UNLIMITED_CHANNEL, start + wait + 0.001) == 0


@pytest.mark.parametrize("method", sorted(METHODS))
def test_nine_tenths_of_the_published_limit_are_used(method: str) -> None:
    made = calls(Pacer(), method, UNLIMITED_CHANNEL, 0.0, [0.0] * 20)
    per_minute = (len(made) - 1) / (made[-1] - made[0]) * 60
    assert per_minute >= 0.7 * METHODS[method].per_minute


@given(methods, st.floats(0, 1000), st.floats(0.1, 600), st.floats(0, 1))
def test_it_is_closed_until_the_time_that_slack_named(
    method: str, now: float, retry_after: float, part: float
) -> None:
    pacer = Pacer()
    until = now + retry_after
    pacer.close(method, "T", until)
    sooner = now + part * retry_after
    assert pacer.wait(method, "T", "C1", sooner) == pytest.approx(until - sooner)
    assert pacer.wait(method, "T", "C1", until) == 0


def test_closing_holds_for_one_method_of_one_workspace_in_all_its_channels() -> None:
    pacer = Pacer()
    pacer.close(POST, "T", 30.0)
    assert pacer.wait(POST, "T", "C1", 10.0) == 20.0
    assert pacer.wait(POST, "T", "C2", 10.0) == 20.0
    assert pacer.wait(POST, "T2", "C1", 10.0) == 0
    assert pacer.wait("chat.update", "T", "C1", 10.0) == 0


def test_a_shorter_closing_does_not_open_it_sooner() -> None:
    pacer = Pacer()
    pacer.close(POST, "T", 30.0)
    pacer.close(POST, "T", 20.0)
    assert pacer.wait(POST, "T", "C1", 10.0) == 20.0


def test_one_busy_channel_does_not_hold_up_another() -> None:
    pacer = Pacer()
    for _ in range(3):
        pacer.take(POST, "T", "C1")
    assert pacer.wait(POST, "T", "C1", 0.0) > 1
    assert pacer.wait(POST, "T", "C2", 0.0) == 0


def test_channels_have_no_limit_of_their_own_for_other_methods() -> None:
    pacer = Pacer()
    for _ in range(3):
        pacer.take("conversations.history", "T", "C1")
    assert pacer.wait("conversations.history", "T", "C1", 0.0) == 0


def test_a_time_that_was_read_too_late_is_not_counted_twice() -> None:
    pacer = Pacer()
    for _ in range(100):
        pacer.take("conversations.history", "T", "")
    waits = [pacer.wait("conversations.history", "T", "", now) for now in (100.0, 90.0, 100.0)]
    assert waits[2] == waits[0]
