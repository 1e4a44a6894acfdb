"""A person in a workspace, as far as Earshot needs to know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SLACKBOT = "USLACKBOT"  # Slack says is_bot=false of it


@dataclass(frozen=True)
class Person:
    """How to name somebody, when their day is, and whether they are a person who can react."""

    user_id: str
    name: str
    zone: str
    is_bot: bool
    is_guest: bool
    is_deleted: bool
    locale: str = ""  # such as ar-EG; "" where Slack didn't say
    is_stranger: bool = False  # of another organisation, met in a shared channel


def person_from(user: Mapping[str, Any], team_id: str = "") -> Person:
    """A person from Slack's user object, for that workspace; what it leaves out gets a sensible default."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Person(
        user_id=str(user["id"]),
        name=next((str(name) for name in names if name), "somebody"),
        zone=str(user.get("tz") or "UTC"),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_deleted=bool(user.get("deleted")),
        locale=str(user.get("locale") or ""),
        is_stranger=bool(user.get("is_stranger")) or _is_elsewhere(user, team_id),
    )


def _is_elsewhere(user: Mapping[str, Any], team_id: str) -> bool:
    """Whether the person's own workspace is another one, and none of the same organisation either."""
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    home = user.get("team_id") or team_id
    return bool(team_id) and home != team_id and team_id not in teams


def listed(people: Sequence[str], most: int = 3) -> str:
    """People in words, as Slack shows their names; those beyond `most` as a number. At least one person."""
    named = [f"<@{user}>" for user in people[:most]]
    if len(people) > most:
        named.append(f"{len(people) - most} more")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
