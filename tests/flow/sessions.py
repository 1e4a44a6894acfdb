"""A session in the company's workspace, as those who take part in it press and read it."""

from typing import Any

from tests.flow.company import Company
from tests.flow.person import Json, Person, texts

CHANNEL = "partners"


class Sessions:
    """Sessions in one channel of a company, with Oskar as their host unless a test says otherwise."""

    def __init__(self, company: Company, channel: str = CHANNEL) -> None:
        self.company, self.channel = company, channel
        self.host = company.oskar

    def set_up(self, title: str = "Ask the founders", command: str = "/ama", **values: Any) -> Json:
        """Oskar sets one up, and it is settled; what the last submission answered."""
        self.host.does("command", text=command, channel=self.channel)
        answer = self.host.does("submit", values={"title": title, **values})
        self.company.settle()
        return answer

    def board(self, person: Person | None = None) -> Json:
        """The board as somebody sees it: the last message with a button for hosts."""
        found = [
            each
            for each in (person or self.host).messages(channel=self.channel)
            if has(each, "ama.host.tools")
        ]
        return found[-1]

    def summary(self) -> Json:
        """The message that says how it ended."""
        found = [
            each for each in self.host.messages(channel=self.channel) if has(each, "ama.poll.useful.yes")
        ]
        return found[-1]

    def thread(self, ts: str = "") -> list[Json]:
        """What stands in the thread of the board, or of another message."""
        root = ts or str(self.board()["ts"])
        found = self.company.control.get("thread", person=self.host.name, channel=self.channel, ts=root)
        return [each for each in found["messages"] if each["ts"] != root]

    def asks(self, person: Person, words: str, how: str = "anonymous") -> str:
        """Somebody asks, sends it after all where something similar or a hint is shown, and reads what the modal says."""
        person.clicks("ama.ask", channel=self.channel, ts=self.board()["ts"])
        answer = person.does("submit", values={"words": words, "as": how})
        if "errors" not in answer and answer["view"]["callback_id"] == "ama.ask":
            answer = person.does("submit", values={})
        if "errors" in answer:
            return str(answer["errors"])
        person.does("close", all=True)
        return "\n".join(texts(answer["view"]["blocks"]))

    def question(self, words: str) -> Json:
        """The message of the question with these words."""
        self.company.settle()
        return next(
            each
            for each in self.thread()
            if has(each, "ama.vote") and words in "\n".join(texts(each["blocks"]))
        )

    def votes(self, person: Person, words: str, action: str = "ama.vote") -> None:
        """Somebody presses a button at a question."""
        person.clicks(action, channel=self.channel, ts=self.question(words)["ts"], wait_s=0)

    def count(self, words: str) -> int:
        """How many votes a question shows, in the thread."""
        line = next(iter(texts(self.question(words)["blocks"])))
        return int(line.partition("▲ ")[2].partition("*")[0])

    def says(self) -> str:
        """All words of the board."""
        self.company.settle()
        return "\n".join(texts(self.board()["blocks"]))


def has(message: Json, action: str) -> bool:
    """Whether a message has a button."""
    return any(
        element.get("action_id") == action
        for block in message.get("blocks") or ()
        for element in block.get("elements") or ()
    )
