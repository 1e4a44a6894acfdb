"""Clicks and choices: a person acts on an element of a message or view, and the app is told."""

from dataclasses import dataclass
from typing import Any

from sandbox import interaction_payloads as payloads
from sandbox.channels import Channel
from sandbox.entries import Entries, EntryError, pick_option
from sandbox.interactivity import InteractionError, Interactivity
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.view_state import (
    STATE_KEYS,
    Block,
    Element,
    Values,
    elements,
    initial_values,
    offered_options,
)
from sandbox.views import View

MAX_SUGGESTIONS = 100
_BUTTONS = ("button", "workflow_button", "icon_button")


@dataclass(frozen=True)
class Place:
    """Where a person acts: on a message in its conversation, or on a view."""

    channel: Channel | None = None
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Block]:
        """The blocks to act on."""
        if self.view is not None:
            return self.view.blocks
        assert self.message is not None
        attached = (block for one in self.message.attachments or () for block in one.get("blocks") or ())
        return [*(self.message.blocks or ()), *attached]

    def find(self, action_id: str, block_id: str | None = None) -> tuple[Block, Element]:
        """The element with this action_id, in block `block_id` if given; raises InteractionError naming what there is."""
        found = list(elements(self.blocks))
        for block, element in found:
            if element["action_id"] == action_id and block_id in (None, block.get("block_id")):
                return block, element
        names = ", ".join(element["action_id"] for _, element in found) or "none"
        raise InteractionError(f"there is no element {action_id} here; there are: {names}")


class BlockActions:
    """Acting on elements. What is chosen in a message stays chosen for that person, as Slack's client keeps it."""

    def __init__(self, interactivity: Interactivity) -> None:
        self._interactivity = interactivity
        self._workspace = interactivity.workspace
        self._chosen: dict[tuple[str, str, str], Values] = {}
        self._suggested: dict[tuple[str, str], list[dict[str, Any]]] = {}

    async def act(
        self,
        person: Person,
        place: Place,
        action_id: str,
        block_id: str | None = None,
        value: Any = None,
        wait_s: float = 3.0,
    ) -> dict[str, Any]:
        """Click a button or choose `value`; returns what the person sees within `wait_s` seconds after the acknowledgement.

        In an input block without dispatch_action the value is only kept for the submission, and the app is not told.
        """
        block, element = place.find(action_id, block_id)
        action = self._chosen_action(person, place, block, element, value)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return {"dispatched": False}
        payload = payloads.interaction(self._workspace, "block_actions", person)
        payload |= self._where(person, place)
        payload["actions"] = [action | {"action_ts": self._workspace.event_ts()}]
        view_id = place.view.id if place.view else None
        channel_id = place.channel.id if place.channel else None
        payload["trigger_id"] = self._interactivity.triggers.issue(
            person.id, view_id=view_id, channel_id=channel_id
        ).id
        seen = await self._interactivity.interact(person, payload, action_id, wait_s)
        return {"dispatched": True, **seen}

    async def suggest(
        self, person: Person, place: Place, action_id: str, query: str = "", block_id: str | None = None
    ) -> list[dict[str, Any]]:
        """Type `query` into an external select; returns the options, or groups, that the app offers."""
        block, element = place.find(action_id, block_id)
        if not element["type"].endswith("external_select"):
            raise InteractionError(f"{action_id} is a {element['type']}: only external selects ask the app.")
        if len(query) < element.get("min_query_length", 3):
            raise InteractionError(
                f"{action_id} asks from {element.get('min_query_length', 3)} characters on."
            )
        payload = payloads.interaction(self._workspace, "block_suggestion", person)
        payload |= self._where(person, place, with_response_url=False)
        payload |= {"action_id": action_id, "block_id": block["block_id"], "value": query}
        answer = await self._interactivity.send("interactive", payload, action_id)
        offered = _checked_options(answer)
        # A choice of several may come from several queries: what was offered stays choosable.
        known = [*self._suggested.get((person.id, action_id), ()), *offered_options(answer)]
        self._suggested[person.id, action_id] = list({option["value"]: option for option in known}.values())
        return offered

    def values(self, person: Person, place: Place) -> Values:
        """What is entered at a place, as `state.values` tells it."""
        if place.view is not None:
            return place.view.values
        assert place.channel is not None
        assert place.message is not None
        key = place.channel.id, place.message.ts, person.id
        initial = initial_values(place.blocks, place.channel.id)
        chosen = self._chosen.get(key, {})
        kept = {
            block_id: {
                action_id: chosen.get(block_id, {}).get(action_id, state)
                for action_id, state in states.items()
            }
            for block_id, states in initial.items()
        }
        self._chosen[key] = kept
        return kept

    def enter(self, person: Person, place: Place, block: Block, element: Element, value: Any) -> None:
        """Put a value into an element without telling the app; raises InteractionError when nobody could."""
        suggested = self._suggested.get((person.id, element["action_id"]))
        try:
            state = Entries(self._workspace, person.id, suggested).enter(element, value)
        except EntryError as error:
            raise InteractionError(str(error)) from error
        self.values(person, place)[block["block_id"]][element["action_id"]] = state

    def _chosen_action(
        self, person: Person, place: Place, block: Block, element: Element, value: Any
    ) -> dict[str, Any]:
        action: dict[str, Any] = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
        }
        if element["type"] in STATE_KEYS:
            self.enter(person, place, block, element, value)
            state = self.values(person, place)[block["block_id"]][element["action_id"]]
            shown = {
                key: part for key, part in element.items() if key.startswith(("initial_", "placeholder"))
            }
            return action | shown | state
        if element["type"] == "overflow":
            return action | {"selected_option": _picked(element, offered_options(element), value)}
        if element["type"] == "feedback_buttons":
            sides = [element["positive_button"], element["negative_button"]]
            return action | {
                key: part for key, part in _picked(element, sides, value).items() if key != "type"
            }
        if element["type"] not in _BUTTONS:
            raise InteractionError(
                f"{element['action_id']} is a {element['type']}: the app is not told of it."
            )
        return action | {
            key: element[key] for key in ("text", "value", "style", "url", "icon") if key in element
        }

    def _where(self, person: Person, place: Place, *, with_response_url: bool = True) -> dict[str, Any]:
        if place.view is not None:
            return payloads.on_view(self._interactivity.views.to_json(place.view))
        assert place.channel is not None
        assert place.message is not None
        if person.id not in place.channel.members:
            raise InteractionError(f"{person.name} is not in that channel and cannot act there.")
        if place.message.user != self._workspace.bot_user_id:
            raise InteractionError("that message is not the app's: the app is not told of clicks on it.")
        where = payloads.on_message(self._workspace, place.channel, place.message)
        where["state"] = {"values": self.values(person, place)}
        if with_response_url:
            where["response_url"] = self._interactivity.response_urls.issue(
                person.id, place.channel.id, message_ts=place.message.ts
            )
        return where


def _picked(element: Element, options: list[dict[str, Any]], value: Any) -> dict[str, Any]:
    try:
        return pick_option(element["action_id"], options, value)
    except EntryError as error:
        raise InteractionError(str(error)) from error


def _checked_options(answer: dict[str, Any]) -> list[dict[str, Any]]:
    offered = answer.get("options", answer.get("option_groups"))
    if not isinstance(offered, list):
        raise InteractionError("the app answered without options or option_groups.")
    options = offered_options(answer)
    if len(options) > MAX_SUGGESTIONS:
        raise InteractionError(
            f"the app offered {len(options)} options; Slack shows none above {MAX_SUGGESTIONS}."
        )
    for option in options:
        text = option.get("text", {}).get("text", "")
        if not 0 < len(text) <= 75 or not 0 < len(str(option.get("value", ""))) <= 150:
            raise InteractionError(f"the app offered an option Slack refuses: {option}")
    return offered
