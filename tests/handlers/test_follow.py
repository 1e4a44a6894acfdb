from datetime import timedelta

import pytest

from bot import follow
from storage.tables import Backfill, Channel, Follow, Follower, Outbox, Person, Post
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER, command, submission
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

RECENT = stamp(NOW - timedelta(days=1))
OPEN, SECRET, ELSEWHERE = "COPEN", "CSECRET", "CELSEWHERE"


@pytest.fixture
def company() -> Company:
    rooms = {
        OPEN: Room({"U1", "U2", "U9"}),
        SECRET: Room({"U1", "U9", BOT_USER}, is_private=True),
        ELSEWHERE: Room({"U2", "U9"}),
    }
    company = Company(rooms, zones={"U1": "Asia/Tokyo"})
    company.post(OPEN, Said(RECENT, "U2"))
    company.post(SECRET, Said(RECENT, "U9"))
    return company


def test_a_choice_is_kept_and_slack_is_asked_what_it_takes(stage: Stage) -> None:
    stage.takes(submission("U1", [OPEN, SECRET], ["U9"], cadence="weekly", voices=["U8"]))
    assert [(row.target, row.kind, row.level) for row in stage.rows(Follow)] == [
        (OPEN, "channel", 0), (SECRET, "channel", 0), ("U8", "person", 0), ("U9", "person", 1),
    ]  # fmt: skip
    assert [row.cadence for row in stage.rows(Follower)] == ["weekly"]
    assert sorted(call.method for call in stage.promised()) == [
        "attention.fit",
        "users.conversations",
        "users.info",
        "users.list",
    ]


@pytest.mark.parametrize(("channels", "people"), [([], ["U9"]), ([OPEN], []), ([OPEN], ["U1"]), ([], [])])
def test_a_choice_with_faults_that_slips_in_changes_nothing(
    stage: Stage, channels: list[str], people: list[str]
) -> None:
    stage.takes(submission("U1", channels, people))
    assert stage.rows(Follower) == []
    assert stage.promised() == []


def test_a_submission_that_comes_twice_is_one(stage: Stage, company: Company) -> None:
    sent = submission("U1", [OPEN], ["U9"])
    stage.settle(company, sent, sent)
    stage.settle(company, sent)
    assert company.count("users.conversations") == 1
    assert company.count("chat.postMessage") == 1


def test_public_channels_are_joined_private_ones_read_and_others_left_alone(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission("U1", [OPEN, SECRET, ELSEWHERE], ["U9"]))
    assert [asked["channel"] for name, asked in company.sent if name == "conversations.join"] == [OPEN]
    read = {asked["channel"] for name, asked in company.sent if name == "conversations.history"}
    assert read == {OPEN, SECRET}
    assert {row.channel_id for row in stage.rows(Post)} == {OPEN, SECRET}
    joined = {row.channel_id: row.is_joined for row in stage.rows(Channel)}
    assert joined == {OPEN: True, SECRET: True}


def test_a_private_channel_without_earshot_is_as_unknown_as_one_without_the_person(
    stage: Stage, company: Company
) -> None:
    company.rooms[SECRET].members.remove(BOT_USER)
    stage.settle(company, submission("U1", [SECRET], ["U9"]))
    assert company.count("conversations.history") == 0
    assert company.count("conversations.join") == 0
    said = company.said()
    assert f"I can't listen for you in <#{SECRET}>" in said


def test_the_confirmation_says_what_is_followed_and_becomes_the_result(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission("U1", [OPEN, SECRET, ELSEWHERE], ["U9"]))
    assert company.count("chat.postMessage") == 1
    first, last = company.said("chat.postMessage"), company.said("chat.update")
    assert f"within earshot of <#{OPEN}> and <#{SECRET}>, through <@U9>" in first
    assert follow.READING in first
    assert follow.LEARNED.format(read=2) in last
    for message in (first, last):
        assert f"I can't listen for you in <#{ELSEWHERE}>" in message


@pytest.mark.parametrize(
    ("failing", "why"),
    [("conversations.join", "not_in_channel"), (f"conversations.history {OPEN}", "is_archived")],
)
def test_a_channel_that_cannot_be_read_is_named_and_does_not_hold_up_the_result(
    stage: Stage, company: Company, failing: str, why: str
) -> None:
    company.refused[failing] = "is_archived"
    stage.settle(company, submission("U1", [OPEN, SECRET], ["U9"]))
    last = company.said("chat.update")
    assert follow.LEARNED.format(read=1) in last
    assert f"I can't listen for you in <#{OPEN}>" in last
    assert {row.channel_id: row.problem for row in stage.rows(Backfill)} == {OPEN: why, SECRET: ""}


def test_if_nothing_can_be_read_the_confirmation_says_so(stage: Stage, company: Company) -> None:
    company.refused["conversations.join"] = "restricted_action"
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    assert f"I can't listen for you in <#{OPEN}>" in company.said("chat.update")


def test_apps_are_named_as_left_out(stage: Stage, company: Company) -> None:
    company.apps = {"UAPP"}
    stage.settle(company, submission("U1", [OPEN], ["U9", "UAPP"]))
    said = company.said("chat.update")
    assert "through <@U9>." in said
    assert follow.NOT_PEOPLE.format(people="<@UAPP>") in said


def test_the_digest_comes_at_nine_in_the_persons_own_zone(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    assert [row.zone for row in stage.rows(Person) if row.user_id == "U1"] == ["Asia/Tokyo"]
    assert [row.next_digest_at for row in stage.rows(Follower)] == [at("2026-03-03 00:00")]


def test_people_are_listed_once_a_day_however_many_start(stage: Stage, company: Company) -> None:
    for user in ("U1", "U2"):
        stage.settle(company, submission(user, [OPEN], ["U9"]))
    assert company.count("users.list") == 1
    stage.later(NOW + timedelta(days=1, minutes=1))
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    assert company.count("users.list") == 2


def test_what_is_known_of_a_channel_is_not_read_again_for_the_next_follower(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    read = company.count("conversations.history")
    stage.settle(company, submission("U2", [OPEN], ["U9"]))
    assert company.count("conversations.history") == read
    assert follow.LEARNED.format(read=1) in company.said("chat.update")


def test_a_new_choice_replaces_the_old_and_forgets_what_nobody_follows(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission("U1", [OPEN, SECRET], ["U9"]))
    stage.later(NOW + timedelta(minutes=1))
    stage.settle(company, submission("U1", [SECRET], ["U2"]))
    assert {row.target for row in stage.rows(Follow)} == {SECRET, "U2"}
    assert {row.channel_id for row in stage.rows(Post)} == {SECRET}


def test_who_stops_while_slack_is_asked_hears_nothing_more(stage: Stage, company: Company) -> None:
    stage.takes(submission("U1", [OPEN], ["U9"]))
    (asked,) = stage.promised("users.conversations")
    answer = company.answer(asked.method, asked.arguments)
    stage.takes(command("U1", "stop"))
    stage.answer(asked, answer)
    stage.work()
    assert [call.method for call in stage.promised("chat.postMessage")] == []
    assert stage.rows(Follower) == []


def test_a_page_of_channels_follows_the_other(stage: Stage, company: Company) -> None:
    company.page = 1
    stage.settle(company, submission("U1", [OPEN, SECRET], ["U9"]))
    assert {row.channel_id for row in stage.rows(Backfill)} == {OPEN, SECRET}
    assert company.count("users.conversations") == 2


def test_nothing_that_was_said_to_a_person_stays_in_the_outbox(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    assert {row.state for row in stage.rows(Outbox)} == {"sent"}
    assert all(row.arguments == {} and row.context == {} for row in stage.rows(Outbox))
