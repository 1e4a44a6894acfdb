"""Why a post is shown, in counts that a reader can check."""

import math
from collections.abc import Callable
from datetime import timedelta

from bot.attention.guess import Evidence, Guess
from bot.attention.rank import Ranked

LITTLE_HISTORY = 5  # responses; below this we say that it is an early guess

ALREADY = "{who} {is_are} already in it"
RESPONDED = "{who} reacted or replied to "
OF_POSTS = "{engaged} of {seen} earlier posts {where}"
AND_OF = "{engaged} of {seen} {where}"
IN_CHANNEL, BY_AUTHOR = "in {name}", "by {name}"
USUALLY = ", usually within {delay}"
EARLY = "Early guess: "
_UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))


def reasons(item: Ranked, person: Callable[[str], str], channel: Callable[[str], str]) -> str:
    """One line for one item. `person` and `channel` turn an id into what Slack shows as a name.

    At most two counts are shown, those that speak for the post.
    """
    helpful = sorted(
        (part for part in item.guess.evidence if part.weight > 0 and part.engaged),
        key=lambda part: part.scope == "author",
    )
    counts = _counts(item.guess, helpful, person, channel)
    responded = RESPONDED.format(who=person(item.guess.watched)) + counts
    if item.already:
        names = [person(user) for user in item.already]
        already = ALREADY.format(who=_listed(names), is_are="is" if len(names) == 1 else "are")
        return f"{already}. {responded}." if helpful else f"{already}."
    early = EARLY if item.guess.engaged < LITTLE_HISTORY else ""
    return f"{early}{responded}."


def _counts(
    guess: Guess,
    helpful: list[Evidence],
    person: Callable[[str], str],
    channel: Callable[[str], str],
) -> str:
    if not helpful:
        return OF_POSTS.format(engaged=guess.engaged, seen=guess.seen, where="here")
    said: list[str] = []
    for part in helpful:
        in_channel = part.scope == "channel"
        where = (IN_CHANNEL if in_channel else BY_AUTHOR).format(
            name=channel(part.key) if in_channel else person(part.key)
        )
        copy = AND_OF if said else OF_POSTS
        said.append(copy.format(engaged=part.engaged, seen=part.seen, where=where))
        if len(said) == 1 and part.usual_delay is not None:
            said[0] += USUALLY.format(delay=in_words(part.usual_delay))
    return ", and to ".join(said)


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def in_words(delay: timedelta) -> str:
    """A delay rounded up to what a person would say, so that "within" holds: minutes, hours, then days."""
    minutes = max(1, math.ceil(delay.total_seconds() / 60))
    size, unit = next((size, unit) for size, unit in _UNITS if minutes >= size)
    number = math.ceil(minutes / size)
    return f"{number} {unit}{'' if number == 1 else 's'}"
