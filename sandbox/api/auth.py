"""Who the app is, and how it opens a Socket Mode connection."""

from typing import Any

from sandbox.api.args import invalid_arguments
from sandbox.api.method import Answer, Call, Method, table
from sandbox.errors import SlackError
from sandbox.objects import bot_json


def api_test(call: Call) -> Answer:
    """Echo the arguments; `error` makes it fail with that code."""
    if "error" in call.args:
        raise SlackError(call.args.text("error"), args=call.args.shown())
    shown = call.args.shown()
    return {"args": shown} if shown else {}


def auth_test(call: Call) -> Answer:
    """The app's bot user and workspace."""
    workspace = call.workspace
    return {
        "url": workspace.url,
        "team": workspace.name,
        "user": call.bot.name,
        "team_id": workspace.team_id,
        "user_id": call.bot.id,
        "bot_id": call.bot.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Answer:
    """A WebSocket address for one Socket Mode connection."""
    socket_mode = call.site.socket_mode
    if socket_mode is None or not call.workspace.config.socket_mode_enabled:
        raise SlackError("socket_mode_not_enabled")
    return {"url": socket_mode.connection_url(call.workspace.url.rstrip("/"))}


def team_info(call: Call) -> Answer:
    """The workspace."""
    workspace = call.workspace
    team: dict[str, Any] = {
        "id": workspace.team_id,
        "name": workspace.name,
        "url": workspace.url,
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "avatar_base_url": "",
        "is_verified": False,
    }
    return {"team": team}


def bots_info(call: Call) -> Answer:
    """A bot by its bot id (B…)."""
    bot_id = call.args.text("bot")
    if not bot_id:
        raise invalid_arguments("missing required field: bot")
    for person in call.workspace.people.values():
        if person.bot_id == bot_id:
            return {"bot": bot_json(person)}
    raise SlackError("bot_not_found")


METHODS = table(
    Method("api.test", 4, api_test, takes="none"),
    Method("auth.test", 4, auth_test),
    Method("apps.connections.open", 1, open_connection, takes="app"),
    Method("team.info", 3, team_info, ("team:read",)),
    Method("bots.info", 3, bots_info, ("users:read",)),
)
