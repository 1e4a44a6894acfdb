"""A small real bot, made with Bolt, that the tests of the local workspace talk to."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalWorkspaceServer

Json = dict[str, Any]

ASK: Json = {
    "type": "modal",
    "callback_id": "ask",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What?"},
            "element": {"type": "plain_text_input", "action_id": "text", "min_length": 3},
        },
        {
            "type": "input",
            "block_id": "whom",
            "optional": True,
            "label": {"type": "plain_text", "text": "Whom?"},
            "element": {"type": "users_select", "action_id": "person"},
        },
    ],
}
ANSWER: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Shall I?"}},
    {
        "type": "actions",
        "block_id": "choice",
        "elements": [
            {
                "type": "button",
                "action_id": "yes",
                "value": "42",
                "text": {"type": "plain_text", "text": "Yes"},
            },
            {
                "type": "static_select",
                "action_id": "when",
                "options": [
                    {"text": {"type": "plain_text", "text": "Now"}, "value": "now"},
                    {"text": {"type": "plain_text", "text": "Later"}, "value": "later"},
                ],
            },
        ],
    },
]
HOME: Json = {
    "type": "home",
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Squawk."}}],
}


class Parrot:
    """Everything it was told is in `heard`; `bodies` are the payloads as Bolt got them."""

    def __init__(self, server: LocalWorkspaceServer) -> None:
        config = server.site.workspace.config
        client = AsyncWebClient(config.bot_token, base_url=server.api_url)
        self.app = AsyncApp(client=client, signing_secret=config.signing_secret)
        self.app_token = config.app_token
        self.heard: list[str] = []
        self.bodies: list[Json] = []
        self.silent_times = 0
        self.app.use(self._note)
        self._listen()

    async def _note(self, body: Json, next_: Callable[[], Awaitable[Any]]) -> None:
        self.bodies.append(body)
        await next_()

    def _listen(self) -> None:
        app = self.app
        app.command("/parrot")(self.on_command)
        app.view("ask")(self.on_submission)
        app.view_closed("ask")(self.on_close)
        app.action("yes")(self.on_yes)
        app.action("when")(self.on_other_action)
        app.shortcut("squawk")(self.on_shortcut)
        app.shortcut("remember")(self.on_shortcut)
        app.event("app_home_opened")(self.on_home)
        app.event("app_mention")(self.on_event)
        app.event("reaction_added")(self.on_event)
        app.event("team_join")(self.on_event)
        app.event("member_joined_channel")(self.on_event)
        app.event("channel_left")(self.on_event)
        app.event("message")(self.on_event)

    async def on_command(self, ack: Any, command: Json, client: AsyncWebClient, respond: Any) -> None:
        word, _, rest = command["text"].partition(" ")
        if word == "silent":
            return
        if word == "echo":
            await ack(rest)
            return
        await ack()
        if word == "ask":
            await client.views_open(trigger_id=command["trigger_id"], view=ASK)
        if word == "later":
            await respond(text=rest)

    async def on_submission(self, ack: Any, body: Json, view: Json, client: AsyncWebClient) -> None:
        text = view["state"]["values"]["what"]["text"]["value"]
        if text == "wrong":
            await ack(response_action="errors", errors={"what": "Not that."})
            return
        if text == "more":
            await ack(response_action="push", view={**ASK, "callback_id": "ask"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"You said {text}", blocks=ANSWER)

    async def on_close(self, ack: Any, body: Json) -> None:
        await ack()
        self.heard.append(f"closed {body['is_cleared']}")

    async def on_yes(self, ack: Any, body: Json, client: AsyncWebClient, respond: Any) -> None:
        await ack()
        channel, message = body["channel"]["id"], body["message"]
        await client.chat_update(channel=channel, ts=message["ts"], text="Done", blocks=[])
        await respond(text="Only you see this")

    async def on_other_action(self, ack: Any, action: Json) -> None:
        await ack()
        self.heard.append(f"chose {action['selected_option']['value']}")

    async def on_shortcut(self, ack: Any, shortcut: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=ASK)

    async def on_home(self, event: Json, client: AsyncWebClient) -> None:
        self.heard.append(f"home {event['tab']}")
        await client.views_publish(user_id=event["user"], view=HOME)

    async def on_event(self, event: Json) -> None:
        self.heard.append(f"{event['type']} {event.get('text', '')}".strip())


class BackgroundLoop:
    """An event loop of its own in a thread, for bots that run beside a test."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any], timeout_s: float = 10.0) -> Any:
        """The result of `work`."""
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self.loop)
        return future.result(timeout_s)

    def close(self) -> None:
        """Cancel what still runs, and end the thread."""
        self.run(self._cancel_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    async def _cancel_all(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class SocketParrot:
    """A parrot on Socket Mode, with `count` connections."""

    def __init__(self, server: LocalWorkspaceServer, count: int = 1) -> None:
        self._background = BackgroundLoop()
        self._server = server
        self._count = count
        self.handlers: list[AsyncSocketModeHandler] = []

    def __enter__(self) -> Parrot:
        return self._background.run(self._start())  # type: ignore[no-any-return]

    def __exit__(self, *_: object) -> None:
        self._background.run(self._stop())
        self._background.close()

    async def _start(self) -> Parrot:
        parrot = Parrot(self._server)
        for _ in range(self._count):
            handler = AsyncSocketModeHandler(parrot.app, parrot.app_token, ping_interval=1)
            await handler.connect_async()  # type: ignore[no-untyped-call]
            self.handlers.append(handler)
        return parrot

    async def _stop(self) -> None:
        for handler in self.handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]
