"""The cast as Slack's user, channel and profile field objects."""

from datetime import datetime
from typing import Any

from sandbox.sample.cast import TEAM_ID, Cast, Colleague, Room


def users(cast: Cast, at: datetime) -> list[dict[str, Any]]:
    """Everybody's user object; time zone offsets are those of the given moment."""
    return [_user(who, cast, at) for who in cast.people.values()]


def channels(cast: Cast, created: datetime) -> list[dict[str, Any]]:
    """Every channel object; those who left are members no more."""
    return [_channel(room, cast, int(created.timestamp())) for room in cast.rooms.values()]


def _user(who: Colleague, cast: Cast, at: datetime) -> dict[str, Any]:
    offset = at.astimezone(who.tz).utcoffset()
    assert offset is not None
    return {
        "id": who.id,
        "team_id": TEAM_ID,
        "name": who.handle,
        "real_name": who.name,
        "deleted": who.deleted,
        "tz": who.tz.key,
        "tz_offset": int(offset.total_seconds()),
        "is_bot": who.bot,
        "is_restricted": who.guest,
        "is_ultra_restricted": False,
        "profile": _profile(who, cast),
    }


def _profile(who: Colleague, cast: Cast) -> dict[str, Any]:
    fields = {}
    if who.manager:
        fields[cast.manager_field["id"]] = {"value": cast.people[who.manager].id, "alt": ""}
    profile = {
        "real_name": who.name,
        "display_name": who.name.split()[0],
        "title": who.title,
        "fields": fields,
    }
    if who.bot:
        return profile | {"bot_id": who.bot_id, "api_app_id": who.app_id}
    return profile | {"email": f"{who.handle}@brambleway.example.com"}


def _channel(room: Room, cast: Cast, created: int) -> dict[str, Any]:
    creator = cast.people["heron"].id
    return {
        "id": room.id,
        "name": room.name,
        "is_private": room.private,
        "is_im": False,
        "is_mpim": False,
        "is_general": room.name == "general",
        "is_archived": False,
        "created": created,
        "creator": creator,
        "topic": {"value": room.topic, "creator": creator, "last_set": created},
        "purpose": {"value": room.purpose, "creator": creator, "last_set": created},
        "members": [cast.people[handle].id for handle in room.members if not cast.people[handle].deleted],
    }
