import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.app_config import AppConfig, Command, ManifestError, Shortcut
from sandbox.manifest import check_manifest
from sandbox.permissions import BOT_SCOPES, EVENT_SCOPES

MANIFEST: dict[str, Any] = {
    "_metadata": {"major_version": 2, "minor_version": 1},
    "display_information": {"name": "Lighthouse", "description": "Finds ships"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "lighthouse"},
        "slash_commands": [{"command": "/ship", "description": "Find a ship", "should_escape": True}],
        "shortcuts": [
            {"name": "Track it", "type": "message", "callback_id": "track", "description": "Track this ship"}
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["channels:history", "chat:write", "commands"], "bot_optional": ["users:read"]}
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def changed(key: str, value: Any) -> dict[str, Any]:
    """MANIFEST with another value at a dotted key; None takes the key away."""
    manifest = copy.deepcopy(MANIFEST)
    *parents, last = key.split(".")
    section: Any = manifest
    for parent in parents:
        section = section[int(parent)] if parent.isdigit() else section[parent]
    if value is None:
        del section[last]
    else:
        section[last] = value
    return manifest


def write(folder: Path, text: str) -> Path:
    path = folder / "manifest.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("dump", [yaml.safe_dump, json.dumps])
def test_a_manifest_becomes_the_app(tmp_path: Path, dump: Any) -> None:
    app = AppConfig.from_manifest(write(tmp_path, dump(MANIFEST)))
    assert app.name == "Lighthouse"
    assert app.bot_display_name == "lighthouse"
    assert app.bot_scopes == {"channels:history", "chat:write", "commands", "users:read"}
    assert app.bot_events == {"app_home_opened", "message.channels"}
    assert app.commands == {"/ship": Command("Find a ship", should_escape=True)}
    assert app.shortcuts == {"track": Shortcut("Track it", "message", "Track this ship")}
    assert (app.home_tab_enabled, app.messages_tab_enabled, app.messages_tab_read_only_enabled) == (
        True,
        True,
        False,
    )
    assert (app.socket_mode_enabled, app.interactivity_enabled) == (True, True)


def test_tokens_have_local_defaults_and_can_be_replaced() -> None:
    app = AppConfig("Lighthouse", "lighthouse")
    assert (app.bot_token, app.app_token) == ("xoxb-local-earshot", "xapp-local-earshot")
    assert app.signing_secret == "local-signing-secret"
    assert replace(app, bot_token="xoxb-other").bot_token == "xoxb-other"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (
            "display_information.name",
            "x" * 36,
            "display_information.name has 36 characters; Slack allows 1 to 35",
        ),
        ("display_information.description", "x" * 141, "allows 1 to 140"),
        ("display_information.long_description", "too short", "allows 175 to 4000"),
        ("display_information.background_color", "blue", "like #1a2b3c"),
        ("display_information.name", 7, "must be text"),
        ("display_information", None, "display_information is missing; add it"),
        ("features", None, "features is missing"),
        ("features.bot_user", None, "features.bot_user is missing"),
        ("features.bot_user.display_name", "x" * 81, "allows 1 to 80"),
        ("features.app_home", None, ""),
        ("features.app_home.home_tab", True, "did you mean home_tab_enabled?"),
        ("features.app_home.home_tab_enabled", "yes", "must be true or false"),
        ("features.zzzzz", {}, "features.zzzzz is not a key that Slack knows; remove it"),
        ("features.slash_commands", [], "has 0 items; Slack allows 1 to 50"),
        (
            "features.slash_commands",
            [{"command": f"/c{n}", "description": "d"} for n in range(51)],
            "features.slash_commands has 51 items; Slack allows 1 to 50",
        ),
        ("features.slash_commands", [MANIFEST["features"]["slash_commands"][0]] * 2, "lists /ship twice"),
        (
            "features.slash_commands.0.command",
            "ship",
            "features.slash_commands[0].command is 'ship'; it must look",
        ),
        ("features.slash_commands.0.command", "/" + "x" * 32, "has 33 characters; Slack allows 2 to 32"),
        ("features.slash_commands.0.description", "x" * 2001, "allows 1 to 2000"),
        ("features.slash_commands.0.usage_hint", "x" * 1001, "allows 1 to 1000"),
        ("features.shortcuts.0.name", "x" * 25, "allows 1 to 24"),
        ("features.shortcuts.0.description", "x" * 151, "allows 1 to 150"),
        ("features.shortcuts.0.type", "modal", "must be one of message, global"),
        ("features.shortcuts", [MANIFEST["features"]["shortcuts"][0]] * 11, "allows 1 to 10"),
        ("features.shortcuts", [MANIFEST["features"]["shortcuts"][0]] * 2, "lists track twice"),
        ("features.unfurl_domains", [f"{n}.example" for n in range(6)], "allows 1 to 5"),
        ("oauth_config.scopes.bot", None, "oauth_config.scopes.bot is missing"),
        (
            "oauth_config.scopes.bot",
            ["channels:history", "commands", "chat:wrote"],
            "did you mean chat:write?",
        ),
        ("oauth_config.scopes.bot", ["channels:history"], "needs the scope commands"),
        (
            "oauth_config.scopes.bot",
            ["commands"],
            "message.channels needs the scope channels:history; add it to",
        ),
        ("oauth_config.scopes.bot", ["commands"] * 256, "allows 0 to 255"),
        ("settings.event_subscriptions.bot_events", ["message.channel"], "did you mean message.channels?"),
        ("settings.event_subscriptions.bot_events", ["app_home_opened"] * 2, "lists app_home_opened twice"),
        (
            "settings.event_subscriptions.bot_events",
            ["member_joined_channel"],
            "channels:read or groups:read",
        ),
        ("settings.event_subscriptions.bot_events", "app_home_opened", "must be a list"),
        ("settings.interactivity.is_enabled", False, "features.shortcuts needs interactivity"),
        (
            "settings.socket_mode_enabled",
            False,
            "settings.event_subscriptions.request_url is missing; add it or",
        ),
        ("settings.event_subscriptions.request_url", "ftp://x", "https://..."),
    ],
)
def test_each_fault_is_one_line_that_names_the_key(key: str, value: Any, words: str, tmp_path: Path) -> None:
    path = write(tmp_path, yaml.safe_dump(changed(key, value)))
    if not words:
        AppConfig.from_manifest(path)
        return
    with pytest.raises(ManifestError) as caught:
        AppConfig.from_manifest(path)
    line = str(caught.value)
    assert line.startswith("manifest.yml: ")
    assert words in line
    assert "\n" not in line


def test_over_http_every_address_is_asked_for() -> None:
    manifest = changed("settings.socket_mode_enabled", value=False)
    manifest["settings"]["event_subscriptions"]["request_url"] = "https://example.com/slack/events"
    with pytest.raises(ManifestError, match=r"interactivity\.request_url is missing"):
        check_manifest(manifest)
    manifest["settings"]["interactivity"]["request_url"] = "https://example.com/slack/events"
    with pytest.raises(ManifestError, match=r"slash_commands\[0\].url is missing"):
        check_manifest(manifest)
    manifest["features"]["slash_commands"][0]["url"] = "https://example.com/slack/events"
    check_manifest(manifest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1", "line 1"),
        ("a:\n\t- b", "line 2"),
        ("", "holds no keys"),
        ("- a", "holds no keys"),
        ("day: 2026-02-30", "not valid YAML"),
    ],
)
def test_text_that_is_no_manifest(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=words) as caught:
        AppConfig.from_manifest(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="No such file"):
        AppConfig.from_manifest(tmp_path / "manifest.yml")
    (tmp_path / "manifest.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ManifestError, match="UTF-8"):
        AppConfig.from_manifest(tmp_path / "manifest.yml")


def test_every_scope_that_an_event_needs_exists() -> None:
    assert frozenset().union(*EVENT_SCOPES.values()) <= BOT_SCOPES


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    [
        "display_information.name",
        "features.bot_user",
        "features.slash_commands",
        "features.slash_commands.0",
        "features.shortcuts",
        "features.shortcuts.0.type",
        "oauth_config.scopes",
        "oauth_config.scopes.bot",
        "settings",
        "settings.event_subscriptions",
        "settings.event_subscriptions.bot_events",
        "settings.interactivity",
    ]
)


@settings(deadline=None)
@given(key=keys, value=json_values)
def test_any_value_is_accepted_or_refused_in_one_line(key: str, value: Any) -> None:
    manifest = copy.deepcopy(MANIFEST)
    *parents, last = key.split(".")
    section: Any = manifest
    for parent in parents:
        section = section[int(parent) if parent.isdigit() else parent]
    section[int(last) if last.isdigit() else last] = value
    try:
        check_manifest(manifest)
    except ManifestError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
