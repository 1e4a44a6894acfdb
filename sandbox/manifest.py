"""The app manifest, checked as Slack checks it before an app may be created from it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sandbox.manifest_rules import (
    ManifestError,
    anything,
    choice,
    flag,
    items,
    nearest,
    number,
    section,
    text,
)
from sandbox.permissions import BOT_SCOPES, EVENT_SCOPES


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest as plain data, after every check. Raises ManifestError, starting with the file's name."""
    try:
        manifest = _load(path)
        check_manifest(manifest)
    except ManifestError as error:
        raise ManifestError(f"{path.name}: {error}") from None
    return manifest


def check_manifest(manifest: Any) -> None:
    """Raises ManifestError at the first thing that Slack would refuse."""
    _MANIFEST(manifest, "")
    _check_scopes(manifest)
    _check_events(manifest)
    _check_commands_and_shortcuts(manifest)
    _check_request_urls(manifest)


def setting(manifest: Mapping[str, Any], key: str, default: Any = None) -> Any:
    """The value at a dotted key, or the default where a part of it is missing or empty."""
    value: Any = manifest
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return default if value is None else value


def _load(path: Path) -> dict[str, Any]:
    try:
        manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ManifestError(f"cannot be read ({error.strerror}); put the app's manifest at {path}") from None
    except UnicodeDecodeError:
        raise ManifestError("is not UTF-8 text; save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "unreadable"
        raise ManifestError(f"{where}not valid YAML ({problem}); mend that line") from None
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"not valid YAML ({str(error).splitlines()[0]}); mend that value") from None
    if not isinstance(manifest, dict):
        raise ManifestError("holds no keys; start it with display_information")
    return manifest


_URL = text(3500, pattern=r"^https?://", like="https://...")
_CALLBACK_ID = text(255)
_SCOPES = items(text(50), 255)
_PROMPT = section("title message", title=text(3000), message=text(3000))

_FEATURES = section(
    "bot_user",
    app_home=section(home_tab_enabled=flag, messages_tab_enabled=flag, messages_tab_read_only_enabled=flag),
    bot_user=section("display_name", display_name=text(80), always_online=flag),
    slash_commands=items(
        section(
            "command description",
            command=text(32, 2, r"^/[^\sA-Z/]+$", "/command, in small letters and without blanks"),
            url=_URL,
            description=text(2000),
            usage_hint=text(1000),
            should_escape=flag,
        ),
        most=50,
        least=1,
    ),
    shortcuts=items(
        section(
            "name type callback_id description",
            name=text(24),
            type=choice("message", "global"),
            callback_id=_CALLBACK_ID,
            description=text(150),
        ),
        most=10,
        least=1,
    ),
    unfurl_domains=items(text(255), most=5, least=1, unique=True),
    workflow_steps=items(section("name callback_id", name=text(50), callback_id=text(50)), most=10, least=1),
    assistant_view=section(
        "assistant_description", assistant_description=text(3000), suggested_prompts=items(_PROMPT, 100)
    ),
    agent_view=section(agent_description=text(300, 0), suggested_prompts=items(_PROMPT, 4), actions=anything),
    functions=anything,
    code_channels=anything,
)

_SETTINGS = section(
    allowed_ip_address_ranges=items(text(18), most=50, least=1, unique=True),
    event_subscriptions=section(
        request_url=_URL,
        bot_events=items(text(50), most=100, unique=True),
        user_events=items(text(50), most=100, unique=True),
        metadata_subscriptions=items(anything, most=20, least=1),
    ),
    incoming_webhooks=section(incoming_webhooks_enabled=flag),
    interactivity=section("is_enabled", is_enabled=flag, request_url=_URL, message_menu_options_url=_URL),
    org_deploy_enabled=flag,
    socket_mode_enabled=flag,
    token_rotation_enabled=flag,
    is_hosted=flag,
    is_mcp_enabled=flag,
    siws_links=anything,
    hermes_app_type=anything,
    function_runtime=text(50),
)

_MANIFEST = section(
    "display_information features oauth_config settings",
    _metadata=section(major_version=number, minor_version=number, schema_version=number, min_version=number),
    display_information=section(
        "name",
        name=text(35),
        description=text(140),
        long_description=text(4000, 175),
        background_color=text(7, 4, r"^#([0-9a-fA-F]{3}){1,2}$", "#1a2b3c"),
    ),
    features=_FEATURES,
    oauth_config=section(
        "scopes",
        scopes=section("bot", bot=_SCOPES, bot_optional=_SCOPES, user=_SCOPES, user_optional=_SCOPES),
        redirect_urls=items(text(2500), most=1000, unique=True),
        token_management_enabled=flag,
        pkce_enabled=flag,
    ),
    settings=_SETTINGS,
    **dict.fromkeys(
        ("$schema", "app_directory", "functions", "workflows", "datastores", "outgoing_domains", "types"),
        anything,
    ),
)


def bot_scopes(manifest: Mapping[str, Any]) -> frozenset[str]:
    """All bot scopes that an installation grants, the optional ones included."""
    scopes = setting(manifest, "oauth_config.scopes", {})
    return frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", []))


def _check_scopes(manifest: Mapping[str, Any]) -> None:
    for name in ("bot", "bot_optional"):
        for scope in setting(manifest, f"oauth_config.scopes.{name}", []):
            if scope not in BOT_SCOPES:
                hint = nearest(scope, BOT_SCOPES)
                raise ManifestError(
                    f"oauth_config.scopes.{name}: {scope} is not a scope that a bot can have; {hint}"
                )


def _check_events(manifest: Mapping[str, Any]) -> None:
    key, granted = "settings.event_subscriptions.bot_events", bot_scopes(manifest)
    for event in setting(manifest, key, []):
        if event not in EVENT_SCOPES:
            raise ManifestError(f"{key}: {event} is not an event for bots; {nearest(event, EVENT_SCOPES)}")
        needed = EVENT_SCOPES[event]
        if needed and not needed & granted:
            wanted = " or ".join(sorted(needed))
            raise ManifestError(f"{key}: {event} needs the scope {wanted}; add it to oauth_config.scopes.bot")


def _check_commands_and_shortcuts(manifest: Mapping[str, Any]) -> None:
    for feature, name in (("slash_commands", "command"), ("shortcuts", "callback_id")):
        key = f"features.{feature}"
        entries = setting(manifest, key, [])
        if entries and "commands" not in bot_scopes(manifest):
            raise ManifestError(f"{key} needs the scope commands; add it to oauth_config.scopes.bot")
        for twice in _repeated([entry[name] for entry in entries]):
            raise ManifestError(f"{key} lists {twice} twice; remove or rename one")
    if setting(manifest, "features.shortcuts") and not setting(manifest, "settings.interactivity.is_enabled"):
        raise ManifestError(
            "features.shortcuts needs interactivity; set settings.interactivity.is_enabled to true"
        )


def _repeated(names: Sequence[str]) -> Iterator[str]:
    return (name for index, name in enumerate(names) if name in names[:index])


def _check_request_urls(manifest: Mapping[str, Any]) -> None:
    """Without Socket Mode, Slack has to know where to send things."""
    if setting(manifest, "settings.socket_mode_enabled"):
        return
    needed = {
        "settings.event_subscriptions.request_url": setting(
            manifest, "settings.event_subscriptions.bot_events"
        ),
        "settings.interactivity.request_url": setting(manifest, "settings.interactivity.is_enabled"),
    }
    for key, in_use in needed.items():
        if in_use and not setting(manifest, key):
            raise ManifestError(f"{key} is missing; add it or set settings.socket_mode_enabled to true")
    for index, command in enumerate(setting(manifest, "features.slash_commands", [])):
        if "url" not in command:
            key = f"features.slash_commands[{index}].url"
            raise ManifestError(f"{key} is missing; add it or set settings.socket_mode_enabled to true")
