from collections.abc import Callable
from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.objects import message_json
from sandbox.people import SLACKBOT_ID


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(SlackError) as refusal:
        act()
    assert refusal.value.code == code


def shown(company: Any, channel: str, ts: str) -> dict[str, Any]:
    found = company.workspace.channel(channel)
    return message_json(found, found.message(ts), company.workspace.team_id)


class TestPosting:
    def test_a_post_is_told_as_slack_shapes_it(self, company: Any) -> None:
        message = company.workspace.post(company.ben, company.general, "hello")
        event = company.events.pop()
        assert event | {"client_msg_id": "", "blocks": []} == {
            "type": "message",
            "user": company.ben,
            "text": "hello",
            "ts": message.ts,
            "client_msg_id": "",
            "blocks": [],
            "team": "T0LOCAL",
            "channel": company.general,
            "channel_type": "channel",
            "event_ts": message.ts,
        }

    def test_every_ts_is_unique_in_its_channel_and_has_six_decimals(self, company: Any) -> None:
        at = 1_700_000_000.5
        posts = [company.workspace.post(company.ben, company.general, str(n), at=at) for n in range(3)]
        assert [one.ts for one in posts] == ["1700000000.500000", "1700000000.500001", "1700000000.500002"]

    def test_history_makes_no_events_and_lands_at_its_place(self, company: Any) -> None:
        channel = company.workspace.channel(company.general)
        company.workspace.post(company.ben, company.general, "later", at=1_700_000_100)
        company.workspace.post(company.ben, company.general, "earlier", at=1_700_000_000)
        assert company.told() == []
        assert list(channel.messages) == sorted(channel.messages) == channel.timeline
        refused("time_in_future", lambda: company.workspace.post(company.ben, company.general, "x", at=9e9))

    def test_a_mention_is_told_besides_the_message_but_not_in_a_direct_message(self, company: Any) -> None:
        company.workspace.post(company.ben, company.general, f"hi <@{company.bot}>")
        assert company.told() == ["message", "app_mention"]
        dm = company.workspace.open_dm([company.ben, company.bot])
        company.workspace.post(company.ben, dm.id, f"hi <@{company.bot}>")
        assert company.told() == ["message"]
        company.workspace.post(company.bot, company.general, f"I am <@{company.bot}>")
        assert company.told() == ["message"]

    def test_the_apps_post_carries_its_bot_but_no_subtype(self, company: Any) -> None:
        message = company.workspace.post(company.bot, company.general, "hello")
        assert message.subtype is None
        assert (message.bot_id, message.app_id) == ("B0EARSHOT", "A0EARSHOT")
        assert company.events[-1]["bot_profile"]["name"] == "earshot"
        assert "client_msg_id" not in company.events[-1]

    @pytest.mark.parametrize(
        ("author", "channel", "code"),
        [
            ("ben", "nowhere", "channel_not_found"),
            ("cleo", "random", "not_in_channel"),
            ("cleo", "plans", "channel_not_found"),
        ],
    )
    def test_only_members_post(self, company: Any, author: str, channel: str, code: str) -> None:
        user, place = getattr(company, author), getattr(company, channel, channel)
        refused(code, lambda: company.workspace.post(user, place, "x"))

    def test_nothing_is_no_message_and_an_archive_takes_none(self, company: Any) -> None:
        refused("no_text", lambda: company.workspace.post(company.ben, company.random, ""))
        company.workspace.archive(company.ana, company.random)
        refused("is_archived", lambda: company.workspace.post(company.ben, company.random, "x"))
        company.workspace.unarchive(company.ana, company.random)
        company.workspace.post(company.ben, company.random, "x")

    def test_only_admins_write_in_a_read_only_channel(self, company: Any) -> None:
        company.workspace.channel(company.general).is_read_only = True
        code = "restricted_action_read_only_channel"
        refused(code, lambda: company.workspace.post(company.ben, company.general, "x"))
        refused(code, lambda: company.workspace.post(company.bot, company.general, "x"))
        company.workspace.post(company.ana, company.general, "x")

    def test_a_deactivated_member_does_nothing_more(self, company: Any) -> None:
        company.workspace.deactivate(company.ben)
        refused("user_disabled", lambda: company.workspace.post(company.ben, company.general, "x"))

    def test_an_ephemeral_is_in_no_history_and_makes_no_event(self, company: Any) -> None:
        message = company.workspace.ephemeral(company.bot, company.general, company.ben, "only you")
        channel = company.workspace.channel(company.general)
        assert channel.ephemerals == {message.ts: message}
        assert message.ts not in channel.messages
        assert company.told() == []
        outsider = company.workspace.add_person("dora", is_restricted=True).id
        refused(
            "user_not_in_channel",
            lambda: company.workspace.ephemeral(company.bot, company.general, outsider, "x"),
        )


class TestThreads:
    def test_a_parent_tells_of_its_replies(self, company: Any) -> None:
        workspace = company.workspace
        parent = workspace.post(company.ana, company.general, "question")
        replies = [
            workspace.post(who, company.general, "answer", thread_ts=parent.ts)
            for who in (company.ben, company.cleo, company.ben)
        ]
        assert company.events[-1]["thread_ts"] == parent.ts
        assert company.events[-1]["parent_user_id"] == company.ana
        seen = shown(company, company.general, parent.ts)
        assert seen["thread_ts"] == parent.ts
        assert (seen["reply_count"], seen["reply_users_count"]) == (3, 2)
        assert seen["reply_users"] == [company.ben, company.cleo]
        assert seen["latest_reply"] == replies[-1].ts
        assert replies[0].ts not in workspace.channel(company.general).timeline

    def test_a_broadcast_reply_is_in_the_channel_too(self, company: Any) -> None:
        parent = company.workspace.post(company.ana, company.general, "question")
        reply = company.workspace.post(
            company.ben, company.general, "x", thread_ts=parent.ts, reply_broadcast=True
        )
        assert company.told() == ["message", "message:thread_broadcast"]
        assert reply.ts in company.workspace.channel(company.general).timeline
        assert shown(company, company.general, reply.ts)["root"]["ts"] == parent.ts

    def test_there_is_one_level_of_replies_to_what_people_wrote(self, company: Any) -> None:
        workspace = company.workspace
        parent = workspace.post(company.ana, company.general, "question")
        reply = workspace.post(company.ben, company.general, "answer", thread_ts=parent.ts)
        joined = next(iter(workspace.channel(company.general).messages))

        def answer(ts: str) -> Callable[[], Any]:
            return lambda: workspace.post(company.ben, company.general, "x", thread_ts=ts)

        refused("cannot_reply_to_message", answer(reply.ts))
        refused("cannot_reply_to_message", answer(joined))
        refused("thread_not_found", answer("1700000000.000000"))

    def test_a_deleted_parent_leaves_a_tombstone_until_its_last_reply_goes(self, company: Any) -> None:
        workspace = company.workspace
        parent = workspace.post(company.ben, company.general, "question")
        reply = workspace.post(company.ana, company.general, "answer", thread_ts=parent.ts)
        company.told()
        workspace.delete(company.ben, company.general, parent.ts)
        event = company.events[-1]
        assert company.told() == ["message:message_changed"]
        assert event["message"]["subtype"] == "tombstone"
        assert event["message"]["user"] == SLACKBOT_ID
        assert event["previous_message"]["text"] == "question"
        assert shown(company, company.general, parent.ts)["reply_count"] == 1
        workspace.delete(company.ana, company.general, reply.ts)
        assert company.told() == ["message:message_deleted"]
        assert parent.ts not in workspace.channel(company.general).messages


class TestChanging:
    def test_an_edit_tells_before_and_after(self, company: Any) -> None:
        message = company.workspace.post(company.ben, company.general, "frist")
        company.workspace.update(company.ben, company.general, message.ts, "first")
        event = company.events[-1]
        assert (event["subtype"], event["hidden"]) == ("message_changed", True)
        assert event["message"]["text"] == "first"
        assert event["message"]["edited"]["user"] == company.ben
        assert event["previous_message"]["text"] == "frist"
        assert "user" not in event
        assert event["ts"] > event["message"]["ts"] == message.ts

    def test_new_text_without_blocks_drops_the_blocks_and_empty_metadata_clears(self, company: Any) -> None:
        about = {"event_type": "sample", "event_payload": {"id": 1}}
        message = company.workspace.post(
            company.bot, company.general, "x", [{"type": "divider"}], metadata=about
        )
        company.workspace.update(company.bot, company.general, message.ts, "y")
        assert message.blocks is None
        assert message.metadata == about
        company.workspace.update(
            company.bot, company.general, message.ts, blocks=[{"type": "divider"}], metadata={}
        )
        assert message.blocks == [{"type": "divider"}]
        assert (message.text, message.metadata) == ("y", None)

    def test_one_edits_and_deletes_ones_own_messages_and_an_admin_deletes_any(self, company: Any) -> None:
        workspace = company.workspace
        message = workspace.post(company.bot, company.general, "x")
        refused(
            "cant_update_message", lambda: workspace.update(company.ana, company.general, message.ts, "y")
        )
        refused("cant_delete_message", lambda: workspace.delete(company.ben, company.general, message.ts))
        workspace.delete(company.ana, company.general, message.ts)
        event = company.events[-1]
        assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message.ts)
        assert event["previous_message"]["bot_id"] == "B0EARSHOT"
        refused("message_not_found", lambda: workspace.delete(company.ana, company.general, message.ts))

    def test_reactions_come_and_go(self, company: Any) -> None:
        workspace = company.workspace
        message = workspace.post(company.ben, company.general, "x")
        company.told()
        workspace.react(company.ana, company.general, message.ts, "tada")
        event = company.events[-1]
        assert event | {"event_ts": ""} == {
            "type": "reaction_added",
            "user": company.ana,
            "reaction": "tada",
            "item": {"type": "message", "channel": company.general, "ts": message.ts},
            "item_user": company.ben,
            "event_ts": "",
        }
        refused("already_reacted", lambda: workspace.react(company.ana, company.general, message.ts, "tada"))
        refused("invalid_name", lambda: workspace.react(company.ana, company.general, message.ts, ":tada:"))
        refused("no_reaction", lambda: workspace.unreact(company.ben, company.general, message.ts, "tada"))
        assert shown(company, company.general, message.ts)["reactions"] == [
            {"name": "tada", "users": [company.ana], "count": 1}
        ]
        workspace.unreact(company.ana, company.general, message.ts, "tada")
        assert "reactions" not in shown(company, company.general, message.ts)
        assert company.told() == ["reaction_added", "reaction_removed"]
