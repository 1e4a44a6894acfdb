"""`app.py evaluate` as a process: its report and files, its problems in one line, and Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, Ended, ended
from tests.evaluation.lighthouse import export, history, keepers, post


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    """An export of a workspace in which two people have habits."""
    return export(tmp_path, keepers())


def test_an_export_is_measured_and_reported(lighthouse: Path, tmp_path: Path) -> None:
    outcome = ended(tmp_path, "evaluate", str(lighthouse), "--json", str(tmp_path / "figures.json"))
    assert outcome.code == 0, outcome.err
    assert "Gullinda Sprat" in outcome.out
    assert "When little is known" in outcome.out
    assert str(tmp_path / "figures.png") in outcome.out
    assert (tmp_path / "figures.png").stat().st_size > 10_000
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert len(figures["cold_start"]) == 6
    assert "ranking by Earshot" in outcome.err
    assert "Warning" not in outcome.err


def test_one_person_is_measured_by_name_without_the_slow_part(lighthouse: Path, tmp_path: Path) -> None:
    words = (
        "--person",
        "@gullinda",
        "--no-cold-start",
        "--digest-days",
        "1",
        "--picture",
        str(tmp_path / "p.png"),
    )
    outcome = ended(tmp_path, "evaluate", str(lighthouse), *words)
    assert outcome.code == 0, outcome.err
    assert "Gullinda Sprat" in outcome.out
    assert "Foghorn" not in outcome.out
    assert "When little is known" not in outcome.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--person", "Gulinda"], "nobody in this export is called 'Gulinda'; there is gullinda"),
        (["--json", "{folder}/none/figures.json"], "can't be written"),
        (["--picture", "{folder}"], "is a folder"),
        (["--json", "{folder}/lighthouse.zip"], "is named twice"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    lighthouse: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    before = lighthouse.read_bytes()
    _is_refused(
        ended(tmp_path, "evaluate", str(lighthouse), *(word.format(folder=tmp_path) for word in words)), said
    )
    assert lighthouse.read_bytes() == before


def test_an_export_in_which_too_little_happened_says_what_is_needed(tmp_path: Path) -> None:
    quiet = export(tmp_path, history([post(number) for number in range(20)]))
    _is_refused(
        ended(tmp_path, "evaluate", str(quiet), "--picture", str(tmp_path / "p.png")), "needed are 50"
    )


def test_an_export_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear all,", encoding="utf-8")
    words = ("evaluate", str(tmp_path / "letter.zip"), "--picture", str(tmp_path / "p.png"))
    _is_refused(ended(tmp_path, *words), "is not a zip file")


@pytest.mark.parametrize("days", ["0", "-1", "week", "1000"])
def test_days_that_are_none_are_refused(lighthouse: Path, tmp_path: Path, days: str) -> None:
    outcome = ended(tmp_path, "evaluate", str(lighthouse), "--digest-days", days)
    assert outcome.code == 2
    assert "1 to 366 days" in outcome.err


def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    busy = export(tmp_path, keepers(8000))  # long enough to be interrupted on a busy machine
    before = signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # what runs in the background passes on that it ignores it
    with subprocess.Popen(
        [sys.executable, ROOT / "app.py", "evaluate", busy, "--picture", tmp_path / "p.png"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stderr is not None
        heard = next(line for line in process.stderr if line.startswith("cold start"))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the processes of the cold start too
        out, err = process.communicate(timeout=120)
    assert heard
    assert (process.returncode, out, err) == (0, "", "")


def _is_refused(outcome: Ended, said: str) -> None:
    assert outcome.code == 1
    assert outcome.out == ""
    (line,) = [line for line in outcome.err.splitlines() if line.startswith("earshot: ")]
    assert said in line
    assert "Traceback" not in outcome.err
