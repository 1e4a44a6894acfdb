"""Who is measured: Earshot's ranker, and the simple ones that it has to beat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.attention.log import Engagement, Post
from bot.attention.ranker import Ranker
from evaluation.baselines import ChannelAuthor, ChannelPopularity, NewestFirst, RandomOrder
from evaluation.scorer import Factory

LEARNS_EVERY = timedelta(days=30)
"""The bot learns every night; that would take hours here, and changes little."""


@dataclass(frozen=True)
class Entrant:
    """A ranker under the name that reports use.

    `learns_from_others` is whether what one person does can change the scores of another.
    """

    name: str
    factory: Factory
    learns_from_others: bool = False


class Earshot(Ranker):
    """The bot's ranker, learning anew as time goes by, as its nightly job does."""

    _fitted: datetime | None = None

    def observe(self, event: Post | Engagement, known: datetime) -> None:
        """Take an event into account; learn anew first where the last time was long ago."""
        if self._fitted is not None and known > self._fitted + LEARNS_EVERY:
            self.fit()
        super().observe(event, known)

    def fit(self) -> None:
        """Learn."""
        super().fit()
        self._fitted = self.until


YARDSTICK = Entrant("channel + author", ChannelAuthor)
EARSHOT = Entrant("Earshot", Earshot, learns_from_others=True)
EARSHOT_ONCE = Entrant(EARSHOT.name, Ranker, learns_from_others=True)
"""The same ranker where the history is played dozens of times: it learns its weights once, when the test begins."""
ENTRANTS = (
    Entrant("random", RandomOrder),
    Entrant("newest first", NewestFirst),
    Entrant("channel popularity", ChannelPopularity, learns_from_others=True),
    YARDSTICK,
    EARSHOT,
)
