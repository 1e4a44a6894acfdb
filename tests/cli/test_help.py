"""--help names everything that can be typed or set."""

import re
from pathlib import Path

from tests.cli.command import NAMES, ROOT, ended

_VARIABLE = re.compile(r'"((?:SLACK|EARSHOT|OPENAI)_[A-Z_]+|PORT)"')


def test_help_names_every_command_and_every_variable(tmp_path: Path) -> None:
    shown = ended(tmp_path, "--help")
    assert (shown.code, shown.err) == (0, "")
    read = set(_VARIABLE.findall((ROOT / "bot/settings.py").read_text(encoding="utf-8")))
    assert read == {*NAMES, "SLACK_API_URL"}, "the variables that these tests know are those that are read"
    for word in (*read, "run", "sandbox", "doctor", "--log-level"):
        assert re.search(rf"(?<![\w-]){word}(?!\w)", shown.out), word


def test_help_on_the_local_workspace_names_its_options(tmp_path: Path) -> None:
    shown = ended(tmp_path, "sandbox", "--help")
    for word in ("--export", "--fresh", "--transport", "--no-bot", "--port", "--rate-limits"):
        assert word in shown.out
    assert shown.code == 0


def test_a_word_that_is_no_command_is_answered_with_those_there_are(tmp_path: Path) -> None:
    shown = ended(tmp_path, "sing")
    assert shown.code == 2
    assert "doctor" in shown.err
    assert "Traceback" not in shown.err
