"""What is remembered of a workspace, as far as it says who responds to what.

Everything is kept up to date in constant time per event. A private channel teaches only what is read in that
channel: it never changes what is known of a person, an author or a word elsewhere.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.attention.decay import DAY, FOREVER, Fading, Key, Matrix, stacked, unstacked
from bot.attention.log import mentioned
from bot.attention.open_post import NewPost, OpenPost, Response, keys_of, kinds_of, posts_of, state_of
from bot.attention.shape import is_forgotten
from bot.attention.tallies import (
    ANYBODY,
    DEALT,
    DEALT_14,
    GOT_60,
    MET,
    MET_2,
    MET_14,
    PEOPLE,
    PEOPLE_14,
    PEOPLE_60,
    PERSON,
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
from bot.attention.words import POST_READ, REPLY_READ, Vector, Words

MATURE = DAY + 60  # s; who has not responded by then has left it; emoji without a time come after a day
WEEK = 7 * DAY
CLOSED = 14 * DAY  # responses to older posts are no longer told apart
FRESH = 0.7  # what the outcome of the next to last post of a channel is worth against the last one's
_REMEMBERED = 5  # posts of a channel whose outcomes are
_MOST_TIES = 8  # people of one thread that a newcomer to it is tied to
NEVER = -1e12

Moments = NDArray[np.float64]
"""One moment per person, in seconds since 1970."""


class Memory:
    """Counts of who wrote, saw and responded to what."""

    def __init__(self, people: Sequence[str]) -> None:
        """Without any events."""
        self.people = tuple(people)
        count = len(self.people)
        self.column = {person: column for column, person in enumerate(self.people)}
        self._each = np.eye(count, dtype=np.float32)
        self.zero = np.zeros(count, np.float32)
        self.words = Words(count)
        self.mine = Fading(PERSON, count)
        self.pairs = Fading((FOREVER, FOREVER), count)  # seen and met, by channel and author, by kind of post
        self.anybody = Fading(ANYBODY, 1)
        self.alike = np.zeros((count, count), np.float32)  # how often two people responded to the same post
        self.responses = np.zeros(count, np.float32)
        self.last = np.full(count, NEVER)
        self.last_here: dict[str, Moments] = {}
        self.last_met: dict[str, Moments] = {}  # per author
        self.last_shared: dict[str, Moments] = {}  # per author: a thread that both wrote in
        self.outcomes: dict[str, Matrix] = {}  # per channel: fading outcomes of its posts, and the last one
        self._ripe = 0  # posts in open channels that everybody has had time for
        self._posts_in: dict[str, int] = {}
        self.posts_by: dict[str, int] = {}
        self.last_root: dict[str, float] = {}
        self.last_said: dict[str, float] = {}  # per author
        self.open: dict[tuple[str, str], OpenPost] = {}
        self._ripening: deque[OpenPost] = deque()
        self._closing: deque[OpenPost] = deque()
        self.closed: list[OpenPost] = []  # whoever learns takes them from here

    def named(self, people: Iterable[str]) -> Matrix:
        """1 for each of these people, 0 for everybody else."""
        named = self.zero.copy()
        for person in people:
            if person in self.column:
                named[self.column[person]] = 1
        return named

    def vector(self, post: NewPost) -> Vector:
        """The words of a post, none where they are forgotten."""
        return self.words.read("" if is_forgotten(post.text) else post.text or "", POST_READ)

    def open_post(self, post: NewPost, vector: Vector, rows: Matrix) -> OpenPost:
        """Count a post; `rows` are what was known of each person before it."""
        keys, kinds, could = keys_of(post), kinds_of(post), self._could(post)
        opened = OpenPost(
            *(post.channel, post.ts, post.author, post.at, post.is_bot, keys, kinds, vector),
            place=self._posts_in.get(post.channel, 0),
            could=could,
            met=self.zero.copy(),
            met_at=np.zeros(len(self.people)),
            rows=rows,
            mentioned_since=self.zero.copy(),
            is_private=post.is_private,
        )
        self.open[post.channel, post.ts] = opened
        self._closing.append(opened)
        if not post.is_bot:
            self._ripening.append(opened)
        self._count_post(post, opened)
        self._active(post.author, post.channel, post.at, is_private=post.is_private, posted=True)
        return opened

    def _could(self, post: NewPost) -> Matrix:
        """1 for people who could respond: not its author, nor who has shown no sign of life yet, and may not have come."""
        come = (self.responses > 0) | (self.last > NEVER)
        if post.is_private:
            come |= self.mine.read(("channel", post.channel), post.at)[MET] > 0
        return (1 - self.named([post.author])) * come

    def left_by_the_absent(self) -> Matrix:
        """How many posts went by for people who have shown no sign of life; 0 for everybody else.

        They may not have come yet, so it is forgotten with their first sign of life, and nothing is learned from it.
        """
        left: Matrix = ((self.responses == 0) & (self.last <= NEVER)) * np.float32(self._ripe)
        return left

    def _count_post(self, post: NewPost, opened: OpenPost) -> None:
        for key in opened.keys[:-1]:
            self.anybody.add(key, (POSTS_60, POSTS_14, ROOTS_14, ROOTS_1D), 1, post.at)
        self.last_root[post.channel] = post.at
        if not post.is_private:
            self.posts_by[post.author] = self.posts_by.get(post.author, 0) + 1
        if not post.is_bot:
            self._posts_in[post.channel] = opened.place + 1
            outcomes = self.outcomes.setdefault(post.channel, np.zeros((2, len(self.people)), np.float32))
            outcomes[0] *= FRESH
            outcomes[1] = 0
        if not post.is_private and len(opened.vector.buckets):
            self.words.learn(opened.vector, post.at)
            if post.author in self.column:
                self.words.wrote(opened.vector, self.column[post.author])

    def respond(self, response: Response) -> None:
        """Count an emoji or a reply."""
        self.catch_up(response.at)
        if response.is_reply:
            who = (response.user, response.channel, response.at)
            self._active(*who, is_private=response.is_private, posted=False)
            self._learn_words(response)
        post = self.open.get((response.channel, response.ts))
        if post is None or response.user == post.author:
            return
        if response.is_reply:
            post.last_reply = response.at
            post.mentioned_since = np.maximum(post.mentioned_since, self.named(mentioned(response.text)))
        person = self.column.get(response.user)
        if not post.is_private:
            self._deal(response.user, post.author, person, response.at)
        if response.user not in post.responders:
            self._join(response.user, post, person, response.at)
        if person is not None and not post.is_bot and response.at - post.at <= WEEK and not post.met[person]:
            self._meet(post, person, response)

    def _learn_words(self, response: Response) -> None:
        if not response.is_private and not is_forgotten(response.text) and response.text:
            vector = self.words.read(response.text, REPLY_READ)
            self.words.learn(vector, response.at)
            if response.user in self.column:
                self.words.wrote(vector, self.column[response.user])

    def _deal(self, user: str, author: str, person: int | None, at: float) -> None:
        if author in self.column:
            self.mine.add(("author", user), (GOT_60,), self._each[self.column[author]], at)
        if person is not None:
            self.mine.add(("author", author), (DEALT, DEALT_14), self._each[person], at)

    def _join(self, user: str, post: OpenPost, person: int | None, at: float) -> None:
        """Somebody responds to a post for the first time: tie them to those who did before."""
        for key in post.keys[:-1]:
            self.anybody.add(key, (PEOPLE_60, PEOPLE_14), 1, at)
        for kind in post.kinds[1:]:
            self.anybody.add(kind, (PEOPLE,), 1, at)
        if not post.is_private:
            if post.met.any():
                self._moments(self.last_shared, user)[post.met > 0] = at
            if person is not None:
                for other in post.responders[:_MOST_TIES]:
                    self._moments(self.last_shared, other)[person] = at
                self.alike[person] += post.met
                self.alike[:, person] += post.met
                self.responses[person] += 1
        post.responders.append(user)

    def _meet(self, post: OpenPost, person: int, response: Response) -> None:
        """A person responds to somebody's post within a week: what all this is about."""
        post.met[person], post.met_at[person] = 1, response.at
        each = self._each[person]
        for key in post.keys[:-1]:
            rows = (MET, MET_14, MET_2, REPLIED) if response.is_reply else (MET, MET_14, MET_2)
            self.mine.add(key, rows, each, response.at)
        for kind in (post.keys[-1], *post.kinds):
            self.pairs.add(kind, (1,), each, response.at)
        since = self._posts_in[post.channel] - 1 - post.place
        if since < _REMEMBERED:
            outcomes = self.outcomes[post.channel]
            outcomes[0][person] += FRESH**since
            outcomes[1][person] += since == 0
        if not post.is_private:
            self._moments(self.last_met, post.author)[person] = response.at
            if len(post.vector.buckets):
                self.words.liked(post.vector, person, response.at)

    def _active(self, user: str, channel: str, at: float, *, is_private: bool, posted: bool) -> None:
        keys: tuple[Key, ...] = (("channel", channel),) if is_private else ("all", ("channel", channel))
        for key in keys:
            self.anybody.add(key, (SAID_1H, SAID_1D), 1, at)
        if not is_private:
            self.last_said[user] = at
        if user not in self.column:
            return
        person = self.column[user]
        for key in keys:
            rows = (WROTE_1H, WROTE_1D, WROTE_14, POSTED_14) if posted else (WROTE_1H, WROTE_1D, WROTE_14)
            self.mine.add(key, rows, self._each[person], at)
        self._moments(self.last_here, channel)[person] = at
        if not is_private:
            self.last[person] = at

    def _moments(self, per: dict[str, Moments], key: str) -> Moments:
        found = per.get(key)
        if found is None:
            found = per[key] = np.full(len(self.people), NEVER)
        return found

    def catch_up(self, now: float) -> None:
        """Count what time alone decides: posts that were left, and posts that are closed."""
        while self._ripening and self._ripening[0].at + MATURE < now:
            self._ripen(self._ripening.popleft())
        while self._closing and self._closing[0].at + CLOSED < now:
            post = self._closing.popleft()
            del self.open[post.channel, post.ts]
            if not post.is_bot:
                self.closed.append(post)

    def _ripen(self, post: OpenPost) -> None:
        """Whoever has not responded by then has left the post; whoever has, has seen it too."""
        post.is_ripe, then = True, post.at + MATURE
        for key in post.keys[:-1]:
            self.mine.add(key, (SEEN, SEEN_14, SEEN_2), post.could, then)
        for kind in (post.keys[-1], *post.kinds):
            self.pairs.add(kind, (0,), post.could, then)
        for kind in post.kinds[1:]:
            self.anybody.add(kind, (POSTS,), 1, then)
        if not post.is_private:
            self._ripe += 1
            self.words.left(post.vector, np.flatnonzero(post.could * (1 - post.met)), then)

    # ---- as bytes, and back

    def state(self) -> dict[str, Any]:
        """Everything, as plain values and arrays."""
        moments = (self.last_here, self.last_met, self.last_shared)
        return {
            "words": self.words.state(),
            "counts": [counts.state() for counts in (self.mine, self.pairs, self.anybody)],
            "alike": self.alike,
            "responses": self.responses,
            "last": self.last,
            "moments": [stacked(per, self.last) for per in moments],
            "outcomes": stacked(self.outcomes, np.zeros((2, len(self.people)), np.float32)),
            "numbers": [self._ripe, self._posts_in, self.posts_by, self.last_root, self.last_said],
            "open": state_of(self._closing),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        self.words.restore(state["words"])
        for counts, kept in zip((self.mine, self.pairs, self.anybody), state["counts"], strict=True):
            counts.restore(kept)
        self.alike, self.responses, self.last = state["alike"], state["responses"], state["last"]
        self.last_here, self.last_met, self.last_shared = map(unstacked, state["moments"])
        self.outcomes = unstacked(state["outcomes"])
        self._ripe, self._posts_in, self.posts_by, self.last_root, self.last_said = state["numbers"]
        self._closing = deque(posts_of(state["open"]))
        self._ripening = deque(post for post in self._closing if not post.is_bot and not post.is_ripe)
        self.open = {(post.channel, post.ts): post for post in self._closing}
