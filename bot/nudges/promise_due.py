"""The day of something that the reader said they would do, and asked to be reminded of."""

from datetime import date, datetime, time, timedelta

from bot.nudges.nudge import DONE, LET_GO, Answer, Kind, Nudge, Source
from bot.nudges.promise_made import told
from bot.promises import Promise
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
# Neither says "today": over a weekend, or in a full week, it is read days later.
TITLE = "For {day}: what you took on"
TITLE_WITHOUT_DAY = "From {day}: what you took on"
WORDS = "You wrote it in <#{channel}>. If it takes longer, saying by when is as good an answer."
DRAFT = "A quick word on this: I'm still on it, and you'll have it by tomorrow."


def nudge(promise: Promise, said_at: datetime, zone: str, channel: str, ts: str, root: str = "") -> Nudge:
    """The reminder of a promise that its author asked to be reminded of, for the morning of its day.

    The promise has the day that was chosen, where that is another. `root` is that of the message's thread.
    """
    when = reminder_day(promise.day, said_at, zone)
    due = at_wall_time(when, MORNING, zone_of(zone))
    return Nudge(
        KIND.name,
        f"{channel}:{ts}:{when:%Y-%m-%d}",
        WORTH,
        due,
        due + KEPT_FOR,
        _title(promise, said_at, zone),
        WORDS.format(channel=channel),
        quote=promise.sentence,
        source=Source(channel, ts, "what you wrote", root),
        draft=DRAFT,
    )


def _title(promise: Promise, said_at: datetime, zone: str) -> str:
    if promise.day is not None:
        return TITLE.format(day=told(promise.day))
    return TITLE_WITHOUT_DAY.format(day=told(said_at.astimezone(zone_of(zone)).date()))


def reminder_day(day: date | None, said_at: datetime, zone: str) -> date:
    """The day that was named or chosen; without one, a week after it was said there."""
    return day or said_at.astimezone(zone_of(zone)).date() + WITHOUT_DAY
