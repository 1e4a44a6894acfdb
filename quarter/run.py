"""The quarter itself: planned acts and Earshot's minutes, in the order of time."""

import asyncio
import heapq
import inspect
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from handlers.edges.direct import AtOnce
from quarter.carrier import Carrier
from quarter.company import grown, opened
from quarter.earshot import Earshot
from quarter.forms import MOST_STEPS, filled
from quarter.hand import Hand
from quarter.heard import Ears
from quarter.persona import personas
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.site import Site

FIRST = date(2026, 3, 2)  # a Monday; most of the world's clocks are changed in the weeks that follow
MINUTE = timedelta(minutes=1)
TICK = timedelta(hours=1)  # besides every minute in which something is due

Act = Callable[[], object]  # what it returns is awaited where that is possible


class Quarter:
    """One run. Whoever takes part plans what they do; `run` lets it happen."""

    def __init__(self, folder: Path, weeks: int, seed: str, part: str = "") -> None:
        """`folder` is where Earshot writes; `part` is one of those of personas()."""
        self.first, self.weeks = FIRST, weeks
        self.begin = datetime.combine(FIRST, time(0), UTC) - timedelta(
            hours=15
        )  # Monday begins in Kiritimati
        self.end = self.begin + timedelta(weeks=weeks)
        self.rng = random.Random(f"quarter {seed}")  # noqa: S311 - a script, no secret
        self.seed = seed
        self.cast = grown()
        self.people = personas(self.cast, FIRST, weeks, part)
        self.by_user = {each.user: each for each in self.people.values()}
        self.workspace = opened(self.cast, self.begin)
        self.earshot = Earshot(self.workspace, folder)
        carrier = Carrier(self.workspace, self.earshot.hand_in)
        self.site = Site(self.workspace, carrier, Interactivity(self.workspace, carrier), RateLimits(0))
        self.earshot.connect(self.site, carrier.bring)
        carrier.start()
        self.hand = Hand(self.site, self.earshot.time)
        self.ears = Ears(self.workspace, self.earshot.time, self.hand.acted)
        self._planned: list[tuple[datetime, int, Act]] = []
        self._order = count()

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.earshot.time.now()

    def plan(self, moment: datetime, act: Act) -> None:
        """Let something happen then; what would be after the end does not."""
        if moment < self.end:
            heapq.heappush(self._planned, (max(moment, self.begin), next(self._order), act))

    async def settle(self) -> None:
        """Let Earshot do everything that it can do at this moment."""
        await self.earshot.settle()
        self.earshot.name_purposes(self.ears.nameless())

    async def types(self, person: str, text: str, **where: Any) -> None:
        """Somebody types a command, and waits for what it does."""
        await self.hand.types(person, text, **where)
        await self.settle()

    async def through(self, person: str, **chosen: Any) -> None:
        """Go through the modals that somebody has open, with what they chose, to the end."""
        for _ in range(MOST_STEPS):
            view = self.hand.modal(person)
            if not view.get("submit"):
                break
            answer = await self.hand.submits(person, **filled(view, chosen, self.rng))
            await self.settle()
            if not answer or answer.get("errors"):
                break
        if self.hand.modal(person):
            await self.hand.closes(person)
            await self.settle()

    async def run(self) -> None:
        """From the first minute to the last."""
        asyncio.get_running_loop().set_default_executor(AtOnce())
        self.earshot.start()
        await self.settle()
        minute = self.begin
        while minute < self.end:
            minute = await self._next_after(minute)
            self._set(minute)
            self.earshot.tick()
            await self.settle()

    async def _next_after(self, minute: datetime) -> datetime:
        """Let people act up to Earshot's next minute, which what they do may bring nearer; that minute."""
        while (when := self._earliest()) < self._next(minute):
            await self._act(when)
        return self._next(minute)

    def _next(self, minute: datetime) -> datetime:
        """The next minute of Earshot's that can matter: a regular one, or one in which something is due."""
        due, regular = self.earshot.next_due(), minute + TICK
        return min(max(_whole(due), minute + MINUTE), regular) if due is not None else regular

    async def _act(self, when: datetime) -> None:
        self._set(when)
        if self._planned and self._planned[0][0] <= when:  # otherwise something was put off until now
            _, _, act = heapq.heappop(self._planned)
            happens = act()
            if inspect.isawaitable(happens):
                await happens
        await self.settle()

    def _earliest(self) -> datetime:
        """When somebody acts next, or what was put off is due."""
        acts = self._planned[0][0] if self._planned else self.end
        return min(acts, self.earshot.next_work() or acts)

    def _set(self, moment: datetime) -> None:
        if moment > self.now:
            self.workspace.clock.set(moment.timestamp())


def _whole(moment: datetime) -> datetime:
    """The minute at or after a moment."""
    cut = moment.replace(second=0, microsecond=0)
    return cut if cut == moment else cut + timedelta(minutes=1)
