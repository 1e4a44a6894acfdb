"""People and channels of an export, with every odd value repaired to a plain default."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.export_archive import Oddities, Row

SLACKBOT_ID = "USLACKBOT"
_ID = re.compile(r"\w{1,64}", re.ASCII)
_DEFAULT_ZONE = "Etc/UTC"
_PERSON_FLAGS = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_admin", "is_owner")
_PROFILE_TEXTS = ("real_name", "display_name", "email", "title", "bot_id", "api_app_id")


def is_id(value: Any) -> bool:
    """Whether the value can be the id of a person, bot or channel."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def read_people(rows: Iterable[Row], oddities: Oddities) -> dict[str, dict[str, Any]]:
    """Slack's user objects by id."""
    people: dict[str, dict[str, Any]] = {}
    for place, row in rows:
        if not is_id(row.get("id")):
            oddities.add("people without an id, skipped", place)
        elif row["id"] in people:
            oddities.add("people listed twice, the first kept", place)
        else:
            people[row["id"]] = _person(row, place, oddities)
    return people


def placeholder(person_id: str) -> dict[str, Any]:
    """A person whom messages name but the list of people lacks."""
    shown = "Slackbot" if person_id == SLACKBOT_ID else f"person {person_id}"
    name = "slackbot" if person_id == SLACKBOT_ID else person_id.lower()
    row = {"id": person_id, "name": name, "real_name": shown, "tz": _DEFAULT_ZONE}
    return _person(row, "", Oddities())


def read_channels(rows: Iterable[Row], kind: str, oddities: Oddities) -> list[dict[str, Any]]:
    """Slack's channel objects out of channels.json, groups.json, mpims.json or dms.json.

    `kind` is channel, group, mpim or im. The key `members` is None where the export doesn't tell.
    """
    channels: dict[str, dict[str, Any]] = {}
    for place, row in rows:
        if not is_id(row.get("id")):
            oddities.add("channels without an id, skipped", place)
        elif row["id"] in channels:
            oddities.add("channels listed twice, the first kept", place)
        else:
            channels[row["id"]] = _channel(row, kind, place, oddities)
    return list(channels.values())


def _person(row: dict[str, Any], place: str, oddities: Oddities) -> dict[str, Any]:
    given = row.get("profile") if isinstance(row.get("profile"), dict) else {}
    assert isinstance(given, dict)
    profile: dict[str, Any] = {key: _text(given.get(key)) for key in _PROFILE_TEXTS}
    real_name = _text(row.get("real_name")) or profile["real_name"] or _text(row.get("name")) or row["id"]
    profile["real_name"] = profile["real_name"] or real_name
    profile["fields"] = _profile_fields(given.get("fields"))
    zone = row.get("tz") or _DEFAULT_ZONE
    if not isinstance(zone, str) or not _is_zone(zone):
        oddities.add(f"people in an unknown time zone, put into {_DEFAULT_ZONE}", place)
        zone = _DEFAULT_ZONE
    return {
        "id": row["id"],
        "name": _text(row.get("name")) or row["id"].lower(),
        "real_name": real_name,
        "tz": zone,
        "profile": profile,
        **{flag: row.get(flag) is True for flag in _PERSON_FLAGS},
    }


def _profile_fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    return {
        key: {"value": _text(field.get("value")), "alt": _text(field.get("alt"))}
        for key, field in value.items()
        if is_id(key) and isinstance(field, dict)
    }


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _channel(row: dict[str, Any], kind: str, place: str, oddities: Oddities) -> dict[str, Any]:
    name = _text(row.get("name"))
    if not name and kind != "im":
        oddities.add("channels without a name, named by their id", place)
    return {
        "id": row["id"],
        "name": name or row["id"].lower(),
        "is_private": kind != "channel",
        "is_im": kind == "im",
        "is_mpim": kind == "mpim",
        "is_archived": row.get("is_archived") is True,
        "is_general": row.get("is_general") is True,
        "created": _seconds(row.get("created")),
        "creator": row["creator"] if is_id(row.get("creator")) else "",
        "members": _members(row.get("members"), place, oddities),
        "topic": _about(row.get("topic")),
        "purpose": _about(row.get("purpose")),
    }


def _members(value: Any, place: str, oddities: Oddities) -> list[str] | None:
    if not isinstance(value, list):
        oddities.add("channels without members, who were taken from its messages", place)
        return None
    members = list(dict.fromkeys(member for member in value if is_id(member)))
    if len(members) < len(value):
        oddities.add("channels with odd or repeated members, left out", place)
    return members


def _about(value: Any) -> dict[str, Any]:
    """A topic or purpose; old exports give only its text."""
    given = value if isinstance(value, dict) else {"value": value}
    creator = given.get("creator")
    return {
        "value": _text(given.get("value")),
        "creator": creator if is_id(creator) else "",
        "last_set": _seconds(given.get("last_set")),
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _seconds(value: Any) -> int:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and 0 <= value < 10**10 else 0
