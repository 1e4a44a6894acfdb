"""What the command quarter can be asked for."""

import argparse
from pathlib import Path

WEEKS = 13


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--weeks", type=_weeks, default=WEEKS, metavar="N", help="how long it lasts (13)")
    parser.add_argument("--seed", default="1", help="another seed gives another quarter (1)")
    parser.add_argument("--report", type=Path, metavar="FILE.md", help="write what everybody got, to read")


def _weeks(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= WEEKS:
        raise argparse.ArgumentTypeError(f"a quarter has 1 to {WEEKS} weeks, not {word!r}")
    return int(word)
