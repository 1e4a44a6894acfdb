"""Receiving in Socket Mode: nothing has to be reachable from outside."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings

_FINISHES_WITHIN = 2  # seconds, to acknowledge what is at hand

log = logging.getLogger("earshot.socket_mode")


@contextlib.asynccontextmanager
async def connected(app: AsyncApp, settings: Settings) -> AsyncIterator[None]:
    """Be connected to Slack until the block ends."""
    client = AsyncWebClient(settings.bot_token, base_url=settings.api_url)
    handler = _Handler(app, settings.app_token, web_client=client, ping_interval=5)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's adapter has no annotations
    log.info("connected to Slack in Socket Mode")
    try:
        yield
    finally:
        await handler.finish()
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


class _Handler(AsyncSocketModeHandler):
    """At its end it acknowledges what it has taken in, and takes in nothing more; Slack brings that again."""

    def __init__(self, app: AsyncApp, app_token: str, **options: Any) -> None:
        super().__init__(app, app_token, **options)
        self._at_hand = 0

    async def handle(self, client: Any, req: SocketModeRequest) -> None:
        self._at_hand += 1
        try:
            await super().handle(client, req)
        finally:
            self._at_hand -= 1

    async def finish(self) -> None:
        """Return when nothing is at hand, or after a moment."""
        self.client.socket_mode_request_listeners.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FINISHES_WITHIN):
                while self._at_hand:  # noqa: ASYNC110 - a moment, once
                    await asyncio.sleep(0.01)
