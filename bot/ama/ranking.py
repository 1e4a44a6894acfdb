"""The order of questions: the newest, the top, those without an answer, and plainly those with the most votes."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Literal

from bot.ama.question import Question

Order = Literal["top", "newest", "unanswered", "most"]
Z = 1.96  # 95 % of a normal distribution
NAMES: dict[Order, str] = {
    "top": "Top",
    "newest": "Newest",
    "unanswered": "Unanswered",
    "most": "Most votes",
}
HOW: dict[Order, str] = {
    "top": "By votes out of the people who have voted since a question appeared, so that late ones have a chance.",
    "newest": "The last one first.",
    "unanswered": "What nobody has answered yet, the top one first.",
    "most": "By the number of votes alone, which favours early ones.",
}


def wilson(votes: int, active: int, z: float = Z) -> float:
    """The lower bound of the share of people who want an answer, from 0 to 1; 0 where nobody was there.

    Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 1927, pp. 209-212). With few people it stays near 0, so that one
    vote out of one doesn't win over forty out of fifty. Raises ValueError for more votes than people, or fewer than none.
    """
    if not 0 <= votes <= active:
        raise ValueError(f"{votes} votes out of {active} people")
    if not active:
        return 0.0
    share, squared = votes / active, z * z
    middle = share + squared / (2 * active)
    margin = z * sqrt(share * (1 - share) / active + squared / (4 * active * active))
    return max(0.0, (middle - margin) / (1 + squared / active))


def score(question: Question) -> float:
    """What puts a question at the top."""
    return wilson(question.votes, max(question.active, question.votes))


def ordered(questions: Sequence[Question], order: Order) -> list[Question]:
    """Questions in one of the orders. Where two are equal, the one that has waited longer comes first."""
    keys: dict[Order, Callable[[Question], tuple[float, ...]]] = {
        "top": lambda each: (-score(each), -each.votes, each.number),
        "newest": lambda each: (-each.number,),
        "unanswered": lambda each: (-score(each), -each.votes, each.number),
        "most": lambda each: (-each.votes, each.number),
    }
    shown = [
        each for each in questions if order != "unanswered" or each.state in {"open", "answering", "parked"}
    ]
    return sorted(shown, key=keys[order])


def following(questions: Sequence[Question]) -> Question | None:
    """What hosts answer next: the top one of those that wait; None when none does."""
    waiting = [each for each in questions if each.state == "open"]
    return ordered(waiting, "top")[0] if waiting else None
