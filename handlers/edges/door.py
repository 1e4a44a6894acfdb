"""The door: whatever Slack sends is written down, then acknowledged. Nothing else happens before the ack.

It is one global middleware of a Bolt app, so signatures, URL verification and both transports stay Bolt's,
while Bolt's own listeners, which would run after an acknowledgement that promises nothing, are not used.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.event import Event
from handlers import CHECKS, modal_for
from handlers.edges.arrival import arrival
from handlers.edges.install import Installed
from handlers.edges.writer import Writer
from handlers.modals import Reply

log = logging.getLogger("earshot.door")
_bolt_log = logging.getLogger("earshot.bolt")
_bolt_log.setLevel(logging.ERROR)  # Bolt warns that it leaves the token in the environment alone: it may

OpenModal = Callable[[Event], None]
Answered = Callable[[Event], Reply | None]
_REPLIES_WITHIN = 2.0  # seconds, of the three that Slack waits
_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}


class Door:
    """Takes Slack's requests in. `app` is the Bolt app for either transport."""

    def __init__(
        self,
        installed: Installed,
        writer: Writer,
        open_modal: OpenModal,
        respond: Answered,
        now: Callable[[], datetime],
    ) -> None:
        """`open_modal` is called in a thread of its own, after the acknowledgement was prepared; `respond` before."""
        self._installed, self._writer = installed, writer
        self._open_modal, self._respond, self._now = open_modal, respond, now
        self._opening: set[asyncio.Task[None]] = set()
        self.app = AsyncApp(
            logger=_bolt_log,
            authorize=self._authorizer(),
            request_verification_enabled=False,  # handlers/edges/http.py checks before it parses
            ignoring_self_events_enabled=False,  # it would also hide that a person deleted our message
        )
        self.app.use(self._middleware())

    # Bolt reads the names of a function's parameters, `self` included, so it gets plain functions.

    def _authorizer(self) -> Callable[..., Awaitable[AuthorizeResult]]:
        # Known since the start: no call to Slack stands between an event and its acknowledgement.
        met = AuthorizeResult(
            enterprise_id=None,
            team_id=self._installed.team_id,
            bot_token=self._installed.bot_token,
            bot_id=self._installed.bot_id,
            bot_user_id=self._installed.bot_user_id,
        )

        async def authorize() -> AuthorizeResult:
            return met

        return authorize

    def _middleware(self) -> Callable[..., Awaitable[BoltResponse]]:
        async def write_down(
            req: AsyncBoltRequest,
            next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
        ) -> BoltResponse:
            return await self._take_in(req.body) or await next()

        return write_down

    async def _take_in(self, body: dict[str, Any]) -> BoltResponse | None:
        try:
            event = arrival(body, self._now())
        except (KeyError, TypeError, AttributeError, IndexError) as problem:
            log.warning("a request of Slack's lacks what every such request has: %r", problem)
            return BoltResponse(status=400, body="not a request that Slack would send")
        if event is None:
            return None
        if faults := self._faults(event):
            return BoltResponse(status=200, body=json.dumps(faults), headers=_JSON)
        reply = await self._reply(event)
        if reply is None or reply.is_written:
            try:
                await self._writer.written(event)
            except Exception:  # noqa: BLE001 - the writer logged the cause; without a row there is no ack
                return BoltResponse(status=503, body="not written down")
        if modal_for(event.kind):
            self._open(event)
        if reply is not None:
            return BoltResponse(status=200, body=json.dumps(reply.answer), headers=_JSON)
        return BoltResponse(status=200, body="")

    async def _reply(self, event: Event) -> Reply | None:
        """What a submission is answered with. If that fails or takes too long, it is written down, and its modal closes."""
        if not event.kind.startswith("view."):
            return None
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._respond, event), _REPLIES_WITHIN)
        except Exception:  # outermost: what was submitted must be written down all the same
            log.exception("could not reply to %s", event.kind)
            return None

    def _faults(self, event: Event) -> dict[str, Any] | None:
        check = CHECKS.get(event.kind)
        faults = check(event.payload) if check else {}
        return {"response_action": "errors", "errors": faults} if faults else None

    def _open(self, event: Event) -> None:
        task = asyncio.create_task(asyncio.to_thread(self._open_modal, event))
        self._opening.add(task)
        task.add_done_callback(self._opened)

    def _opened(self, task: asyncio.Task[None]) -> None:
        self._opening.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            log.error("could not open a modal: %s", problem, exc_info=problem)
