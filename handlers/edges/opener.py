"""Opening a modal: Slack gives three seconds after a click, so this happens at the door, once."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.event import Event
from bot.follow import manager_field, manager_of
from handlers import MODALS
from handlers.answers import response_url, who_asked
from handlers.edges.slack import Slack
from handlers.visible import TYPES
from storage.engine import reading

_PAGE, _MOST_PAGES = 999, 2  # as much as Slack gives in one answer, and as many as there is time for

log = logging.getLogger("earshot.opener")


class Opener:
    """Opens the modal that an event asks for, filled in with what is known."""

    def __init__(
        self,
        engine: Engine,
        slack: Slack,
        happened: Callable[[Event], object],
        now: Callable[[], datetime],
    ) -> None:
        """`slack` should give up quickly; `happened` writes an event down."""
        self._engine, self._slack, self._happened, self._now = engine, slack, happened, now
        self._manager_field: str | None = None
        self._asked_for_field = False

    def open(self, event: Event) -> None:
        """Open the modal; if that fails, the person is told by an event of its own."""
        user = who_asked(event)
        with reading(self._engine) as session:
            view = MODALS[event.kind](session, event, self)
        outcome = self._slack.call("views.open", {"trigger_id": event.payload["trigger_id"], "view": view})
        if outcome.end != "ok":
            log.warning("a modal for %s could not be opened: %s", event.kind, outcome.problem)
            payload = {"context": {"user": user, "response_url": response_url(event)}}
            missed = f"{event.event_id}:missed"
            self._happened(Event(event.team_id, missed, "modal.missed", user, payload, self._now()))

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
