"""Simple rankers, to compare the bot's own with."""

import random
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from bot.attention.log import Engagement, Post
from evaluation.task import Floats

RIPE_AFTER = timedelta(days=1)  # a post without a response counts as passed over once it is this old
PRIOR = 0.05  # what people respond to of everything they could see
PRIOR_STRENGTH = 20.0  # posts; the weight of PRIOR against a person's own history
SCOPE_STRENGTH = 8.0  # posts; the weight of the person's own rate against one channel or author
POPULARITY_STRENGTH = 5.0  # posts; the weight of the workspace's rate against that of one channel


class RandomOrder:
    """Chance: what any ranker has to beat."""

    are_probabilities = False

    def __init__(self, people: list[str]) -> None:
        """The same order every time."""
        self._people = len(people)
        self._chance = random.Random(0)  # noqa: S311

    def observe(self, event: Post | Engagement, known: datetime, /) -> None:
        """Nothing to learn."""

    def fit(self) -> None:
        """Nothing to learn."""

    def score(self, _post: Post, /) -> Sequence[float]:
        """A number from 0 to 1."""
        return [self._chance.random() for _ in range(self._people)]


class NewestFirst(RandomOrder):
    """What a channel shows to somebody who opens it."""

    def score(self, post: Post, /) -> Sequence[float]:
        """The time of the post."""
        return [post.at.timestamp()] * self._people


class ChannelPopularity:
    """How many responses a post in this channel gets, from anybody; the same for all people."""

    are_probabilities = False

    def __init__(self, people: list[str]) -> None:
        """Start without history."""
        self._people = len(people)
        self._authors: dict[tuple[str, str], str] = {}
        self._posts: dict[str, int] = defaultdict(int)  # channel -> posts; "" is the whole workspace
        self._responses: dict[str, int] = defaultdict(int)

    def observe(self, event: Post | Engagement, _known: datetime, /) -> None:
        """Count a post, or a response by somebody else than its author."""
        if isinstance(event, Post):
            self._authors[event.channel, event.ts] = event.author
        elif self._authors.get((event.channel, event.ts), event.user) == event.user:
            return
        counts = self._posts if isinstance(event, Post) else self._responses
        for scope in ("", event.channel):
            counts[scope] += 1

    def fit(self) -> None:
        """It learns all the time."""

    def score(self, post: Post, /) -> Sequence[float]:
        """Responses for each post in the channel, shrunk to those in the workspace."""
        usual = (self._responses[""] + 1) / (self._posts[""] + 2)
        responses = self._responses[post.channel] + POPULARITY_STRENGTH * usual
        return [responses / (self._posts[post.channel] + POPULARITY_STRENGTH)] * self._people


class ChannelAuthor:
    """How often the person responds in this channel, times how often to this author, over how often at all.

    Each rate is shrunk to the person's own rate over all posts, and that one to a prior (Beta-binomial). They are
    multiplied as odds, so that the score is a probability. People are independent of each other.
    """

    are_probabilities = True

    def __init__(self, people: list[str]) -> None:
        """Start without history."""
        self._places = {person: place for place, person in enumerate(people)}
        self._posts: dict[tuple[str, str], Post] = {}
        self._young: deque[Post] = deque()
        self._responded: set[tuple[str, str, str]] = set()
        self._seen: dict[str, Floats] = defaultdict(self._none)  # scope -> [people]
        self._engaged: dict[str, Floats] = defaultdict(self._none)

    def observe(self, event: Post | Engagement, known: datetime, /) -> None:
        """Count a post once it is a day old, and a person's first response to it when it is known."""
        self._ripen(known)
        if isinstance(event, Post):
            if not event.is_bot:
                self._posts[event.channel, event.ts] = event
                self._young.append(event)
        elif event.user in self._places:
            self._respond(event)

    def fit(self) -> None:
        """It learns all the time."""

    def score(self, post: Post, /) -> Sequence[float]:
        """The probability for each person."""
        self._ripen(post.at)
        own, channel, author = _scopes(post)
        engaged, seen = self._engaged[own], self._seen[own]
        usual = (engaged + PRIOR_STRENGTH * PRIOR) / (np.maximum(seen, engaged) + PRIOR_STRENGTH)
        odds = self._odds(channel, usual) * self._odds(author, usual) / (usual / (1 - usual))
        return [float(value) for value in odds / (1 + odds)]

    def _odds(self, scope: str, usual: Floats) -> Floats:
        engaged, seen = self._engaged[scope], self._seen[scope]
        rate = (engaged + SCOPE_STRENGTH * usual) / (np.maximum(seen, engaged) + SCOPE_STRENGTH)
        return np.asarray(rate / (1 - rate))

    def _respond(self, engagement: Engagement) -> None:
        post = self._posts.get((engagement.channel, engagement.ts))
        response = (engagement.user, engagement.channel, engagement.ts)
        if post is None or response in self._responded:
            return
        if engagement.user != post.author and engagement.in_time(post):
            self._responded.add(response)
            for scope in _scopes(post):
                self._engaged[scope][self._places[engagement.user]] += 1

    def _ripen(self, now: datetime) -> None:
        while self._young and self._young[0].at + RIPE_AFTER < now:
            post = self._young.popleft()
            could = self._none() + 1
            if post.author in self._places:
                could[self._places[post.author]] = 0
            for scope in _scopes(post):
                self._seen[scope] += could

    def _none(self) -> Floats:
        return np.zeros(len(self._places))


def _scopes(post: Post) -> tuple[str, str, str]:
    return "", f"channel {post.channel}", f"author {post.author}"
