"""The clock: one event a minute, however often it ticks and however far it jumps."""

from datetime import timedelta

from bot.event import Event
from handlers.edges.clock import Ticker
from tests.moments import StandingClock, at


def test_each_minute_happens_once() -> None:
    clock, happened = StandingClock(at("2026-03-02 08:59")), list[Event]()
    ticker = Ticker(clock, "T1", happened.append)
    for _ in range(300):
        ticker.tick()
        clock.moment += timedelta(seconds=1)
    ids = [event.event_id for event in happened]
    assert ids == [
        f"clock.minute:2026-03-02T{hour}" for hour in ("08:59", "09:00", "09:01", "09:02", "09:03")
    ]
    assert {event.kind for event in happened} == {"clock.minute"}


def test_a_clock_that_jumps_a_week_ahead_says_the_minute_it_is_then() -> None:
    clock, happened = StandingClock(at("2026-03-02 08:59")), list[Event]()
    ticker = Ticker(clock, "T1", happened.append)
    ticker.tick()
    clock.moment += timedelta(days=7)
    ticker.tick()
    assert [event.event_id for event in happened][1:] == ["clock.minute:2026-03-09T08:59"]
