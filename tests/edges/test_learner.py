"""The learner: what was promised is learned in another process and stored at once, or not at all."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.attention import Watched
from bot.attention.learning import SETTLED, Known, Learned
from bot.follow import Choice
from bot.pacing import Pacer
from handlers.attention import Reason, learn
from handlers.edges.bell import Bell
from handlers.edges.learner import Learner
from handlers.edges.sender import Sender
from handlers.edges.slack import Outcome
from storage import attention, channels, follows, inbox, posts
from storage.attention import Version
from storage.engine import reading
from tests.fakes import learning
from tests.moments import StandingClock, at, stamp
from tests.storage.samples import engaged, said

TEAM, NOW = "T1", at("2026-03-02 09:30")
HOUR = timedelta(hours=1)


class Desk:
    """A workspace with two posts, one answered; U9 is followed."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.clock = engine, StandingClock(NOW)
        with Session(engine) as session, session.begin():
            choice = Choice(("C1",), (Watched("U9", 1),), "daily")
            follows.follow(session, TEAM, "U1", choice, next_digest_at=NOW, now=NOW)
        for hours in (30, 20):
            self.says(hours)
        with Session(engine) as session, session.begin():
            posts.keep_engagements(session, TEAM, [engaged(stamp(NOW - 30 * HOUR), "U9")])

    def says(self, hours: float) -> None:
        """Somebody wrote so many hours ago."""
        with Session(self.engine) as session, session.begin():
            posts.keep_post(session, TEAM, said(stamp(self.clock.now() - hours * HOUR)), with_text=True)

    def learner(self, how: Any = learning.counting, most_seconds: float = 60.0) -> Learner:
        """A learner of this workspace."""
        return Learner(self.engine, self.clock, how=how, most_seconds=most_seconds)

    def asks(self, learner: Learner, reason: Reason = "start") -> Outcome:
        """Learn now."""
        return learner.call("attention.fit", {"team": TEAM, "reason": reason})

    def latest(self) -> Version | None:
        """The newest version."""
        with reading(self.engine) as session:
            return attention.latest(session, TEAM)

    def learned(self) -> Learned:
        """What is in it."""
        latest = self.latest()
        assert latest is not None
        with reading(self.engine) as session:
            found = attention.learned_before(session, TEAM, latest)
        assert found is not None
        return found


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def test_a_version_is_learned_from_the_whole_log_up_to_what_has_settled(desk: Desk) -> None:
    desk.says(0.1)  # it may still be edited, or something earlier come in
    outcome = desk.asks(desk.learner())
    assert outcome == Outcome("ok", {"version": 1, "posts": 3, "responses": 0})
    version = desk.latest()
    assert version is not None
    assert (version.people, version.reason) == (("U9",), "start")
    assert (version.made_at, version.until) == (NOW, NOW - SETTLED)


@pytest.mark.parametrize("reason", ["schedule", "feedback"])
def test_later_it_goes_on_from_there_and_nothing_is_seen_twice(desk: Desk, reason: Reason) -> None:
    desk.says(0.1)
    desk.asks(desk.learner())
    desk.clock.moment += HOUR
    desk.asks(desk.learner(), reason)
    assert desk.learned().state.count(b"\n") == 4
    assert desk.learned().posts == 4


@pytest.mark.parametrize("reason", ["read back", "follow", "start"])
def test_what_came_in_of_earlier_times_is_learned_by_starting_over(desk: Desk, reason: Reason) -> None:
    desk.asks(desk.learner())
    desk.says(1000)
    desk.asks(desk.learner(), reason)
    assert desk.learned().state.count(b"\n") == 4
    assert desk.learned().state.startswith(stamp(NOW - 1000 * HOUR).encode())


def test_somebody_new_is_learned_by_starting_over(desk: Desk) -> None:
    desk.asks(desk.learner())
    with Session(desk.engine) as session, session.begin():
        choice = Choice(("C1",), (Watched("U8", 1),), "daily")
        follows.follow(session, TEAM, "U2", choice, next_digest_at=NOW, now=NOW)
    desk.asks(desk.learner(), "schedule")
    assert desk.learned().people == ("U8", "U9")
    assert desk.learned().state.count(b"\n") == 3


def test_what_another_version_of_earshot_learned_is_learned_anew(desk: Desk) -> None:
    desk.asks(desk.learner())
    assert desk.asks(desk.learner(learning.from_nothing), "schedule").end == "ok"
    assert desk.learned().state.count(b"\n") == 3


def test_the_same_log_gives_the_same_bytes(desk: Desk) -> None:
    desk.asks(desk.learner())
    first = desk.latest()
    desk.asks(desk.learner())
    second = desk.latest()
    assert first is not None
    assert second == replace(first, version=2)


@pytest.mark.parametrize(
    ("how", "end", "problem"),
    [
        (learning.failing, "refused", "ZeroDivisionError: no posts"),
        (learning.dying, "unknown", "the process that learned was ended"),
        (learning.endless, "refused", "it took more than 0.5 seconds"),
    ],
)
def test_where_it_fails_nothing_is_stored(desk: Desk, how: Any, end: str, problem: str) -> None:
    outcome = desk.asks(desk.learner(how, most_seconds=0.5 if how is learning.endless else 60))
    assert (outcome.end, outcome.problem) == (end, problem)
    assert desk.latest() is None


def test_stopping_ends_what_is_being_learned_and_it_is_learned_later(desk: Desk) -> None:
    learner = desk.learner(learning.endless)
    threading.Timer(0.3, learner.stop).start()
    assert desk.asks(learner).end == "unknown"
    assert desk.latest() is None


def test_where_nobody_is_followed_or_nothing_was_said_there_is_nothing_to_learn(engine: Engine) -> None:
    learner = Learner(engine, StandingClock(NOW), how=learning.failing)
    assert learner.call("attention.fit", {"team": "T2", "reason": "start"}) == Outcome("ok", {"version": 0})


class Forgetting(Learner):
    """A channel is forgotten while it learns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.engine, desk.clock, how=learning.counting)
        self.forget: Callable[[], None] = lambda: None

    def _apart(self, task: Any) -> Learned | Outcome | None:
        made = super()._apart(task)
        self.forget()
        return made


@pytest.mark.parametrize("reason", ["start", "schedule"])
def test_a_channel_that_is_forgotten_meanwhile_is_not_learned(desk: Desk, reason: Reason) -> None:
    def forget() -> None:
        with Session(desk.engine) as session, session.begin():
            channels.forget_channel(session, TEAM, "C1")

    learner = Forgetting(desk)
    desk.asks(learner)
    learner.forget = forget
    assert desk.asks(learner, reason).end == "unknown"
    assert desk.latest() is None


class Made:
    """Ends the first call of a learner as if this process had been killed after it."""

    def __init__(self, learner: Learner) -> None:
        self.learner, self.calls = learner, 0

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        self.calls += 1
        if self.calls == 1:
            raise SystemExit
        return self.learner.call(method, arguments)


def test_what_was_promised_is_learned_even_if_the_process_is_killed_meanwhile(desk: Desk) -> None:
    with Session(desk.engine) as session, session.begin():
        assert learn(session, TEAM, "schedule", NOW, period="monday")
    made = Made(desk.learner())
    for _ in range(2):
        sender = Sender(
            desk.engine,
            desk.clock,
            made,
            "learn",
            bell=Bell(),
            worker=Bell(),
            pacer=Pacer(),
            steady=lambda: 0.0,
        )
        sender.recover()
        desk.clock.moment += timedelta(seconds=10)
        if made.calls == 0:
            with pytest.raises(SystemExit):
                sender.step()
        else:
            sender.step()
    version = desk.latest()
    assert version is not None
    assert version.version == 1
    with Session(desk.engine) as session:
        found = inbox.next_event(session, desk.clock.now())
    assert found is not None
    assert (found[1].kind, found[1].payload["answer"]["version"]) == ("answer.attention.fitted", 1)


def test_what_it_learns_by_default_can_be_handed_to_another_process(desk: Desk) -> None:
    known: Known = next(iter(_log(desk)))
    assert known[0].ts == stamp(NOW - 30 * HOUR)
    assert desk.asks(Learner(desk.engine, desk.clock)).end == "ok"


def _log(desk: Desk) -> list[Known]:
    with reading(desk.engine) as session:
        return list(attention.log(session, TEAM, NOW - 90 * 24 * HOUR, NOW))
