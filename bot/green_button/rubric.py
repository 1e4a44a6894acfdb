"""What a person is told: the verdict, its reason per criterion, what spoke louder, and what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.green_button.question import Answers, Choice, Question
from bot.green_button.questions import BY_ID, QUESTIONS
from bot.green_button.verdict import Verdict, leanings, louder, verdict, why_excused
from bot.green_button.weights import TEXT, Weights

Leaning = Literal["green", "red", "even", "open"]

MOST_FLIPS = 3
MOST_TO_ASK = 3
WORTH_SAYING = 0.75  # weighed; what speaks more weakly for the other side is no news

TITLES: Mapping[Verdict, str] = {
    "green": "Green: press it",
    "discover": "Discover first",
    "delegate": "Put your name down, then find the right person",
    "red": "Red: not this one",
}
FLIPS_TO: Mapping[Verdict, str] = {
    "green": "green",
    "discover": "discover first",
    "delegate": "put your name down and find the right person",
    "red": "red",
}
FLIP = "If {short}: {verdict}."
FOR, AGAINST = "For it: {reasons}.", "Against it: {reasons}."
OPEN = "It could go either way: {reasons}."
CLOSE = "It's close."
NOTHING_SPEAKS = "Nothing speaks strongly either way."
SMALLER = "What is the smallest part of it that would already help?"
WHO_ELSE = BY_ID["relationship"].to_ask
WHAT_WAITS = BY_ID["day_job"].to_ask
ON_TRACK = BY_ID["day_job"].known[0].short
ABOUT_THEM = {"precedent_no"}  # nothing to ask oneself where nobody asked


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

    `overrides` says which rule spoke louder than the sum, `flips` what would change the verdict (at most three;
    none where no single answer would), `ask` the questions worth asking first, to oneself or to whoever asks.
    """

    answers: Answers
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
    chosen, ruled = verdict(answers, weights), [rule.said for rule in louder(answers, weights)]
    strongest = _strongest(answers, weights)
    return Decision(
        answers=answers,
        verdict=chosen,
        title=TITLES[chosen],
        in_short=_in_short(chosen, answers, weights, capped=bool(ruled)),
        lines=tuple(_line(each, answers) for each in strongest),
        overrides=tuple(ruled or (why_excused(answers) if chosen in {"green", "discover"} else ())),
        flips=tuple(_flips(chosen, answers, weights, strongest)[:MOST_FLIPS]),
        ask=_ask(answers, strongest, capped=bool(ruled)) if chosen == "discover" else (),
        n=weights.n,
    )


def _strongest(answers: Answers, weights: Weights) -> list[Question]:
    return sorted(QUESTIONS, key=lambda each: -_strength(each, answers, weights))


def _strength(question: Question, answers: Answers, weights: Weights) -> float:
    """How much it moves the sum, or could where it isn't known."""
    low, high = leanings(question.id, answers)
    return weights.of[question.id] * max(abs(low + high), high - low) / 2


def _leaning(question: Question, answers: Answers) -> Leaning:
    low, high = leanings(question.id, answers)
    if question.is_open(answers):
        return "open"
    return "green" if low > 0 else "red" if high < 0 else "even"


def _line(question: Question, answers: Answers) -> Line:
    said = question.choice(answers).said
    return Line(question.id, question.name, _leaning(question, answers), said)


def _in_short(chosen: Verdict, answers: Answers, weights: Weights, *, capped: bool) -> str:
    """One or two sentences: what decides, then the best that speaks against that."""
    green, red, unsure = (_reasons(side, answers, weights) for side in ("green", "red", "open"))
    if chosen == "discover" and unsure:
        return OPEN.format(reasons=_joined(unsure[:2]))
    if chosen == "discover":
        said = [] if capped else [CLOSE]
        return " ".join([*said, *_clause(FOR, green[:2]), *_clause(AGAINST, red[:2])])
    ours = green if chosen == "green" else red
    said = [_sentence(_joined(ours[:2]))] if ours else [NOTHING_SPEAKS]
    if chosen == "green":
        said += _clause(AGAINST, _reasons("red", answers, weights, WORTH_SAYING)[:1])
    elif chosen == "red":
        said += _clause(FOR, _reasons("green", answers, weights, WORTH_SAYING)[:1])
    return " ".join(said)


def _reasons(side: Leaning, answers: Answers, weights: Weights, least: float = 0.0) -> list[str]:
    """What speaks for a side, the strongest first; a day job on track leaves room, but is no reason by itself."""
    return [
        each.choice(answers).short
        for each in _strongest(answers, weights)
        if _leaning(each, answers) == side
        and _strength(each, answers, weights) >= least
        and each.choice(answers).short != ON_TRACK
    ]


def _clause(copy: str, reasons: Sequence[str]) -> list[str]:
    return [copy.format(reasons=_joined(reasons))] if reasons else []


def _joined(reasons: Sequence[str]) -> str:
    return ", and ".join(reasons)


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _flips(chosen: Verdict, answers: Answers, weights: Weights, strongest: Sequence[Question]) -> list[Flip]:
    """One for each question that could change the verdict alone: the way to green first, then the smallest step."""
    found: list[tuple[bool, int, Flip]] = []
    for question in strongest:
        now = question.choices.index(question.choice(answers))
        steps = [
            (
                other != "green" != chosen,
                abs(place - now),
                Flip(question.id, each.id, other, _flip(each, other)),
            )
            for place, each in enumerate(question.known)
            if (other := verdict({**answers, question.id: each.id}, weights)) != chosen
        ]
        found += [min(steps, key=lambda step: step[:2])] if steps else []
    return [flip for _, _, flip in sorted(found, key=lambda step: step[:2])]


def _flip(choice: Choice, other: Verdict) -> str:
    return FLIP.format(short=choice.short, verdict=FLIPS_TO[other])


def _ask(answers: Answers, strongest: Sequence[Question], *, capped: bool) -> tuple[str, ...]:
    """What to find out first: what isn't known, what could wait, or whether less of it would do."""
    left_out = ABOUT_THEM if answers.get("asker") == "me" else set()
    unsure = [each.to_ask for each in strongest if each.is_open(answers) and each.id not in left_out]
    if unsure:
        return tuple(unsure[:MOST_TO_ASK])
    close = WHO_ELSE if answers.get("effort") == "hours" else SMALLER  # no smaller part is worth a question
    return (WHAT_WAITS,) if capped else (close,)
