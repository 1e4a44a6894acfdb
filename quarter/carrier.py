"""Brings the workspace's events and people's interactions straight to Earshot's door, when it is told to."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sandbox.delivery import Delivery
from sandbox.envelopes import Envelope, Receipt, Transport
from sandbox.workspace import Workspace

HandIn = Callable[[dict[str, Any]], Awaitable[tuple[bool, dict[str, Any] | None]]]


class _Straight:
    """A way to the app that is always there."""

    is_reachable = True

    def __init__(self, hand_in: HandIn) -> None:
        self._hand_in = hand_in

    async def wait_reachable(self, timeout_s: float) -> bool:  # noqa: ARG002 the Transport's signature
        return True

    async def deliver(self, envelope: Envelope, timeout_s: float) -> Receipt:  # noqa: ARG002 as above
        is_taken, answer = await self._hand_in(envelope.payload)
        return Receipt(acknowledged=is_taken, payload=answer)

    async def close(self) -> None:
        pass


class Carrier(Delivery):
    """A delivery that keeps what it has to bring until `bring` is called."""

    def __init__(self, workspace: Workspace, hand_in: HandIn) -> None:
        super().__init__(workspace, retry_schedule_s=())
        self._straight = _Straight(hand_in)
        self._kept: list[Coroutine[Any, Any, object]] = []

    @property
    def transport(self) -> Transport:
        """The way to the app."""
        return self._straight

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        self._kept.append(work)

    async def bring(self) -> bool:
        """Bring what there is, in order; whether there was anything."""
        kept, self._kept = self._kept, []
        await asyncio.gather(*kept)
        return bool(kept)

    async def close(self) -> None:
        """Forget what was not brought."""
        kept, self._kept = self._kept, []
        for work in kept:
            work.close()
        await super().close()
