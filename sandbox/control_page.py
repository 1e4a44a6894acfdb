"""What a page needs to know before it shows anything, and the switch for live traffic."""

from typing import Any

from sandbox.app_config import AppConfig
from sandbox.control_request import Answer, ControlError, ControlRequest, iso


def workspace(request: ControlRequest) -> Answer:
    """The workspace and the app in it: names, commands, shortcuts, whom to act as first, the time."""
    site, here = request.desk.site, request.workspace
    now = here.clock.now()
    return {
        "name": here.name,
        "team_id": here.team_id,
        "url": here.url,
        "app": {"bot": here.bot_user_id, "app_id": here.app_id, **_app(here.config)},
        "guides": [vars(guide) for guide in site.guides],
        "clock": {"now": now, "iso": iso(now), "version": here.clock.version},
        "live": live(request)["live"],
        "log": here.log.last_number,
    }


def live(request: ControlRequest) -> Answer:
    """Whether colleagues go on posting by themselves; null where there are none who could."""
    traffic = request.desk.site.live
    return {"live": None if traffic is None else traffic.is_on}


def switch_live(request: ControlRequest) -> Answer:
    """Let colleagues post and react by themselves, or stop them {on}."""
    traffic = request.desk.site.live
    if traffic is None:
        raise ControlError("nobody here goes on posting: only the sample company does.")
    traffic.switch(on=request.flag("on"))
    return live(request)


def _app(config: AppConfig) -> dict[str, Any]:
    return {
        "name": config.name,
        "home_tab_enabled": config.home_tab_enabled,
        "messages_tab_enabled": config.messages_tab_enabled,
        "messages_tab_read_only": config.messages_tab_read_only_enabled,
        "commands": [
            {"command": name, "description": one.description, "usage_hint": one.usage_hint}
            for name, one in sorted(config.commands.items())
        ],
        "shortcuts": [
            {"callback_id": callback_id, **vars(one)} for callback_id, one in config.shortcuts.items()
        ],
    }
