"""The day of something that the reader said they would do, and asked to be reminded of."""

from datetime import date, datetime, time, timedelta

from bot.nudges.nudge import DONE, LET_GO, Answer, Kind, Nudge, Source
from bot.schedule import at_wall_time, zone_of

WORTH = 0.8
MORNING = time(9, 0)
WITHOUT_DAY = timedelta(days=7)  # after it was said, where it names no day
KEPT_FOR = timedelta(days=4)  # over a weekend

KIND = Kind(
    "promise_due",
    (DONE, Answer("snooze", "Tomorrow"), LET_GO),
    "You asked me to remind you of this. Whoever waits for it will be glad of a word, also of \u201cnot yet\u201d.",
    is_urgent=True,
)
TITLE = "Today is the day you named"
TITLE_WITHOUT_DAY = "A week ago you took this on"
WORDS = "You wrote it in <#{channel}>. If it takes longer, saying by when is as good an answer."
DRAFT = "A quick word on what I took on here: "


def nudge(sentence: str, day: date | None, said_at: datetime, zone: str, channel: str, ts: str) -> Nudge:
    """The reminder of a promise that its author asked to be reminded of, for the morning of its day."""
    when = day or said_at.astimezone(zone_of(zone)).date() + WITHOUT_DAY
    due = at_wall_time(when, MORNING, zone_of(zone))
    return Nudge(
        KIND.name,
        f"{channel}:{ts}:{when:%Y-%m-%d}",
        WORTH,
        due,
        due + KEPT_FOR,
        TITLE if day else TITLE_WITHOUT_DAY,
        WORDS.format(channel=channel),
        quote=sentence,
        source=Source(channel, ts, "what you wrote"),
        draft=DRAFT,
    )
