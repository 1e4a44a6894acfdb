"""A workspace's history played to a ranker, which is asked about each test post before anything later is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.attention.log import Post
from evaluation.history import Known
from evaluation.scorer import Factory, Scorer, ScoresLater
from evaluation.task import Floats, Task

Tick = Callable[[int, int], None]
"""Is told how many of how many are done."""

_EVENTS_A_TICK = 200


@dataclass(frozen=True)
class Scores:
    """What one ranker said, as matrices [people, test posts]: of each post as it came, and when its digest was made.

    `are_probabilities` is whether they are meant as such.
    """

    when_posted: Floats
    at_digest_time: Floats
    are_probabilities: bool


def replay(task: Task, factory: Factory, tick: Tick = lambda _done, _of: None) -> Scores:
    """Show a new ranker all events of a task in order, and collect its scores."""
    hearing = _Hearing(task, factory(list(task.people)))
    for number, known in enumerate(task.events):
        if number % _EVENTS_A_TICK == 0:
            tick(number, len(task.events))
        hearing.show(known)
    return hearing.end()


class _Hearing:
    """One ranker that is shown events and asked questions."""

    def __init__(self, task: Task, scorer: Scorer) -> None:
        self._task, self._scorer = task, scorer
        self._later = scorer.score_later if isinstance(scorer, ScoresLater) else None
        self._has_learned = False
        self._asked: list[Post] = []
        self._when_posted: list[Sequence[float]] = []
        self._at_digest_time: list[Sequence[float]] = []

    def show(self, known: Known) -> None:
        """Ask what has to be asked before this is known, then make it known."""
        if not self._has_learned and known.at >= self._task.begin:
            self._scorer.fit()
            self._has_learned = True
        self._make_digests(known.at)
        event = known.event
        if self._has_learned and isinstance(event, Post) and not event.is_bot:
            self._asked.append(event)
            self._when_posted.append(self._scorer.score(event))
        self._scorer.observe(event, known.at)

    def end(self) -> Scores:
        """Make the digests that are still to come, and return all scores."""
        self._make_digests(None)
        when_posted = self._matrix(self._when_posted)
        return Scores(
            when_posted=when_posted,
            at_digest_time=self._matrix(self._at_digest_time) if self._later else when_posted,
            are_probabilities=self._scorer.are_probabilities,
        )

    def _make_digests(self, now: datetime | None) -> None:
        """Ask again about the posts of every period that ended by `now` (None: of all)."""
        for post in self._asked[len(self._at_digest_time) :]:
            due = self._task.digest_at(post)
            if self._later is None or (now is not None and due > now):
                return
            self._at_digest_time.append(self._later(post, due))

    def _matrix(self, rows: list[Sequence[float]]) -> Floats:
        people, posts = len(self._task.people), len(self._task.test_posts)
        return np.array(rows, np.float64).reshape(posts, people).T
