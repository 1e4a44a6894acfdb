import json
import urllib.error
import urllib.request
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app_config import AppConfig
from sandbox.server import LocalWorkspaceServer

JSON = {"content-type": "application/json; charset=utf-8"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


def call(
    server: LocalWorkspaceServer, method: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> Any:
    request = urllib.request.Request(server.api_url + method, body, headers or {}, method="POST")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def error_of(client: WebClient, method: str, **args: Any) -> Any:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, params=args)
    return refusal.value.response


def test_the_app_learns_who_it_is_and_what_it_may_do(client: WebClient, server: LocalWorkspaceServer) -> None:
    answer = client.auth_test()
    assert answer["url"] == server.url + "/"
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0EARSHOT", "B0EARSHOT", "T0LOCAL")
    granted = {key.lower(): value for key, value in answer.headers.items()}["x-oauth-scopes"]
    assert "chat:write" in granted.split(",")
    assert client.team_info()["team"]["name"] == "Local"
    assert client.bots_info(bot="B0EARSHOT")["bot"]["user_id"] == "U0EARSHOT"
    assert error_of(client, "bots.info", bot="B0NOBODY")["error"] == "bot_not_found"


@pytest.mark.parametrize(
    ("token", "method", "code"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-somebody-elses", "auth.test", "invalid_auth"),
        ("xapp-local-earshot", "auth.test", "not_allowed_token_type"),
        ("xoxb-local-earshot", "apps.connections.open", "not_allowed_token_type"),
        ("xoxb-local-earshot", "chat.whisper", "unknown_method"),
    ],
)
def test_a_wrong_token_or_method_is_refused(
    server: LocalWorkspaceServer, token: str, method: str, code: str
) -> None:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    assert call(server, method, b"", headers)["error"] == code


def test_tokens_die_with_the_app(client: WebClient, server: LocalWorkspaceServer, company: Any) -> None:
    server.call(lambda: company.workspace.change_person(company.bot, deleted=True))
    assert error_of(client, "auth.test")["error"] == "account_inactive"
    server.call(company.workspace.uninstall)
    assert error_of(client, "auth.test")["error"] == "token_revoked"


def test_a_scope_that_is_not_granted_is_named(client: WebClient, company: Any, config: AppConfig) -> None:
    company.workspace.config = replace(config, bot_scopes=frozenset({"chat:write", "channels:history"}))
    lacking = error_of(client, "users.info", user=company.ben)
    assert (lacking["error"], lacking["needed"]) == ("missing_scope", "users:read")
    assert lacking["provided"] == "channels:history,chat:write"
    client.conversations_history(channel=company.general)
    company.workspace.invite(company.ana, company.plans, company.bot)
    assert error_of(client, "conversations.history", channel=company.plans)["needed"] == "groups:history"


def test_a_connection_address_needs_the_app_token(server: LocalWorkspaceServer, config: AppConfig) -> None:
    app = WebClient(config.app_token, base_url=server.api_url)
    first, second = (app.apps_connections_open(app_token=config.app_token)["url"] for _ in range(2))
    assert first.startswith(server.url.replace("http", "ws"))
    assert first != second


def test_arguments_come_as_json_form_or_query(server: LocalWorkspaceServer) -> None:
    assert call(server, "api.test", b'{"a": {"b": 1}}', JSON)["args"] == {"a": {"b": 1}}
    assert call(server, "api.test", b"a=1&b=x%20y", FORM)["args"] == {"a": "1", "b": "x y"}
    assert call(server, "api.test?a=1")["args"] == {"a": "1"}
    assert call(server, "api.test", b"error=oops", FORM)["error"] == "oops"
    assert call(server, "auth.test", b"token=xoxb-local-earshot", FORM)["ok"] is True


def test_json_without_a_charset_works_with_a_warning(server: LocalWorkspaceServer) -> None:
    answer = call(server, "api.test", b"{}", {"content-type": "application/json"})
    assert answer["warning"] == "missing_charset"
    assert answer["response_metadata"]["warnings"] == ["missing_charset"]


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"{broken", JSON, "invalid_json"),
        (b"[1]", JSON, "json_not_object"),
        (b"a", {"content-type": "application/xml"}, "invalid_post_type"),
        (b"\xff=\xff", FORM, "invalid_form_data"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    server: LocalWorkspaceServer, body: bytes, headers: dict[str, str], code: str
) -> None:
    assert call(server, "api.test", body, headers)["error"] == code


def test_every_request_is_logged_without_its_token(client: WebClient, company: Any) -> None:
    client.chat_postMessage(channel=company.general, text="hello", token="xoxb-local-earshot")
    error_of(client, "users.info", user="U0NOBODY")
    post, info = list(company.workspace.log)[-2:]
    assert (post.kind, post.name, post.status) == ("api", "chat.postMessage", "ok")
    assert post.detail["args"]["text"] == "hello"
    assert (info.name, info.status) == ("users.info", "user_not_found")
    assert "xoxb" not in str([post, info])
    assert company.workspace.log.after(post.number) == [info]
