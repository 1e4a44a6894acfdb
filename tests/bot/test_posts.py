"""What a Slack message means: a post, a reply, or nothing to us."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.posts import Message, message_from, moment
from tests.moments import at, stamp

TS = stamp(at("2026-03-02 09:00"), 100)
ROOT = stamp(at("2026-03-01 09:00"))
SAID = {"type": "message", "ts": TS, "user": "U1", "text": "We should talk"}


def test_a_root_post() -> None:
    message = message_from(SAID, "C1")
    assert message == Message("C1", TS, TS, "U1", "We should talk", moment(TS), is_bot=False)
    assert message.is_root


def test_a_root_post_that_was_answered_is_still_one() -> None:
    message = message_from({**SAID, "thread_ts": TS, "reply_count": 2}, "C1")
    assert message is not None
    assert message.is_root


def test_a_reply_knows_its_root() -> None:
    message = message_from({**SAID, "thread_ts": ROOT}, "C1")
    assert message is not None
    assert (message.root, message.is_root) == (ROOT, False)


@pytest.mark.parametrize(
    ("subtype", "is_bot"),
    [("thread_broadcast", False), ("file_share", False), ("me_message", False), ("bot_message", True)],
)
def test_subtypes_under_which_somebody_says_something(subtype: str, is_bot: bool) -> None:
    message = message_from({**SAID, "subtype": subtype}, "C1")
    assert message is not None
    assert message.is_bot is is_bot


NOTICES = """
    assistant_app_thread bot_add bot_remove channel_archive channel_convert_to_private channel_join
    channel_leave channel_name channel_posting_permissions channel_purpose channel_topic channel_unarchive
    document_mention ekm_access_denied file_comment file_mention group_archive group_join group_leave
    group_name group_purpose group_topic group_unarchive huddle_thread joiner_notification message_changed
    message_deleted message_replied pinned_item reminder_add reply_broadcast sh_room_created
    tombstone unpinned_item
"""


@pytest.mark.parametrize("subtype", NOTICES.split())
def test_notices_are_not_said_by_anybody(subtype: str) -> None:
    assert message_from({**SAID, "subtype": subtype}, "C1") is None


@pytest.mark.parametrize(
    "change",
    [
        {"ts": None},
        {"ts": 1772442000.0001},
        {"ts": "yesterday"},
        {"ts": "1772442000."},
        {"ts": ".000100"},
        {"ts": "-1.5"},
        {"ts": "1" * 12},
        {"ts": "١٧٧٢٤٤٢٠٠٠.000100"},
        {"user": None},
        {"user": ""},
        {"user": {"id": "U1"}},
        {"hidden": True},
        {"subtype": ["channel_join"]},
        {"subtype": {}},
    ],
)
def test_what_is_hidden_or_malformed_is_left_out(change: dict[str, Any]) -> None:
    assert message_from({**SAID, **change}, "C1") is None


def test_an_app_may_write_without_a_person() -> None:
    message = message_from({"ts": TS, "bot_id": "B1", "subtype": "bot_message"}, "C1")
    assert message is not None
    assert (message.user, message.is_bot, message.text) == ("B1", True, "")


def test_a_root_that_is_malformed_makes_it_a_root_post() -> None:
    message = message_from({**SAID, "thread_ts": 5}, "C1")
    assert message is not None
    assert message.is_root


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(TS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("ts", "thread_ts", "subtype", "hidden", "user", "bot_id", "text", "reactions")


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), anything))
@example({"ts": "99999999999." + "9" * 400, "user": "U1"})
@example({"ts": "00000000000", "user": "U1"})
def test_any_object_is_a_whole_message_or_none(said: dict[str, Any]) -> None:
    message = message_from(said, "C1")
    if message is not None:
        assert (message.channel, message.ts) == ("C1", said["ts"])
        assert message.user
        assert message.at == moment(message.ts)
        assert moment(message.root).tzinfo is UTC


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_a_timestamp_is_the_moment_it_was_made_from(naive: datetime) -> None:
    whole = naive.replace(microsecond=0, tzinfo=UTC)
    assert moment(stamp(whole)) == whole
