"""People meet the app: slash commands, shortcuts and the Home tab, and what all interactions share."""

import time
from collections.abc import Callable
from typing import Any

from sandbox import interaction_payloads as payloads
from sandbox.channels import Channel
from sandbox.composer import command_text
from sandbox.delivery import Delivery
from sandbox.envelopes import Kind
from sandbox.errors import SlackError
from sandbox.events import WorkspaceEvent
from sandbox.messages import Message
from sandbox.objects import message_json
from sandbox.people import Person
from sandbox.response_url import ResponseUrls
from sandbox.sight import Sight, wait_until
from sandbox.triggers import Triggers
from sandbox.views import View, Views
from sandbox.workspace import Workspace


class InteractionError(Exception):
    """What a person cannot do, or what they see when the app fails; the message is one clear line."""


class Interactivity:
    """The app's commands, shortcuts, views and response URLs in one workspace."""

    def __init__(
        self, workspace: Workspace, delivery: Delivery, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.workspace = workspace
        self.delivery = delivery
        self.triggers = Triggers(monotonic)
        self.views = Views(workspace)
        self.response_urls = ResponseUrls(workspace, monotonic)

    async def send(self, kind: Kind, payload: dict[str, Any], failing: str) -> dict[str, Any]:
        """Bring a payload to the app and return its answer; raises InteractionError starting with `failing`."""
        receipt = await self.delivery.send_interaction(kind, payload)
        if receipt.acknowledged:
            return receipt.payload or {}
        timed_out = receipt.reason in ("timeout", "http_timeout")
        code = "operation_timeout" if timed_out else "dispatch_failed"
        raise InteractionError(f'{failing} failed with the error "{code}".')

    async def command(
        self, person: Person, channel: Channel, typed: str, wait_s: float = 3.0
    ) -> dict[str, Any]:
        """Use a slash command; returns what the person sees of it within `wait_s` seconds after the acknowledgement."""
        name, _, text = typed.strip().partition(" ")
        known = self.workspace.config.commands.get(name)
        if known is None:
            raise InteractionError(f"unknown command: {name} is not in manifest.yml")
        if person.id not in channel.members:
            raise InteractionError(f"{person.name} is not in that channel and cannot type there.")
        payload = payloads.command(
            self.workspace,
            person,
            channel,
            name,
            command_text(self.workspace, text.strip(), escape_mentions=known.should_escape),
            response_url=self.response_urls.issue(person.id, channel.id),
            trigger_id=self.triggers.issue(person.id, channel_id=channel.id).id,
        )
        with Sight(self.workspace, self.views, person) as sight:
            answer = await self.send("slash_commands", payload, name)
            # Without content it is no message: {"response_type": "in_channel"} alone only shows what was typed.
            if any(answer.get(key) for key in ("text", "blocks", "attachments")):
                self._show_answer(person, channel, answer, name)
            await sight.wait(wait_s)
            return sight.to_json()

    async def shortcut(
        self, person: Person, callback_id: str, on: tuple[Channel, Message] | None = None, wait_s: float = 3.0
    ) -> dict[str, Any]:
        """Use a global shortcut, or one `on` a message; returns what the person sees as `command` does."""
        known = self.workspace.config.shortcuts.get(callback_id)
        if known is None:
            raise InteractionError(f"unknown shortcut: {callback_id} is not in manifest.yml")
        if (known.type == "message") != (on is not None):
            raise InteractionError(f"{callback_id} is a {known.type} shortcut.")
        payload = payloads.interaction(self.workspace, "message_action" if on else "shortcut", person)
        payload |= {"callback_id": callback_id, "action_ts": self.workspace.event_ts()}
        if on:
            payload |= self._message_shortcut(person, *on)
        channel_id = on[0].id if on else None
        payload["trigger_id"] = self.triggers.issue(person.id, channel_id=channel_id).id
        return await self.interact(person, payload, known.name, wait_s)

    async def interact(
        self, person: Person, payload: dict[str, Any], failing: str, wait_s: float
    ) -> dict[str, Any]:
        """Bring an interaction to the app and return what the person sees of it."""
        if not self.workspace.config.interactivity_enabled:
            raise InteractionError("interactivity is not enabled in manifest.yml")
        with Sight(self.workspace, self.views, person) as sight:
            await self.send("interactive", payload, failing)
            await sight.wait(wait_s)
            return sight.to_json()

    async def visit_home(
        self, person: Person, tab: str = "home", wait_s: float = 0.0
    ) -> tuple[Channel, View | None]:
        """Open the app's home or messages tab; the direct message, and Home once it was published anew within `wait_s` seconds."""
        before = self._home_hash(person)
        channel = self.open_app_home(person, tab)
        await wait_until(lambda: self._home_hash(person) != before, wait_s)
        return channel, self.views.home(person.id)

    def open_app_home(self, person: Person, tab: str = "home") -> Channel:
        """Tell the app, if it subscribed to that, that its home or messages tab is open; returns the direct message."""
        config = self.workspace.config
        if tab not in ("home", "messages"):
            raise InteractionError("tab is home or messages.")
        if not (config.home_tab_enabled if tab == "home" else config.messages_tab_enabled):
            raise InteractionError(f"the {tab} tab is not enabled in manifest.yml")
        channel = self.workspace.open_dm([person.id, self.workspace.bot_user_id])
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": channel.id,
            "tab": tab,
            "event_ts": self.workspace.event_ts(),
        }
        home = self.views.home(person.id)
        if tab == "home" and home is not None:
            event["view"] = self.views.to_json(home)
        if self.delivery.wants(WorkspaceEvent(event, None)):
            self.delivery.send_event(event)
        return channel

    def _home_hash(self, person: Person) -> str:
        home = self.views.home(person.id)
        return home.hash if home else ""

    def _message_shortcut(self, person: Person, channel: Channel, message: Message) -> dict[str, Any]:
        return {
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
            "message": message_json(channel, message, self.workspace.team_id),
            "response_url": self.response_urls.issue(person.id, channel.id),
        }

    def _show_answer(self, person: Person, channel: Channel, answer: dict[str, Any], name: str) -> None:
        try:
            self.response_urls.answer_to(person.id, channel.id, answer)
        except SlackError as error:
            details = "; ".join(error.extra.get("response_metadata", {}).get("messages", []))
            raise InteractionError(
                f"Slack cannot show the answer to {name}: {error.code}. {details}".strip()
            ) from error
