"""What has happened since a post: how likely a person still is to respond who has not responded yet."""

import math
from collections import deque

import numpy as np

from bot.attention.decay import Matrix
from bot.attention.memory import Memory
from bot.attention.open_post import OpenPost

HOUR = 3600.0
LOOKED_AT = (8 * HOUR, 48 * HOUR)  # ages at which we look, to learn how much what has happened means
YOUNGEST = math.log1p(LOOKED_AT[0] / HOUR)
NAMES = (
    "age",
    "people in it",
    "anybody in it",
    "mentioned since",
    "people alike in it",
    "time since a reply",
    "active here since",
    "active since",
)
AGES = ("age", "time since a reply")  # what a post with which nothing happened has


class Later:
    """Looks at every post when it is some hours old, and once more when it is some days old."""

    def __init__(self, memory: Memory) -> None:
        """The memory is read, never changed."""
        self._memory = memory
        self._waiting: tuple[deque[OpenPost], ...] = tuple(deque() for _ in LOOKED_AT)

    def posted(self, post: OpenPost) -> None:
        """Look at this one later."""
        for waiting in self._waiting:
            waiting.append(post)

    def restore(self) -> None:
        """Go on with the posts of a memory that was restored."""
        for looks, waiting in enumerate(self._waiting):
            waiting.extend(
                post for post in self._memory.open.values() if not post.is_bot and len(post.later) <= looks
            )

    def catch_up(self, now: float) -> None:
        """Look at the posts that have reached the age for it."""
        for age, waiting in zip(LOOKED_AT, self._waiting, strict=True):
            while waiting and waiting[0].at + age < now:
                post = waiting.popleft()
                post.later.append(self.rows(post, post.at + age))

    def share(self, post: OpenPost, now: float) -> float:
        """How much of what age alone says counts: nothing when it is posted, all of it from the first look on."""
        return min(1.0, math.log1p(max(0.0, now - post.at) / HOUR) / YOUNGEST)

    def rows(self, post: OpenPost, now: float) -> Matrix:
        """The numbers for each person [people, NAMES]; a post is at least as old as at the first look."""
        memory = self._memory
        age, count = math.log1p(max(LOOKED_AT[0], now - post.at) / HOUR), len(post.responders)
        near = memory.alike @ post.met / np.sqrt((memory.responses + 5) * (post.met.sum() * 5 + 5))
        here = memory.last_here.get(post.channel)
        rows = np.empty((len(NAMES), len(memory.people)), np.float32)
        rows[0] = age
        rows[1] = math.log1p(count)
        rows[2] = count > 0
        rows[3] = post.mentioned_since
        rows[4] = np.log1p(near)
        rows[5] = math.log1p(max(0.0, now - post.last_reply) / HOUR) if post.last_reply else age
        rows[6] = 0 if here is None else here > post.at
        rows[7] = memory.last > post.at
        return rows.T
