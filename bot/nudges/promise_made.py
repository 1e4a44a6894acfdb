"""The reader said they would do something: shall Earshot hold on to it? Nothing is kept before they say yes."""

from datetime import date, datetime, timedelta

from bot.nudges.nudge import Answer, Kind, Nudge, Source
from bot.promises import Promise

WORTH = 0.45
KEPT_FOR = timedelta(days=3)

KIND = Kind(
    "promise_made",
    (Answer("keep", "Remind me"), Answer("drop", "No need")),
    "It reads as if you told somebody that you would do something. I keep it only if you say so, and I may be wrong.",
)
TITLE = "Shall I hold on to this for you?"
WITH_DAY = "You wrote it in <#{channel}>. I'd remind you on {day}."
WITHOUT_DAY = "You wrote it in <#{channel}>. It names no day, so I'd ask you in a week."


def nudge(promise: Promise, said_at: datetime, channel: str, ts: str, root: str = "") -> Nudge | None:
    """The offer to remember; None where the day is today, as a reminder would come too late to help.

    `said_at` is in the author's own zone. `ts` is of the message itself, `root` of its thread.
    """
    if promise.day is not None and promise.day <= said_at.date():
        return None
    words = WITHOUT_DAY if promise.day is None else WITH_DAY
    return Nudge(
        KIND.name,
        f"{channel}:{ts}",
        WORTH,
        said_at,
        said_at + KEPT_FOR,
        TITLE,
        words.format(channel=channel, day=told(promise.day) if promise.day else ""),
        quote=promise.sentence,
        source=Source(channel, ts, "what you wrote", root),
    )


def told(day: date) -> str:
    """A day as people say it: Friday, 4 December."""
    return f"{day:%A}, {day.day} {day:%B}"
