"""The verdict: a sum that is weighed, and a few rules that speak louder than the sum.

Each answer's leaning times its question's weight is added up. What isn't known counts as the middle of what it
could be and widens the doubt around the sum. Where the whole range is above LINE it is green, where all of it is
below it is not for this person, and in between it is worth finding out more. A rule that may hold, because an
answer is missing, widens the range in the same way.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.green_button.question import UNKNOWN, Answers
from bot.green_button.questions import BY_ID
from bot.green_button.weights import TEXT, Weights

Verdict = Literal["green", "discover", "delegate", "red"]

LINE = 2.0  # weighed leanings; above zero, since the day job is the certain million
DOUBT = 1.2  # the same; so near the line, five minutes of questions cost less than the wrong button
_NOT_ME, _FIND_OUT, _GO = 0, 1, 2  # what the ranges are about; who else might do it is asked afterwards

_CHOICES = {question: frozenset(each.id for each in asked.known) for question, asked in BY_ID.items()}


@dataclass(frozen=True)
class Rule:
    """Where all of these answers are given, the verdict is at least (`floor`) or at most (`cap`) so green."""

    when: Mapping[str, frozenset[str]]
    said: str
    floor: int = _NOT_ME
    cap: int = _GO

    def holds(self, answers: Answers) -> bool:
        """Whether it holds for certain."""
        return all(answers.get(question) in choices for question, choices in self.when.items())

    def may_hold(self, answers: Answers) -> bool:
        """Whether it could, once what isn't known, and so is missing, is known."""
        return all(
            question not in answers or answers[question] in choices for question, choices in self.when.items()
        )


def _when(**answers: str) -> dict[str, frozenset[str]]:
    return {question: frozenset(choices.split()) for question, choices in answers.items()}


LITTLE_FROM_ABOVE = "It comes from above you and it is small: say yes, whatever else speaks against it."
FAVOUR = "A few hours for a relationship: just get it done."
RULES = (
    Rule(_when(asker="above", effort="hours"), LITTLE_FROM_ABOVE, floor=_GO),
    Rule(_when(asker="above", effort="days", day_job="met at_risk"), LITTLE_FROM_ABOVE, floor=_GO),
    Rule(
        _when(
            relationship="new water",
            effort="hours",
            day_job="met at_risk",
            precedent_yes="glad some",
            team="no",
        ),
        FAVOUR,
        floor=_GO,
    ),
    Rule(
        _when(day_job="not_met", effort="days weeks quarter", asker="depends peer me"),
        "Your day job is behind and comes first: not now.",
        cap=_NOT_ME,
    ),
    Rule(
        _when(day_job="not_met", effort="days weeks quarter", asker="above"),
        "Your day job is behind: ask whoever wants this what may wait for it.",
        cap=_FIND_OUT,
    ),
    Rule(
        _when(day_job="at_risk", effort="weeks quarter"),
        "Your day job is tight and this takes weeks: find out what can wait before you say yes.",
        cap=_FIND_OUT,
    ),
    Rule(
        _when(growth="strong elsewhere", team="yes"),
        "Somebody in your team would grow from it, and you wouldn't: it is theirs.",
        cap=_NOT_ME,
    ),
)

# "Not a yes or no": for whoever wants to learn it, meets somebody new or is asked from above, it no longer counts
# against it that it is a routine task or a half-way project.
EXCUSES: Mapping[str, tuple[str, str]] = {
    "growth": ("grow", "you want to learn it"),
    "relationship": ("new", "it brings you together with somebody new"),
    "asker": ("above", "it comes from above"),
}
EXCUSED: Mapping[str, str] = {
    "routine": "That it's a routine task doesn't count against it, since {why}.",
    "half_way": "That it's half-way and short of people doesn't count against it, since {why}.",
}


def verdict(answers: Answers, weights: Weights = TEXT) -> Verdict:
    """The verdict for these answers."""
    answers = _on_offer(answers)
    least, most = _ruled(answers, *_summed(answers, weights))
    if least == _GO:
        return "green"
    if most > _NOT_ME:
        return "discover"
    return "delegate" if answers.get("team") == "yes" else "red"


def louder(answers: Answers, weights: Weights = TEXT) -> list[Rule]:
    """The rules that hold and say something else than the sum does; one floor is enough, and silences the caps."""
    answers = _on_offer(answers)
    least, most = _summed(answers, weights)
    holding = [rule for rule in RULES if rule.holds(answers)]
    floors = [rule for rule in holding if rule.floor > _NOT_ME]
    return [rule for rule in floors[:1] or holding if rule.floor > least or rule.cap < most]


def why_excused(answers: Answers) -> list[str]:
    """Why the kind of task doesn't count against it; empty where it does, or has nothing against it anyway."""
    why = [said for question, (choice, said) in EXCUSES.items() if answers.get(question) == choice]
    sentence = EXCUSED.get(answers.get("kind", UNKNOWN), "")
    return [sentence.format(why=" and ".join(why[:2]))] if why and sentence else []


def leanings(question: str, answers: Answers) -> tuple[float, float]:
    """The least and the most that an answer speaks for green, after excuses: the same, unless it isn't known."""
    low, high = _leanings(question, answers.get(question, UNKNOWN))
    return (max(low, 0.0), max(high, 0.0)) if question == "kind" and _is_excused(answers) else (low, high)


def _on_offer(answers: Answers) -> Answers:
    """Without what isn't on offer (any more), so that it counts as not known everywhere."""
    return {question: choice for question, choice in answers.items() if choice in _CHOICES.get(question, ())}


def _summed(answers: Answers, weights: Weights) -> tuple[int, int]:
    """The least and the most green that it can be by the weighed sum alone."""
    least = _sum(answers, weights, -1, excused=_is_excused(answers))
    most = _sum(answers, weights, +1, excused=_may_be_excused(answers))
    return (_GO if least >= LINE else _NOT_ME), (_GO if most >= LINE else _NOT_ME)


def _ruled(answers: Answers, least: int, most: int) -> tuple[int, int]:
    """The same after the rules; one that only may hold moves only the end that it could."""
    possible = [rule for rule in RULES if rule.may_hold(answers)]
    certain = [rule for rule in possible if rule.holds(answers)]
    least = max(min([least, *(rule.cap for rule in possible)]), *(rule.floor for rule in certain), _NOT_ME)
    most = max(min([most, *(rule.cap for rule in certain)]), *(rule.floor for rule in possible), _NOT_ME)
    return least, most


def _sum(answers: Answers, weights: Weights, end: Literal[-1, 1], *, excused: bool) -> float:
    """The lower (-1) or upper (+1) end of the weighed sum; doubts add up as independent ones do, in squares."""
    middle, doubt = 0.0, DOUBT**2
    for question, weight in weights.of.items():
        low, high = _leanings(question, answers.get(question, UNKNOWN))
        if excused and question == "kind":
            low, high = max(low, 0.0), max(high, 0.0)
        middle += weight * (low + high) / 2
        doubt += (weight * (high - low) / 2) ** 2
    return middle + end * math.sqrt(doubt)


@cache
def _leanings(question: str, choice: str) -> tuple[float, float]:
    known = BY_ID[question].known
    of = {each.id: (each.leaning, each.leaning) for each in known}
    return of.get(choice, (known[-1].leaning, known[0].leaning))


def _is_excused(answers: Answers) -> bool:
    return any(answers.get(question) == choice for question, (choice, _) in EXCUSES.items())


def _may_be_excused(answers: Answers) -> bool:
    return any(answers.get(question, choice) == choice for question, (choice, _) in EXCUSES.items())
