"""What is known of a post and of each person at the moment it is posted: one row of numbers per person.

All of it is read before the post itself is counted, so nothing that came later can leak into a row.
"""

import math

import numpy as np
from numpy.typing import NDArray

from bot.attention.decay import Key, Matrix
from bot.attention.guess import Scope
from bot.attention.log import mentioned
from bot.attention.memory import Memory, Moments
from bot.attention.open_post import NewPost, keys_of, kinds_of
from bot.attention.shape import SHAPE, is_forgotten, shape
from bot.attention.tallies import (
    DEALT,
    DEALT_14,
    GOT_60,
    MET,
    MET_2,
    MET_14,
    PEOPLE,
    PEOPLE_14,
    PEOPLE_60,
    POSTED_14,
    POSTS,
    POSTS_14,
    POSTS_60,
    REPLIED,
    ROOTS_1D,
    ROOTS_14,
    SAID_1D,
    SAID_1H,
    SEEN,
    SEEN_2,
    SEEN_14,
    WROTE_1D,
    WROTE_1H,
    WROTE_14,
)
from bot.attention.words import INTERESTS, Vector

_LONG_AGO = 9e6  # seconds; longer gaps are all alike
_WORTH = 1.0  # expected responses; how much a wider rate counts against the narrower one

_NAMES: tuple[tuple[Scope, tuple[str, ...]], ...] = (
    (
        "channel",
        (
            "rate here",
            "rate here in two days",
            "responses here",
            "replies here",
            "last posts here",
            "last post here",
        ),
    ),
    ("channel", ("share of responses here", "questions here", "people alike here")),
    (
        "author",
        (
            "rate for author here",
            "dealings",
            "dealings lately",
            "author's responses",
            "since a shared thread",
        ),
    ),
    ("author", ("since a response", "people alike for author")),
    ("activity", ("rate", "rate lately", "replies", "wrote this hour", "since a message")),
    (
        "activity",
        ("wrote here today", "wrote here lately", "share of messages here", "since here", "posted here"),
    ),
    ("mention", ("mentioned", "others mentioned")),
    (
        "crowd",
        (
            "response here",
            "response here lately",
            "response to author",
            "response to links",
            "to questions here",
        ),
    ),
    (
        "conversation",
        ("posts here", "messages this hour", "messages today", "posts today", "gap", "author's gap"),
    ),
    ("conversation", ("author's experience",)),
    ("words", ("code in line", *SHAPE, *INTERESTS)),
)
NAMES = tuple(name for _, names in _NAMES for name in names)
SCOPES: tuple[Scope, ...] = tuple(scope for scope, names in _NAMES for _ in names)


class Signals:
    """Reads the rows of a post out of a workspace's memory."""

    def __init__(self, memory: Memory) -> None:
        """The memory is read, never changed."""
        self._memory = memory

    def rows(self, post: NewPost, vector: Vector) -> Matrix:
        """The numbers for each person [people, signals], from what was known before the post."""
        keys, kinds = keys_of(post), kinds_of(post)
        everywhere = self._memory.mine.read("all", post.at)
        here = self._memory.mine.read(("channel", post.channel), post.at)
        author = self._memory.mine.read(("author", post.author), post.at)
        seen = everywhere[SEEN] + self._memory.left_by_the_absent()
        usual = np.clip((everywhere[MET] + 1) / (seen + 20 + everywhere[MET]), 1e-4, 0.9)
        rate_here = _rate(here[SEEN], here[MET], usual)
        rate_author = _rate(author[SEEN], author[MET], usual)
        anybody_here = self._memory.anybody.read(("channel", post.channel), post.at)[:, 0]
        values: list[Matrix | float] = [
            *self._channel(post, (everywhere, here, anybody_here), (usual, rate_here), kinds),
            *self._author(post, author, (usual, rate_here, rate_author), keys),
            *self._activity(post, everywhere, here, usual),
            *self._mentions(post.text),
            *self._crowd(post, anybody_here, (usual, rate_author), kinds),
            *self._conversation(post, anybody_here),
            *self._said(post, vector),
        ]
        rows = np.empty((len(values), len(self._memory.people)), np.float32)
        for row, value in enumerate(values):
            rows[row] = value
        return np.ascontiguousarray(rows.T)

    def _channel(
        self,
        post: NewPost,
        counts: tuple[Matrix, Matrix, Matrix],
        rates: tuple[Matrix, Matrix],
        kinds: tuple[Key, ...],
    ) -> list[Matrix | float]:
        (everywhere, here, anybody), (usual, rate) = counts, rates
        lately = _rate(everywhere[SEEN_14], everywhere[MET_14], usual)
        two_days = _rate(everywhere[SEEN_2], everywhere[MET_2], lately)
        outcomes = self._memory.outcomes.get(post.channel)
        questions = self._memory.pairs.read(kinds[-1], post.at)
        return [
            _odds(rate) - _odds(usual),
            _odds(_rate(here[SEEN_2], here[MET_2], two_days)) - _odds(two_days),
            np.log1p(here[MET]),
            _odds(_rate(here[SEEN], here[REPLIED], usual / 2)),
            *((self._memory.zero, self._memory.zero) if outcomes is None else outcomes),
            np.log((here[MET_14] + 0.05) / (anybody[PEOPLE_60] + 1)),
            _odds(_rate(questions[0], questions[1], rate)) - _odds(rate),
            self._like_them(_rate(here[SEEN], here[MET], usual), usual),
        ]

    def _author(
        self, post: NewPost, author: Matrix, rates: tuple[Matrix, Matrix, Matrix], keys: tuple[Key, ...]
    ) -> list[Matrix | float]:
        usual, rate_here, rate_author = rates
        pair = self._memory.pairs.read(keys[-1], post.at)
        expected = np.clip(rate_here * rate_author / usual, 1e-5, 0.95)
        return [
            _odds(_rate(pair[0], pair[1], expected)) - _odds(usual),
            np.log1p(author[DEALT]),
            np.log1p(author[DEALT_14]),
            np.log1p(author[GOT_60]),
            _since(self._memory.last_shared.get(post.author), post.at),
            _since(self._memory.last_met.get(post.author), post.at),
            self._like_them(_rate(author[SEEN], author[MET], usual), usual),
        ]

    def _activity(
        self, post: NewPost, everywhere: Matrix, here: Matrix, usual: Matrix
    ) -> list[Matrix | float]:
        lately = _rate(everywhere[SEEN_14], everywhere[MET_14], usual)
        return [
            _odds(usual),
            _odds(lately) - _odds(usual),
            np.log1p(everywhere[REPLIED]) - np.log1p(everywhere[MET]),
            np.log1p(everywhere[WROTE_1H]),
            _since(self._memory.last, post.at),
            np.log1p(here[WROTE_1D]),
            np.log1p(here[WROTE_14]),
            np.log((here[WROTE_14] + 0.2) / (everywhere[WROTE_14] + 2)),
            _since(self._memory.last_here.get(post.channel), post.at),
            np.log1p(here[POSTED_14]),
        ]

    def _mentions(self, text: str | None) -> list[Matrix | float]:
        people = mentioned(text)
        named = self._memory.named(people)
        return [named, math.log1p(len(people)) * (1 - named)]

    def _crowd(
        self, post: NewPost, here: Matrix, rates: tuple[Matrix, Matrix], kinds: tuple[Key, ...]
    ) -> list[Matrix | float]:
        everywhere = self._memory.anybody.read("all", post.at)[:, 0]
        usual, rate_author = rates
        base = (everywhere[PEOPLE_60] + 1) / (everywhere[POSTS_60] + 2)
        links, questions = (self._memory.anybody.read(kind, post.at)[:, 0] for kind in kinds[1:])
        return [
            math.log((here[PEOPLE_60] + 5 * base) / (here[POSTS_60] + 5)),
            math.log((here[PEOPLE_14] + 1) / (here[POSTS_14] + 2)),
            math.log(float((rate_author / usual).mean())) if self._memory.people else 0.0,
            math.log((links[PEOPLE] + 2) / (links[POSTS] + 2)),
            math.log((questions[PEOPLE] + 2) / (questions[POSTS] + 2)),
        ]

    def _conversation(self, post: NewPost, here: Matrix) -> list[Matrix | float]:
        everywhere = self._memory.anybody.read("all", post.at)[:, 0]
        root, said = self._memory.last_root.get(post.channel), self._memory.last_said.get(post.author)
        return [
            math.log1p(here[ROOTS_14]),
            math.log1p(here[SAID_1H]),
            math.log1p(here[SAID_1D]),
            math.log1p(everywhere[ROOTS_1D]),
            math.log1p(_LONG_AGO if root is None else min(_LONG_AGO, max(0.0, post.at - root))),
            math.log1p(_LONG_AGO if said is None else min(_LONG_AGO, max(0.0, post.at - said))),
            math.log1p(self._memory.posts_by.get(post.author, 0)),
        ]

    def _said(self, post: NewPost, vector: Vector) -> list[Matrix | float]:
        if is_forgotten(post.text):
            return [math.nan] * (1 + len(SHAPE) + len(INTERESTS))
        text = post.text or ""
        interest = self._memory.words.interest(vector)
        return [float("`" in text), *shape(text, post.files), *interest]

    def _like_them(self, rates: Matrix, usual: Matrix) -> Matrix:
        """How the people who usually respond to the same posts as each person do here, as log-odds."""
        near = self._memory.alike / np.sqrt(np.outer(self._memory.responses + 5, self._memory.responses + 5))
        weighed: Matrix = near @ (_odds(rates) - _odds(usual)) / (near.sum(axis=1) + 0.05)
        return weighed


def _rate(seen: Matrix, met: Matrix, prior: NDArray[np.floating]) -> Matrix:
    """Responses by posts seen, shrunk towards a prior rate that is worth as many posts as make _WORTH responses.

    Posts would be the wrong measure: of somebody who responds to one in a hundred, twenty that were left say nothing.
    """
    rate: Matrix = np.clip((met + _WORTH) / (np.maximum(seen, met) + _WORTH / prior), 1e-5, 0.97)
    return rate


def _odds(rate: Matrix) -> Matrix:
    odds: Matrix = np.log(rate / (1 - rate))
    return odds


def _since(moments: Moments | None, now: float) -> Matrix | float:
    """How long ago, as a logarithm of seconds."""
    if moments is None:
        return math.log1p(_LONG_AGO)
    ago: Matrix = np.log1p(np.clip(now - moments, 0, _LONG_AGO)).astype(np.float32)
    return ago
