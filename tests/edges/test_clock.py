"""The clock: one event a minute, however often it ticks and however far it jumps."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.event import Event
from handlers.edges.bell import Bell
from handlers.edges.clock import FollowedClock, SystemClock, Ticker
from handlers.edges.writer import Writer
from storage import inbox
from storage.engine import reading
from tests.edges.local_slack import Answer, LocalSlack
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


def test_a_clock_that_goes_back_says_a_minute_again_and_it_is_one_event(engine: Engine) -> None:
    clock, writer = StandingClock(at("2026-03-02 08:59")), Writer(engine, Bell())
    first, second = (Ticker(clock, "T1", writer.put) for _ in range(2))
    writer.start()
    for minutes in (0, 1, -1, 1):
        clock.moment += timedelta(minutes=minutes)
        first.tick()
        second.tick()
    writer.stop()
    with reading(engine) as session:
        assert inbox.waiting(session) == 2


def test_the_start_is_told_first_and_the_minute_within_seconds() -> None:
    clock, happened, told = StandingClock(at("2026-03-02 08:59")), list[Event](), threading.Semaphore(0)

    def write_down(event: Event) -> None:
        happened.append(event)
        told.release()

    ticker = Ticker(clock, "T1", write_down)
    ticker.start()
    assert all(told.acquire(timeout=10) for _ in range(2))
    ticker.stop()
    assert [event.kind for event in happened] == ["clock.started", "clock.minute"]


def test_this_machines_clock_is_in_utc() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def _shows(moment: datetime, version: int) -> Answer:
    return Answer({"now": moment.timestamp(), "version": version})


def test_a_clock_elsewhere_is_followed_and_each_jump_is_told(server: LocalSlack) -> None:
    jumped = threading.Semaphore(0)
    server.answers["clock"] = _shows(at("2026-03-02 09:00"), 1)
    clock = FollowedClock(f"{server.url}clock", jumped.release)
    assert jumped.acquire(timeout=1)
    assert timedelta() <= clock.now() - at("2026-03-02 09:00") < timedelta(seconds=5)
    server.answers["clock"] = _shows(at("2026-03-09 09:00"), 2)
    clock.start()
    assert jumped.acquire(timeout=10)
    clock.stop()
    assert timedelta() <= clock.now() - at("2026-03-09 09:00") < timedelta(seconds=10)


def test_while_a_clock_elsewhere_does_not_answer_time_goes_on(server: LocalSlack) -> None:
    server.answers["clock"] = _shows(at("2026-03-02 09:00"), 1)
    clock = FollowedClock(f"{server.url}clock", lambda: None)
    server.answers["clock"] = Answer("gone", 500)
    asked = len(server.asked)
    clock.start()
    deadline = time.monotonic() + 10
    while len(server.asked) == asked and time.monotonic() < deadline:
        time.sleep(0.01)
    clock.stop()
    assert len(server.asked) > asked
    assert timedelta() <= clock.now() - at("2026-03-02 09:00") < timedelta(seconds=15)


@pytest.mark.parametrize(
    "answer", [Answer("gone", 500), Answer("[]"), Answer({"ok": True}), Answer("no json")]
)
def test_an_address_that_is_no_clock_is_an_error_at_once(server: LocalSlack, answer: Answer) -> None:
    server.answers["clock"] = answer
    with pytest.raises((OSError, ValueError, KeyError, TypeError)):
        FollowedClock(f"{server.url}clock", lambda: None)
