"""Fits the weights that Earshot starts with (bot/attention/start.py) to workspace exports, and prints that file.

Of each export the earlier 70 % are played to a ranker, and what it would learn from is taken: posts as numbers, per
person, by the people with most responses. Each workspace counts the same, however large it is. A signal's mean and
spread are over all examples in which it is known; the weights are those of a logistic regression on standardised
signals, shrunk towards 0. All is rounded: nothing in it is about a single person or post.

Run: python benchmarks/start.py EXPORT.zip [EXPORT.zip ...] [--output FILE]
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in app.py

import numpy as np

from bot.attention import later, logistic
from bot.attention.decay import Matrix
from bot.attention.examples import Batch, joined, matrix
from bot.attention.logistic import Floats
from bot.attention.ranker import Ranker
from bot.attention.signals import NAMES
from bot.attention.weights import FAR, known_well, learn_later
from evaluation.export import read_history
from evaluation.task import task_of

WORTH = 40_000.0  # examples; what each workspace counts
SHRUNK, FREE = 1000.0, 1e-3  # precision of each weight around 0, and of the intercept
LEAST_SPREAD = 0.01
DIGITS, PLACES = 3, 2  # of means and spreads, and of weights

HEAD = '''"""The weights that Earshot starts with, before a workspace has a history of its own.

For each signal: its usual mean and spread, by which it is standardised everywhere, and what one spread more adds to
the log-odds of a response. They were fitted by benchmarks/start.py to the earlier 70 % of two public communities
(a Slack and a Zulip workspace) and rounded; a workspace's own history moves them.
"""

SIGNALS: tuple[tuple[str, float, float, float], ...] = (
'''
BETWEEN = """
# What has happened since a post, for somebody who has not responded yet: not standardised, the intercept last.
LATER: tuple[tuple[str, float], ...] = (
"""


@dataclass(frozen=True)
class Start:
    """What the file says. `means` and `spreads` per signal; the intercept is the last of `weights` and of `later`."""

    means: Floats
    spreads: Floats
    weights: Floats
    later: Floats


def examples(export: Path) -> tuple[Batch, Floats]:
    """What a ranker would learn from the earlier part of an export, and how much each example counts."""
    task = task_of(read_history(export))
    ranker = Ranker(task.people)
    for known in task.events:
        if known.at >= task.begin:
            break
        ranker.observe(known.event, known.at)
    batch, importance = ranker.examples()
    wanted = known_well(batch, int(batch.person.max()) + 1)
    importance = importance[wanted]
    return batch.only(wanted), importance * (WORTH / importance.sum())


def fitted(parts: Sequence[tuple[Batch, Floats]]) -> Start:
    """The weights that agree with all examples, rounded step by step, so that later steps fit what is written."""
    batch, importance = joined(each for each, _ in parts), np.concatenate([each for _, each in parts])
    rows = matrix(batch)
    means, spreads = np.array([_mean_and_spread(column, importance) for column in rows.T]).T
    standard: Matrix = np.clip(np.nan_to_num((rows - means) / spreads), -FAR, FAR).astype(np.float32)
    nothing, precision = np.append(np.zeros(len(NAMES)), -3.0), np.append(np.full(len(NAMES), SHRUNK), FREE)
    weights = logistic.fit(standard, batch.answers, nothing, precision, importance=importance).round(PLACES)
    odds = standard @ weights[:-1] + weights[-1]
    since = learn_later(batch, importance, odds, np.zeros(len(later.NAMES) + 1)).round(PLACES)
    return Start(means, spreads, weights, since)


def _mean_and_spread(column: Matrix, importance: Floats) -> tuple[float, float]:
    known = ~np.isnan(column)
    column, importance = column[known].astype(np.float64), importance[known]
    mean = float(np.average(column, weights=importance))
    spread = float(np.sqrt(np.average((column - mean) ** 2, weights=importance)))
    return _rounded(mean), max(_rounded(spread), LEAST_SPREAD)


def _rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def written(start: Start) -> Iterator[str]:
    """The lines of the file."""
    yield HEAD
    for name, *numbers in zip(NAMES, start.means, start.spreads, start.weights[:-1], strict=True):
        yield f'    ("{name}", {", ".join(_number(each) for each in numbers)}),\n'
    yield f")\nINTERCEPT = {_number(start.weights[-1])}\n"
    yield BETWEEN
    for name, weight in zip((*later.NAMES, "intercept"), start.later, strict=True):
        yield f'    ("{name}", {_number(weight)}),\n'
    yield ")\n"


def _number(number: float) -> str:
    return f"{number + 0.0:g}"  # never -0


def main() -> None:
    """Print the file, or write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exports", nargs="+", type=Path, metavar="EXPORT.zip")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of printing")
    asked = parser.parse_args()
    text = "".join(written(fitted([examples(export) for export in asked.exports])))
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
