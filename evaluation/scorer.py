"""What every ranker offers, the bot's own and those that it is compared with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.attention.log import Engagement, Post


class Scorer(Protocol):
    """Learns from a workspace's events, and says how likely some people are to respond to a post.

    `are_probabilities` tells whether its scores are meant as probabilities rather than as an order alone.
    """

    @property
    def are_probabilities(self) -> bool:
        """Whether a score of .2 means that one post in five gets a response."""

    def observe(self, event: Post | Engagement, known: datetime, /) -> None:
        """Take an event into account; events come in the order in which they became known."""

    def fit(self) -> None:
        """The learning part has ended; called once."""

    def score(self, post: Post, /) -> Sequence[float]:
        """One score for each person, larger is likelier; asked before the post itself is observed."""


@runtime_checkable
class ScoresLater(Protocol):
    """A ranker that can also use what became known between the post and the digest."""

    def score_later(self, post: Post, now: datetime, /) -> Sequence[float]:
        """One score for each person, asked at `now` about a post that was observed."""


Factory = Callable[[list[str]], Scorer]
"""Makes a new ranker for these people (user ids)."""
