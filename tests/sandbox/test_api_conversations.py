from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app_config import AppConfig


def refused(code: str, client: WebClient, method: str, **args: Any) -> Any:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, params=args)
    assert refusal.value.response["error"] == code
    return refusal.value.response


def names(answer: Any) -> list[str]:
    return [one["name"] for part in answer for one in part["channels"]]


class TestInfo:
    def test_a_channel_as_the_app_sees_it(self, client: WebClient, company: Any) -> None:
        shown = client.conversations_info(channel=company.random, include_num_members=True)["channel"]
        assert (shown["name"], shown["is_member"], shown["num_members"]) == ("random", False, 2)
        assert (shown["is_channel"], shown["is_private"], shown["is_ext_shared"]) == (True, False, False)
        assert client.conversations_info(channel=company.general)["channel"]["is_member"] is True

    def test_a_direct_message_names_the_other_person(self, client: WebClient, company: Any) -> None:
        dm = client.conversations_open(users=company.ben)["channel"]["id"]
        shown = client.conversations_info(channel=dm)["channel"]
        assert (shown["is_im"], shown["user"], shown["is_user_deleted"]) == (True, company.ben, False)
        company.workspace.deactivate(company.ben)
        assert client.conversations_info(channel=dm)["channel"]["is_user_deleted"] is True

    def test_what_the_app_may_not_know_does_not_exist(self, client: WebClient, company: Any) -> None:
        theirs = company.workspace.open_dm([company.ana, company.ben]).id
        for channel in (company.plans, theirs, "C0NOWHERE"):
            refused("channel_not_found", client, "conversations.info", channel=channel)
            refused("channel_not_found", client, "conversations.members", channel=channel)


class TestLists:
    def test_public_channels_by_default(self, client: WebClient, company: Any) -> None:
        assert names(client.conversations_list()) == ["general", "random"]
        company.workspace.archive(company.ana, company.random)
        assert names(client.conversations_list(exclude_archived=True)) == ["general"]

    def test_private_ones_where_the_app_is(self, client: WebClient, company: Any) -> None:
        assert names(client.conversations_list(types="private_channel")) == []
        company.workspace.invite(company.ana, company.plans, company.bot)
        assert names(client.conversations_list(types="public_channel,private_channel")) == [
            "general",
            "random",
            "plans",
        ]

    def test_page_by_page(self, client: WebClient, company: Any) -> None:
        for number in range(7):
            company.workspace.create_channel(company.ana, f"c{number}")
        parts = [len(part["channels"]) for part in client.conversations_list(limit=4)]
        assert parts == [4, 4, 1]
        refused("invalid_limit", client, "conversations.list", limit=1_001)

    def test_every_asked_type_needs_its_scope(
        self, client: WebClient, company: Any, config: AppConfig
    ) -> None:
        refused("invalid_types", client, "conversations.list", types="channels")
        company.workspace.config = replace(config, bot_scopes=frozenset({"channels:read"}))
        answer = refused(
            "missing_scope", client, "conversations.list", types="public_channel,private_channel"
        )
        assert answer["needed"] == "channels:read,groups:read"

    def test_anothers_channels_are_shown_as_far_as_shared(self, client: WebClient, company: Any) -> None:
        types = "public_channel,private_channel,im"
        company.workspace.open_dm([company.ana, company.ben])
        dm = client.conversations_open(users=company.ben)["channel"]["id"]
        found = client.users_conversations(user=company.ben, types=types)["channels"]
        assert {one["id"] for one in found} == {company.general, company.random, dm}
        own = client.users_conversations(types=types)["channels"]
        assert {one["id"] for one in own} == {company.general, dm}
        refused("user_not_found", client, "users.conversations", user="U0NOBODY")

    def test_members_page_by_page_deactivated_ones_included(self, client: WebClient, company: Any) -> None:
        company.workspace.deactivate(company.cleo)
        seen = [
            one
            for part in client.conversations_members(channel=company.general, limit=3)
            for one in part["members"]
        ]
        assert seen == sorted([company.ana, company.ben, company.cleo, company.bot])


class TestOpening:
    def test_a_direct_message_is_opened_once(self, client: WebClient, company: Any) -> None:
        first = client.conversations_open(users=company.ben)
        assert set(first["channel"]) == {"id"}
        again = client.conversations_open(users=[company.ben], return_im=True)
        assert again["already_open"] is True
        assert (again["channel"]["id"], again["channel"]["user"]) == (first["channel"]["id"], company.ben)
        assert client.conversations_open(channel=first["channel"]["id"])["no_op"] is True

    def test_a_group_message_needs_its_scope(
        self, client: WebClient, company: Any, config: AppConfig
    ) -> None:
        group = client.conversations_open(users=[company.ben, company.cleo])["channel"]["id"]
        assert client.conversations_info(channel=group)["channel"]["is_mpim"] is True
        company.workspace.config = replace(config, bot_scopes=frozenset({"im:write"}))
        refused("missing_scope", client, "conversations.open", users=f"{company.ana},{company.ben}")

    @pytest.mark.parametrize(
        ("users", "code"),
        [
            ("", "users_list_not_supplied"),
            ("U0NOBODY", "user_not_found"),
            ("USLACKBOT", "cannot_dm_bot"),
            ("U0EARSHOT", "cannot_dm_bot"),
            (",".join(f"U{n}" for n in range(9)), "too_many_users"),
        ],
    )
    def test_whom_the_app_cannot_write_to(self, client: WebClient, users: str, code: str) -> None:
        refused(code, client, "conversations.open", users=users)


class TestJoining:
    def test_a_public_channel(self, client: WebClient, company: Any) -> None:
        assert client.conversations_join(channel=company.random)["channel"]["is_member"] is True
        assert company.told() == ["message:channel_join", "member_joined_channel"]
        assert client.conversations_join(channel=company.random)["warning"] == "already_in_channel"
        assert client.conversations_leave(channel=company.random)["ok"] is True
        assert client.conversations_leave(channel=company.random)["not_in_channel"] is True
        refused("cant_leave_general", client, "conversations.leave", channel=company.general)

    def test_nothing_else(self, client: WebClient, company: Any) -> None:
        refused("channel_not_found", client, "conversations.join", channel=company.plans)
        dm = client.conversations_open(users=company.ben)["channel"]["id"]
        refused("method_not_supported_for_channel_type", client, "conversations.join", channel=dm)
        company.workspace.archive(company.ana, company.random)
        refused("is_archived", client, "conversations.join", channel=company.random)
