"""The reader worked with somebody new, and it is fresh enough to say what went well."""

from bot.feedback import Owed
from bot.feedback.owed import CALM, REMEMBERED
from bot.nudges.nudge import LET_GO, SNOOZE, Answer, Kind, Nudge, Source

WORTH = 0.5

KIND = Kind(
    "feedback_owed",
    (Answer("write", "Write two sentences"), SNOOZE, LET_GO),
    "You had several conversations with somebody you hadn't worked with before. Feedback is a gift while both "
    "remember, and people who give it are asked back.",
)
TITLE = "Two sentences for {person}?"
WORDS = (
    "You two worked together in {count} conversations lately, after none for a good while. "
    "I have the links ready; you decide what to say, and who sees it."
)


def nudge(found: Owed) -> Nudge:
    """The suggestion to write to one person, once per time that the two worked together."""
    newest = found.posts[0] if found.posts else None
    return Nudge(
        KIND.name,
        f"{found.person}:{found.last:%Y-%m-%d}",
        WORTH,
        found.last + CALM,
        found.last + REMEMBERED,
        TITLE.format(person=f"<@{found.person}>"),
        WORDS.format(count=len(found.posts)),
        source=Source(*newest, "the latest one") if newest else None,
    )
