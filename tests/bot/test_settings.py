"""Settings: read once from the environment, or one line that says which variable to mend, and how."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import SLACK_API_URL, Settings, SettingsError

BOT, APP, SECRET = "xoxb-bot-token", "xapp-app-token", "signing-secret"
SOCKET = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "EARSHOT_DATA",
    "EARSHOT_DATABASE_URL",
    "EARSHOT_CLOCK_URL",
    "EARSHOT_RATE",
    "EARSHOT_SETTLE",
    "PORT",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
)


def read(env: dict[str, str]) -> Settings | str:
    """The settings, or what is wrong with them."""
    try:
        return Settings.from_env(env)
    except SettingsError as told:
        return str(told)


def test_nothing_has_to_be_set() -> None:
    settings = Settings.from_env({})
    assert settings.transport is None
    assert settings.data == Path(".earshot").absolute()
    assert settings.database_url == f"sqlite:///{settings.data / 'earshot.sqlite'}"
    assert settings.api_url == SLACK_API_URL
    assert (settings.port, settings.rate, settings.settle) == (3000, 1.0, (5.0, 15.0, 60.0))
    assert (settings.openai_api_key, settings.openai_base_url, settings.clock_url) == ("", "", "")


def test_empty_and_blank_mean_not_set() -> None:
    assert Settings.from_env(dict.fromkeys(NAMES, "  ")) == Settings.from_env({})


@pytest.mark.parametrize(
    ("env", "transport"),
    [
        (SOCKET, "socket"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}, "http"),
        ({**SOCKET, "SLACK_SIGNING_SECRET": SECRET}, "socket"),
    ],
)
def test_the_tokens_decide_how_slack_reaches_us(env: dict[str, str], transport: str) -> None:
    assert Settings.from_env(env).transport == transport


def test_what_is_set_is_taken_without_the_blanks_around_it() -> None:
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": f" {BOT}\n",
            "SLACK_APP_TOKEN": APP,
            "SLACK_API_URL": "http://127.0.0.1:3000/api",
            "EARSHOT_DATA": "~/somewhere",
            "EARSHOT_DATABASE_URL": "postgresql://somewhere/earshot",
            "EARSHOT_RATE": "2.5",
            "EARSHOT_SETTLE": "0, 0.5",
            "PORT": "0",
        }
    )
    assert (settings.bot_token, settings.app_token) == (BOT, APP)
    assert settings.api_url == "http://127.0.0.1:3000/api/"
    assert settings.data == Path.home() / "somewhere"
    assert settings.database_url == "postgresql://somewhere/earshot"
    assert (settings.rate, settings.settle, settings.port) == (2.5, (0.0, 0.5), 0)


@pytest.mark.parametrize(
    ("env", "variable", "fix"),
    [
        ({"SLACK_BOT_TOKEN": "xoxp-x", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "Bot User OAuth Token"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": "xoxb-x"}, "SLACK_APP_TOKEN", "connections:write"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN", "App-Level Tokens"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_SIGNING_SECRET", "set one"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "Bot User OAuth Token"),
        ({"SLACK_SIGNING_SECRET": SECRET}, "SLACK_BOT_TOKEN", "Bot User OAuth Token"),
        ({"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL", SLACK_API_URL),
        ({"SLACK_API_URL": "http://"}, "SLACK_API_URL", SLACK_API_URL),
        ({"SLACK_API_URL": "http://[::1"}, "SLACK_API_URL", SLACK_API_URL),
        ({"OPENAI_BASE_URL": "ftp://x/y"}, "OPENAI_BASE_URL", "write it like http"),
        ({"EARSHOT_CLOCK_URL": "soon"}, "EARSHOT_CLOCK_URL", "write it like http"),
        ({"EARSHOT_DATA": "~nobody-here/data"}, "EARSHOT_DATA", "a folder that can be found"),
        ({"PORT": "http"}, "PORT", "from 0 to 65535"),
        ({"PORT": "65536"}, "PORT", "from 0 to 65535"),
        ({"PORT": "-1"}, "PORT", "from 0 to 65535"),
        ({"PORT": "9" * 5000}, "PORT", "from 0 to 65535"),
        ({"EARSHOT_RATE": "fast"}, "EARSHOT_RATE", "above 0"),
        ({"EARSHOT_RATE": "0"}, "EARSHOT_RATE", "above 0"),
        ({"EARSHOT_RATE": "nan"}, "EARSHOT_RATE", "above 0"),
        ({"EARSHOT_RATE": "inf"}, "EARSHOT_RATE", "above 0"),
        ({"EARSHOT_SETTLE": "5;15"}, "EARSHOT_SETTLE", "such as 5,15,60"),
        ({"EARSHOT_SETTLE": "5,-1"}, "EARSHOT_SETTLE", "such as 5,15,60"),
        ({"EARSHOT_SETTLE": "5,nan"}, "EARSHOT_SETTLE", "such as 5,15,60"),
        ({"EARSHOT_SETTLE": "5,inf"}, "EARSHOT_SETTLE", "such as 5,15,60"),
        ({"EARSHOT_SETTLE": ","}, "EARSHOT_SETTLE", "such as 5,15,60"),
    ],
)
def test_a_wrong_variable_is_told_in_one_line_with_its_name_and_the_fix(
    env: dict[str, str], variable: str, fix: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env(env)
    line = str(raised.value)
    assert variable in line
    assert fix in line
    assert "\n" not in line


@given(
    st.dictionaries(
        st.sampled_from(NAMES), st.text(max_size=60) | st.text("0123456789xob-:/[].,", max_size=30)
    )
)
@example({"OPENAI_BASE_URL": "ftp://first\nsecond"})
@example({"PORT": "1\n2"})
def test_whatever_is_set_gives_settings_or_one_line(env: dict[str, str]) -> None:
    settings = read(env)
    if isinstance(settings, str):
        assert len(settings.splitlines()) == 1
        assert any(name in settings for name in NAMES)
        return
    assert 0 <= settings.port <= 65_535
    assert settings.rate > 0
    assert settings.settle
    assert settings.api_url.endswith("/")


SECRETS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=12, max_size=40)


@given(SECRETS, SECRETS, SECRETS, SECRETS, SECRETS)
def test_no_secret_is_in_the_repr(bot: str, app: str, signing: str, key: str, password: str) -> None:
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": f"xoxb-{bot}",
            "SLACK_APP_TOKEN": f"xapp-{app}",
            "SLACK_SIGNING_SECRET": signing,
            "OPENAI_API_KEY": key,
            "EARSHOT_DATABASE_URL": f"postgresql://earshot:{password}@somewhere/earshot",
            "EARSHOT_DATA": "/data",
        }
    )
    for secret in (bot, app, signing, key, password):
        assert secret not in repr(settings)
        assert secret not in str(settings)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_wrong_token_is_not_repeated_in_the_error(name: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env({**SOCKET, name: "a-secret-in-the-wrong-place"})
    assert "a-secret-in-the-wrong-place" not in str(raised.value)
