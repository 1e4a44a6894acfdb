"""What a person does in the workspace, by the same acts that the local workspace offers to scripts."""

from datetime import datetime
from typing import Any

from quarter.time import Time
from sandbox import control_acts, control_interactions
from sandbox.control_request import Answer, ControlError, ControlRequest, Desk
from sandbox.errors import SlackError
from sandbox.interactivity import InteractionError
from sandbox.site import Site


class Hand:
    """Does things in people's names. `failed` are the things that could not be done, one line each."""

    def __init__(self, site: Site, time: Time) -> None:
        self._desk, self._time = Desk(site), time
        self.acted: dict[str, datetime] = {}  # when each person last did something with Earshot, by id
        self.failed: list[str] = []

    async def types(self, person: str, text: str, **where: Any) -> Answer:
        """Use a slash command, in the conversation with Earshot unless `where` names a channel."""
        return await self._meets(control_interactions.command, person, text=text, wait_s=0, **where)

    async def presses(self, person: str, action_id: str, **where: Any) -> Answer:
        """Press a button: in the modal on top unless `where` says otherwise."""
        return await self._meets(control_interactions.click, person, action_id=action_id, wait_s=0, **where)

    async def submits(self, person: str, **values: Any) -> Answer:
        """Enter values in the modal on top and submit it."""
        return await self._meets(control_interactions.submit, person, values=values)

    async def closes(self, person: str) -> None:
        """Close every modal."""
        self._note(person)
        control_interactions.close(self._asked(person, {"all": True}))

    def modal(self, person: str) -> dict[str, Any]:
        """The modal on top, as Slack tells it; {} where none is open."""
        views = self._desk.site.interactivity.views
        stack = views.stack(self._desk.workspace.find_person(person).id)
        return views.to_json(stack[-1]) if stack else {}

    async def opens_home(self, person: str) -> Answer:
        """Look at Earshot's Home."""
        return await self._meets(control_interactions.home, person, wait_s=0)

    def posts(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write in a channel; the ts, "" where that is not possible any more."""
        told = {"channel": channel, "text": text, "thread_ts": thread_ts or ""}
        try:
            return str(control_acts.post(self._asked(person, told))["ts"])
        except (SlackError, ControlError):
            return ""

    def writes(self, person: str, text: str) -> None:
        """Write to Earshot, in the conversation with it."""
        self._note(person)
        control_acts.post(self._asked(person, {"dm": True, "text": text}))

    def reacts(self, person: str, channel: str, ts: str, name: str) -> None:
        """React to a post."""
        try:
            control_acts.react(self._asked(person, {"channel": channel, "ts": ts, "name": name}))
        except (SlackError, ControlError):
            return

    async def _meets(self, act: Any, person: str, **told: Any) -> Answer:
        self._note(person)
        try:
            answer: Answer = await act(self._asked(person, told))
        except (InteractionError, ControlError, SlackError) as problem:
            what = told.get("action_id") or told.get("text") or "a modal"
            self.failed.append(f"{self._time.now():%Y-%m-%d %H:%M} {person}: {what}: {problem}")
            return {}
        return answer

    def _note(self, person: str) -> None:
        self.acted[self._desk.workspace.find_person(person).id] = self._time.now()

    def _asked(self, person: str, told: dict[str, Any]) -> ControlRequest:
        return ControlRequest(self._desk, {"person": person, **told})
