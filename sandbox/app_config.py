"""What Slack knows about the app: its manifest, and the tokens that this workspace hands out for it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from sandbox.manifest import bot_scopes, read_manifest, setting
from sandbox.manifest_rules import ManifestError

__all__ = ["AppConfig", "Command", "ManifestError", "Shortcut"]


@dataclass(frozen=True)
class Command:
    """A slash command; with `should_escape`, mentions reach the app as <@U...|name> and <#C...|name>."""

    description: str
    usage_hint: str = ""
    should_escape: bool = False
    url: str = ""


@dataclass(frozen=True)
class Shortcut:
    """An entry in the menu of a message, or in the global shortcuts menu."""

    name: str
    type: Literal["message", "global"]
    description: str = ""


@dataclass(frozen=True)
class AppConfig:
    """The app as installed; change a copy with `dataclasses.replace`, for instance to take a scope away."""

    name: str
    bot_display_name: str
    bot_scopes: frozenset[str] = frozenset()
    bot_events: frozenset[str] = frozenset()
    commands: dict[str, Command] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False
    socket_mode_enabled: bool = False
    interactivity_enabled: bool = False
    bot_token: str = "xoxb-local-earshot"  # noqa: S105 a local workspace has nothing to protect
    app_token: str = "xapp-local-earshot"  # noqa: S105
    signing_secret: str = "local-signing-secret"  # noqa: S105

    @classmethod
    def from_manifest(cls, path: Path) -> Self:
        """The app that the manifest (YAML or JSON) describes. Raises ManifestError, one line naming key and fix."""
        manifest = read_manifest(path)
        home = setting(manifest, "features.app_home", {})
        settings = manifest["settings"]
        return cls(
            name=manifest["display_information"]["name"],
            bot_display_name=manifest["features"]["bot_user"]["display_name"],
            bot_scopes=bot_scopes(manifest),
            bot_events=frozenset(setting(settings, "event_subscriptions.bot_events", [])),
            commands=_commands(manifest["features"]),
            shortcuts=_shortcuts(manifest["features"]),
            home_tab_enabled=home.get("home_tab_enabled", False),
            messages_tab_enabled=home.get("messages_tab_enabled", False),
            messages_tab_read_only_enabled=home.get("messages_tab_read_only_enabled", False),
            socket_mode_enabled=settings.get("socket_mode_enabled", False),
            interactivity_enabled=setting(settings, "interactivity.is_enabled", default=False),
        )


def _commands(features: dict[str, Any]) -> dict[str, Command]:
    return {
        entry["command"]: Command(**{key: value for key, value in entry.items() if key != "command"})
        for entry in features.get("slash_commands", [])
    }


def _shortcuts(features: dict[str, Any]) -> dict[str, Shortcut]:
    return {
        entry["callback_id"]: Shortcut(entry["name"], entry["type"], entry["description"])
        for entry in features.get("shortcuts", [])
    }
