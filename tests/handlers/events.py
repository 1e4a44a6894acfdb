"""Request bodies as Slack sends them, with as much in them as Earshot could look at."""

from itertools import count
from typing import Any

TEAM, BOT_USER, BOT = "T1", "UBOT", "BBOT"
_number = count(1)


def callback(event: dict[str, Any], event_id: str = "") -> dict[str, Any]:
    """An Events API body around an event; each has a new id unless one is given."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": event_id or f"Ev{next(_number)}",
        "event": event,
    }


def message(channel: str, ts: str, user: str = "U2", text: str = "words", **more: Any) -> dict[str, Any]:
    """Somebody wrote something in a channel; `thread_ts` makes it a reply."""
    said = {"type": "message", "channel": channel, "ts": ts, "user": user, "text": text, "event_ts": ts}
    return callback(said | {"channel_type": "channel"} | more)


def changed(channel: str, ts: str, at: str, **message: Any) -> dict[str, Any]:
    """A message got other words, or another subtype."""
    said = {"type": "message", "ts": ts, "user": "U2", "text": "other words", "edited": {"ts": at}} | message
    event = {"type": "message", "subtype": "message_changed", "channel": channel, "ts": at, "event_ts": at}
    return callback(event | {"hidden": True, "message": said})


def deleted(channel: str, ts: str, at: str, **previous: Any) -> dict[str, Any]:
    """A message was deleted; `thread_ts` says that it was a reply."""
    before = {"type": "message", "ts": ts, "user": "U2", "text": "words"} | previous
    event = {"type": "message", "subtype": "message_deleted", "channel": channel, "ts": at, "event_ts": at}
    return callback(event | {"hidden": True, "deleted_ts": ts, "previous_message": before})


def reaction(
    channel: str, ts: str, user: str, at: str, *, kind: str = "added", name: str = "eyes"
) -> dict[str, Any]:
    """Somebody put an emoji on a message, or with kind="removed" took it back."""
    item = {"type": "message", "channel": channel, "ts": ts}
    return callback(
        {"type": f"reaction_{kind}", "user": user, "reaction": name, "item": item, "event_ts": at}
    )


def membership(kind: str, channel: str, user: str) -> dict[str, Any]:
    """Somebody joined or left a channel."""
    return callback({"type": f"member_{kind}_channel", "user": user, "channel": channel})


def command(user: str, text: str) -> dict[str, Any]:
    """Somebody typed /earshot."""
    return {
        "command": "/earshot",
        "text": text,
        "team_id": TEAM,
        "user_id": user,
        "channel_id": "C1",
        "trigger_id": f"{next(_number)}.trigger",
        "response_url": f"https://hooks.example/{next(_number)}",
    }


def click(user: str, action_id: str, value: str = "", **more: Any) -> dict[str, Any]:
    """Somebody pressed a button."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user},
        "trigger_id": f"{next(_number)}.trigger",
        "actions": [
            {"action_id": action_id, "value": value, "type": "button", "action_ts": f"{next(_number)}.0"}
        ],
    } | more


def shortcut(user: str, channel: str, ts: str, thread_ts: str = "") -> dict[str, Any]:
    """Somebody chose "Why (not) in my digest?" in the menu of a message."""
    said = {"type": "message", "ts": ts, "user": "U2", "text": "words"}
    return {
        "type": "message_action",
        "callback_id": "why",
        "team": {"id": TEAM},
        "user": {"id": user},
        "channel": {"id": channel},
        "message_ts": ts,
        "message": said | ({"thread_ts": thread_ts} if thread_ts else {}),
        "trigger_id": f"{next(_number)}.trigger",
        "response_url": f"https://hooks.example/{next(_number)}",
    }


def submission(
    user: str, channels: list[str], people: list[str], cadence: str = "daily", **more: list[str]
) -> dict[str, Any]:
    """Somebody sent the follow modal: `people` are their managers; level2, level3 and voices may be added."""
    values: dict[str, Any] = {
        "channels": {"channels": {"selected_conversations": channels}},
        "cadence": {"cadence": {"selected_option": {"value": cadence}}},
    }
    for name, users in ({"level1": people} | more).items():
        values[name] = {name: {"selected_users": users}}
    view = {"id": f"V{next(_number)}", "callback_id": "follow", "hash": "1.a", "state": {"values": values}}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "view": view}
