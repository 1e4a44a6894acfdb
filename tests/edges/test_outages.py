"""Slack is away, or wants to be left alone: what was promised waits, and is not lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.retry import CALL_TRIES
from handlers.edges.slack import Outcome
from tests.edges.scripted import history
from tests.edges.test_sender import POST, START, UNKNOWN, Desk, posts

AWAY = Outcome("not_sent", problem="ConnectionRefusedError")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def test_a_post_outlives_hours_without_slack_and_is_made_once(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", *[AWAY] * 40)
    desk.promise(replace(POST, expires_at=START + timedelta(hours=12)))
    for _ in range(6 * 12):
        desk.work()
        desk.later(300)
    assert desk.row().state == "sent"
    assert len(posts(desk)) == 41 > CALL_TRIES


def test_pauses_grow_while_slack_is_away(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", *[AWAY] * 100)
    desk.promise()
    made = []
    for _ in range(64):
        desk.work()
        made.append(len(posts(desk)))
        desk.later(1)
    assert made[-1] < 10


def test_a_post_that_waits_for_slack_still_expires(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", *[AWAY] * 100)
    desk.promise(replace(POST, expires_at=START + timedelta(minutes=10)))
    for _ in range(20):
        desk.work()
        desk.later(60)
    assert desk.row().state == "expired"
    assert desk.answers() == ["answer.digest.arrived"]


@pytest.mark.parametrize("outcome", [AWAY, UNKNOWN])
def test_a_conversation_that_could_not_be_opened_is_opened_later(desk: Desk, outcome: Outcome) -> None:
    desk.slack.will("conversations.open", outcome)
    desk.promise()
    desk.work()
    assert (desk.row().state, desk.row().tries, posts(desk)) == ("waiting", 0, [])
    desk.later(6)
    desk.work()
    assert desk.row().state == "sent"


def test_somebody_with_whom_no_conversation_can_be_opened_is_given_up(desk: Desk) -> None:
    desk.slack.will("conversations.open", Outcome("refused", problem="user_disabled"))
    desk.promise()
    desk.work()
    assert (desk.row().state, desk.row().problem) == ("failed", "user_disabled")
    assert desk.answers() == ["answer.digest.arrived"]


def test_no_conversation_is_opened_with_anybody_before_retry_after_ends(desk: Desk) -> None:
    desk.slack.will("conversations.open", Outcome("wait", retry_after=30, problem="ratelimited"))
    for user in ("U1", "U2", "U3"):
        desk.promise(replace(POST, recipient=user, purpose=user))
    desk.work()
    desk.later(29)
    desk.work()
    assert len(desk.slack.made("conversations.open")) == 1
    desk.later(2)
    desk.work()
    assert {desk.row(user).state for user in ("U1", "U2", "U3")} == {"sent"}


def test_conversations_are_opened_no_faster_than_slack_allows(desk: Desk) -> None:
    for number in range(40):
        desk.promise(replace(POST, recipient=f"U{number}", purpose=f"to {number}"))
    for _ in range(30):
        desk.work()
        desk.later(1)
    assert 20 < len(desk.slack.made("conversations.open")) <= 30


def test_a_look_that_slack_has_no_time_for_is_made_later_and_nothing_is_posted(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.slack.will("conversations.history", Outcome("wait", retry_after=20, problem="ratelimited"), UNKNOWN)
    desk.promise()
    desk.work()
    desk.later(6)
    desk.work()
    assert desk.row().state == "unsure"
    desk.later(21)
    desk.work()
    assert (desk.row().state, len(posts(desk))) == ("unsure", 1)
    desk.slack.will("conversations.history", history(desk.row().delivery_id))
    desk.later(6)
    desk.work()
    assert (desk.row().state, len(posts(desk))) == ("sent", 1)


def test_a_look_goes_through_pages_from_ten_minutes_before_the_first_attempt(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.work()
    first = history("another")
    first = replace(first, data=first.data | {"response_metadata": {"next_cursor": "more"}})
    desk.slack.will("conversations.history", first, history(desk.row().delivery_id))
    desk.later(6)
    desk.work()
    asked = desk.slack.made("conversations.history")
    assert [each["channel"] for each in asked] == ["D1", "D1"]
    assert float(asked[0]["oldest"]) == (START - timedelta(minutes=10)).timestamp()
    assert (desk.row().state, len(posts(desk))) == ("sent", 1)


def test_where_too_much_was_said_since_a_doubtful_post_is_not_made_again(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    desk.promise()
    desk.work()
    page = history("another")
    page = replace(page, data=page.data | {"response_metadata": {"next_cursor": "more"}})
    desk.slack.will("conversations.history", *[page] * 20)
    desk.later(6)
    desk.work()
    assert (desk.row().state, len(posts(desk))) == ("failed", 1)


def test_a_post_that_is_in_doubt_again_and_again_ends(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", *[UNKNOWN] * 100)
    desk.promise()
    for _ in range(200):
        desk.work()
        desk.later(30)
    assert desk.row().state == "failed"
    assert desk.row().problem.startswith("perhaps made")
    assert len(posts(desk)) == CALL_TRIES


def test_a_slack_that_is_slow_to_answer_one_person_holds_up_nobody_else(desk: Desk) -> None:
    desk.slack.will("chat.postMessage", UNKNOWN)
    for user in ("U1", "U2"):
        desk.promise(replace(POST, recipient=user, purpose=user))
    desk.work()
    desk.later(2)
    desk.work()
    assert (desk.row("U1").state, desk.row("U2").state) == ("unsure", "sent")
