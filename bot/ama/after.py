"""After a session: two taps on how it was, the trend over editions, and what came of what people said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

POLL_LASTS = timedelta(days=7)
SHOWN_FROM = 5  # answers; fewer say too much about each
USEFUL = {"yes": "Useful", "partly": "Partly", "no": "Not this time"}
NEXT_TIME = {
    "same": "Keep it like this",
    "longer": "More time for answers",
    "shorter": "Shorter",
    "written": "More answers in writing",
    "other": "Another format",
}
QUESTION_USEFUL = "Was it useful?"
QUESTION_NEXT = "And next time?"
TOO_FEW = f"Shown from {SHOWN_FROM} answers."
NOTHING_FIRST = "{count} of {answers} said: {words}"


@dataclass(frozen=True)
class Answer:
    """What one person tapped; "" for what they left out."""

    useful: str
    next_time: str


@dataclass(frozen=True)
class Edition:
    """One point of the trend. Shares are of what was asked, or of the answers; None where there are too few."""

    number: int
    title: str
    questions: int
    answered: float | None
    useful: float | None


def counts(answers: Sequence[Answer]) -> tuple[Counter[str], Counter[str]] | None:
    """How often each answer was given to the two questions; None under five answers."""
    given = [each for each in answers if each.useful or each.next_time]
    if len(given) < SHOWN_FROM:
        return None
    return Counter(each.useful for each in given if each.useful), Counter(
        each.next_time for each in given if each.next_time
    )


def useful(answers: Sequence[Answer]) -> float | None:
    """How useful it was, from 0 to 1 (partly counts half); None under five answers."""
    values = [{"yes": 1.0, "partly": 0.5}.get(each.useful, 0.0) for each in answers if each.useful]
    return sum(values) / len(values) if len(values) >= SHOWN_FROM else None


def most_wanted(answers: Sequence[Answer]) -> str:
    """What most people want next time, as a line for the next set-up; "" where nothing is to be changed or said."""
    counted = counts(answers)
    if counted is None or not counted[1]:
        return ""
    ((best, count),) = counted[1].most_common(1)
    if best == "same" or best not in NEXT_TIME:
        return ""
    return NOTHING_FIRST.format(count=count, answers=counted[1].total(), words=NEXT_TIME[best].lower())
