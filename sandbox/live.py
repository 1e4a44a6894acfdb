"""Live traffic: the sample company goes on posting, replying and reacting while somebody watches."""

import asyncio
import contextlib
import heapq
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as clock_time
from itertools import count

from sandbox.errors import SlackError
from sandbox.events import WorkspaceEvent
from sandbox.sample.attention import with_responses
from sandbox.sample.cast import LAST_DAY, Cast, read_cast
from sandbox.sample.days import WorkingDays
from sandbox.sample.markup import mrkdwn
from sandbox.sample.onwards import onwards
from sandbox.sample.script import Post
from sandbox.workspace import Workspace

_GAP_S = (5.0, 16.0)
_REACTION_S = (3.0, 40.0)
_SECONDS_PER_MINUTE = 0.3  # of a reply that takes minutes in the scripts
_LONGEST_SLEEP_S = 1.0  # what somebody posts meanwhile may have to be answered sooner
_SOONEST_REPLY_S, _LATEST_REPLY_S = 4.0, 45.0

Act = Callable[[], None]


class LiveTraffic:
    """Posts in the colleagues' names until it is switched off. Whom somebody acts as (`acted`) stays silent."""

    def __init__(
        self,
        workspace: Workspace,
        acted: Counter[str],
        seed: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspace = workspace
        self._acted = acted
        self._monotonic = monotonic
        self._cast: Cast = read_cast()
        self._rng = random.Random(f"live {seed}")  # noqa: S311 - a sample, no secret
        self._posts: Iterator[Post] = onwards(self._cast, seed)
        self._due: list[tuple[float, int, Act]] = []
        self._order = count()
        self._next_post = 0.0
        self._task: asyncio.Task[None] | None = None

    @property
    def is_on(self) -> bool:
        """Whether it is switched on."""
        return self._task is not None

    def switch(self, *, on: bool) -> None:
        """Start, or stop and forget what was planned. Call it on the running event loop."""
        if self._task is not None and not on:
            self._task.cancel()
            self._workspace.listeners.remove(self.answer)
            self._task, self._due = None, []
        elif self._task is None and on:
            self._workspace.listeners.append(self.answer)
            self._task = asyncio.get_running_loop().create_task(self._run())

    def tick(self) -> float:
        """Do what is due by now and plan ahead; returns the seconds until something is due again."""
        now = self._monotonic()
        if now >= self._next_post:
            self._next_post = now + self._rng.uniform(*_GAP_S)
            self._do(self._begin)
        while self._due and self._due[0][0] <= now:
            self._do(heapq.heappop(self._due)[2])
        return min([self._next_post, *(due for due, _, _ in self._due[:1])]) - now

    def answer(self, event: WorkspaceEvent) -> None:
        """Plan what colleagues make of a post by somebody who is acted as."""
        inner = event.event
        is_post = inner["type"] == "message" and not inner.get("subtype") and not inner.get("thread_ts")
        if not is_post or not self._acted[inner.get("user", "")]:
            return
        channel, author = self._workspace.channels[inner["channel"]], self._workspace.person(inner["user"])
        if channel.name in self._cast.rooms and author.name in self._cast.people:
            post = Post(LAST_DAY, clock_time(12), channel.name, author.name, frozenset(), inner["text"])
            self._respond(with_responses(post, self._cast, scripted=False), inner["ts"])

    async def _run(self) -> None:
        while True:  # noqa: ASYNC110 time itself is awaited
            await asyncio.sleep(min(self.tick(), _LONGEST_SLEEP_S))

    def _do(self, act: Act) -> None:
        # The workspace may have changed since this was planned: people leave, posts are deleted.
        with contextlib.suppress(SlackError):
            act()

    def _plan(self, at: float, act: Act) -> None:
        heapq.heappush(self._due, (at, next(self._order), act))

    def _begin(self) -> None:
        post = next(post for post in self._posts if not self._acted[self._cast.people[post.author].id])
        message = self._workspace.post(self._id(post.author), self._room(post), self._words(post.text))
        self._respond(post, message.ts)

    def _respond(self, post: Post, ts: str) -> None:
        now = self._monotonic()
        room = self._room(post)
        for name, handles in post.reactions.items():
            for handle in handles:
                self._plan(now + self._rng.uniform(*_REACTION_S), self._reaction(handle, room, ts, name))
        for reply in post.replies:
            wait_s = _SOONEST_REPLY_S + _SECONDS_PER_MINUTE * reply.after_min
            self._plan(now + min(wait_s, _LATEST_REPLY_S), self._reply(reply.author, room, ts, reply.text))

    def _reaction(self, handle: str, room: str, ts: str, name: str) -> Act:
        def react() -> None:
            if not self._acted[self._id(handle)]:
                self._workspace.react(self._id(handle), room, ts, name)

        return react

    def _reply(self, handle: str, room: str, ts: str, text: str) -> Act:
        def reply() -> None:
            if not self._acted[self._id(handle)]:
                self._workspace.post(self._id(handle), room, self._words(text), thread_ts=ts)

        return reply

    def _id(self, handle: str) -> str:
        return self._cast.people[handle].id

    def _room(self, post: Post) -> str:
        return self._cast.rooms[post.channel].id

    def _words(self, text: str) -> str:
        today = WorkingDays(datetime.fromtimestamp(self._workspace.clock.now(), UTC))
        return mrkdwn(today.fill_in(text), self._cast)
