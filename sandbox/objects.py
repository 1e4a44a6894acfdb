"""Slack's JSON objects for members, conversations and messages, as the API and events show them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.people import Person

MAX_REPLY_USERS = 5


def _zone(person: Person, at: float) -> dict[str, Any]:
    try:
        zone = ZoneInfo(person.tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return {}
    moment = datetime.fromtimestamp(at, tz=UTC).astimezone(zone)
    offset = moment.utcoffset()
    return {
        "tz": person.tz,
        "tz_label": moment.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
    }


def profile_json(
    person: Person, team_id: str, *, with_email: bool, with_fields: bool = False
) -> dict[str, Any]:
    """A member's profile; the email needs users:read.email, custom fields are shown by users.profile.get alone."""
    profile: dict[str, Any] = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name or person.name,
        "real_name_normalized": person.real_name or person.name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "team": team_id,
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.bot_id:
        profile |= {"bot_id": person.bot_id, "api_app_id": person.app_id, "always_active": True}
    if with_fields:
        profile["fields"] = {key: {"value": value, "alt": ""} for key, value in person.profile_fields.items()}
    return profile


def user_json(person: Person, team_id: str, at: float, *, with_email: bool = True) -> dict[str, Any]:
    """A member as users.info shows them at the moment `at`; deactivated ones come without time zone and roles, as in Slack."""
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": person.home_team or team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile_json(person, team_id, with_email=with_email),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deleted:
        return user
    roles = {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
    }
    named = {"color": "9f69e7", "real_name": person.real_name or person.name}
    return user | named | _zone(person, at) | roles | {"is_email_confirmed": bool(person.email)}


def dnd_json(person: Person) -> dict[str, Any]:
    """The next span in which a member does not want to be disturbed; 1 stands for none."""
    start, end = person.dnd or (1, 1)
    return {"dnd_enabled": person.dnd is not None, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def channel_json(channel: Channel, team_id: str, viewer_id: str) -> dict[str, Any]:
    """A conversation as `viewer_id` sees it in conversations.info and the lists."""
    shown: dict[str, Any] = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": team_id,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        others = sorted(channel.members - {viewer_id})
        return shown | {"user": others[0] if others else viewer_id, "is_user_deleted": False, "priority": 0}
    return shown | _named_json(channel, team_id, viewer_id)


def _named_json(channel: Channel, team_id: str, viewer_id: str) -> dict[str, Any]:
    return {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.is_public,
        "is_group": channel.kind == "group",
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_read_only": channel.is_read_only,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": [team_id],
        "parent_conversation": None,
        "unlinked": 0,
        "creator": channel.creator,
        "is_member": viewer_id in channel.members,
        "previous_names": list(channel.previous_names),
        "topic": _described(channel.topic, channel),
        "purpose": _described(channel.purpose, channel),
    }


def _described(value: str, channel: Channel) -> dict[str, Any]:
    return {
        "value": value,
        "creator": channel.creator if value else "",
        "last_set": channel.created if value else 0,
    }


def message_json(
    channel: Channel, message: Message, team_id: str, *, all_metadata: bool = True
) -> dict[str, Any]:
    """A message in Slack's shape, with what follows from its thread; `all_metadata=False` hides metadata's payload."""
    shown = message.to_json()
    if not message.is_system and message.user:
        shown["team"] = team_id
    if message.metadata and not all_metadata:
        shown["metadata"] = {"event_type": message.metadata["event_type"]}
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts or "")
        if parent is not None:
            shown["parent_user_id"] = parent.user
            if message.subtype == "thread_broadcast":
                shown["root"] = message_json(channel, parent, team_id, all_metadata=all_metadata)
    else:
        shown |= thread_json(channel, message)
    return shown


def thread_json(channel: Channel, parent: Message) -> dict[str, Any]:
    """What a message tells of its replies; nothing when it has none."""
    reply_ts = channel.threads.get(parent.ts)
    if not reply_ts:
        return {}
    users = list(dict.fromkeys(_author(channel.messages[ts]) for ts in reply_ts))
    return {
        "thread_ts": parent.ts,
        "reply_count": len(reply_ts),
        "reply_users_count": len(users),
        "reply_users": users[:MAX_REPLY_USERS],
        "latest_reply": reply_ts[-1],
        "is_locked": False,
        "subscribed": False,
    }


def _author(message: Message) -> str:
    return message.user or message.bot_id or ""


def bot_json(person: Person) -> dict[str, Any]:
    """A bot as bots.info shows it."""
    return {
        "id": person.bot_id,
        "deleted": person.deleted,
        "name": person.real_name or person.name,
        "updated": person.updated,
        "app_id": person.app_id,
        "user_id": person.id,
        "icons": {},
    }
