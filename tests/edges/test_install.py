"""Meeting Slack: whatever is wrong is told in one line that names the variable."""

import dataclasses
import socket

import pytest

from bot.settings import Settings, SettingsError
from handlers.edges import install
from tests.edges.local_slack import Answer, LocalSlack

WHO = {
    "ok": True,
    "team_id": "T1",
    "team": "B",
    "url": "https://b.example/",
    "user_id": "UBOT",
    "bot_id": "BBOT",
}


def _settings(api_url: str) -> Settings:
    return Settings.from_env(
        {"SLACK_API_URL": api_url, "SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_APP_TOKEN": "xapp-secret"}
    )


def _told(settings: Settings) -> str:
    with pytest.raises(SettingsError) as refused:
        install.meet(settings)
    line = str(refused.value)
    assert "\n" not in line
    assert "secret" not in line
    return line


def test_who_we_are_is_known_with_the_scopes_that_were_granted(server: LocalSlack) -> None:
    server.answers["auth.test"] = Answer(WHO, headers={"x-oauth-scopes": "chat:write, im:write"})
    met = install.meet(_settings(server.url))
    assert (met.team_id, met.bot_user_id, met.bot_id, met.url) == ("T1", "UBOT", "BBOT", "https://b.example/")
    assert met.scopes == frozenset({"chat:write", "im:write"})


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("invalid_auth", "does not know this token"),
        ("account_inactive", "was removed"),
        ("token_revoked", "revoked"),
        ("token_expired", "expired"),
        ("some_new_error", "refused it"),
    ],
)
def test_a_token_that_is_refused_is_named_with_the_fix(server: LocalSlack, code: str, words: str) -> None:
    server.answers["auth.test"] = Answer({"ok": False, "error": code})
    line = _told(_settings(server.url))
    assert line.startswith("SLACK_BOT_TOKEN was refused")
    assert words in line
    assert "api.slack.com/apps" in line


@pytest.mark.parametrize(
    "answer",
    [
        Answer("<html>a proxy's login</html>"),
        Answer("not found", 404),
        Answer({"ok": True}),
        Answer({"ok": False}),
        Answer({"ok": False, "error": {"odd": 1}}),
        Answer("", 500),
    ],
)
def test_an_address_that_is_not_slack_is_named(server: LocalSlack, answer: Answer) -> None:
    server.answers["auth.test"] = answer
    assert "SLACK_API_URL" in _told(_settings(server.url))


def test_an_address_where_nobody_is_is_named() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        line = _told(_settings(f"http://127.0.0.1:{listener.getsockname()[1]}/api/"))
    assert "can't be reached at SLACK_API_URL" in line


def test_a_missing_scope_is_named_with_the_fix(server: LocalSlack) -> None:
    granted = install.wanted_scopes() - {"im:write", "commands"}
    server.answers["auth.test"] = Answer(WHO, headers={"x-oauth-scopes": ",".join(granted)})
    met = install.meet(_settings(server.url))
    assert install.missing_scopes(met) == ["commands", "im:write"]
    with pytest.raises(SettingsError, match=r"lacks the scope commands, im:write.*reinstall"):
        install.check_scopes(met)


@pytest.mark.parametrize("scopes", [None, frozenset(install.wanted_scopes())])
def test_all_scopes_or_a_server_that_tells_none_are_fine(
    server: LocalSlack, scopes: frozenset[str] | None
) -> None:
    server.answers["auth.test"] = Answer(WHO)
    install.check_scopes(dataclasses.replace(install.meet(_settings(server.url)), scopes=scopes))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer({"ok": False, "error": "not_allowed_token_type"}), "SLACK_APP_TOKEN was refused"),
        (Answer({"ok": False, "error": "missing_scope", "needed": "connections:write"}), "connections:write"),
        (Answer("<html>"), "SLACK_API_URL"),
    ],
)
def test_an_app_token_that_does_not_do_is_named(server: LocalSlack, answer: Answer, words: str) -> None:
    server.answers["apps.connections.open"] = answer
    with pytest.raises(SettingsError, match=words):
        install.check_app_token(_settings(server.url))


def test_an_app_token_that_does_is_fine(server: LocalSlack) -> None:
    server.answers["apps.connections.open"] = Answer({"ok": True, "url": "wss://x.example/"})
    install.check_app_token(_settings(server.url))
    assert [method for method, _ in server.asked] == ["apps.connections.open"]
