"""The sender: each promised call is made once, whatever happens to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.call import Promise
from bot.pacing import Pacer
from handlers.edges.bell import Bell
from handlers.edges.sender import Sender
from handlers.edges.slack import Outcome
from storage import outbox
from storage.engine import reading
from storage.tables import Inbox, Outbox
from tests.edges.scripted import ScriptedSlack, history
from tests.moments import StandingClock, at

TEAM, START = "T1", at("2026-03-02 09:30")
UNKNOWN = Outcome("unknown", problem="RemoteDisconnected")
POST = Promise(TEAM, "chat.postMessage", "U1", "digest", "monday", {"text": "hello"}, answer="digest.arrived")


class Desk:
    """A sender that makes one step when a test says so."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.clock, self.slack = engine, StandingClock(START), ScriptedSlack()
        self.steady = 0.0
        self.sender = self.another()

    def another(self) -> Sender:
        """The sender of a process that was started anew."""
        return Sender(
            self.engine, self.clock, self.slack, "write",
            bell=Bell(), worker=Bell(), pacer=Pacer(), settle=(5, 15, 60), steady=lambda: self.steady,
        )  # fmt: skip

    def promise(self, asked: Promise = POST) -> None:
        """Promise a call."""
        with Session(self.engine) as session, session.begin():
            outbox.promise(session, asked, self.clock.now())

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(seconds=seconds)
        self.steady += seconds

    def work(self) -> None:
        """Make every call that may go out now."""
        for _ in range(50):
            if self.sender.step() > 0:
                return
        raise AssertionError("the sender never comes to rest")

    def row(self, purpose: str = "digest") -> Outbox:
        """The row of a promise."""
        with Session(self.engine) as session:
            return session.exec(select(Outbox).where(Outbox.purpose == purpose)).one()

    def answers(self) -> list[str]:
        """The kinds of the answers that were written down."""
        with Session(self.engine) as session:
            return [row.kind for row in session.exec(select(Inbox)).all()]


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A sender on either database."""
    return Desk(engine)


def posts(desk: Desk) -> list[dict[str, Any]]:
    return desk.slack.made("chat.postMessage")


def test_a_post_goes_to_the_conversation_with_its_delivery_id_and_is_then_forgotten(desk: Desk) -> None:
    desk.promise()
    desk.work()
    [sent] = posts(desk)
    assert (sent["channel"], sent["text"]) == ("D1", "hello")
    assert sent["metadata"]["event_payload"]["id"] == desk.row().delivery_id
    assert (desk.row().state, desk.row().arguments) == ("sent", {})
    assert desk.answers() == ["answer.digest.arrived"]


def test_a_conversation_is_opened_once(desk: Desk) -> None:
    desk.promise()
    desk.promise(replace(POST, period="tuesday"))
    desk.work()
    desk.later(5)
    desk.work()
    assert len(posts(desk)) == 2
    assert len(desk.slack.made("conversations.open")) == 1


def test_a_refused_call_is_not_made_again_and_its_answer_says_so(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", Outcome("refused", problem="user_disabled"))
    desk.promise()
    desk.work()
    desk.later(3600)
    desk.work()
    assert len(posts(desk)) == 1
    assert (desk.row().state, desk.row().problem) == ("failed", "user_disabled")
    assert desk.answers() == ["answer.digest.arrived"]


def test_nothing_of_that_method_goes_out_before_retry_after_ends(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", Outcome("wait", retry_after=30, problem="ratelimited"))
    desk.promise()
    desk.promise(replace(POST, recipient="U2"))
    desk.work()
    desk.later(29)
    desk.work()
    assert len(posts(desk)) == 1
    desk.later(2)
    desk.work()
    desk.later(2)
    desk.work()
    assert len(posts(desk)) == 3


def test_a_call_that_never_arrived_is_made_again(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", Outcome("not_sent", problem="refused"))
    desk.promise()
    desk.work()
    desk.later(2)
    desk.work()
    assert len(posts(desk)) == 2
    assert desk.row().state == "sent"


def test_a_post_in_doubt_that_is_found_is_not_posted_again(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.work()
    assert desk.row().state == "unsure"
    desk.slack.will("conversations.history", history("another", desk.row().delivery_id))
    desk.later(6)
    desk.work()
    assert len(posts(desk)) == 1
    assert desk.row().state == "sent"
    assert desk.answers() == ["answer.digest.arrived"]


def test_history_may_lag_so_we_look_three_times_before_we_post_again(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.work()
    looks = []
    for seconds in (4, 2, 11, 44, 2):
        desk.later(seconds)
        desk.work()
        looks.append((len(desk.slack.made("conversations.history")), len(posts(desk))))
    assert looks == [(0, 1), (1, 1), (2, 1), (2, 1), (3, 2)]
    assert desk.row().state == "sent"


def test_a_late_history_that_shows_the_post_after_all_ends_the_doubt(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.work()
    desk.slack.will("conversations.history", history(), history(desk.row().delivery_id))
    desk.later(6)
    desk.work()
    desk.later(12)
    desk.work()
    assert (desk.row().state, len(posts(desk))) == ("sent", 1)


def test_without_being_able_to_look_it_is_not_posted_again(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.slack.will("conversations.history", Outcome("refused", problem="missing_scope"))
    desk.promise()
    desk.work()
    desk.later(6)
    desk.work()
    desk.later(3600)
    desk.work()
    assert (desk.row().state, len(posts(desk))) == ("failed", 1)


def test_an_idempotent_call_in_doubt_is_made_again_and_an_ephemeral_answer_is_dropped(desk: Desk) -> None:
    desk.slack.will("chat.update", UNKNOWN)
    desk.slack.will("response_url", UNKNOWN)
    desk.promise(Promise(TEAM, "chat.update", "U1", "edit", "1", {"channel": "D1", "ts": "1.0"}, lane="a"))
    desk.promise(Promise(TEAM, "response_url", "U1", "help", "1", {"url": "http://x", "text": "?"}, lane="b"))
    desk.work()
    desk.later(60)
    desk.work()
    assert len(desk.slack.made("chat.update")) == 2
    assert len(desk.slack.made("response_url")) == 1
    assert (desk.row("edit").state, desk.row("help").state) == ("sent", "failed")


@pytest.mark.parametrize(
    ("method", "state"),
    [("chat.postMessage", "unsure"), ("chat.update", "waiting"), ("chat.postEphemeral", "failed")],
)
def test_a_call_that_was_going_out_when_the_process_ended_is_in_doubt(
    desk: Desk, method: str, state: str
) -> None:
    desk.promise(Promise(TEAM, method, "U1", "digest", "monday", {"channel": "D1", "text": "hello"}))
    with Session(desk.engine) as session, session.begin():
        [call] = outbox.due(session, "write", START)
        outbox.sending(session, call.id, START)
    desk.another().recover()
    assert desk.row().state == state


def test_what_is_too_late_is_not_sent(desk: Desk) -> None:
    desk.promise(replace(POST, expires_at=START + timedelta(hours=12)))
    desk.later(13 * 3600)
    desk.work()
    assert (desk.row().state, posts(desk)) == ("expired", [])


def test_a_later_call_of_a_lane_waits_for_the_one_in_doubt(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.promise(replace(POST, purpose="news"))
    desk.promise(replace(POST, recipient="U2", purpose="other"))
    desk.work()
    desk.later(2)
    desk.work()
    assert desk.row("news").state == "waiting"
    assert desk.row("other").state == "sent"


def test_what_was_withdrawn_while_it_waited_for_its_turn_is_not_sent(desk: Desk) -> None:
    desk.promise()
    with Session(desk.engine) as session, session.begin():
        [call] = outbox.due(session, "write", START)
        session.delete(session.get_one(Outbox, call.id))
        session.flush()
        assert not outbox.sending(session, call.id, START)
    desk.work()
    assert posts(desk) == []


def test_what_was_revised_while_it_waited_goes_out_as_it_is_now_and_once(desk: Desk) -> None:
    edit = replace(
        POST, method="chat.update", arguments={"channel": "C1", "ts": "1.2", "text": "one"}, answer=""
    )
    desk.promise(edit)
    with reading(desk.engine) as session:
        (found,) = outbox.due(session, "write", START)
    newer = {**edit.arguments, "text": "two"}
    with Session(desk.engine) as session, session.begin():
        assert outbox.revise(session, TEAM, "U1", newer)
    desk.sender._make(found, found.arguments)
    desk.work()
    assert [each["text"] for each in desk.slack.made("chat.update")] == ["two"]
    with Session(desk.engine) as session, session.begin():
        assert not outbox.revise(session, TEAM, "U1", newer), "what has gone out can't be revised"
        assert not outbox.is_open(session, TEAM, "U1")
