"""A Slack that answers what a test says, and remembers what it was asked."""

from collections import deque
from typing import Any

from handlers.edges.slack import Outcome, Slack


class ScriptedSlack(Slack):
    """Answers each method with its scripted outcomes in turn, and with "ok" when they are used up."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._answers: dict[str, deque[Outcome]] = {}

    def will(self, method: str, *outcomes: Outcome) -> None:
        """Script the next outcomes of a method."""
        self._answers.setdefault(method, deque()).extend(outcomes)

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Remember the call and give the next outcome."""
        self.calls.append((method, arguments))
        scripted = self._answers.get(method)
        return scripted.popleft() if scripted else _usual(method)

    def made(self, method: str) -> list[dict[str, Any]]:
        """The arguments of each call of a method."""
        return [arguments for name, arguments in self.calls if name == method]


def _usual(method: str) -> Outcome:
    if method == "conversations.open":
        return Outcome("ok", {"ok": True, "channel": {"id": "D1"}})
    if method == "conversations.history":
        return Outcome("ok", {"ok": True, "messages": []})
    return Outcome("ok", {"ok": True, "channel": "D1", "ts": "1700000000.000100"})


def history(*delivery_ids: str) -> Outcome:
    """A conversation that holds messages with these delivery ids."""
    messages = [
        {
            "ts": f"17000000{number:02}.000100",
            "metadata": {"event_type": "earshot_delivery", "event_payload": {"id": delivery_id}},
        }
        for number, delivery_id in enumerate(delivery_ids)
    ]
    return Outcome("ok", {"ok": True, "messages": messages})
