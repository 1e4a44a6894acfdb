"""Modals and Home tabs: what each person has open, and what is entered there."""

import copy
import json
import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.blocks import check_view
from sandbox.errors import SlackError
from sandbox.triggers import Trigger
from sandbox.view_state import Block, Values, carried_over, complete_ids, initial_values
from sandbox.workspace import Workspace

MAX_STACK = 3
MAX_VIEW_BYTES = 250_000

Definition = dict[str, Any]
ViewKind = Literal["modal", "home"]


@dataclass
class View:
    """One modal or Home tab as one person has it. `suggested` are the options last offered by action_id."""

    id: str
    user_id: str
    kind: ViewKind
    definition: Definition
    blocks: list[Block]
    values: Values
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    channel_id: str | None = None
    suggested: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        """The app's own id for it, "" for none."""
        return str(self.definition.get("external_id") or "")


class Views:
    """All open views. Methods raise SlackError with the codes of Slack's views methods."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self.version = 0

    def stack(self, user_id: str) -> tuple[View, ...]:
        """The modals a person has open, the visible one last."""
        return tuple(self._stacks.get(user_id, ()))

    def home(self, user_id: str) -> View | None:
        """What the app published to a person's Home tab."""
        return self._homes.get(user_id)

    def open(self, trigger: Trigger, definition: Any) -> View:
        """A new modal for whom the trigger is; whatever they had open before is gone."""
        view = self._new_view(trigger.user_id, "modal", definition, channel_id=trigger.channel_id)
        trigger.exchanged_for = view.id
        self._stacks[trigger.user_id] = [view]
        return view

    def push(self, trigger: Trigger, definition: Any) -> View:
        """A modal on top of the one the trigger came from. Raises push_limit_reached, or not_found when that one is closed."""
        stack = self._stacks.get(trigger.user_id, [])
        if trigger.view_id not in [view.id for view in stack]:
            raise SlackError("not_found")
        view = self.push_on(stack[-1], definition)
        trigger.exchanged_for = view.id
        return view

    def push_on(self, below: View, definition: Any) -> View:
        """A modal on top of `below`, which is visible. Raises push_limit_reached."""
        stack = self._stacks[below.user_id]
        if len(stack) >= MAX_STACK:
            raise SlackError("push_limit_reached")
        view = self._new_view(below.user_id, "modal", definition, channel_id=below.channel_id)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, definition: Any, expected_hash: str | None = None) -> View:
        """Change an open view. Raises hash_conflict when `expected_hash` is not the view's."""
        checked = check_definition(definition, view.kind)
        if expected_hash and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        self._refuse_taken_external_id(checked, view)
        view.blocks = complete_ids(checked["blocks"])
        view.values = carried_over(view.blocks, view.values, view.channel_id)
        view.definition, view.hash = checked, self._new_hash()
        self.version += 1
        return view

    def publish(self, user_id: str, definition: Any, expected_hash: str | None = None) -> View:
        """Change a person's Home tab. Raises not_enabled, hash_conflict or user_not_found."""
        if not self._workspace.config.home_tab_enabled:
            raise SlackError("not_enabled")
        self._workspace.active_person(user_id)
        published = self._homes.get(user_id)
        if published is not None:
            return self.update(published, definition, expected_hash)
        view = self._homes[user_id] = self._new_view(user_id, "home", definition)
        return view

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        """The open view with one of these ids; raises not_found."""
        for view in self._open_views():
            if view.id == view_id or (external_id and view.external_id == external_id and not view_id):
                return view
        raise SlackError("not_found")

    def pop(self, view: View) -> None:
        """Close a view and whatever lies on top of it."""
        stack = self._stacks.get(view.user_id, [])
        if view in stack:
            del stack[stack.index(view) :]
        self.version += 1

    def clear(self, user_id: str) -> None:
        """Close all modals of a person."""
        self._stacks.pop(user_id, None)
        self.version += 1

    def to_json(self, view: View) -> dict[str, Any]:
        """Slack's view object."""
        workspace = self._workspace
        given = view.definition
        return {
            "id": view.id,
            "team_id": workspace.team_id,
            "type": view.kind,
            "blocks": view.blocks,
            "private_metadata": given.get("private_metadata") or "",
            "callback_id": given.get("callback_id") or "",
            "state": {"values": copy.deepcopy(view.values)},
            "hash": view.hash,
            "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(given.get("clear_on_close")),
            "notify_on_close": bool(given.get("notify_on_close")),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "previous_view_id": view.previous_view_id,
            "root_view_id": view.root_view_id,
            "app_id": workspace.app_id,
            "external_id": view.external_id,
            "app_installed_team_id": workspace.team_id,
            "bot_id": workspace.bot.bot_id,
        }

    def _new_view(self, user_id: str, kind: ViewKind, definition: Any, channel_id: str | None = None) -> View:
        checked = check_definition(definition, kind)
        self._refuse_taken_external_id(checked, None)
        view_id = "V" + secrets.token_hex(5).upper()
        blocks = complete_ids(checked["blocks"])
        self.version += 1
        return View(
            id=view_id,
            user_id=user_id,
            kind=kind,
            definition=checked,
            blocks=blocks,
            values=initial_values(blocks, channel_id),
            hash=self._new_hash(),
            root_view_id=view_id,
            channel_id=channel_id,
        )

    def _new_hash(self) -> str:
        return f"{int(self._workspace.clock.now())}.{secrets.token_urlsafe(6)}"

    def _open_views(self) -> list[View]:
        return [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]

    def _refuse_taken_external_id(self, definition: Definition, own: View | None) -> None:
        external_id = definition.get("external_id")
        if external_id and any(
            view.external_id == external_id for view in self._open_views() if view is not own
        ):
            raise SlackError("duplicate_external_id")


def check_definition(definition: Any, kind: ViewKind) -> Definition:
    """The app's view if it is fit to be shown as `kind`; raises invalid_arguments, naming each fault, or view_too_large."""
    if not isinstance(definition, dict):
        raise _invalid(["[ERROR] must provide an object [json-pointer:/view]"])
    if len(json.dumps(definition)) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")
    if definition.get("type") != kind:
        raise _invalid([f"[ERROR] unsupported type: {definition.get('type')} [json-pointer:/view/type]"])
    faults = check_view(definition, kind)
    if faults:
        raise _invalid([fault.replace("[json-pointer:/", "[json-pointer:/view/") for fault in faults])
    return copy.deepcopy(definition)


def _invalid(messages: list[str]) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": messages})
