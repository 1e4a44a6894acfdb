"""What the environment says, read once at start, or one clear line about what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Transport = Literal["socket", "http"]

SLACK_API_URL = "https://slack.com/api/"
_PREFIXES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions → Bot User OAuth Token",
    "SLACK_APP_TOKEN": "Basic Information → App-Level Tokens, with scope connections:write",
    "SLACK_SIGNING_SECRET": "Basic Information → Signing Secret",
}


class SettingsError(ValueError):
    """A variable is missing or wrong; the message names it and the fix in one line."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set from outside. Secrets stay out of `repr`."""

    data: Path
    database_url: str
    api_url: str
    bot_token: str
    app_token: str
    signing_secret: str
    port: int
    openai_api_key: str
    openai_base_url: str
    clock_url: str
    rate: float
    settle: tuple[float, ...]

    def __repr__(self) -> str:
        """Leave the secrets out, so that no log line can hold them."""
        return f"Settings(data={self.data}, api_url={self.api_url}, transport={self.transport})"

    @property
    def transport(self) -> Transport | None:
        """How Slack reaches us: Socket Mode, HTTP, or not at all (then the local workspace runs)."""
        if not self.bot_token:
            return None
        return "socket" if self.app_token else "http"

    @staticmethod
    def from_env(env: Mapping[str, str]) -> "Settings":
        """Read and check the variables; raise SettingsError naming the first that is wrong."""
        given = {name: value.strip() for name, value in env.items()}
        data = _folder(given, "EARSHOT_DATA", ".earshot")
        _check_tokens(given)
        return Settings(
            data=data,
            database_url=given.get("EARSHOT_DATABASE_URL") or f"sqlite:///{data / 'earshot.sqlite'}",
            api_url=_url(given, "SLACK_API_URL", SLACK_API_URL).rstrip("/") + "/",
            bot_token=given.get("SLACK_BOT_TOKEN", ""),
            app_token=given.get("SLACK_APP_TOKEN", ""),
            signing_secret=given.get("SLACK_SIGNING_SECRET", ""),
            port=_port(given),
            openai_api_key=given.get("OPENAI_API_KEY", ""),
            openai_base_url=_url(given, "OPENAI_BASE_URL", ""),
            clock_url=_url(given, "EARSHOT_CLOCK_URL", ""),
            rate=_number(given, "EARSHOT_RATE", 1.0),
            settle=_seconds(given, "EARSHOT_SETTLE", "5,15,60"),
        )


def _check_tokens(given: Mapping[str, str]) -> None:
    for name, prefix in _PREFIXES.items():
        value = given.get(name, "")
        if value and not value.startswith(prefix):
            raise SettingsError(f"{name} should start with {prefix}: copy it from {_WHERE[name]}")
    bot, app, secret = (given.get(name, "") for name in _WHERE)
    if bot and not (app or secret):
        raise SettingsError(
            "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing: "
            f"set one; the token is under {_WHERE['SLACK_APP_TOKEN']}"
        )
    if (app or secret) and not bot:
        raise SettingsError(f"SLACK_BOT_TOKEN is missing: copy it from {_WHERE['SLACK_BOT_TOKEN']}")


def _folder(given: Mapping[str, str], name: str, default: str) -> Path:
    value = given.get(name, "") or default
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:  # ~somebody who has no home here
        raise SettingsError(f"{name} should be a folder that can be found, not {value[:80]!r}") from None


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    value = given.get(name, "") or default
    if value and not _is_http(value):
        raise SettingsError(f"{name} is not an http address ({value[:80]!r}): write it like {SLACK_API_URL}")
    return value


def _is_http(value: str) -> bool:
    try:
        address = urlsplit(value)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.netloc) and value.isprintable()


def _port(given: Mapping[str, str]) -> int:
    value = given.get("PORT", "") or "3000"
    if not value.isdecimal() or len(value) > 5 or int(value) > 65_535:
        raise SettingsError(f"PORT should be a number from 0 to 65535, not {value[:20]!r}")
    return int(value)


def _number(given: Mapping[str, str], name: str, default: float) -> float:
    value = given.get(name, "") or str(default)
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"{name} should be a number above 0, not {value[:20]!r}")
    return number


def _seconds(given: Mapping[str, str], name: str, default: str) -> tuple[float, ...]:
    value = given.get(name, "") or default
    try:
        seconds = tuple(float(part) for part in value.split(","))
    except ValueError:
        seconds = ()
    if not seconds or not all(0 <= second < float("inf") for second in seconds):
        raise SettingsError(f"{name} should be seconds such as {default}, not {value[:40]!r}")
    return seconds
