"""What Slack could send, and does now and then: nothing of it may fail, or change what it has no business with."""

from typing import Any

import pytest

from handlers import HANDLERS, handler_for, on_anything_else
from storage.tables import Engagement, Follower, Inbox, Post
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import callback, click, command, submission
from tests.handlers.fernwood import AUTHOR, NINE, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

TS = stamp(NOW, 1)
OLD = stamp(NOW, 2)
ITEM = {"type": "message", "channel": PLANS, "ts": TS}


@pytest.fixture
def company(stage: Stage) -> Company:
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


def _message(**fields: Any) -> dict[str, Any]:
    return callback({"type": "message", "channel": PLANS, "ts": TS, "user": AUTHOR, "text": "x"} | fields)


NOTHING_TO_KEEP = {
    "no text is no author": _message(user=None),
    "a join notice": _message(subtype="channel_join"),
    "a topic notice": _message(subtype="channel_topic", topic="new"),
    "a subtype nobody knows": _message(subtype="huddle_thread"),
    "hidden": _message(hidden=True),
    "an ephemeral look-alike without ts": _message(ts=None),
    "a timestamp of words": _message(ts="yesterday"),
    "a timestamp of other digits": _message(ts="\u0661\u0667.\u0661"),
    "a number as timestamp": _message(ts=1772400000.1),
    "no channel": _message(channel=None),
    "a channel nobody follows": _message(channel="COTHER"),
    "a change without message": callback({"type": "message", "subtype": "message_changed", "channel": PLANS}),
    "a change of nothing": events.changed(PLANS, TS, OLD, user=None),
    "a deletion without ts": callback({"type": "message", "subtype": "message_deleted", "channel": PLANS}),
    "a deletion elsewhere": events.deleted("COTHER", TS, OLD),
    "a reaction to a file": callback(
        {"type": "reaction_added", "user": NINE, "reaction": "eyes", "item": {"type": "file", "file": "F1"}}
    ),
    "a reaction without item": callback({"type": "reaction_added", "user": NINE, "reaction": "eyes"}),
    "a reaction elsewhere": events.reaction("COTHER", TS, NINE, OLD),
    "a reaction removed elsewhere": events.reaction("COTHER", TS, NINE, OLD, kind="removed"),
    "an event nobody knows": callback({"type": "star_added", "user": AUTHOR, "item": ITEM}),
    "an event with nothing in it": callback({"type": "something_new"}),
    "a person nobody knows": callback({"type": "user_change", "user": {"id": "U77", "name": "n"}}),
    "a button nobody knows": click(READER, "old.button", "1"),
    "a shortcut nobody knows": {
        "type": "shortcut", "callback_id": "old", "trigger_id": "1.2", "user": {"id": READER, "team_id": "T1"},
    },
    "a modal that was closed": {
        "type": "view_closed", "team": {"id": "T1"}, "user": {"id": READER},
        "view": {"id": "V1", "callback_id": "follow"},
    },
    "a modal nobody knows": {
        "type": "view_submission", "team": None, "user": {"id": READER, "team_id": "T1"},
        "view": {"id": "V2", "callback_id": "old", "state": {"values": {}}},
    },
    "a home tab of another kind": callback({"type": "app_home_opened", "user": READER}),
}  # fmt: skip


@pytest.mark.parametrize("body", NOTHING_TO_KEEP.values(), ids=NOTHING_TO_KEEP.keys())
def test_what_means_nothing_to_earshot_changes_nothing(
    stage: Stage, company: Company, body: dict[str, Any]
) -> None:
    before = [[row.model_dump() for row in stage.rows(table)] for table in (Post, Engagement, Follower)]
    stage.takes(body)
    after = [[row.model_dump() for row in stage.rows(table)] for table in (Post, Engagement, Follower)]
    assert after == before
    assert stage.promised() == []
    assert {row.state for row in stage.rows(Inbox)} == {"done"}


def _post(stage: Stage) -> Post | None:
    return next((row for row in stage.rows(Post) if row.ts == TS), None)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"text": ""}, ""),
        ({"text": None, "files": [{"id": "F1"}], "subtype": "file_share"}, ""),
        ({"subtype": "me_message"}, "x"),
        ({"thread_ts": TS, "reply_count": 3}, "x"),
        ({"subtype": "thread_broadcast"}, "x"),
        ({"channel_type": "group", "blocks": [{"type": "rich_text"}]}, "x"),
        ({"text": "zero \x00 and half \ud83e an emoji"}, "zero  and half ? an emoji"),
        ({"text": "long " * 8000}, "long " * 8000),
    ],
)
def test_whatever_people_say_is_a_post(
    stage: Stage, company: Company, fields: dict[str, Any], text: str
) -> None:
    stage.takes(_message(**fields))
    post = _post(stage)
    assert post is not None
    assert (post.user_id, post.text) == (AUTHOR, text)


def test_a_reply_is_no_post_but_counts_for_its_root(stage: Stage, company: Company) -> None:
    root = company.rooms[PLANS].posts[-1].ts
    for subtype in (None, "thread_broadcast"):
        stage.takes(_message(thread_ts=root, user=NINE, subtype=subtype))
    assert _post(stage) is None
    replies = [(row.ts, row.user_id) for row in stage.rows(Engagement) if row.name == TS]
    assert replies == [(root, NINE)]


def test_a_change_that_comes_before_its_message_wins(stage: Stage, company: Company) -> None:
    stage.takes(events.changed(PLANS, TS, OLD, text="second words"), _message(text="first words"))
    post = _post(stage)
    assert post is not None
    assert post.text == "second words"


def test_a_deletion_that_comes_before_its_message_wins(stage: Stage, company: Company) -> None:
    stage.takes(events.deleted(PLANS, TS, OLD), _message(text="gone words"))
    post = _post(stage)
    assert post is not None
    assert (post.is_deleted, post.text) == (True, None)


def test_a_reaction_that_was_taken_back_before_it_came_is_gone(stage: Stage, company: Company) -> None:
    stage.takes(
        events.reaction(PLANS, TS, NINE, stamp(NOW, 9), kind="removed"),
        events.reaction(PLANS, TS, NINE, stamp(NOW, 8)),
    )
    assert [row.is_gone for row in stage.rows(Engagement) if row.ts == TS] == [True]
    stage.takes(events.reaction(PLANS, TS, NINE, stamp(NOW, 10)))
    assert [row.is_gone for row in stage.rows(Engagement) if row.ts == TS] == [False]


def test_an_unfurled_link_changes_no_words(stage: Stage, company: Company) -> None:
    stage.takes(_message(text="see https://x.example"))
    said = {
        "text": "see https://x.example",
        "edited": None,
        "attachments": [{"from_url": "https://x.example"}],
    }
    stage.takes(events.changed(PLANS, TS, OLD, **said))
    post = _post(stage)
    assert post is not None
    assert post.text == "see https://x.example"


@pytest.mark.parametrize("text", ["", " ", "help", "???", "Frobnicate", "x" * 4000, "digest\nnow", "ünïcode"])
def test_any_command_has_an_answer(stage: Stage, company: Company, text: str) -> None:
    stage.settle(company, command(READER, text))
    assert company.count("response_url") == 1


def test_the_word_that_was_not_understood_is_named(stage: Stage, company: Company) -> None:
    stage.settle(company, command(READER, "frobnicate now"))
    assert "`/earshot frobnicate`" in company.last("response_url")["text"]


def test_a_message_to_earshot_is_answered_once_a_day(stage: Stage, company: Company) -> None:
    company.sent.clear()
    for ts in (TS, OLD):
        stage.settle(company, _message(channel="D1", channel_type="im", ts=ts))
    assert company.count("chat.postMessage") == 1


@pytest.mark.parametrize("fields", [{"bot_id": "B1"}, {"user": None}, {"subtype": "bot_message"}])
def test_apps_are_not_answered(stage: Stage, company: Company, fields: dict[str, Any]) -> None:
    mention = {"type": "app_mention", "channel": PLANS, "ts": TS, "user": AUTHOR, "text": "<@UBOT>"}
    stage.takes(_message(channel="D1", channel_type="im", **fields))
    if "subtype" not in fields:
        stage.takes(callback(mention | fields))
    assert stage.promised() == []


def test_a_mention_is_answered_to_its_author_alone(stage: Stage, company: Company) -> None:
    stage.takes(
        callback({"type": "app_mention", "channel": PLANS, "ts": TS, "user": AUTHOR, "text": "<@UBOT>"})
    )
    (answer,) = stage.promised()
    assert (answer.method, answer.arguments["user"], answer.arguments["channel"]) == (
        "chat.postEphemeral", AUTHOR, PLANS,
    )  # fmt: skip


def test_the_most_special_handler_decides_and_the_unknown_has_one() -> None:
    assert handler_for("event.message.message_deleted") is HANDLERS["event.message.message_deleted"]
    assert handler_for("event.message.something.new") is HANDLERS["event.message"]
    assert handler_for("command.earshot.frobnicate") is HANDLERS["command.earshot"]
    assert handler_for("nobody.knows.this") is on_anything_else
    assert handler_for("") is on_anything_else
