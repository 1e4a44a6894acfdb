"""How much each question weighs: first as the talk says, then moving with how the person's own presses went.

The talk's weight of a question is multiplied by 1 + r * n / (n + SHRINKING), where n are the own outcomes in which
the question was answered and r is their correlation (-1 to 1) between what the answer spoke for and whether it
worked. So no outcome moves nothing, twenty move at most half way, and no weight ever gets below zero: a better
answer never makes a verdict redder. All are then scaled to the talk's sum, which keeps the line where it is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.green_button.question import UNKNOWN, Answers, Question
from bot.green_button.questions import QUESTIONS

SHRINKING = 20.0  # outcomes; as many as it takes until a person's own count as much as the talk
_ROUNDING = 1e-9  # of a spread; less is none


@dataclass(frozen=True)
class Weights:
    """The weight of each question, none below zero; `n` is how many own outcomes have moved them."""

    of: Mapping[str, float]
    n: int = 0


@dataclass(frozen=True)
class Outcome:
    """A green press that was reviewed: what was answered before, and whether it worked."""

    answers: Answers
    worked: bool


TEXT = Weights(
    {
        "growth": 4.0,  # "this is probably the most important for me"
        "effort": 3.0,  # "ultimately, this is what matters a lot"
        "day_job": 3.0,  # "we have our day jobs"; its gate is a rule of verdict.py
        "kind": 2.0,  # "a structured initiative, or is someone just trying to offload an unpleasant BAU task"
        "relationship": 2.0,  # "I'm always interested in building relationships with new people"
        "asker": 1.5,  # "it depends a bit on who's asking"
        "precedent_yes": 1.5,  # "precedence, as a leader, are really important"
        "team": 1.5,  # "I usually manage someone who can do it better and is going to learn from it"
        "precedent_no": 1.0,  # "they might not come to you again"
    }
)


def learned(outcomes: Sequence[Outcome]) -> Weights:
    """The weights of somebody with these outcomes; the talk's own without any."""
    if not outcomes:
        return TEXT
    moved = {each.id: TEXT.of[each.id] * _factor(each, outcomes) for each in QUESTIONS}
    scale = sum(TEXT.of.values()) / sum(moved.values())
    return Weights({question: weight * scale for question, weight in moved.items()}, len(outcomes))


def _factor(question: Question, outcomes: Sequence[Outcome]) -> float:
    answered = [(question.choice(each.answers), each.worked) for each in outcomes]
    pairs = [(choice.leaning, float(worked)) for choice, worked in answered if choice.id != UNKNOWN]
    return 1 + _correlation(pairs) * len(pairs) / (len(pairs) + SHRINKING)


def _correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's r; 0 where one side never varies and so says nothing."""
    if not pairs:
        return 0.0
    n = len(pairs)
    x, y = sum(one for one, _ in pairs) / n, sum(other for _, other in pairs) / n
    both = sum((one - x) * (other - y) for one, other in pairs)
    spread = math.sqrt(sum((one - x) ** 2 for one, _ in pairs) * sum((other - y) ** 2 for _, other in pairs))
    return max(-1.0, min(1.0, both / spread)) if spread > _ROUNDING else 0.0
