from collections.abc import Callable
from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.export import Export
from sandbox.objects import message_json
from sandbox.people import SLACKBOT_ID


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(SlackError) as refusal:
        act()
    assert refusal.value.code == code


def shown(company: Any, channel: str, ts: str) -> dict[str, Any]:
    found = company.workspace.channel(channel)
    return message_json(found, found.message(ts), company.workspace.team_id)


class TestMembership:
    def test_joining_leaving_and_being_removed(self, company: Any) -> None:
        workspace = company.workspace
        assert workspace.join(company.cleo, company.random) is True
        assert workspace.join(company.cleo, company.random) is False
        assert company.told() == ["message:channel_join", "member_joined_channel"]
        assert workspace.leave(company.cleo, company.random) is True
        assert company.told() == ["message:channel_leave", "member_left_channel"]
        workspace.kick(company.ana, company.random, company.ben)
        refused("not_in_channel", lambda: workspace.kick(company.ana, company.random, company.ben))
        refused("cant_leave_general", lambda: workspace.leave(company.ben, company.general))

    def test_a_private_channel_is_entered_by_invitation_only(self, company: Any) -> None:
        workspace = company.workspace
        refused("channel_not_found", lambda: workspace.join(company.cleo, company.plans))
        refused("method_not_supported_for_channel_type", lambda: workspace.join(company.ben, company.plans))
        workspace.invite(company.ben, company.plans, company.bot)
        event = company.events[-1]
        assert (event["channel_type"], event["inviter"]) == ("G", company.ben)
        refused("already_in_channel", lambda: workspace.invite(company.ben, company.plans, company.bot))

    def test_the_app_is_told_that_it_was_removed(self, company: Any) -> None:
        reached: list[tuple[str, str | None]] = []
        workspace = company.workspace
        workspace.invite(company.ana, company.plans, company.bot)
        workspace.listeners.append(lambda one: reached.append((one.event["type"], one.channel_id)))
        workspace.kick(company.ana, company.plans, company.bot)
        assert reached[0] == ("group_left", None)

    def test_what_befalls_public_channels_reaches_everyone_and_private_ones_their_members(
        self, company: Any
    ) -> None:
        reached: list[tuple[str, str | None]] = []
        workspace = company.workspace
        workspace.listeners.append(lambda one: reached.append((one.event["type"], one.channel_id)))
        workspace.rename(company.ana, company.random, "chatter")
        workspace.archive(company.ana, company.plans)
        told = [one for one in reached if one[0] != "message"]
        assert told == [("channel_rename", None), ("group_archive", company.plans)]
        assert workspace.channel(company.random).previous_names == ["random"]
        refused("name_taken", lambda: workspace.create_channel(company.ana, "chatter"))
        refused("invalid_name_specials", lambda: workspace.create_channel(company.ana, "No Way"))

    def test_a_topic_is_set_with_a_message(self, company: Any) -> None:
        company.workspace.set_topic(company.ben, company.random, "odds and ends")
        event = company.events[-1]
        assert (event["subtype"], event["topic"]) == ("channel_topic", "odds and ends")

    def test_direct_messages_are_made_once(self, company: Any) -> None:
        workspace = company.workspace
        dm = workspace.open_dm([company.bot, company.ben])
        assert workspace.open_dm([company.ben, company.bot]) is dm
        assert dm.kind == "im"
        group = workspace.open_dm([company.bot, company.ben, company.cleo])
        assert (group.kind, group.name) == ("mpim", "mpdm-ben--cleo--earshot-1")
        refused("cannot_dm_bot", lambda: workspace.open_dm([company.bot, SLACKBOT_ID]))
        workspace.deactivate(company.cleo)
        refused("user_disabled", lambda: workspace.open_dm([company.bot, company.cleo]))

    def test_a_guest_sees_only_where_they_are(self, company: Any) -> None:
        workspace = company.workspace
        guest = workspace.add_person("gil", is_ultra_restricted=True).id
        refused("channel_not_found", lambda: workspace.visible_channel(guest, company.random))
        workspace.invite(company.ana, company.random, guest)
        assert workspace.visible_channel(guest, company.random).id == company.random


class TestDirectory:
    def test_people_come_change_and_leave(self, company: Any) -> None:
        workspace = company.workspace
        person = workspace.add_person("dora", real_name="Dora Sample")
        assert company.events[0]["user"]["real_name"] == "Dora Sample"
        assert person.id in workspace.channel(company.general).members
        workspace.change_person(person.id, tz="Asia/Tokyo")
        assert company.events[-1]["user"]["tz_offset"] == 9 * 3600
        workspace.deactivate(person.id)
        assert company.events[-1]["user"]["deleted"] is True
        joined = ["message:channel_join", "member_joined_channel"]
        assert company.told() == ["team_join", *joined, "user_change", "user_change"]
        refused("name_taken", lambda: workspace.add_person("ana"))

    def test_custom_fields_change_without_an_event(self, company: Any) -> None:
        company.workspace.change_person(company.ben, profile_fields={"Xf1": company.ana})
        assert company.told() == []

    def test_a_change_of_the_quiet_hours_is_an_event_of_its_own(self, company: Any) -> None:
        company.workspace.change_person(company.ben, dnd=(1_900_000_000, 1_900_030_000))
        (event,) = company.events
        assert (event["user"], event["dnd_status"]["next_dnd_end_ts"]) == (company.ben, 1_900_030_000)
        assert company.told() == ["dnd_updated_user"]

    def test_people_and_channels_are_found_by_what_people_call_them(self, company: Any) -> None:
        workspace = company.workspace
        assert {workspace.find_person(ref).id for ref in ("ben", "@ben", company.ben)} == {company.ben}
        assert {workspace.find_channel(ref).id for ref in ("random", "#random", company.random)} == {
            company.random
        }
        refused("user_not_found", lambda: workspace.find_person("nobody"))
        refused("channel_not_found", lambda: workspace.find_channel("#nowhere"))

    def test_an_uninstalled_app_is_told(self, company: Any) -> None:
        company.workspace.uninstall()
        assert company.told() == ["tokens_revoked", "app_uninstalled"]


def test_an_export_is_loaded_with_its_threads_and_reactions(company: Any) -> None:
    workspace = company.workspace
    user = {"id": "U1", "name": "zoe", "profile": {"real_name": "Zoe", "fields": {"Xf1": {"value": "U2"}}}}
    channel = {
        "id": "C1",
        "name": "old",
        "members": ["U1"],
        "topic": {"value": "dust"},
        "created": 1_600_000_000,
    }
    parent: dict[str, Any] = {
        "ts": "1600000001.000100",
        "user": "U1",
        "text": "hi",
        "thread_ts": "1600000001.000100",
    }
    parent |= {"reply_count": 9, "reactions": [{"name": "wave", "users": ["U1"], "count": 1}]}
    reply = {"ts": "1600000002.000000", "user": "U1", "text": "yo", "thread_ts": "1600000001.000100"}
    fields = [{"id": "Xf1", "label": "Manager", "type": "user"}]
    app = {"id": company.bot, "name": "somebody-else"}
    workspace.load(Export([user, app], [channel], {"C1": [parent, reply]}, profile_fields=fields))
    assert workspace.bot.name == "earshot"
    assert workspace.person("U1").profile_fields == {"Xf1": "U2"}
    assert workspace.channel("C1").topic == "dust"
    seen = shown(company, "C1", "1600000001.000100")
    assert (seen["reply_count"], seen["reactions"][0]["name"]) == (1, "wave")
    assert workspace.channel("C1").timeline == ["1600000001.000100"]
    assert company.told() == []
