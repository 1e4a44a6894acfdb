"""Somebody at the green button: modals are opened and answered as at the door, events are handled on the stage."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from bot.event import Event
from handlers import CHECKS
from handlers.edges.arrival import arrival
from handlers.edges.opener import Opener
from tests.edges.scripted import ScriptedSlack
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click, command
from tests.handlers.stage import Stage
from tests.views.rendered import faults

ANSWERS = {"asker": "above", "kind": "initiative", "growth": "grow", "effort": "days", "day_job": "met"}
_number = count(1)


class Desk:
    """One person with one modal before them; what is shown in it must be what Slack takes."""

    def __init__(self, stage: Stage, company: Company, user: str) -> None:
        self.stage, self.company, self.user = stage, company, user
        self.slack = ScriptedSlack()
        self.missed = list[Event]()
        self._door = Opener(stage.engine, self.slack, self.missed.append, stage.clock.now)
        self.view: dict[str, Any] = {}

    def types(self, text: str) -> dict[str, Any]:
        """They type /greenbutton; the modal that opens, or {}."""
        return self.does(command(self.user, text) | {"command": "/greenbutton"})

    def presses(self, action_id: str, value: str = "", **more: Any) -> dict[str, Any]:
        """They press a button; the modal that opens or changes, or {}."""
        return self.does(click(self.user, action_id, value, **more))

    def does(self, body: dict[str, Any]) -> dict[str, Any]:
        """What they do arrives; the modal that opens because of it, or {}."""
        event, before = self._event(body), len(self.slack.calls)
        self._door.open(event)
        shown = [asked["view"] for _, asked in self.slack.calls[before:] if "view" in asked]
        self.stage.settle(self.company, body)
        return self._shown(shown[-1], new=f"V{next(_number)}") if shown else {}

    def turns(self, action_id: str, value: str = "") -> dict[str, Any]:
        """They press a button in the modal before them."""
        return self.presses(action_id, value, view={**self.view, "hash": f"{next(_number)}.h"})

    def submits(self, values: Mapping[str, str]) -> dict[str, Any]:
        """They send the modal; the one it turns into, {"errors": …}, or {} where it closes."""
        return self.sends(self.submission(values))

    def sends(self, body: dict[str, Any]) -> dict[str, Any]:
        """A submission arrives, perhaps not for the first time."""
        event = self._event(body)
        check = CHECKS.get(event.kind)
        if check and (errors := check(event.payload)):
            return {"errors": errors}
        reply = self._door.respond(event)
        if reply is not None and "errors" in reply.answer:
            return {"errors": reply.answer["errors"]}
        self.stage.settle(self.company, body)
        return self._shown(reply.answer["view"], new=body["view"]["id"]) if reply else {}

    def submission(self, values: Mapping[str, str]) -> dict[str, Any]:
        """The modal as it is sent: `values` in place of what it began with."""
        blocks = [block for block in self.view["blocks"] if block["type"] == "input"]
        state = {
            block["block_id"]: {
                block["element"]["action_id"]: _entered(block["element"], _typed(block, values))
            }
            for block in blocks
        }
        view = {**self.view, "hash": f"{next(_number)}.h", "state": {"values": state}}
        return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": self.user}, "view": view}

    def decides(self, ask: str = "Lead the pilot?", button: str = "green", chance: str = "70") -> None:
        """They weigh something, and press a button."""
        self.types(ask)
        self.submits(ANSWERS)
        self.submits({"decision": button, "chance": chance})

    def _event(self, body: dict[str, Any]) -> Event:
        event = arrival(body, self.stage.clock.now())
        assert event is not None
        return event

    def _shown(self, view: dict[str, Any], new: str) -> dict[str, Any]:
        assert faults(view) == []
        self.view = {**view, "id": new}
        return self.view


def _typed(block: dict[str, Any], values: Mapping[str, str]) -> str | None:
    """What was entered in a block, which may be named after its field or in full."""
    return values.get(block["block_id"], values.get(block["element"]["action_id"]))


def _entered(element: dict[str, Any], value: str | None) -> dict[str, Any]:
    if element["type"] == "plain_text_input":
        return {"value": element.get("initial_value") if value is None else value}
    if element["type"] == "multi_users_select":
        return {"selected_users": element.get("initial_users", []) if value is None else value.split()}
    if element["type"] == "users_select":
        return {"selected_user": element.get("initial_user") if value is None else value}
    offered = {option["value"]: option for option in element["options"]}
    return {"selected_option": element.get("initial_option") if value is None else offered[value]}
