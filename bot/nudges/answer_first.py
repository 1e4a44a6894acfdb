"""Somebody who rarely writes to the reader just named them."""

from datetime import timedelta

from bot.nudges.nudge import DONE, Answer, Kind, Nudge, Source
from bot.relationships import Said
from bot.relationships.surprise import ADVICE

WORTH = 0.95
KEPT_FOR = timedelta(hours=24)

KIND = Kind(
    "answer_first",
    (DONE, Answer("expected", "They write to me often")),
    "This person has hardly ever written to you where I can see it. People who rarely ask remember a quick answer.",
    is_urgent=True,
)
TITLE = "Answer this one first"


def nudge(line: str, said: Said, channel: str, ts: str, root: str = "") -> Nudge:
    """The nudge for a message that was found surprising, in the words that say why; `root` is that of its thread."""
    return Nudge(
        KIND.name,
        f"{channel}:{ts}",
        WORTH,
        said.at,
        said.at + KEPT_FOR,
        TITLE,
        f"{line}\n{ADVICE}",
        quote=said.text or "",
        source=Source(channel, ts, "the message", root),
    )
