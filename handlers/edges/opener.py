"""Opening a modal: Slack gives three seconds after a click, so this happens at the door, once."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.ama.act import Mine
from bot.ama.sealing import is_private
from bot.event import Event
from bot.follow import manager_field, manager_of
from bot.people import Person, person_from
from handlers import REPLIES, modal_for
from handlers.answers import response_url, who_asked
from handlers.earshot import MISSED
from handlers.edges.sender import Caller
from handlers.edges.slack import Outcome
from handlers.modals import Reply
from handlers.visible import TYPES
from storage.engine import reading

_CHANGED = "hash_conflict"
_PAGE, _MOST_PAGES = 999, 2  # as much as Slack gives in one answer, and as many as there is time for

log = logging.getLogger("earshot.opener")


class Opener:
    """Opens the modal that an event asks for, filled in with what is known."""

    def __init__(
        self,
        engine: Engine,
        slack: Caller,
        happened: Callable[[Event], object],
        now: Callable[[], datetime],
        mine: Callable[[str, str], Mine | None] = lambda _ama_id, _user: None,
    ) -> None:
        """`slack` should give up quickly; `happened` writes an event down; `mine` is that of a Seal."""
        self._engine, self._slack, self._happened, self._now = engine, slack, happened, now
        self.mine = mine
        self._manager_field: str | None = None
        self._asked_for_field = False

    def open(self, event: Event) -> None:
        """Open the modal, in place of the one it was asked for in if any; if that fails, the person is told by an event."""
        user, make = who_asked(event), modal_for(event.kind)
        with reading(self._engine) as session:
            view = make(session, event, self) if make else {}
        if not view:
            return
        outcome = self._show(event, view)
        if outcome.end != "ok":
            log.warning("a modal for %s could not be opened: %s", event.kind, outcome.problem)
            if is_private(event.kind):
                # Who wanted it is written nowhere, so they are told now or never.
                self._tell_now(event)
                return
            typed = " ".join(str(event.payload.get(part) or "") for part in ("command", "text")).strip()
            payload = {"context": {"user": user, "response_url": response_url(event), "typed": typed}}
            missed = f"{event.event_id}:missed"
            self._happened(Event(event.team_id, missed, "modal.missed", user, payload, self._now()))

    def _tell_now(self, event: Event) -> None:
        if url := response_url(event):
            shown = {"response_type": "ephemeral", "replace_original": False, "text": MISSED}
            self._slack.call("response_url", {"url": url, **shown})

    def _show(self, event: Event, view: dict[str, Any]) -> Outcome:
        shown = event.payload.get("view") or {}
        if shown.get("type") == "modal":
            changed = {"view_id": shown["id"], "view": view}
            outcome = self._slack.call("views.update", {**changed, "hash": shown["hash"]})
            if outcome.problem != _CHANGED:
                return outcome
            return self._slack.call("views.update", changed)  # the press is later than what changed it
        return self._slack.call("views.open", {"trigger_id": event.payload["trigger_id"], "view": view})

    def respond(self, event: Event) -> Reply | None:
        """What a submission is answered with, where there is something to say."""
        make = REPLIES.get(event.kind)
        if make is None:
            return None
        with reading(self._engine) as session:
            return make(session, event, self)

    def channels(self, user: str) -> frozenset[str] | None:
        """The channels that somebody shares with Earshot, or could; None when Slack didn't say in time."""
        found, cursor = set[str](), ""
        for _ in range(_MOST_PAGES):
            asked = {"user": user, "types": TYPES, "limit": _PAGE} | ({"cursor": cursor} if cursor else {})
            outcome = self._slack.call("users.conversations", asked)
            if outcome.end != "ok":
                return None
            found |= {str(each["id"]) for each in outcome.data.get("channels") or ()}
            cursor = (outcome.data.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(found)
        return None

    def person(self, user: str, team_id: str) -> Person | None:
        """Who somebody is, as seen from that workspace; None where nobody is it, or Slack didn't say in time."""
        outcome = self._slack.call("users.info", {"user": user})
        found = outcome.data.get("user") or {}
        return person_from(found, team_id) if found.get("id") else None

    def zone(self, user: str) -> str:
        """The IANA zone of somebody; "" where Slack didn't say in time."""
        outcome = self._slack.call("users.info", {"user": user})
        return str((outcome.data.get("user") or {}).get("tz") or "")

    def manager(self, user: str) -> str | None:
        """The manager that somebody's profile names; None where there is none, or Slack was too slow."""
        if not self._asked_for_field:
            outcome = self._slack.call("team.profile.get", {})
            fields = (outcome.data.get("profile") or {}).get("fields") or ()
            self._manager_field = manager_field(fields)
            self._asked_for_field = outcome.end in {"ok", "refused"}
        if self._manager_field is None:
            return None
        outcome = self._slack.call("users.profile.get", {"user": user})
        fields = (outcome.data.get("profile") or {}).get("fields")
        return manager_of(fields or None, self._manager_field, user)
