"""A workspace export given on the command line: one that is damaged, and one that is merely odd."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Ended, ended, running
from tests.flow.person import Control

_USERS = [{"id": "U1", "name": "ada", "profile": {}}, {"id": "U2", "name": "bo", "profile": {}}]
_CHANNELS = [{"id": "C1", "name": "general", "members": ["U1", "U2"], "is_general": True}]
_DAY = [{"type": "message", "user": "U1", "text": "Morning", "ts": "1790000000.000100"}]
_WHOLE = {"users.json": _USERS, "channels.json": _CHANNELS, "general/2026-09-21.json": _DAY}


def test_an_export_that_is_not_there(tmp_path: Path) -> None:
    _is_refused(_opened(tmp_path), "export.zip", "there is no such file")


def test_an_export_that_is_no_zip_file(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_text("Dear all,", encoding="utf-8")
    _is_refused(_opened(tmp_path), "export.zip", "is not a zip file")


def test_an_export_that_is_truncated(tmp_path: Path) -> None:
    whole = _zip(tmp_path, _WHOLE).read_bytes()
    (tmp_path / "export.zip").write_bytes(whole[: len(whole) // 2])
    _is_refused(_opened(tmp_path), "export.zip")


@pytest.mark.parametrize("missing", ["users.json", "channels.json"])
def test_an_export_without_its_lists(tmp_path: Path, missing: str) -> None:
    _zip(tmp_path, {name: rows for name, rows in _WHOLE.items() if name != missing})
    _is_refused(_opened(tmp_path), f"{missing} is missing")


def test_an_export_whose_lists_are_not_lists(tmp_path: Path) -> None:
    _zip(tmp_path, _WHOLE | {"users.json": {"a": 1}})
    _is_refused(_opened(tmp_path), "users.json")


def test_odd_rows_are_skipped_and_named_and_the_rest_is_there(tmp_path: Path) -> None:
    odd: list[Any] = [
        None,
        "words",
        {"type": "message", "user": "U1", "text": "no time"},
        {"type": "message", "user": "U1", "text": 5, "ts": "1790000001.000000"},
        {"type": "message", "user": "UNKNOWN", "text": "Who am I?", "ts": "1790000002.000000"},
        {
            "type": "message",
            "user": "U2",
            "text": "x",
            "ts": "1790000003.000000",
            "reactions": [{"name": "eyes"}],
        },
    ]
    _zip(tmp_path, _WHOLE | {"general/2026-09-21.json": [*_DAY, *odd], "nowhere/2026-09-21.json": _DAY})
    with running(tmp_path, "sandbox", "--export", str(tmp_path / "export.zip")) as command:
        assert "skipped: " in command.out
        found = Control(command.address).get("messages", person="ada", channel="general")["messages"]
        assert {"Morning", "Who am I?"} <= {each["text"] for each in found}
        outcome, _ = command.ends()
        assert (outcome.code, outcome.err) == (0, "")


def _zip(folder: Path, files: dict[str, Any]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in files.items():
            archive.writestr(name, json.dumps(rows))
    return path


def _opened(folder: Path) -> Ended:
    return ended(folder, "sandbox", "--export", str(folder / "export.zip"))


def _is_refused(outcome: Ended, *words: str) -> None:
    assert "Traceback" not in outcome.err, outcome.err
    assert outcome.code == 1
    (line,) = outcome.problems
    for word in words:
        assert word in line
