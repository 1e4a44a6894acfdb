"""What happens in the workspace, as it happens, for one person's page: GET /page/stream?person=… as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sandbox.channels import Channel
from sandbox.control_request import sees, shown_message
from sandbox.errors import SlackError
from sandbox.events import Event, WorkspaceEvent
from sandbox.local_only import is_local
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.site import Site

_LOOK_S = 0.05
_BEAT_S = 15.0

News = dict[str, Any]


def routes(site: Site) -> list[BaseRoute]:
    """The stream of each person."""

    async def stream(request: Request) -> Response:
        if not is_local(request):
            return PlainTextResponse("this answers to 127.0.0.1 and localhost only", 403)
        try:
            person = site.workspace.find_person(request.query_params.get("person", ""))
        except SlackError:
            return PlainTextResponse("nobody is called that", 404)
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(_stream(site, person), media_type="text/event-stream", headers=headers)

    return [Route("/page/stream", stream)]


async def _stream(site: Site, person: Person) -> AsyncIterator[str]:
    watch = Watch(site, person)
    site.workspace.listeners.append(watch.receive)
    site.acted[person.id] += 1
    quiet_s = 0.0
    try:
        yield _line(watch.hello())
        while True:
            news = [*watch.news()]
            quiet_s = 0.0 if news else quiet_s + _LOOK_S
            for one in news:
                yield _line(one)
            if quiet_s >= _BEAT_S:
                quiet_s = 0.0
                yield ": still here\n\n"
            await watch.wait(_LOOK_S)
    finally:
        site.acted[person.id] -= 1
        site.workspace.listeners.remove(watch.receive)


def _line(news: News) -> str:
    return f"data: {json.dumps(news, ensure_ascii=False)}\n\n"


class Watch:
    """What one person's page has been told, and what is news to it."""

    def __init__(self, site: Site, person: Person) -> None:
        self._site = site
        self._workspace = site.workspace
        self._person = person
        self._pending: list[News] = []
        self._happened = asyncio.Event()
        self._seen = self._look()

    def hello(self) -> News:
        """The first line, from which the page knows that it is connected."""
        return {"kind": "hello", **self._clock()}

    def receive(self, event: WorkspaceEvent) -> None:
        """Listen to the workspace."""
        self._pending.extend(self._told(event.event, event.channel_id))
        self._happened.set()

    async def wait(self, timeout_s: float) -> None:
        """Until something happened, at most `timeout_s` seconds; what makes no event has to be looked at then."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._happened.wait()
        except TimeoutError:
            pass
        self._happened.clear()

    def news(self) -> Iterator[News]:
        """What the page has to be told now."""
        pending, self._pending = self._pending, []
        yield from pending
        before, self._seen = self._seen, self._look()
        yield from self._notes(before["notes"], self._seen["notes"])
        if before["views"] != self._seen["views"]:
            yield {"kind": "views", **self._views()}
        if before["clock"] != self._seen["clock"]:
            yield {"kind": "clock", **self._clock()}
        if before["log"] != self._seen["log"]:
            yield {"kind": "log", "number": self._seen["log"]}
        if before["live"] != self._seen["live"]:
            yield {"kind": "live", "on": self._seen["live"]}

    def _look(self) -> dict[str, Any]:
        views = self._site.interactivity.views
        home = views.home(self._person.id)
        live = self._site.live
        return {
            "notes": self._own_notes(),
            "views": [(view.id, view.hash) for view in (*views.stack(self._person.id), home) if view],
            "clock": self._workspace.clock.version,
            "log": self._workspace.log.last_number,
            "live": live is not None and live.is_on,
        }

    def _own_notes(self) -> dict[tuple[str, str], Message]:
        return {
            (channel.id, note.ts): note
            for channel in self._workspace.channels.values()
            for note in channel.ephemerals.values()
            if note.ephemeral_to == self._person.id
        }

    def _notes(
        self, before: dict[tuple[str, str], Message], now: dict[tuple[str, str], Message]
    ) -> Iterator[News]:
        for (channel_id, ts), note in now.items():
            if before.get((channel_id, ts)) is not note:
                yield self._message(
                    self._workspace.channel(channel_id), note, is_new=(channel_id, ts) not in before
                )
        for channel_id, ts in before.keys() - now.keys():
            yield {"kind": "gone", "channel": channel_id, "ts": ts}

    def _views(self) -> News:
        views = self._site.interactivity.views
        home = views.home(self._person.id)
        return {
            "stack": [views.to_json(view) for view in views.stack(self._person.id)],
            "home": views.to_json(home) if home else None,
        }

    def _clock(self) -> News:
        clock = self._workspace.clock
        return {"now": clock.now(), "version": clock.version}

    def _told(self, event: Event, channel_id: str | None) -> Iterator[News]:
        kind = event["type"]
        if kind in ("team_join", "user_change"):
            yield {"kind": "people-changed"}
        elif kind.startswith(("channel_", "group_", "member_")):
            yield {"kind": "conversations-changed"}
        elif kind == "message":
            yield from self._message_told(event, channel_id)
        elif kind in ("reaction_added", "reaction_removed"):
            yield from self._put(channel_id, event["item"]["ts"])

    def _message_told(self, event: Event, channel_id: str | None) -> Iterator[News]:
        subtype = event.get("subtype")
        if subtype == "message_deleted":
            yield {"kind": "gone", "channel": channel_id, "ts": event["deleted_ts"]}
            yield from self._put(channel_id, event["previous_message"].get("thread_ts"))
        elif subtype == "message_changed":
            yield from self._put(channel_id, event["message"]["ts"])
        else:
            yield from self._put(channel_id, event["ts"], is_new=True)
            yield from self._put(channel_id, event.get("thread_ts"))

    def _put(self, channel_id: str | None, ts: str | None, *, is_new: bool = False) -> Iterator[News]:
        channel = self._workspace.channels.get(channel_id or "")
        message = channel.messages.get(ts or "") if channel else None
        if channel and message and sees(self._person, channel, message):
            yield self._message(channel, message, is_new=is_new)

    def _message(self, channel: Channel, message: Message, *, is_new: bool) -> News:
        return {
            "kind": "message",
            "is_new": is_new,
            "message": shown_message(self._workspace, channel, message),
        }
