"""users.*, team.profile.get, dnd.info and dnd.teamInfo: the members of the workspace."""

from typing import Any

from sandbox.api.args import invalid_arguments
from sandbox.api.method import Answer, Call, Method, table
from sandbox.api.paging import page
from sandbox.errors import SlackError
from sandbox.objects import dnd_json, profile_json, user_json
from sandbox.people import Person

MAX_PAGE = 999
MAX_DND = 50  # members that dnd.teamInfo answers for at once


def info(call: Call) -> Answer:
    """One member."""
    return {"user": _shown(call, _person(call))}


def list_all(call: Call) -> Answer:
    """Every member, deactivated ones, bots and Slackbot included."""
    people = call.workspace.people
    if "limit" not in call.args and "cursor" not in call.args and len(people) > MAX_PAGE * 10:
        raise SlackError("limit_required")
    limit = call.args.limit(default=len(people), most=MAX_PAGE, is_strict=True)
    ids, cursor = page(sorted(people), call.args.text("cursor"), limit, "user")
    rows = [_shown(call, people[user_id]) for user_id in ids]
    now = int(call.workspace.clock.now())
    return {"members": rows, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(call: Call) -> Answer:
    """The active member with this email address."""
    email = call.args.required("email").lower()
    for person in call.workspace.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


def profile(call: Call) -> Answer:
    """A member's profile with its custom fields."""
    if not call.args.text("user"):
        raise invalid_arguments("missing required field: user")
    person = _person(call)
    with_email = "users:read.email" in call.scopes
    shown = profile_json(person, call.workspace.team_id, with_email=with_email, with_fields=True)
    if call.args.flag("include_labels"):
        labels = {field["id"]: field.get("label", "") for field in call.workspace.profile_fields}
        for field_id, value in shown["fields"].items():
            value["label"] = labels.get(field_id, "")
    return {"profile": shown}


def team_profile(call: Call) -> Answer:
    """The custom profile fields of the workspace."""
    fields = [
        {**_FIELD_DEFAULTS, "ordering": place, **field}
        for place, field in enumerate(call.workspace.profile_fields)
    ]
    return {"profile": {"fields": fields, "sections": []}}


def dnd_info(call: Call) -> Answer:
    """When a member does not want to be disturbed."""
    person = _person(call) if call.args.text("user") else call.bot
    return dnd_json(person)


def dnd_team_info(call: Call) -> Answer:
    """When each of some members does not want to be disturbed; people whom nobody knows are left out."""
    asked = [each for each in call.args.required("users").split(",") if each]
    if len(asked) > MAX_DND:
        raise invalid_arguments(f"users: at most {MAX_DND}")
    people = call.workspace.people
    return {"users": {each: dnd_json(people[each]) for each in asked if each in people}}


_FIELD_DEFAULTS: dict[str, Any] = {
    "hint": "",
    "type": "text",
    "possible_values": None,
    "options": None,
    "is_hidden": False,
}


def _person(call: Call) -> Person:
    person = call.workspace.people.get(call.args.required("user"))
    if person is None:
        raise SlackError("user_not_found")
    return person


def _shown(call: Call, person: Person) -> dict[str, Any]:
    with_email = "users:read.email" in call.scopes
    shown = user_json(person, call.workspace.team_id, call.workspace.clock.now(), with_email=with_email)
    if call.args.flag("include_locale") and not person.deleted:
        shown["locale"] = person.locale
    return shown


METHODS = table(
    Method("users.info", 4, info, ("users:read",)),
    Method("users.list", 2, list_all, ("users:read",)),
    Method("users.lookupByEmail", 3, lookup_by_email, ("users:read.email",)),
    Method("users.profile.get", 4, profile, ("users.profile:read",)),
    Method("team.profile.get", 3, team_profile, ("users.profile:read",)),
    Method("dnd.info", 3, dnd_info, ("dnd:read",)),
    Method("dnd.teamInfo", 2, dnd_team_info, ("dnd:read",)),
)
