"""What holds for every handler: all of it happens once, or nothing of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.retry import HANDLER_TRIES
from storage import outbox, people
from storage.tables import Inbox, Outbox, Person
from tests.handlers.stage import NOW, Stage

SECOND = timedelta(seconds=1)


class Clumsy:
    """A handler that does half its work and fails, until it has been mended."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.is_mended = False

    def handler_for(self, _kind: str) -> Callable[[Event, Session, datetime], None]:
        """Itself, for everything."""
        return self.handle

    def handle(self, event: Event, session: Session, now: datetime) -> None:
        """Change a row, promise a call, and fail on events that are called bad."""
        self.seen.append(event.event_id)
        people.dm_is(session, event.team_id, event.event_id, "D1")
        session.flush()
        outbox.promise(session, Promise("T1", "users.info", event.event_id, "p", "1", {}), now)
        if event.event_id.startswith("bad") and not self.is_mended:
            raise ValueError("what went wrong")


@pytest.fixture
def clumsy() -> Clumsy:
    return Clumsy()


@pytest.fixture
def stage(engine: Engine, clumsy: Clumsy) -> Stage:
    """Where failing is expected."""
    return Stage(engine, clumsy.handler_for)


def _happens(stage: Stage, *ids: str, lane: str = "C1") -> None:
    for event_id in ids:
        stage.happens(Event("T1", event_id, "test", lane, {}, stage.clock.now()))
    stage.work()


def _state(stage: Stage, event_id: str) -> tuple[str, int]:
    return next((row.state, row.tries) for row in stage.rows(Inbox) if row.event_id == event_id)


def test_nothing_of_a_handler_that_fails_is_left(stage: Stage, clumsy: Clumsy) -> None:
    _happens(stage, "bad")
    assert clumsy.seen == ["bad"]
    assert list(stage.rows(Person)) == []
    assert list(stage.rows(Outbox)) == []
    assert _state(stage, "bad") == ("waiting", 1)


def test_everything_of_a_handler_that_succeeds_is_there_with_the_event_done(stage: Stage) -> None:
    _happens(stage, "good")
    assert len(stage.rows(Person)) == len(stage.rows(Outbox)) == 1
    assert _state(stage, "good") == ("done", 0)


def test_a_failed_event_is_not_tried_again_at_once(stage: Stage, clumsy: Clumsy) -> None:
    _happens(stage, "bad")
    stage.work()
    assert clumsy.seen == ["bad"]
    stage.later(NOW + SECOND)
    stage.work()
    assert clumsy.seen == ["bad", "bad"]


def test_others_go_on_while_one_lane_waits_for_its_failed_event(stage: Stage, clumsy: Clumsy) -> None:
    _happens(stage, "bad", "after")
    _happens(stage, "elsewhere", lane="C2")
    assert clumsy.seen == ["bad", "elsewhere"]
    assert _state(stage, "after") == ("waiting", 0)


def test_a_failed_event_that_succeeds_later_happens_once_and_before_the_next(
    stage: Stage, clumsy: Clumsy
) -> None:
    _happens(stage, "bad", "after")
    clumsy.is_mended = True
    stage.later(NOW + SECOND)
    stage.work()
    assert clumsy.seen == ["bad", "bad", "after"]
    assert len(stage.rows(Outbox)) == 2


def test_after_the_last_try_it_is_set_aside_with_its_cause_and_the_lane_goes_on(
    stage: Stage, clumsy: Clumsy
) -> None:
    _happens(stage, "bad", "after")
    for _ in range(HANDLER_TRIES):
        stage.later(stage.clock.now() + timedelta(minutes=5))
        stage.work()
    assert clumsy.seen == ["bad"] * HANDLER_TRIES + ["after"]
    assert _state(stage, "bad") == ("set_aside", HANDLER_TRIES)
    (cause,) = stage.troubles()
    assert cause.startswith("Traceback")
    assert cause.rstrip().endswith("ValueError: what went wrong")
    assert _state(stage, "after") == ("done", 0)


def test_events_of_one_lane_are_handled_in_the_order_of_their_arrival(stage: Stage, clumsy: Clumsy) -> None:
    _happens(stage, "3", "1", "2")
    assert clumsy.seen == ["3", "1", "2"]
