from datetime import timedelta

import pytest

from handlers import pauses
from storage.tables import Follower, Outbox, Person
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import callback, click, command, submission
from tests.handlers.fernwood import AUTHOR, NINE, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import at


@pytest.fixture
def company(stage: Stage) -> Company:
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


def _person(stage: Stage, user: str) -> Person:
    return next(row for row in stage.rows(Person) if row.user_id == user)


def test_who_moves_gets_the_digest_at_nine_where_they_are(stage: Stage, company: Company) -> None:
    user = {"id": READER, "tz": "America/New_York", "profile": {"display_name": "Ana"}}
    stage.takes(callback({"type": "user_change", "user": user}))
    assert _person(stage, READER).name == "Ana"
    assert [row.next_digest_at for row in stage.rows(Follower)] == [at("2026-03-02 14:00")]


def test_a_new_name_does_not_move_the_digest(stage: Stage, company: Company) -> None:
    before = [row.next_digest_at for row in stage.rows(Follower)]
    stage.later(NOW + timedelta(days=5))
    stage.takes(callback({"type": "user_change", "user": {"id": READER, "tz": "UTC", "name": "new"}}))
    assert [row.next_digest_at for row in stage.rows(Follower)] == before


def test_a_zone_nobody_knows_is_utc(stage: Stage, company: Company) -> None:
    stage.takes(callback({"type": "user_change", "user": {"id": READER, "tz": "Mars/Olympus"}}))
    assert [row.next_digest_at for row in stage.rows(Follower)] == [at("2026-03-03 09:00")]


def test_whose_account_ends_hears_nothing_more(stage: Stage, company: Company) -> None:
    stage.takes(callback({"type": "user_change", "user": {"id": READER, "deleted": True}}))
    assert [row.is_paused for row in stage.rows(Follower)] == [True]
    assert _person(stage, READER).is_deleted


def test_pages_of_people_follow_each_other(stage: Stage) -> None:
    stage.takes(submission(READER, [PLANS], [NINE]))
    (page,) = stage.promised("users.list")
    stage.answer(page, {"members": [{"id": "U50"}], "response_metadata": {"next_cursor": "more"}})
    stage.work()
    (page,) = stage.promised("users.list")
    assert page.arguments["cursor"] == "more"
    stage.answer(
        page, {"members": [{"id": "USLACKBOT", "is_bot": False}, {"id": AUTHOR, "is_restricted": True}]}
    )
    stage.work()
    assert stage.promised("users.list") == []
    assert _person(stage, "USLACKBOT").is_bot
    assert _person(stage, AUTHOR).is_guest


def test_a_list_of_people_that_slack_refuses_holds_nothing_up(stage: Stage) -> None:
    company = fernwood.quiet()
    company.refused = {"users.list": "missing_scope", "users.info": "missing_scope"}
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    assert company.count("chat.update") == 1


def test_who_presses_a_button_on_home_is_answered_by_message(stage: Stage, company: Company) -> None:
    stage.takes(click(READER, "digest.pause"))
    (answer,) = stage.promised("chat.postMessage")
    assert (answer.recipient, answer.arguments) == (READER, {"text": pauses.PAUSED})


def test_who_types_a_command_is_answered_where_they_typed_it(stage: Stage, company: Company) -> None:
    typed = command(READER, "pause")
    stage.takes(typed)
    (answer,) = stage.promised("response_url")
    assert answer.arguments == {
        "url": typed["response_url"], "response_type": "ephemeral", "replace_original": False,
        "text": pauses.PAUSED,
    }  # fmt: skip
    assert answer.expires_at == NOW + timedelta(minutes=29)


def test_a_command_that_slack_sends_twice_is_answered_once(stage: Stage, company: Company) -> None:
    typed = command(READER, "help")
    stage.takes(typed, typed)
    stage.takes(typed)
    assert len(stage.promised("response_url")) == 1


def test_each_answer_is_worth_sending_for_a_while_only(stage: Stage, company: Company) -> None:
    stage.takes(command(READER, "pause"), click(READER, "digest.resume"))
    lasting = [row for row in stage.rows(Outbox) if row.state == "waiting" and row.expires_at is None]
    assert lasting == []


def test_an_answer_waits_for_no_other_call_to_the_same_person(stage: Stage, company: Company) -> None:
    stage.takes(command(READER, "help"), click(READER, "digest.pause"), command(READER, "pause"))
    lanes = {call.lane for call in stage.promised("response_url")}
    assert len(lanes) == 2
    assert lanes.isdisjoint({call.lane for call in stage.promised("chat.postMessage")})
