"""The manifest, held against the code: what Slack is told that we do is what we do, no less and no more."""

import ast
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from bot.event import Event
from bot.slack_methods import METHODS
from handlers import CHECKS, HANDLERS, MODALS, handler_for, on_anything_else
from handlers.edges.arrival import arrival
from handlers.edges.install import MANIFEST, wanted_scopes
from sandbox.app_config import AppConfig
from sandbox.permissions import EVENT_SCOPES
from tests.modules import ROOT, inside
from tests.moments import at

NOW = at("2026-03-02 09:00")
WRITTEN: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SUBSCRIBED: list[str] = WRITTEN["settings"]["event_subscriptions"]["bot_events"]
COMMANDS = {each["command"]: each for each in WRITTEN["features"]["slash_commands"]}
CONFIG = AppConfig.from_manifest(ROOT / "manifest.yml")

TS, EARLIER = "1772442000.000100", "1772438400.000200"
ITEM = {"type": "message", "channel": "C1", "ts": EARLIER}
CHANNEL = {"id": "C1", "name": "plans", "created": 1772438400}
USER = {"id": "U2", "name": "ben", "tz": "Europe/Berlin", "deleted": False, "is_bot": False, "profile": {}}
LEFT = {"channel": "C1", "user": "U1"}

# What Slack sends for each subscription: the inner event, without `type` where that is the name itself.
SENT: dict[str, dict[str, Any]] = {
    "app_home_opened": {"user": "U1", "channel": "D1", "tab": "home", "event_ts": TS},
    "app_mention": {"user": "U1", "channel": "C1", "text": "<@UBOT> hello", "ts": TS, "event_ts": TS},
    "app_uninstalled": {},
    "channel_archive": LEFT,
    "channel_deleted": {"channel": "C1"},
    "channel_id_changed": {"old_channel_id": "G1", "new_channel_id": "C1", "event_ts": TS},
    "channel_left": {"channel": "C1", "actor_id": "U1"},
    "channel_rename": {"channel": CHANNEL},
    "channel_unarchive": LEFT,
    "dnd_updated_user": {"user": "U1", "dnd_status": {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, "event_ts": TS},
    "group_archive": LEFT,
    "group_deleted": {"channel": "C1", "actor_id": "U1"},
    "group_left": {"channel": "C1", "actor_id": "U1"},
    "group_rename": {"channel": CHANNEL},
    "group_unarchive": LEFT,
    "member_joined_channel": {**LEFT, "channel_type": "C", "team": "T1", "inviter": "U2"},
    "member_left_channel": {**LEFT, "channel_type": "C", "team": "T1"},
    "message.channels": {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": "Hi", "ts": TS},
    "message.groups": {"type": "message", "channel": "C1", "channel_type": "group", "user": "U1", "text": "Hi", "ts": TS},
    "message.im": {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "Hi", "ts": TS},
    "reaction_added": {"user": "U1", "reaction": "eyes", "item": ITEM, "item_user": "U2", "event_ts": TS},
    "reaction_removed": {"user": "U1", "reaction": "eyes", "item": ITEM, "item_user": "U2", "event_ts": TS},
    "team_join": {"user": USER},
    "tokens_revoked": {"tokens": {"oauth": ["U1"], "bot": ["UBOT"]}},
    "user_change": {"user": USER, "cache_ts": 1772442000, "event_ts": TS},
}  # fmt: skip
CHANGED = {"type": "message", "channel": "C1", "channel_type": "channel", "hidden": True, "ts": TS}


def arrived(inner: dict[str, Any], kind: str = "") -> Event:
    """The event that the door makes of an inner event in its envelope."""
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event_time": 1772442000,
        "event": {"type": kind, **inner},
    }
    event = arrival(body, NOW)
    assert event is not None
    return event


@pytest.mark.parametrize("name", SUBSCRIBED)
def test_whatever_is_subscribed_has_a_handler_of_its_own(name: str) -> None:
    event = arrived(SENT[name], name)
    assert event.kind == f"event.{name.replace('.channels', '').replace('.groups', '')}"
    assert event.kind in HANDLERS
    assert handler_for(event.kind) is HANDLERS[event.kind]
    assert handler_for(event.kind) is not on_anything_else


@pytest.mark.parametrize("name", SUBSCRIBED)
def test_what_happens_in_one_place_waits_for_what_happened_there_before(name: str) -> None:
    lanes = {"app_uninstalled": "T1", "tokens_revoked": "T1", "channel_id_changed": "T1"}
    lanes |= {"app_home_opened": "D1", "message.im": "D1", "team_join": "U2", "user_change": "U2"}
    lanes |= {"dnd_updated_user": "U1"}
    event = arrived(SENT[name], name)
    assert (event.team_id, event.event_id, event.lane) == ("T1", "Ev1", lanes.get(name, "C1"))


def test_every_handler_of_an_event_gets_what_is_subscribed() -> None:
    kinds = {arrived(inner, name).kind for name, inner in SENT.items()}
    changed = {
        arrived({**CHANGED, "subtype": "message_changed", "message": {"ts": EARLIER}}).kind,
        arrived({**CHANGED, "subtype": "message_deleted", "deleted_ts": EARLIER}).kind,
    }
    assert {kind for kind in HANDLERS if kind.startswith("event.")} == kinds | changed
    assert list(SENT) == SUBSCRIBED


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast", "bot_message", "channel_topic"])
def test_other_messages_are_all_handled_as_messages(subtype: str | None) -> None:
    inner = {**SENT["message.channels"]} | ({"subtype": subtype} if subtype else {})
    assert arrived(inner).kind == "event.message"


def test_a_command_of_the_manifest_is_one_of_the_code() -> None:
    assert {f"/{kind.split('.')[1]}" for kind in HANDLERS if kind.startswith("command.")} == set(COMMANDS)
    assert set(CONFIG.commands) == set(COMMANDS)


def command(text: str) -> Event:
    """What arrives when somebody types /earshot and that."""
    body = {"command": "/earshot", "text": text, "user_id": "U1", "team_id": "T1", "trigger_id": "1.2.abc"}
    event = arrival(body, NOW)
    assert event is not None
    return event


def test_the_hint_of_the_command_names_the_words_that_it_knows() -> None:
    hinted = {word.strip() for word in COMMANDS["/earshot"]["usage_hint"].strip("[]").split("|")}
    known = {kind.split(".")[2] for kind in HANDLERS if kind.startswith("command.earshot.")}
    assert hinted == known | {"help"}
    assert {command(word).kind for word in known} <= set(HANDLERS)


@pytest.mark.parametrize("text", ["", "help", "dance", "<@U1> please", "フォロー", "a" * 500, "follow.up"])
def test_any_other_word_gets_help(text: str) -> None:
    assert handler_for(command(text).kind) is HANDLERS["command.earshot"]


def test_shortcuts_of_the_manifest_are_those_of_the_code() -> None:
    shortcuts = {kind.split(".", 1)[1] for kind in HANDLERS if kind.startswith("shortcut.")}
    assert {each["callback_id"] for each in WRITTEN["features"].get("shortcuts", [])} == shortcuts


def test_what_people_press_and_submit_reaches_us() -> None:
    assert any(kind.startswith(("action.", "view.")) for kind in HANDLERS)
    assert CONFIG.interactivity_enabled
    assert set(MODALS) <= set(HANDLERS)
    assert set(CHECKS) <= set(HANDLERS)


def test_the_home_tab_and_the_messages_that_we_send_have_their_place() -> None:
    assert CONFIG.home_tab_enabled
    assert CONFIG.messages_tab_enabled
    assert not CONFIG.messages_tab_read_only_enabled


# docs.slack.dev: the bot scopes that a method needs for what we do with it.
NEEDED: dict[str, set[str]] = {
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "views.publish": set(),
    "views.open": set(),
    "views.update": set(),
    "files.share": {"files:write"},
    "response_url": set(),
    "auth.test": set(),
    "conversations.open": {"im:write"},
    "conversations.join": {"channels:join"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "users.conversations": {"channels:read", "groups:read"},
    "dnd.teamInfo": {"dnd:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "team.profile.get": {"users.profile:read"},
    "users.profile.get": {"users.profile:read"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "keys.make": set(),  # no calls to Slack either: a key of a session, in a file of its own
    "keys.destroy": set(),
    "attention.fit": set(),  # no call to Slack: promised and answered like one, and made by ourselves
}


def called() -> Iterator[str]:
    """Every Slack method that is promised, or called at an edge."""
    for module in inside("handlers"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                promised = [keyword.value for keyword in node.keywords if keyword.arg == "method"]
                direct = (
                    node.args[:1] if isinstance(node.func, ast.Attribute) and node.func.attr == "call" else []
                )
                for expression in (*promised, *direct):
                    constants = (
                        each.value for each in ast.walk(expression) if isinstance(each, ast.Constant)
                    )
                    yield from (
                        str(value) for value in constants if "." in str(value) or value == "response_url"
                    )


@pytest.mark.parametrize("method", sorted({*METHODS, *called()}))
def test_every_method_that_we_call_is_allowed(method: str) -> None:
    assert NEEDED[method] <= CONFIG.bot_scopes


def test_the_methods_whose_limits_are_written_down_are_those_that_are_promised() -> None:
    at_the_door = {"views.open", "views.update", "team.profile.get", "users.profile.get"}
    assert set(called()) == set(METHODS) | at_the_door


def test_no_scope_is_asked_for_without_a_use() -> None:
    used = {scope for method in {*METHODS, *called()} for scope in NEEDED[method]}
    used |= {scope for name in SUBSCRIBED for scope in EVENT_SCOPES[name]}
    used |= {"commands"} if COMMANDS else set()
    assert CONFIG.bot_scopes == used
    assert len(WRITTEN["oauth_config"]["scopes"]["bot"]) == len(used)


@pytest.mark.parametrize("name", SUBSCRIBED)
def test_every_subscription_is_allowed(name: str) -> None:
    needed = EVENT_SCOPES[name]
    assert not needed or needed & CONFIG.bot_scopes


def test_what_the_doctor_compares_with_is_this_manifest() -> None:
    assert MANIFEST.samefile(ROOT / "manifest.yml")
    assert wanted_scopes() == CONFIG.bot_scopes


def test_the_local_workspace_installs_it_as_written() -> None:
    assert CONFIG.bot_events == set(SUBSCRIBED)
    assert (CONFIG.name, CONFIG.bot_display_name) == ("Earshot", "earshot")
    assert CONFIG.socket_mode_enabled
    assert CONFIG.commands["/earshot"].should_escape


@given(st.text(max_size=60))
def test_anything_else_is_handled_by_doing_nothing(kind: str) -> None:
    event = Event("T1", "Ev1", f"unheard of.{kind}", "C1", {}, NOW)
    assert handler_for(event.kind) is on_anything_else
    with Session() as session:
        on_anything_else(event, session, datetime.max.replace(tzinfo=NOW.tzinfo))
        assert not session.new


@given(st.sampled_from(sorted(HANDLERS)), st.from_regex(r"(\.zz[a-z_]{0,9}){1,3}", fullmatch=True))
def test_a_kind_that_is_more_special_than_known_goes_to_the_known_one(kind: str, special: str) -> None:
    assert handler_for(kind + special) is HANDLERS[kind]


@pytest.mark.parametrize(
    "kind", ["event.messages", "event", "command", "action.digest", "event.message_changed"]
)
def test_a_kind_that_only_looks_alike_is_another(kind: str) -> None:
    assert handler_for(kind) is on_anything_else


def test_nothing_is_registered_as_the_catch_all() -> None:
    assert on_anything_else not in HANDLERS.values()
    assert handler_for("") is on_anything_else
    assert handler_for("event.pin_added") is on_anything_else
