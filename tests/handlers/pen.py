"""Somebody who writes feedback: modals open, change and are sent as at the door, events are handled on the stage."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from bot.event import Event
from handlers import CHECKS, modal_for
from handlers.edges.arrival import arrival
from handlers.edges.opener import Opener
from handlers.edges.slack import Outcome, Slack
from tests.handlers.company import Company, RefusedError
from tests.handlers.events import TEAM, click, command
from tests.handlers.stage import Stage
from tests.views.rendered import faults

_number = count(1)
FIELD = {"id": "Xf1", "label": "Manager", "type": "user"}


class Office(Slack):
    """Slack at the door: it knows the company, and who the manager of whom is."""

    def __init__(self, company: Company) -> None:
        self.company, self.managers = company, dict[str, str]()
        self.shown = list[dict[str, Any]]()
        self.refused, self._more = set[str](), dict[str, dict[str, Any]]()

    def knows(self, user: str, **more: Any) -> None:
        """Slack says this too of somebody."""
        self._more[user] = more

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Answer from what the company is."""
        if method.startswith("views."):
            self.shown.append(arguments["view"])
            return Outcome("ok", {"ok": True})
        if method in {"team.profile.get", "users.profile.get"}:
            return Outcome("ok", {"ok": True, "profile": {"fields": self._fields(arguments.get("user"))}})
        if method == "users.info" and arguments["user"] in self._more:
            user = {"id": arguments["user"], **self._more[arguments["user"]]}
            return Outcome("ok", {"ok": True, "user": user})
        return self._answer(method, arguments)

    def _fields(self, user: str | None) -> Any:
        if user is None:
            return [FIELD]
        return {FIELD["id"]: {"value": self.managers.get(user, ""), "alt": ""}}

    def _answer(self, method: str, arguments: dict[str, Any]) -> Outcome:
        if arguments.get("user") in self.refused:
            return Outcome("refused", {}, "user_not_found")
        try:
            return Outcome("ok", self.company.answer(method, arguments))
        except RefusedError as refused:
            return Outcome("refused", {}, str(refused))


class Pen:
    """One person with one modal before them; what is shown in it must be what Slack takes."""

    def __init__(self, stage: Stage, company: Company, user: str, office: Office | None = None) -> None:
        self.stage, self.company, self.user = stage, company, user
        self.office = office or Office(company)
        self.missed = list[Event]()
        self.view: dict[str, Any] = {}
        self.is_answered = True  # whether Slack takes what is promised because of it
        self._door = Opener(stage.engine, self.office, self.missed.append, stage.clock.now)

    def types(self, text: str) -> dict[str, Any]:
        """They type a command; the modal that opens, or {}."""
        return self.does(command(self.user, text))

    def presses(self, action_id: str, value: str = "", **more: Any) -> dict[str, Any]:
        """They press a button in a message or on Home; the modal that opens, or {}."""
        return self.does(click(self.user, action_id, value, **more))

    def presses_here(self, action_id: str, value: str = "", **typed: str) -> dict[str, Any]:
        """They press a button in the modal, with this typed in it."""
        return self.does(click(self.user, action_id, value, view=self._filled(typed)))

    def does(self, body: dict[str, Any]) -> dict[str, Any]:
        """What they do arrives; the modal that opens or changes because of it, or {}."""
        event, before = self._event(body), len(self.office.shown)
        if modal_for(event.kind):
            self._door.open(event)
        self._happens(body)
        if len(self.office.shown) == before:
            return {}
        kept = self.view.get("id") if "view" in body else None
        return self._shows(self.office.shown[-1], str(kept or f"V{next(_number)}"))

    def sends(self, **typed: Any) -> dict[str, Any]:
        """They send the modal; the one it turns into, {"errors": …}, or {} where it closes."""
        body = self.submission(**typed)
        event, view = self._event(body), body["view"]
        check = CHECKS.get(event.kind)
        if errors := check(event.payload) if check else {}:
            return {"errors": errors}
        reply = self._door.respond(event)
        if reply is None or reply.is_written:
            self._happens(body)
        if reply and "errors" in reply.answer:
            return {"errors": reply.answer["errors"]}
        return self._shows(reply.answer["view"], str(view["id"])) if reply else {}

    def submission(self, **typed: Any) -> dict[str, Any]:
        """The modal as it is sent: `typed` in place of what it began with."""
        view = self._filled(typed)
        return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": self.user}, "view": view}

    def _happens(self, body: dict[str, Any]) -> None:
        if self.is_answered:
            self.stage.settle(self.company, body)
        else:
            self.stage.takes(body)

    def _filled(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for block in self.view["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                action = element["action_id"]
                values[block["block_id"]] = {action: _entered(element, typed.get(action))}
        return {**self.view, "hash": f"{next(_number)}.h", "state": {"values": values}}

    def _event(self, body: dict[str, Any]) -> Event:
        event = arrival(body, self.stage.clock.now())
        assert event is not None
        return event

    def _shows(self, view: dict[str, Any], new: str) -> dict[str, Any]:
        assert faults(view) == []
        self.view = {**view, "id": new, "type": "modal"}
        return self.view


def _entered(element: dict[str, Any], value: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"value": element.get("initial_value") if value is None else value}
    if kind == "multi_users_select":
        return {"selected_users": value or element.get("initial_users") or []}
    if kind == "users_select":
        return {"selected_user": element.get("initial_user") if value is None else value}
    offered = {option["value"]: option for option in element["options"]}
    if kind == "checkboxes":
        chosen = element.get("initial_options") if value is None else [offered["yes"]] if value else []
        return {"selected_options": chosen or []}
    return {"selected_option": element.get("initial_option") if value is None else offered[value]}
