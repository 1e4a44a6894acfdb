"""Inner events of the Events API, shaped exactly as Slack sends them."""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.objects import message_json

Event = dict[str, Any]


@dataclass(frozen=True)
class WorkspaceEvent:
    """One inner event. With a `channel_id` a bot receives it only as a member of that channel; None reaches every bot."""

    event: Event
    channel_id: str | None


def message_event(channel: Channel, message: Message, team_id: str) -> Event:
    """A message was posted."""
    shown = message_json(channel, message, team_id)
    return {**shown, "channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}


def mention_event(channel: Channel, message: Message, team_id: str) -> Event:
    """The app was mentioned: what it gets besides the message event."""
    shown = message_json(channel, message, team_id)
    return {**shown, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}


def changed_event(channel: Channel, after: Event, before: Event, ts: str) -> Event:
    """A message was edited; `before` and `after` are its JSON."""
    return {**_hidden(channel, "message_changed", ts), "message": after, "previous_message": before}


def deleted_event(channel: Channel, before: Event, ts: str) -> Event:
    """A message is gone; `before` is its last JSON."""
    return {**_hidden(channel, "message_deleted", ts), "deleted_ts": before["ts"], "previous_message": before}


def _hidden(channel: Channel, subtype: str, ts: str) -> Event:
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }


def reaction_event(
    kind: str, user_id: str, name: str, channel: Channel, message: Message, *, ts: str
) -> Event:
    """A reaction came or went; `kind` is reaction_added or reaction_removed."""
    event: Event = {
        "type": kind,
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "event_ts": ts,
    }
    if message.user:
        event["item_user"] = message.user
    return event


def member_event(
    kind: str, user_id: str, channel: Channel, *, team_id: str, ts: str, inviter: str = ""
) -> Event:
    """Somebody came or went; `kind` is member_joined_channel or member_left_channel."""
    event: Event = {
        "type": kind,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "C" if channel.is_public else "G",
        "team": team_id,
        "event_ts": ts,
    }
    if inviter:
        event["inviter"] = inviter
    return event


def channel_event(what: str, channel: Channel, ts: str, **more: Any) -> Event:
    """Something befell a channel: `what` is archive, rename, left and so on; private channels get the group_ twin."""
    prefix = "channel" if channel.is_public else "group"
    return {"type": f"{prefix}_{what}", "channel": channel.id, **more, "event_ts": ts}


def mentions(message: Message, user_id: str) -> bool:
    """Whether the text or a rich text block of `message` mentions `user_id`."""
    if re.search(rf"<@{re.escape(user_id)}(\|[^>]*)?>", message.text):
        return True
    return any(
        _mentioned(block, user_id) for block in message.blocks or () if block.get("type") == "rich_text"
    )


def _mentioned(part: dict[str, Any], user_id: str) -> bool:
    if part.get("type") == "user" and part.get("user_id") == user_id:
        return True
    return any(_mentioned(child, user_id) for child in part.get("elements") or () if isinstance(child, dict))
