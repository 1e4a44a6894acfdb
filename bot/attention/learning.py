"""Learning anew from a workspace's log: a ranker, as bytes that can be kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.attention.log import Engagement, Post

REACHES_BACK = timedelta(days=90)  # as far as channels are read back
SETTLED = timedelta(minutes=15)  # what is younger may still come in late, and is learned when it is scored
NIGHT = timedelta(hours=3)  # after midnight UTC

Known = tuple[Post | Engagement, datetime]
"""An event, and when it became known."""


@dataclass(frozen=True)
class Learned:
    """What was learned: a ranker's state, of whom, and from how much."""

    people: tuple[str, ...]
    state: bytes
    posts: int
    responses: int


def learn(people: Sequence[str], log: Iterable[Known], before: Learned | None = None) -> Learned:
    """Goes on from what was learned before, with the log since then; else starts from nothing, with the whole log.

    Going on keeps what words said that are forgotten by now. The same log always gives the same bytes.
    """
    from bot.attention.ranker import Ranker  # needs numpy, which takes a moment to load

    ranker = Ranker.from_bytes(before.state) if before else Ranker(people)
    posts, responses = (before.posts, before.responses) if before else (0, 0)
    for event, known in log:
        ranker.observe(event, known)
        posts += isinstance(event, Post)
        responses += isinstance(event, Engagement)
    ranker.fit()
    return Learned(tuple(ranker.people), ranker.to_bytes(), posts, responses)
