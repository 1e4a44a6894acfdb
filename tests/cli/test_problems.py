"""Whatever is wrong is one clear line that names it and the fix; doctor says the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import Ended, Variables, all_ended, ended

_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
_NOBODY = "127.0.0.1:9"  # the discard port, where nothing listens

_VARIABLES: dict[str, tuple[dict[str, str], str, str]] = {
    "no way to receive": ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN", "App-Level Tokens"),
    "no bot token": ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing", "Bot User OAuth Token"),
    "another kind of token": (_TOKENS | {"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN should", "xoxb-"),
    "another kind of app token": (_TOKENS | {"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN should", "xapp-"),
    "no port": ({"PORT": "http"}, "PORT should be", "65535"),
    "no address of Slack": (
        _TOKENS | {"SLACK_API_URL": "slack"},
        "SLACK_API_URL is not",
        "https://slack.com/api/",
    ),
    "no rate": ({"EARSHOT_RATE": "-1"}, "EARSHOT_RATE should be", "above 0"),
    "nobody answers as Slack": (
        _TOKENS | {"SLACK_API_URL": f"http://{_NOBODY}/api/"},
        "SLACK_API_URL",
        "refused",
    ),
    "no database address": ({"EARSHOT_DATABASE_URL": "nonsense"}, "EARSHOT_DATABASE_URL", "postgresql://"),
    "unknown database": ({"EARSHOT_DATABASE_URL": "mysql://a@b/c"}, "EARSHOT_DATABASE_URL", "postgresql://"),
    "no database server": (
        {"EARSHOT_DATABASE_URL": f"postgresql://a:secret@{_NOBODY}/x"},
        "EARSHOT_DATABASE_URL",
        "refused",
    ),
}


@pytest.mark.parametrize("case", _VARIABLES)
def test_a_wrong_variable_is_named_with_its_fix(tmp_path: Path, case: str) -> None:
    variables, name, fix = _VARIABLES[case]
    for outcome in _run_and_doctor(tmp_path, variables):
        _is_one_line_with(outcome, name, fix)
        assert "secret" not in outcome.out + outcome.err


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run, doctor = _run_and_doctor(tmp_path, {"EARSHOT_DATA": str(tmp_path / "file" / "data")})
    _is_one_line_with(run, "EARSHOT_DATA", "can't be written")
    assert any("EARSHOT_DATA" in line and "can't be written" in line for line in doctor.problems)
    assert (doctor.code, doctor.err) == (1, "")


def test_a_broken_sqlite_file(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_text("This is no database.\n" * 100, encoding="utf-8")
    for outcome in _run_and_doctor(
        tmp_path, {"EARSHOT_DATABASE_URL": f"sqlite:///{tmp_path / 'broken.sqlite'}"}
    ):
        _is_one_line_with(outcome, "broken.sqlite", "restore a backup")


def test_a_database_of_a_newer_version(tmp_path: Path, migrated_sqlite: str) -> None:
    with closing(sqlite3.connect(migrated_sqlite.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    for outcome in _run_and_doctor(tmp_path, {"EARSHOT_DATABASE_URL": migrated_sqlite}):
        _is_one_line_with(outcome, "newer Earshot (9999)", "update this one")


def test_doctor_finds_a_table_that_is_missing(tmp_path: Path, migrated_sqlite: str) -> None:
    with closing(sqlite3.connect(migrated_sqlite.removeprefix("sqlite:///"))) as database:
        database.execute("DROP TABLE watermark")
        database.commit()
    outcome = ended(tmp_path, "doctor", variables={"EARSHOT_DATABASE_URL": migrated_sqlite})
    _is_one_line_with(outcome, "differs from the code", "restore a backup")


def test_doctor_is_content_where_nothing_is_wrong(tmp_path: Path) -> None:
    outcome = ended(tmp_path, "doctor")
    assert (outcome.code, outcome.err, outcome.problems) == (0, "", [])
    assert "The database is in order" in outcome.out
    assert "No Slack tokens are set" in outcome.out


def test_doctor_names_a_model_server_that_does_not_answer(tmp_path: Path) -> None:
    outcome = ended(tmp_path, "doctor", variables={"OPENAI_BASE_URL": f"http://{_NOBODY}/v1"})
    _is_one_line_with(outcome, "OPENAI_BASE_URL", "does not answer")


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_a_port_that_is_none_is_refused_on_the_command_line(tmp_path: Path, port: str) -> None:
    outcome = ended(tmp_path, "sandbox", "--port", port)
    assert outcome.code == 2
    assert "65535" in outcome.err
    assert len(outcome.err) < 600


def _run_and_doctor(folder: Path, variables: Variables) -> list[Ended]:
    return all_ended(folder, [["run"], ["doctor"]], variables)


def _is_one_line_with(outcome: Ended, *words: str) -> None:
    assert "Traceback" not in outcome.err
    assert outcome.code == 1
    assert len(outcome.problems) == 1, outcome
    for word in words:
        assert word in outcome.problems[0]
