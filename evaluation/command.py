"""`app.py evaluate EXPORT.zip`: the measurement on the command line.

What it takes is imported only when it runs, so that other commands start without numpy.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.problem import EvaluationError

if TYPE_CHECKING:
    from evaluation.findings import Findings

PICTURE = Path("earshot-evaluation.png")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked."""
    add = parser.add_argument
    add("export", type=Path, metavar="EXPORT.zip", help="a workspace export in Slack's format")
    add("--person", metavar="ID", help="measure one person: an id, a name or an @name")
    add(
        "--digest-days",
        type=_days,
        default=7,
        metavar="N",
        help="days that a digest of five posts covers (7)",
    )
    add("--json", type=Path, metavar="FILE", help="write all figures there")
    add(
        "--picture",
        type=Path,
        metavar="FILE",
        help=f"the calibration as PNG (next to the JSON, or {PICTURE})",
    )
    add("--no-cold-start", action="store_true", help="leave out the slow part: ranking with little known")


def run(asked: argparse.Namespace) -> int:
    """Measure, print the report, and write the files; the exit code. Raises EvaluationError or ExportError, one line."""
    picture = asked.picture or (asked.json.with_suffix(".png") if asked.json else PICTURE)
    _must_be_apart(asked.export, picture, asked.json)
    found = _measured(asked)
    _write(found, asked.export.name, picture, asked.json)
    return 0


def _must_be_apart(export: Path, picture: Path, figures: Path | None) -> None:
    """Refuse, before the work begins, files that can't be written or that would overwrite another."""
    taken = {export.resolve()}
    for path in (picture, figures):
        if path is None:
            continue
        if path.resolve() in taken:
            raise EvaluationError(f"{path} is named twice; the export, --json and --picture are three files")
        taken.add(path.resolve())
        if path.is_dir():
            raise EvaluationError(f"{path} is a folder; give the name of a file in it")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise EvaluationError(f"{path} can't be written; is {path.absolute().parent} there, and yours?")


def _measured(asked: argparse.Namespace) -> "Findings":
    from evaluation.export import read_history
    from evaluation.findings import find
    from evaluation.people import person_called
    from evaluation.progress import Progress
    from evaluation.task import task_of

    with Progress(sys.stderr) as progress:
        progress.say("reading the export", 0, 1)
        history = read_history(asked.export)
        person = None if asked.person is None else person_called(history, asked.person)
        task = task_of(history, asked.digest_days, person)
        return find(history, task, progress.say, with_cold_start=not asked.no_cold_start)


def _write(found: "Findings", export: str, picture: Path, figures: Path | None) -> None:
    from evaluation.picture import draw
    from evaluation.record import record
    from evaluation.report import report

    sys.stdout.write(report(found, export))
    try:
        draw(found.calibration, picture)
        sys.stdout.write(f"\nA picture of said and happened: {picture.absolute()}\n")
        if figures:
            text = json.dumps(record(found, export), indent=1, ensure_ascii=False, allow_nan=False)
            figures.write_text(f"{text}\n", encoding="utf-8")
            sys.stdout.write(f"All figures: {figures.absolute()}\n")
    except OSError as problem:
        raise EvaluationError(f"{problem.filename} can't be written: {problem.strerror}") from None


def _days(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 366:
        raise argparse.ArgumentTypeError(f"a digest covers 1 to 366 days, not {word!r}")
    return int(word)
