"""Why a post is shown, in one line of counts that a reader can check."""

import math
from collections.abc import Callable
from datetime import timedelta

from bot.attention.guess import Evidence, Guess, Scope
from bot.attention.rank import Ranked

LITTLE_HISTORY = 5  # responses; below this we say that it is an early guess
MOST_COUNTS = 2  # in one line; "why am I seeing this" shows the others
CROWD = 2  # people; one response says nothing of the others

ALREADY = "{who} {is_are} already in it"
RESPONDED = "{who} reacted or replied to "
OF_POSTS = "{engaged} of {seen} earlier posts {which}"
AND_OF = "{engaged} of {seen} {which}"
WHICH: dict[Scope, str] = {"channel": "in {name}", "author": "by {name}", "mention": "that mention them"}
HERE = "here"
USUALLY = ", usually within {delay}"
MANY = "{count} people have responded already. "
EARLY = "Early guess: "
TRY = "A try, to check my own guesses: "
_UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))

Name = Callable[[str], str]  # turns an id into what Slack shows as a name


def reasons(item: Ranked, person: Name, channel: Name) -> str:
    """One line for one item: at most two counts, of what speaks for the post, the strongest first."""
    helpful = counted(item.guess)
    counts = _counts(item.guess, helpful[:MOST_COUNTS], person, channel)
    responded = RESPONDED.format(who=person(item.guess.watched)) + counts
    if item.already:
        names = [person(user) for user in item.already]
        already = ALREADY.format(who=_listed(names), is_are="is" if len(names) == 1 else "are")
        return f"{already}. {responded}." if helpful else f"{already}."
    return f"{_caution(item)}{'' if helpful else _crowd(item)}{responded}."


def counted(guess: Guess) -> list[Evidence]:
    """The evidence that speaks for the post and can be counted, the strongest first."""
    helpful = [part for part in guess.evidence if part.weight > 0 and part.engaged and part.scope in WHICH]
    return sorted(helpful, key=lambda part: -part.weight)


def _caution(item: Ranked) -> str:
    if item.explored:
        return TRY
    return EARLY if item.guess.engaged < LITTLE_HISTORY else ""


def _crowd(item: Ranked) -> str:
    """How many are in it already, where nothing of the person's own history speaks for the post, and that does."""
    lively = any(part.scope == "since" and part.weight > 0 for part in item.guess.evidence)
    return MANY.format(count=item.responded) if lively and item.responded >= CROWD else ""


def _counts(guess: Guess, helpful: list[Evidence], person: Name, channel: Name) -> str:
    if not helpful:
        return OF_POSTS.format(engaged=guess.engaged, seen=guess.seen, which=HERE)
    said: list[str] = []
    for part in helpful:
        which = WHICH[part.scope].format(
            name=channel(part.key) if part.scope == "channel" else person(part.key)
        )
        copy = AND_OF if said else OF_POSTS
        said.append(copy.format(engaged=part.engaged, seen=part.seen, which=which))
        if len(said) == 1:
            said[0] += usually(part)
    return ", and to ".join(said)


def usually(part: Evidence) -> str:
    """How soon the person responded, where enough is known to say so."""
    return "" if part.usual_delay is None else USUALLY.format(delay=in_words(part.usual_delay))


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def in_words(delay: timedelta) -> str:
    """A delay rounded up to what a person would say, so that "within" holds: minutes, hours, then days."""
    minutes = max(1, math.ceil(delay.total_seconds() / 60))
    size, unit = next((size, unit) for size, unit in _UNITS if minutes >= size)
    number = math.ceil(minutes / size)
    return f"{number} {unit}{'' if number == 1 else 's'}"
