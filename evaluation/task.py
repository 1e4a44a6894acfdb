"""Which of these posts will these people respond to? That is what rankers are asked.

The first 70 % of candidates by time, to the beginning of a UTC day, are there to learn from; the rest is the test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.attention.log import Post
from evaluation.history import History, Known, PostKey
from evaluation.problem import EvaluationError

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEARNED_SHARE = 0.7
MOST_PEOPLE = 10
MIN_RESPONSES, MIN_LEARNED, MIN_TESTED = 50, 10, 10  # of one person: in all, to learn from, in the test

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    """What is asked at one moment, as matrices [people, test posts].

    `asked` is False for pairs that are left out, `responded` is the right answer, and `periods` [test posts] numbers
    the digest that each post belongs to.
    """

    asked: Bools
    responded: Bools
    periods: Ints


@dataclass(frozen=True)
class Task:
    """Everything that is asked about one workspace.

    `people` are the watched ones, those with most responses first; the test begins at `begin`; `events` is what a
    ranker is shown, in order; `responses` has for each of the people the candidates that they responded to, and when
    that became known. A digest covers `digest_days` UTC days, counted from 1970-01-01. `is_about_one` is whether one
    person was asked for, who may have fewer responses than a measurement needs.
    """

    people: tuple[str, ...]
    begin: datetime
    events: tuple[Known, ...]
    candidates: tuple[Post, ...]
    responses: dict[str, dict[PostKey, datetime]]
    digest_days: int
    is_about_one: bool = False

    @cached_property
    def test_posts(self) -> list[Post]:
        """The candidates that are ranked, oldest first."""
        return [post for post in self.candidates if post.at >= self.begin]

    def period(self, post: Post) -> int:
        """The number of the digest that covers a post."""
        return (post.at - EPOCH) // (DAY * self.digest_days)

    def digest_at(self, post: Post) -> datetime:
        """The moment of the digest that covers a post: the end of its period."""
        return EPOCH + (self.period(post) + 1) * self.digest_days * DAY

    @cached_property
    def when_posted(self) -> Question:
        """Will they ever respond? Asked at the moment of the post; nobody is expected to respond to themselves."""
        asked = self._for_each(lambda person, post: post.author != person)
        responded = self._for_each(lambda person, post: _key(post) in self.responses[person])
        return Question(asked, responded, self._periods())

    @cached_property
    def at_digest_time(self) -> Question:
        """Will they still respond? Asked when the digest is made; pairs with a response by then are left out."""
        before = self.when_posted
        done = self._for_each(self._has_responded)
        return Question(before.asked & ~done, before.responded & ~done, before.periods)

    def _has_responded(self, person: str, post: Post) -> bool:
        known = self.responses[person].get(_key(post))
        return known is not None and known < self.digest_at(post)

    def _for_each(self, holds: Callable[[str, Post], bool]) -> Bools:
        found = [[holds(person, post) for post in self.test_posts] for person in self.people]
        return np.array(found, bool).reshape(len(self.people), len(self.test_posts))

    def _periods(self) -> Ints:
        return np.array([self.period(post) for post in self.test_posts], np.int64)


@dataclass(frozen=True)
class Tally:
    """How many posts somebody responded to: before the test, and in it."""

    learned: int
    tested: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.learned + self.tested

    @property
    def is_enough(self) -> bool:
        """Whether a measurement says anything about this person."""
        return self.all >= MIN_RESPONSES and self.learned >= MIN_LEARNED and self.tested >= MIN_TESTED


def tally(responses: dict[PostKey, datetime], begin: datetime, history: History) -> Tally:
    """Counts one person's responses, by the time of the post. `begin` is the beginning of the test."""
    tested = sum(history.by_key[key].at >= begin for key in responses)
    return Tally(len(responses) - tested, tested)


def begin_of_test(history: History) -> datetime:
    """Midnight UTC before the first candidate after 70 % of them. Raises EvaluationError where that leaves nothing."""
    candidates = history.candidates
    if not candidates:
        raise EvaluationError("nobody wrote a post in the channels of this export; export a longer time span")
    at = candidates[int(LEARNED_SHARE * len(candidates))].at
    begin = EPOCH + (at - EPOCH) // DAY * DAY
    if candidates[0].at >= begin:
        raise EvaluationError(
            f"the first {LEARNED_SHARE:.0%} of the {len(candidates)} posts were written in one day, which leaves nothing"
            " to learn from; export a longer time span"
        )
    return begin


def task_of(history: History, digest_days: int = 7, person: str | None = None) -> Task:
    """The task about the ten people with most responses, or about one person. Raises EvaluationError.

    Of the ten each has enough responses to be measured; a person who was asked for may have fewer.
    """
    begin, responses = begin_of_test(history), history.responses()
    people = (person,) if person else most_responsive(history, begin, responses)
    return Task(
        people=people,
        begin=begin,
        events=history.events,
        candidates=tuple(history.candidates),
        responses={each: responses.get(each, {}) for each in people},
        digest_days=digest_days,
        is_about_one=person is not None,
    )


def most_responsive(
    history: History, begin: datetime, responses: dict[str, dict[PostKey, datetime]]
) -> tuple[str, ...]:
    """The people with most responses, at most ten, of those with enough. Raises EvaluationError if there is nobody."""
    people = responses.keys() - history.bots
    tallies = {user: tally(responses[user], begin, history) for user in people}
    ranking = sorted(tallies, key=lambda user: (-tallies[user].all, user))
    found = [user for user in ranking if tallies[user].is_enough]
    if not found:
        raise EvaluationError(_nobody(history, begin, {user: tallies[user] for user in ranking[:1]}))
    return tuple(found[:MOST_PEOPLE])


def _nobody(history: History, begin: datetime, best: dict[str, Tally]) -> str:
    most = "nobody responded to any post"
    for user, theirs in best.items():
        name = history.names.get(user, user)
        most = f"{name} responded to most, {theirs.all} ({theirs.learned} and {theirs.tested})"
    return (
        f"nobody here responded to enough posts: needed are {MIN_RESPONSES} by one person, at least {MIN_LEARNED} of them"
        f" before {begin:%Y-%m-%d} and {MIN_TESTED} after; {most}, of {len(history.candidates)} posts. Export a longer"
        " time span, or see --person"
    )


def _key(post: Post) -> PostKey:
    return post.channel, post.ts
