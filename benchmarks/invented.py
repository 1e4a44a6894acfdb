"""An invented workspace, the same every time: people with habits who post, answer and put emoji, over seven years.

Words, people and channels are as uneven as in real workspaces (Zipf), and nobody responds to everything alike: each
person has channels and authors that they like. There is no meaning in any text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.attention.log import REACTION_DELAY, Engagement, Post

BEGIN, YEARS = datetime(2018, 1, 1, tzinfo=UTC), 7
PEOPLE, CHANNELS = 1000, 40
REPLIES, REACTIONS = 10, 2  # for one post, on average
POST_LENGTH, REPLY_LENGTH = 600, 400  # characters, on average
WORDS, MOST_SYLLABLES = 30_000, 5
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]

Known = tuple[Post | Engagement, datetime]
"""An event, and when it became known."""


@dataclass(frozen=True)
class Habits:
    """Who takes part, and in what. Arrays are one number per person, or per person and channel or author."""

    talk: NDArray[np.float64]
    channels: NDArray[np.float64]
    authors: NDArray[np.float64]

    @classmethod
    def drawn(cls, chance: np.random.Generator) -> "Habits":
        """Habits of as many people as there are."""
        talk = 1 / np.arange(1, PEOPLE + 1) ** 0.9
        channels = chance.lognormal(0, 1.5, (PEOPLE, CHANNELS))
        authors = chance.lognormal(0, 1, (PEOPLE, PEOPLE))
        return cls(talk / talk.sum(), channels, authors)

    def takes_part(self, author: int, channel: int) -> NDArray[np.float64]:
        """How likely each person is to be the next who responds."""
        likely = self.talk * self.channels[:, channel] * self.authors[:, author]
        likely[author] = 0
        return np.asarray(likely / likely.sum())


class Texts:
    """Texts of words that are drawn by how often they are used."""

    def __init__(self, chance: np.random.Generator) -> None:
        """A language."""
        lengths = chance.integers(1, MOST_SYLLABLES + 1, WORDS)
        self._words = ["".join(chance.choice(SYLLABLES, length)) for length in lengths]
        often = 1 / np.arange(1, WORDS + 1)
        self._often = np.cumsum(often / often.sum())
        self._chance = chance

    def text(self, length: int) -> str:
        """A text of about that many characters on average, some of them much longer or shorter."""
        count = max(1, int(self._chance.gamma(1.5, length / 1.5 / (MOST_SYLLABLES + 1.6))))
        places = np.searchsorted(self._often, self._chance.random(count))
        words = " ".join(self._words[place] for place in places)
        return f"{words}{self._chance.choice(['.', '?', '!', ' `x`', ' https://example.com/'])}"


def person(number: int) -> str:
    """The id of a person; 0 is the most active one."""
    return f"U{number:04}"


def workspace(posts: int) -> list[Known]:
    """So many posts and what people did with them, in the order in which it became known."""
    chance = np.random.default_rng(0)
    habits, texts = Habits.drawn(chance), Texts(chance)
    span = timedelta(days=365 * YEARS).total_seconds()
    known = [
        event
        for moment in np.sort(chance.random(posts)) * span
        for event in _thread(habits, texts, chance, BEGIN + timedelta(seconds=int(moment)))
    ]
    return sorted(known, key=lambda pair: (pair[1], not isinstance(pair[0], Post)))


def _thread(habits: Habits, texts: Texts, chance: np.random.Generator, at: datetime) -> Iterator[Known]:
    """A post, its replies by a few people who come back, and its emoji, whose time nobody knows."""
    author = int(chance.choice(PEOPLE, p=habits.talk))
    channel = int(CHANNELS * chance.random() ** 2)
    ts = f"{at.timestamp():.0f}.{chance.integers(1_000_000):06}"
    yield Post(f"C{channel:02}", ts, person(author), at, texts.text(POST_LENGTH)), at
    likely = habits.takes_part(author, channel)
    inside = [author, *chance.choice(PEOPLE, 1 + chance.poisson(3), p=likely)]
    moment = at
    for _ in range(chance.geometric(1 / (REPLIES + 1)) - 1):
        moment += timedelta(seconds=1 + int(chance.exponential(7200)))
        who = person(int(chance.choice(inside)))
        yield Engagement(f"C{channel:02}", ts, who, "reply", moment, texts.text(REPLY_LENGTH)), moment
    for number in {int(each) for each in chance.choice(PEOPLE, chance.poisson(REACTIONS), p=likely)}:
        yield Engagement(f"C{channel:02}", ts, person(number), "reaction", None), at + REACTION_DELAY
