"""A small workspace, made up, whose people have habits; the same every time.

FAN answers questions of ASKER and nothing else, REGULARS answer a share of everything, and NEWCOMER has answered
too seldom to be known. Every name of a word in it is in WORDS.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from bot.attention.log import REACTION_DELAY, Engagement, Post
from bot.attention.ranker import Ranker
from tests.moments import at, stamp

BEGIN = at("2026-01-05 08:00")
FAN, ASKER, NEWCOMER = "U1", "U2", "U7"
REGULARS = ("U3", "U4", "U5", "U6")
EVERYBODY = ("U0", FAN, ASKER, *REGULARS, NEWCOMER)
PEOPLE = (FAN, "U3", NEWCOMER)  # whom rankers here are asked about
CHANNELS = ("C0", "C1", "C2")
WORDS = (
    "turbine",
    "gasket",
    "meadow",
    "lantern",
    "harbour",
    "walnut",
    "pylon",
    "quarry",
    "thimble",
    "velvet",
)
EVERY = timedelta(hours=2)

Known = tuple[Post | Engagement, datetime]
Log = list[Known]


def post(when: datetime, channel: str = "C0", author: str = "U0", text: str | None = "turbine") -> Post:
    """A post of that moment; two of one channel are never of the same."""
    return Post(channel, stamp(when), author, when, text)


def later(hours: float) -> datetime:
    """So many hours after the beginning."""
    return BEGIN + timedelta(hours=hours)


def reply(to: Post, user: str, hours: float = 1.0, text: str | None = "gasket") -> Known:
    """Somebody writes in the post's thread."""
    when = to.at + timedelta(hours=hours)
    return Engagement(to.channel, to.ts, user, "reply", when, text, to.is_private), when


def emoji(to: Post, user: str) -> Known:
    """Somebody put an emoji on the post, and nobody knows when."""
    return Engagement(to.channel, to.ts, user, "reaction", None, None, to.is_private), to.at + REACTION_DELAY


def in_order(log: Sequence[Known]) -> Log:
    """As they became known; of what was said at the same moment posts come first."""
    return sorted(log, key=lambda known: (known[1], isinstance(known[0], Engagement)))


def posts(count: int, seed: int = 0, start: int = 0) -> list[Post]:
    """Posts of everybody in all channels, about half of them questions."""
    chance, made = random.Random(seed), list[Post]()
    for number in range(start, start + count):
        text = " ".join(chance.choices(WORDS, k=12)) + chance.choice(("?", "."))
        author = chance.choice((*EVERYBODY[:-1], ASKER))
        made.append(post(BEGIN + number * EVERY, chance.choice(CHANNELS), author, text))
    return made


def is_for_fan(asked: Post) -> bool:
    """Whether FAN answers."""
    return asked.author == ASKER and "?" in (asked.text or "")


def workspace(count: int = 500, seed: int = 0) -> Log:
    """What happened with so many posts."""
    chance, log = random.Random(seed + 1), list[Known]()
    for made in posts(count, seed):
        log.append((made, made.at))
        if is_for_fan(made):
            log.append(reply(made, FAN, chance.uniform(0.1, 3)))
        answering = [user for user in REGULARS if user != made.author and chance.random() < 0.2]
        log.extend(chance.choice((reply, emoji))(made, user) for user in answering)
    log.extend(emoji(made, NEWCOMER) for made in posts(count, seed)[:2])
    return in_order(log)


def after(log: Sequence[Known], people: Sequence[str] = PEOPLE) -> Ranker:
    """A ranker that has seen a log, and has not learned yet."""
    ranker = Ranker(people)
    tell(ranker, log)
    return ranker


def tell(ranker: Ranker, log: Sequence[Known]) -> None:
    """Have it observe all of it."""
    for event, known in log:
        ranker.observe(event, known)


@cache
def learned() -> bytes:
    """What a ranker has learned from the workspace."""
    ranker = after(workspace())
    ranker.fit()
    return ranker.to_bytes()


def knowing() -> Ranker:
    """A ranker that has learned from the workspace, anew for each test."""
    return Ranker.from_bytes(learned())


def to_come(count: int, seed: int = 9) -> list[Post]:
    """Posts after those of the workspace."""
    return posts(count, seed, start=500)


def private(made: Post) -> Post:
    """The same in a private channel."""
    return replace(made, is_private=True)
