from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.api.history import _page, _position
from sandbox.api.paging import page
from sandbox.channels import Channel, span
from sandbox.messages import Message
from sandbox.site import Site
from sandbox.timestamps import micros_ts

START = 1_700_000_000


def refused(code: str, client: WebClient, method: str, **args: Any) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, params=args)
    assert refusal.value.response["error"] == code


def stamps_of(answer: Any) -> list[str]:
    return [one["ts"] for one in answer["messages"]]


@pytest.fixture(name="posts")
def _posts(company: Any) -> list[str]:
    """The ts of ten messages of the past in #random, a second apart except for four at the same moment."""
    company.workspace.join(company.bot, company.random)
    channel = company.workspace.channel(company.random)
    for message in list(channel.messages.values()):
        channel.remove(message)
    moments = [START, START + 1, *[START + 2] * 4, *range(START + 3, START + 7)]
    return [company.workspace.post(company.ben, company.random, f"post {at}", at=at).ts for at in moments]


class TestHistory:
    def test_newest_first_page_by_page(self, client: WebClient, company: Any, posts: list[str]) -> None:
        seen: list[str] = []
        for part in client.conversations_history(channel=company.random, limit=3):
            assert len(part["messages"]) <= 3
            assert part["has_more"] == bool(part.get("response_metadata", {}).get("next_cursor"))
            seen += [one["ts"] for one in part["messages"]]
        assert seen == posts[::-1]

    def test_bounds_are_exact_to_the_microsecond_and_exclusive(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        def between(**bounds: Any) -> list[str]:
            found = client.conversations_history(channel=company.random, **bounds)["messages"]
            return [one["ts"] for one in reversed(found)]

        assert between(oldest=posts[2], latest=posts[5]) == posts[3:5]
        assert between(oldest=posts[2], latest=posts[5], inclusive=True) == posts[2:6]
        assert between(oldest=f"{START + 2}") == posts[3:]
        assert between(oldest=f"{START + 2}", inclusive=True) == posts[2:]
        assert between(latest=f"{START + 1}.5") == posts[:2]
        assert between(latest=posts[4], inclusive=True, limit=1) == [posts[4]]
        assert between(oldest="0") == posts

    def test_with_oldest_alone_pages_go_forward(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        answer = client.conversations_history(channel=company.random, oldest=posts[1], limit=3)
        parts = [stamps_of(part) for part in answer]
        assert parts[0] == posts[2:5][::-1]
        assert sorted(ts for part in parts for ts in part) == posts[2:]

    def test_a_page_after_a_deletion_repeats_and_skips_nothing(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        first = client.conversations_history(channel=company.random, limit=4)
        cursor = first["response_metadata"]["next_cursor"]
        company.workspace.delete(company.ben, company.random, posts[5])
        company.workspace.post(company.ben, company.random, "new")
        second = client.conversations_history(channel=company.random, limit=10, cursor=cursor)
        assert [one["ts"] for one in second["messages"]] == posts[4::-1]

    def test_replies_are_left_out_except_broadcast_ones(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        post = company.workspace.post
        post(company.ana, company.random, "quiet", thread_ts=posts[0])
        loud = post(company.ana, company.random, "loud", thread_ts=posts[0], reply_broadcast=True)
        found = client.conversations_history(channel=company.random)["messages"]
        assert [one["ts"] for one in found] == [loud.ts, *posts[::-1]]
        assert (found[-1]["reply_count"], found[-1]["latest_reply"]) == (2, loud.ts)

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            ({"oldest": "yesterday"}, "invalid_ts_oldest"),
            ({"latest": "1.2.3"}, "invalid_ts_latest"),
            ({"cursor": "???"}, "invalid_cursor"),
            ({"cursor": "dXNlcjpVMQ=="}, "invalid_cursor"),
            ({"limit": "many"}, "invalid_limit"),
        ],
    )
    def test_arguments_that_mean_nothing(self, client: WebClient, company: Any, args: Any, code: str) -> None:
        refused(code, client, "conversations.history", channel=company.general, **args)

    def test_only_where_the_app_is(self, client: WebClient, company: Any) -> None:
        refused("not_in_channel", client, "conversations.history", channel=company.random)
        refused("channel_not_found", client, "conversations.history", channel=company.plans)
        refused("channel_not_found", client, "conversations.history", channel="C0NOWHERE")
        refused("invalid_arguments", client, "conversations.history")

    def test_a_page_has_at_most_999_messages(self, client: WebClient, company: Any) -> None:
        channel = company.workspace.channel(company.general)
        for second in range(1_200):
            channel.add(Message(f"{START + second}.000000", company.ben, "x"))
        assert len(client.conversations_history(channel=company.general)["messages"]) == 100
        assert len(client.conversations_history(channel=company.general, limit=5_000)["messages"]) == 999

    def test_fresh_messages_may_lag(
        self, client: WebClient, company: Any, site: Site, posts: list[str]
    ) -> None:
        site.faults.arm({"history_lag_s": 60})
        parent = company.workspace.post(company.ben, company.random, "fresh")
        company.workspace.post(company.ben, company.random, "reply", thread_ts=posts[0])
        assert client.conversations_history(channel=company.random)["messages"][0]["ts"] == posts[-1]
        assert len(client.conversations_replies(channel=company.random, ts=posts[0])["messages"]) == 1
        site.faults.clear()
        assert client.conversations_history(channel=company.random)["messages"][0]["ts"] == parent.ts


class TestReplies:
    def test_the_parent_first_then_oldest_first(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        post = company.workspace.post
        replies = [post(company.ana, company.random, str(n), thread_ts=posts[0]).ts for n in range(5)]
        found = client.conversations_replies(channel=company.random, ts=posts[0])["messages"]
        assert [one["ts"] for one in found] == [posts[0], *replies]
        assert found[1]["parent_user_id"] == company.ben
        parts = client.conversations_replies(channel=company.random, ts=posts[0], limit=3)
        assert [stamps_of(part) for part in parts] == [
            [posts[0], *replies[:2]],
            [posts[0], *replies[2:4]],
            [posts[0], *replies[4:]],
        ]
        found = client.conversations_replies(channel=company.random, ts=posts[0], oldest=replies[2])[
            "messages"
        ]
        assert [one["ts"] for one in found] == [posts[0], *replies[3:]]

    def test_a_lone_message_and_a_reply_come_alone(
        self, client: WebClient, company: Any, posts: list[str]
    ) -> None:
        reply = company.workspace.post(company.ana, company.random, "x", thread_ts=posts[0]).ts
        for ts in (posts[3], reply):
            found = client.conversations_replies(channel=company.random, ts=ts)
            assert ([one["ts"] for one in found["messages"]], found["has_more"]) == ([ts], False)

    def test_what_has_no_thread(self, client: WebClient, company: Any) -> None:
        joined = next(iter(company.workspace.channel(company.general).messages))
        for ts in (joined, "1600000000.000000", "soon"):
            refused("thread_not_found", client, "conversations.replies", channel=company.general, ts=ts)


stamps = st.lists(st.integers(START * 10**6, START * 10**6 + 50), unique=True, max_size=30).map(sorted)


@given(stamps, st.integers(1, 8), st.booleans())
def test_pages_of_history_cover_everything_once(micros: list[int], limit: int, forward: bool) -> None:
    everything = [micros_ts(one) for one in micros]
    seen: list[str] = []
    cursor = ""
    for _ in range(len(everything) + 1):
        chosen, cursor = _page(everything, range(len(everything)), cursor, limit, forward=forward)
        seen = [*seen, *chosen] if forward else [*chosen, *seen]
        if not cursor:
            break
        _position(cursor)
    assert seen == everything


@given(st.lists(st.text("ABC", min_size=1, max_size=4), unique=True).map(sorted), st.integers(1, 5))
def test_pages_of_a_list_cover_everything_once(ids: list[str], limit: int) -> None:
    seen: list[str] = []
    cursor = ""
    for _ in range(len(ids) + 1):
        chosen, cursor = page(ids, cursor, limit, "user")
        seen += chosen
        if not cursor:
            break
    assert seen == ids


@given(stamps, st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_a_span_is_what_a_scan_would_find(micros: list[int], low: int, high: int, inclusive: bool) -> None:
    base = START * 10**6
    everything = [micros_ts(one) for one in micros]
    found = span(everything, micros_ts(base + low), micros_ts(base + high), inclusive=inclusive)
    expected = [
        micros_ts(one)
        for one in micros
        if base + low < one < base + high or (inclusive and one in {base + low, base + high} and low <= high)
    ]
    assert [everything[index] for index in found] == expected


@given(st.permutations(range(8)))
def test_a_channel_stays_sorted_however_messages_come(order: list[int]) -> None:
    channel = Channel("C1")
    for second in order:
        channel.add(Message(f"{START + second}.000000", "U1", "x"))
    assert list(channel.messages) == channel.timeline == sorted(channel.timeline)
    channel.remove(channel.messages[channel.timeline[3]])
    assert list(channel.messages) == channel.timeline
