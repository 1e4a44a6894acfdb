"""People whom the reader follows are active in a public channel where the reader is not; at most one a week."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from bot.nudges.nudge import Answer, Kind, Nudge
from bot.people import listed

WORTH = 0.3
LEAST_PEOPLE = 2  # whom the reader follows
LEAST_MESSAGES = 5  # by them, within the days below
WITHIN = timedelta(days=14)
EVERY = timedelta(days=7)
KEPT_FOR = timedelta(days=5)

KIND = Kind(
    "join_channel",
    (Answer("join", "Join it", "archives/{about}"), Answer("let_go", "Not for me")),
    "I count messages that the people you follow wrote in public channels within two weeks. Private channels and "
    "direct messages are none of my business.",
)
TITLE = "A channel to be within earshot of"
WORDS = "{people} wrote {count} times in <#{channel}> within two weeks; you are not there."


def nudge(
    written: Mapping[str, Mapping[str, int]], settled: Collection[str], last: datetime | None, now: datetime
) -> Nudge | None:
    """The most active public channel that the reader is not in; None where there is none, or one came this week.

    `written` counts messages of the last 14 days by channel and followed person. `settled` are channels that the reader
    is in, or said no to. `last` is when the last suggestion was made.
    """
    if last is not None and now - last < EVERY:
        return None
    fit = {
        channel: people for channel, people in written.items() if channel not in settled and _is_alive(people)
    }
    if not fit:
        return None
    channel = max(fit, key=lambda channel: (_people(fit[channel]), sum(fit[channel].values()), channel))
    count = sum(fit[channel].values())
    writers = sorted(
        (user for user, wrote in fit[channel].items() if wrote), key=lambda user: (-fit[channel][user], user)
    )
    words = WORDS.format(people=listed(writers), count=count, channel=channel)
    return Nudge(KIND.name, channel, WORTH, now, now + KEPT_FOR, TITLE, words)


def _is_alive(people: Mapping[str, int]) -> bool:
    return _people(people) >= LEAST_PEOPLE and sum(people.values()) >= LEAST_MESSAGES


def _people(people: Mapping[str, int]) -> int:
    return sum(count > 0 for count in people.values())
