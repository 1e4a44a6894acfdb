from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app_config import AppConfig
from sandbox.server import LocalWorkspaceServer

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


def refused(code: str, client: WebClient, method: str, **args: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, json=args)
    assert refusal.value.response["error"] == code
    data: dict[str, Any] = refusal.value.response.data
    return data


class TestPosting:
    def test_in_a_channel_by_id_or_name(self, client: WebClient, company: Any) -> None:
        answer = client.chat_postMessage(channel=company.general, text="a & b <c>")
        assert answer["channel"] == company.general
        assert answer["message"] | {"blocks": []} == {
            "type": "message",
            "user": company.bot,
            "text": "a & b <c>",
            "ts": answer["ts"],
            "bot_id": "B0EARSHOT",
            "app_id": "A0EARSHOT",
            "bot_profile": answer["message"]["bot_profile"],
            "team": "T0LOCAL",
            "blocks": [],
        }
        for name in ("general", "#general"):
            assert client.chat_postMessage(channel=name, text="x")["channel"] == company.general

    def test_to_a_person_in_their_direct_message(self, client: WebClient, company: Any) -> None:
        first, second = (
            client.chat_postMessage(channel=company.ben, text="psst")["channel"] for _ in range(2)
        )
        assert first == second
        assert company.workspace.channel(first).members == {company.ben, company.bot}
        assert company.events[-1]["channel_type"] == "im"

    def test_to_somebody_deactivated(self, client: WebClient, company: Any) -> None:
        existing = client.chat_postMessage(channel=company.ben, text="psst")["channel"]
        company.workspace.deactivate(company.ben)
        company.workspace.deactivate(company.cleo)
        refused("user_disabled", client, "chat.postMessage", channel=company.cleo, text="x")
        refused("user_disabled", client, "conversations.open", users=company.ben)
        assert client.chat_postMessage(channel=existing, text="x")["ok"] is True

    @pytest.mark.parametrize(
        ("place", "code"),
        [("C0NOWHERE", "channel_not_found"), ("plans", "channel_not_found"), ("random", "not_in_channel")],
    )
    def test_only_where_the_app_is(self, client: WebClient, company: Any, place: str, code: str) -> None:
        refused(code, client, "chat.postMessage", channel=getattr(company, place, place), text="x")

    def test_anywhere_public_with_the_scope_for_it(
        self, client: WebClient, company: Any, config: AppConfig
    ) -> None:
        company.workspace.config = replace(config, bot_scopes=config.bot_scopes | {"chat:write.public"})
        assert client.chat_postMessage(channel=company.random, text="x")["ok"] is True
        refused("channel_not_found", client, "chat.postMessage", channel=company.plans, text="x")

    def test_never_in_an_archived_channel(self, client: WebClient, company: Any) -> None:
        company.workspace.join(company.bot, company.random)
        company.workspace.archive(company.ana, company.random)
        refused("is_archived", client, "chat.postMessage", channel=company.random, text="x")

    def test_not_to_slackbot_itself_or_a_closed_messages_tab(
        self, client: WebClient, company: Any, config: AppConfig
    ) -> None:
        refused("cannot_dm_bot", client, "chat.postMessage", channel="USLACKBOT", text="x")
        refused("channel_not_found", client, "chat.postMessage", channel=company.bot, text="x")
        dm = client.conversations_open(users=company.ben)["channel"]["id"]
        company.workspace.config = replace(config, messages_tab_enabled=False)
        refused("messages_tab_disabled", client, "chat.postMessage", channel=dm, text="x")
        refused("messages_tab_disabled", client, "chat.postMessage", channel=company.ben, text="x")

    def test_blocks_get_ids_and_have_to_be_sound(self, client: WebClient, company: Any) -> None:
        answer = client.chat_postMessage(channel=company.general, text="x", blocks=[SECTION])
        assert answer["message"]["blocks"][0]["block_id"]
        broken = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}
        faults = refused(
            "invalid_blocks", client, "chat.postMessage", channel=company.general, blocks=[broken]
        )
        assert "/blocks/0/text/text" in faults["response_metadata"]["messages"][0]
        refused("invalid_blocks_format", client, "chat.postMessage", channel=company.general, blocks="[{")

    def test_what_is_too_much_or_too_little(self, client: WebClient, company: Any) -> None:
        post = {"client": client, "method": "chat.postMessage", "channel": company.general}
        refused("no_text", **post)
        refused("markdown_text_conflict", **post, text="x", markdown_text="y")
        refused("msg_too_long", **post, markdown_text="x" * 12_001)
        refused("too_many_attachments", **post, attachments=[{"text": "x"}] * 101)
        assert (
            len(client.chat_postMessage(channel=company.general, text="x" * 50_000)["message"]["text"])
            == 40_000
        )

    def test_metadata_has_a_type_and_a_payload(self, client: WebClient, company: Any) -> None:
        post = {"client": client, "method": "chat.postMessage", "channel": company.general, "text": "x"}
        refused("invalid_metadata_schema", **post, metadata={"event_type": "sample"})
        refused("invalid_metadata_schema", **post, metadata={"event_type": "a", "event_payload": {}, "b": 1})
        refused("invalid_metadata_format", **post, metadata="{")
        refused(
            "metadata_too_large", **post, metadata={"event_type": "a", "event_payload": {"b": "x" * 9_000}}
        )
        about = {"event_type": "sample", "event_payload": {"id": 1}}
        client.chat_postMessage(channel=company.general, text="x", metadata=about)
        page = client.conversations_history(channel=company.general, limit=1)
        assert page["messages"][0]["metadata"] == {"event_type": "sample"}
        page = client.conversations_history(channel=company.general, limit=1, include_all_metadata=True)
        assert page["messages"][0]["metadata"] == about

    def test_in_a_thread(self, client: WebClient, company: Any) -> None:
        parent = company.workspace.post(company.ben, company.general, "question")
        answer = client.chat_postMessage(
            channel=company.general, text="x", thread_ts=parent.ts, reply_broadcast=True
        )
        assert answer["message"]["subtype"] == "thread_broadcast"
        assert answer["message"]["thread_ts"] == parent.ts
        # A float has lost the trailing zeros that a ts needs.
        refused(
            "invalid_thread_ts", client, "chat.postMessage", channel=company.general, text="x", thread_ts=1.5
        )

    def test_under_another_name_with_the_scope_for_it(
        self, client: WebClient, company: Any, config: AppConfig
    ) -> None:
        answer = client.chat_postMessage(
            channel=company.general, text="x", username="Oracle", icon_emoji=":owl:"
        )
        assert answer["message"]["subtype"] == "bot_message"
        assert answer["message"]["username"] == "Oracle"
        company.workspace.config = replace(config, bot_scopes=config.bot_scopes - {"chat:write.customize"})
        post = {"channel": company.general, "text": "x", "username": "Oracle"}
        assert (
            refused("missing_scope", client, "chat.postMessage", **post)["needed"] == "chat:write.customize"
        )


class TestChanging:
    def test_the_apps_own_messages(self, client: WebClient, company: Any) -> None:
        ts = client.chat_postMessage(channel=company.general, text="frist", blocks=[SECTION])["ts"]
        answer = client.chat_update(channel=company.general, ts=ts, text="first")
        assert (answer["ts"], answer["text"]) == (ts, "first")
        assert answer["message"]["edited"]["user"] == company.bot
        assert client.chat_delete(channel=company.general, ts=ts)["ts"] == ts
        refused("message_not_found", client, "chat.delete", channel=company.general, ts=ts)
        refused("message_not_found", client, "chat.update", channel=company.general, ts=ts, text="x")

    def test_nobody_elses(self, client: WebClient, company: Any) -> None:
        ts = company.workspace.post(company.ben, company.general, "mine").ts
        target = {"channel": company.general, "ts": ts}
        refused("cant_update_message", client, "chat.update", **target, text="x")
        refused("cant_delete_message", client, "chat.delete", **target)

    def test_an_update_is_stricter_than_a_post(self, client: WebClient, company: Any) -> None:
        ts = client.chat_postMessage(channel=company.general, text="x")["ts"]
        target = {"channel": company.general, "ts": ts}
        refused("msg_too_long", client, "chat.update", **target, text="x" * 4_001)
        refused("no_text", client, "chat.update", **target)
        refused("no_text", client, "chat.update", **target, text="")
        refused("channel_not_found", client, "chat.update", channel=company.ben, ts=ts, text="x")

    def test_an_ephemeral_cannot_be_updated(self, client: WebClient, company: Any) -> None:
        ts = client.chat_postEphemeral(channel=company.general, user=company.ben, text="only you")[
            "message_ts"
        ]
        refused("message_not_found", client, "chat.update", channel=company.general, ts=ts, text="x")
        assert "only you" not in str(client.conversations_history(channel=company.general)["messages"])


def test_an_ephemeral_is_for_a_member(client: WebClient, company: Any) -> None:
    target = {"channel": company.random, "user": company.ben, "text": "x"}
    refused("not_in_channel", client, "chat.postEphemeral", **target)
    company.workspace.join(company.bot, company.random)
    note = {"client": client, "method": "chat.postEphemeral", "channel": company.random, "text": "x"}
    refused("user_not_in_channel", **note, user=company.cleo)
    refused("user_not_found", **note, user="U0NOBODY")
    assert client.chat_postEphemeral(channel=company.random, user=company.ben, text="x")["message_ts"]


def test_permalinks_name_the_thread(client: WebClient, company: Any, server: LocalWorkspaceServer) -> None:
    parent = company.workspace.post(company.ben, company.general, "question")
    reply = company.workspace.post(company.ben, company.general, "answer", thread_ts=parent.ts)
    link = client.chat_getPermalink(channel=company.general, message_ts=parent.ts)["permalink"]
    assert link == f"{server.url}/archives/{company.general}/p{parent.ts.replace('.', '')}"
    link = client.chat_getPermalink(channel=company.general, message_ts=reply.ts)["permalink"]
    assert link.endswith(f"?thread_ts={parent.ts}&cid={company.general}")
    target = {"channel": company.plans, "message_ts": parent.ts}
    refused("channel_not_found", client, "chat.getPermalink", **target)
