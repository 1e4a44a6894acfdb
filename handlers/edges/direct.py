"""Receiving from the same process, as the simulated quarter does: through the door, without a network."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest


async def handed_in(app: AsyncApp, body: dict[str, Any]) -> tuple[bool, dict[str, Any] | None]:
    """Hand over one payload of Slack's; whether it was acknowledged, and what it was answered with, if anything."""
    copied = json.loads(json.dumps(body))  # what the sender holds may change while this is worked on
    answer = await app.async_dispatch(AsyncBoltRequest(body=copied, mode="socket_mode"))
    said = json.loads(answer.body) if answer.body else None
    return answer.status == 200, said if isinstance(said, dict) else None


class AtOnce(ThreadPoolExecutor):
    """Does in the thread of whoever asks what the door gives to other threads, so that everything has one order."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Do it, and hand over how it ended."""
        ended: Future[Any] = Future()
        try:
            ended.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 - outermost of its thread: handed over
            ended.set_exception(problem)
        return ended
