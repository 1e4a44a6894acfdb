"""Submitting and closing modals, and what the app's answer does to them."""

from typing import Any

from sandbox import interaction_payloads as payloads
from sandbox.block_actions import BlockActions, Place
from sandbox.errors import SlackError
from sandbox.interactivity import InteractionError, Interactivity
from sandbox.people import Person
from sandbox.view_state import Element, elements, entered, submission_faults
from sandbox.views import View

_TROUBLE = "We had some trouble connecting. Try again?"


class Modals:
    """What a person does with the modals they have open."""

    def __init__(self, interactivity: Interactivity, block_actions: BlockActions) -> None:
        self._interactivity = interactivity
        self._views = interactivity.views
        self._block_actions = block_actions

    def top(self, person: Person, view_id: str | None = None) -> View:
        """The modal a person sees, which must be `view_id` if given; raises InteractionError."""
        stack = self._views.stack(person.id)
        if not stack:
            raise InteractionError(f"{person.name} has no modal open.")
        if view_id and stack[-1].id != view_id:
            raise InteractionError(
                f"{view_id} is not the modal that {person.name} sees; that is {stack[-1].id}."
            )
        return stack[-1]

    async def fill(self, person: Person, view: View, values: dict[str, Any]) -> None:
        """Enter values, {action_id: value} or {block_id: {action_id: value}}; elements that dispatch tell the app."""
        for block_id, action_id, value in _named(view, values):
            place = Place(view=view)
            block, element = place.find(action_id, block_id)
            before = view.values.get(block["block_id"], {}).get(element["action_id"])
            self._block_actions.enter(person, place, block, element, value)
            is_new = view.values[block["block_id"]][element["action_id"]] != before
            if is_new and (block["type"] != "input" or block.get("dispatch_action")):
                await self._block_actions.act(person, place, action_id, block_id, value, wait_s=0)

    async def submit(
        self, person: Person, values: dict[str, Any] | None = None, view_id: str | None = None
    ) -> dict[str, Any]:
        """Enter `values` and submit; {"closed": true}, {"errors": {block_id: text}} or {"view": the view then shown}.

        Raises InteractionError for what a person cannot do, and with Slack's words when the app fails to answer.
        """
        view = self.top(person, view_id)
        if not view.definition.get("submit"):
            raise InteractionError("that modal has no submit button.")
        await self.fill(person, view, values or {})
        faults = submission_faults(view.blocks, view.values)
        if faults:
            return {"errors": faults}
        payload = payloads.interaction(self._interactivity.workspace, "view_submission", person)
        payload["trigger_id"] = self._interactivity.triggers.issue(
            person.id, view_id=view.id, channel_id=view.channel_id
        ).id
        payload |= {"view": self._views.to_json(view), "response_urls": self._response_urls(person, view)}
        answer = await self._interactivity.send("interactive", payload, "Submitting")
        return self._after_submission(person, view, answer)

    def close(
        self, person: Person, view_id: str | None = None, *, everything: bool = False
    ) -> dict[str, Any]:
        """Close the modal on top, or all of them; the app hears of those with notify_on_close."""
        view = self.top(person, view_id)
        stack = self._views.stack(person.id)
        everything = everything or bool(view.definition.get("clear_on_close"))
        closing = tuple(reversed(stack)) if everything else (view,)
        shown = [self._views.to_json(one) for one in closing if one.definition.get("notify_on_close")]
        self._views.clear(person.id) if everything else self._views.pop(view)
        for one in shown:
            payload = payloads.interaction(self._interactivity.workspace, "view_closed", person)
            payload |= {"view": one, "is_cleared": everything}
            # A modal closes whether or not the app acknowledges it.
            self._interactivity.delivery.tell("interactive", payload)
        return self._shown(person)

    def _after_submission(self, person: Person, view: View, answer: dict[str, Any]) -> dict[str, Any]:
        action = answer.get("response_action")
        if not answer:
            self._views.pop(view)
        elif action == "clear":
            self._views.clear(person.id)
        elif action == "errors":
            return {"errors": _checked_errors(view, answer.get("errors"))}
        elif action in ("update", "push"):
            self._change(view, action, answer.get("view"))
        else:
            raise InteractionError(
                f"{_TROUBLE} The app answered with the unknown response_action {action!r}."
            )
        return self._shown(person)

    def _change(self, view: View, action: str, definition: Any) -> None:
        try:
            if action == "update":
                self._views.update(view, definition)
            else:
                self._views.push_on(view, definition)
        except SlackError as error:
            details = "; ".join(error.extra.get("response_metadata", {}).get("messages", []))
            raise InteractionError(f"{_TROUBLE} {action}: {error.code} {details}".strip()) from error

    def _shown(self, person: Person) -> dict[str, Any]:
        stack = self._views.stack(person.id)
        return {"view": self._views.to_json(stack[-1])} if stack else {"closed": True}

    def _response_urls(self, person: Person, view: View) -> list[dict[str, Any]]:
        urls = []
        for block, element in elements(view.blocks):
            if block["type"] == "input" and element.get("response_url_enabled"):
                channel_id = entered(element, view.values[block["block_id"]][element["action_id"]])
                if channel_id:
                    url = self._interactivity.response_urls.issue(person.id, channel_id)
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    urls.append(ids | {"channel_id": channel_id, "response_url": url})
        return urls


def _named(view: View, values: dict[str, Any]) -> list[tuple[str | None, str, Any]]:
    block_ids = {block["block_id"] for block in view.blocks}
    named: list[tuple[str | None, str, Any]] = []
    for name, value in values.items():
        if name in block_ids and isinstance(value, dict):
            named.extend((name, action_id, one) for action_id, one in value.items())
        else:
            named.append((None, _action_id(view, name), value))
    return named


def _action_id(view: View, name: str) -> str:
    # A block's only element may be called by the block's name, which is what people remember.
    inside: list[Element] = [element for block, element in elements(view.blocks) if block["block_id"] == name]
    return inside[0]["action_id"] if len(inside) == 1 else name


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise InteractionError(f"{_TROUBLE} The app answered with response_action errors but without errors.")
    for block_id, text in errors.items():
        if block_id not in inputs:
            raise InteractionError(
                f"{_TROUBLE} The app answered an error for {block_id!r}, which is no input block."
            )
        if not isinstance(text, str) or not text:
            raise InteractionError(f"{_TROUBLE} The error for {block_id!r} is no text.")
    return errors
