"""Meeting Slack at start: who we are there, and whether we may do what the manifest says."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.settings import Settings, SettingsError

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
_TOKEN_FAULTS = {
    "invalid_auth": "Slack does not know this token",
    "not_authed": "Slack got no token",
    "account_inactive": "the app was removed from the workspace",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "not_allowed_token_type": "this is another kind of token",
}


@dataclass(frozen=True)
class Installed:
    """What auth.test said. `scopes` is None where the server does not tell them."""

    team_id: str
    url: str
    name: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    scopes: frozenset[str] | None


def wanted_scopes() -> frozenset[str]:
    """The bot scopes that the manifest asks for. Raises SettingsError where it is damaged."""
    try:
        manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
        return frozenset(manifest["oauth_config"]["scopes"]["bot"])
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as problem:
        raise SettingsError(
            f"{MANIFEST} is damaged or missing: restore it (git checkout manifest.yml)"
        ) from problem


def meet(settings: Settings) -> Installed:
    """Ask Slack who we are. Raises SettingsError with one line that names the variable and the fix."""
    client = WebClient(settings.bot_token, base_url=settings.api_url, timeout=15, retry_handlers=[])
    try:
        answer = client.auth_test()
    except SlackApiError as problem:
        raise SettingsError(_refused("SLACK_BOT_TOKEN", problem)) from problem
    except (OSError, URLError, SlackClientError) as problem:
        raise _unreachable(settings, problem) from problem
    if not (answer.get("team_id") and answer.get("user_id")):
        raise SettingsError(f"SLACK_API_URL={settings.api_url} does not answer like Slack: check the address")
    granted = answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes")
    return Installed(
        team_id=answer["team_id"],
        url=str(answer.get("url") or ""),
        name=str(answer.get("team") or ""),
        bot_user_id=answer["user_id"],
        bot_id=str(answer.get("bot_id") or ""),
        bot_token=settings.bot_token,
        scopes=frozenset(scope.strip() for scope in granted.split(",")) if granted else None,
    )


def missing_scopes(installed: Installed) -> list[str]:
    """Scopes of the manifest that the workspace did not grant."""
    return [] if installed.scopes is None else sorted(wanted_scopes() - installed.scopes)


def check_scopes(installed: Installed) -> None:
    """Raise SettingsError where a scope is missing: without it something would silently not work."""
    if missing := missing_scopes(installed):
        raise SettingsError(
            f"The app lacks the scope {', '.join(missing)}: add it under OAuth & Permissions "
            "(or paste manifest.yml anew) and reinstall the app to the workspace"
        )


def check_app_token(settings: Settings) -> None:
    """Try the app-level token before the socket client does, which would only log what is wrong."""
    client = WebClient(base_url=settings.api_url, timeout=15, retry_handlers=[])
    try:
        client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError as problem:
        raise SettingsError(_refused("SLACK_APP_TOKEN", problem)) from problem
    except (OSError, SlackClientError) as problem:
        raise _unreachable(settings, problem) from problem


def _unreachable(settings: Settings, problem: Exception) -> SettingsError:
    why = getattr(problem, "reason", problem)
    return SettingsError(
        f"Slack can't be reached at SLACK_API_URL={settings.api_url} ({why}): check the address"
    )


def _refused(name: str, problem: SlackApiError) -> str:
    status, said = problem.response.status_code, problem.response.data
    code = str(said.get("error")) if isinstance(said, dict) else ""
    if not re.fullmatch("[a-z][a-z_]*", code):
        return f"SLACK_API_URL does not answer like Slack (status {status}): check the address"
    if code == "missing_scope":
        return f"{name} lacks the scope {problem.response.get('needed')}: add it and reinstall the app"
    why = _TOKEN_FAULTS.get(code, "Slack refused it")
    return f"{name} was refused ({code}: {why}): copy it anew from the app's page at api.slack.com/apps"
