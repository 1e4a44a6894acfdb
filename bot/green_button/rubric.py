"""Which button: the verdict, what speaks for it and against it, and what would change it."""

from dataclasses import dataclass
from typing import Literal

from bot.green_button.question import Answers
from bot.green_button.questions import QUESTIONS
from bot.green_button.weights import TEXT, Weights

Verdict = Literal["green", "discover", "delegate", "red"]
Leaning = Literal["green", "red", "open"]


@dataclass(frozen=True)
class Line:
    """What one criterion says: `name` is the criterion's, `said` one sentence."""

    question: str
    name: str
    leaning: Leaning
    said: str


@dataclass(frozen=True)
class Flip:
    """One other answer that would change the verdict; `said` is it as a sentence."""

    question: str
    choice: str
    verdict: Verdict
    said: str


@dataclass(frozen=True)
class Decision:
    """The advice. `title` and `in_short` are its first two lines; the strongest criterion comes first in `lines`.

    `overrides` says which rule spoke louder than the sum, `flips` what would change the verdict (at most three),
    `ask` the questions worth asking first.
    """

    verdict: Verdict
    title: str
    in_short: str
    lines: tuple[Line, ...]
    overrides: tuple[str, ...]
    flips: tuple[Flip, ...]
    ask: tuple[str, ...]
    n: int  # own outcomes that have moved the weights


def decide(answers: Answers, weights: Weights = TEXT) -> Decision:
    """The advice for these answers: the same for the same answers."""
    lines = tuple(
        Line(each.id, each.name, "open", each.choice(answers).said) for each in QUESTIONS if weights.of
    )
    return Decision("discover", "Discover first", "", lines, (), (), (), weights.n)
