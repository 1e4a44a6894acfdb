"""How something went that the reader once pressed green for."""

from datetime import datetime, timedelta

from bot.nudges.nudge import Answer, Kind, Nudge

WORTH = 0.5
KEPT_FOR = timedelta(days=45)  # then the next time of asking is near

KIND = Kind(
    "green_review",
    (
        Answer("worked", "It worked"),
        Answer("not", "It didn't"),
        Answer("not_yet", "Not yet"),
        Answer("let_go", "Let it go"),
    ),
    "You pressed green for this. I ask after a month, after three, and nine months after a \u201cnot yet\u201d, so that "
    "you see how well you guess. Only you see the answers.",
)
TITLES = {
    "30 days": "About a month ago you pressed green",
    "90 days": "Three months ago you pressed green",
    "9 months": "Nine months ago the time wasn't ripe",
}
WORDS = {
    "30 days": "How is it going?{chance} Green fails often, and every answer is a good one.",
    "90 days": "How did it go?{chance} Green fails often, and every answer is a good one.",
    "9 months": "Some ideas work the second time. Is it now?",
}
CHANCE = " You saw {tens} in 10."


def nudge(ask: str, chance: int | None, in_round: str, due: datetime, once: str) -> Nudge:
    """The question for one round of one press; `chance` is in per cent, `once` names the press for good."""
    saw = "" if chance is None else CHANCE.format(tens=chance // 10)
    return Nudge(
        KIND.name,
        f"{once}:{in_round}",
        WORTH,
        due,
        due + KEPT_FOR,
        TITLES[in_round],
        WORDS[in_round].format(chance=saw),
        quote=ask,
    )
