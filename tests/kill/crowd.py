"""People at work: they talk in the followed channels, ask for digests and press their buttons."""

import random
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.kill.local_workspace import LocalWorkspace, RefusedError

CHANNELS = ("C0ARCHITECTURERFCS", "C0CUSTOMERS", "C0PRODUCT", "C0DATA")
FOLLOWERS = ("wren", "birch", "oriole", "severn", "thrush", "gannet", "hazel", "teak")
_WATCHED = {"level1": ["U0ALDER"], "level2": ["U0HERON"], "voices": ["U0PLOVER", "U0KESTREL"]}
MARK = r"mark\w+x\d+z"  # stands in every message of the crowd, another one after an edit
_EMOJI = ("eyes", "tada", "+1", "thinking_face")
_TALK_S, _READ_S = 0.2, 2.0  # between two acts of one channel, and of one follower
_REMEMBERED = 40  # of one's channel's latest posts are still talked about


@dataclass
class Said:
    """A message of this crowd."""

    ts: str
    author: str
    mark: str
    root: str = ""
    reactions: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Press:
    """A button that was pressed under an item of a digest. Unsure ones may have arrived."""

    item: int
    verdict: str
    is_sure: bool


def members_by_channel(workspace: LocalWorkspace) -> dict[str, list[str]]:
    """Who may talk in each of the followed channels."""
    people = workspace.ask("people")["people"]
    active = {each["id"] for each in people if not each["is_bot"] and not each["deleted"]}
    channels = {each["id"]: each["members"] for each in workspace.ask("channels")["channels"]}
    return {channel: sorted(active & set(channels[channel])) for channel in CHANNELS}


def follow(workspace: LocalWorkspace, person: str, members: dict[str, list[str]]) -> None:
    """Choose, in the modal, those of the channels that the person is in."""
    mine = [channel for channel in CHANNELS if f"U0{person.upper()}" in members[channel]]
    workspace.do("command", person=person, text="/earshot follow", wait_s=0)
    views = workspace.ask("views", person=person)
    for _ in range(20):  # their Home may change first
        if views["stack"]:
            break
        views = workspace.ask("views", person=person, after=views["version"], wait_s=2)
    workspace.do("submit", person=person, values={"channels": mine, **_WATCHED})


class Talker:
    """Everybody in one channel: posts, answers, reacts, edits and deletes. What they said has a mark."""

    def __init__(self, workspace: LocalWorkspace, channel: str, members: list[str], seed: int) -> None:
        self.unsaid: set[str] = set()  # marks of what was deleted, or put in other words
        self._workspace, self._channel, self._members = workspace, channel, members
        self._random = random.Random(f"{seed} {channel}")
        self._said: list[Said] = []
        self._count = 0

    def step(self) -> None:
        """Do one thing."""
        acts = (self._post, self._answer, self._react, self._take_back, self._edit, self._delete)
        act = self._random.choices(acts, weights=(40, 15, 25, 6, 7, 7))[0]
        if act == self._post or not self._said:
            self._post()
        else:
            act(self._random.choice(self._said))

    def _mark(self) -> str:
        self._count += 1
        return f"mark{self._channel}x{self._count}z"

    def _say(self, root: str = "") -> Said:
        author, mark = self._random.choice(self._members), self._mark()
        body = {"thread_ts": root} if root else {}
        done = self._do("post", author, text=f"{mark}: shall we decide this on Thursday?", **body)
        return Said(done["ts"], author, mark, root)

    def _post(self, _: Said | None = None) -> None:
        self._said.append(self._say())
        self._said = self._said[-_REMEMBERED:]

    def _answer(self, said: Said) -> None:
        self._said.append(self._say(said.root or said.ts))

    def _react(self, said: Said) -> None:
        who, name = self._random.choice(self._members), self._random.choice(_EMOJI)
        if not said.root and (who, name) not in said.reactions:
            self._do("react", who, ts=said.ts, name=name)
            said.reactions.append((who, name))

    def _take_back(self, said: Said) -> None:
        if said.reactions:
            who, name = said.reactions.pop()
            self._do("unreact", who, ts=said.ts, name=name)

    def _edit(self, said: Said) -> None:
        mark = self._mark()
        self._do("edit", said.author, ts=said.ts, text=f"{mark}: or rather on Friday?")
        self.unsaid.add(said.mark)
        said.mark = mark

    def _delete(self, said: Said) -> None:
        self._said.remove(said)
        self._do("delete", said.author, ts=said.ts)
        self.unsaid.add(said.mark)
        self._said = [each for each in self._said if each.root != said.ts]

    def _do(self, act: str, person: str, **body: Any) -> dict[str, Any]:
        return self._workspace.do(act, person=person, channel=self._channel, **body)


class Reader:
    """A follower who asks for digests and presses what is under their items."""

    def __init__(self, workspace: LocalWorkspace, person: str, seed: int) -> None:
        self.presses: list[Press] = []
        self._workspace, self._person = workspace, person
        self._random = random.Random(f"{seed} {person}")

    def step(self) -> None:
        """Ask for a digest, or press a button."""
        if self._random.random() < 0.5:
            self._arrives("command", text="/earshot digest")
        elif buttons := self._buttons():
            ts, block, action = self._random.choice(buttons)
            verdict = action.removeprefix("digest.").replace("undo", "")
            arrived = self._arrives("click", dm="bot", ts=ts, block_id=block, action_id=action)
            self.presses.append(Press(int(block.rpartition(".")[2]), verdict, arrived))

    def _buttons(self) -> list[tuple[str, str, str]]:
        shown = self._workspace.ask("messages", person=self._person, dm="bot", limit=3)["messages"]
        return [
            (message["ts"], block["block_id"], element["action_id"])
            for message in shown
            for block in message.get("blocks") or ()
            if str(block.get("block_id")).startswith("digest.answers.")
            for element in block["elements"]
        ]

    def _arrives(self, act: str, **body: Any) -> bool:
        try:
            self._workspace.do(act, person=self._person, wait_s=0, **body)
        except RefusedError:  # the bot is down, or was killed before it acknowledged
            return False
        return True


class Crowd:
    """All talkers and readers at once, each in a thread of their own."""

    def __init__(self, workspace: LocalWorkspace, seed: int) -> None:
        members = members_by_channel(workspace)
        self.talkers = [Talker(workspace, each, members[each], seed) for each in CHANNELS]
        self.readers = [Reader(workspace, person, seed) for person in FOLLOWERS]
        self._stopped = threading.Event()
        self._threads = ThreadPoolExecutor(len(CHANNELS) + len(FOLLOWERS))
        self._working: list[Future[None]] = []

    def start(self) -> None:
        """Begin."""
        everybody = [(each, _TALK_S) for each in self.talkers] + [(each, _READ_S) for each in self.readers]
        self._working = [self._threads.submit(self._work, *each) for each in everybody]

    def rest(self) -> None:
        """End; raises what went wrong for any of them."""
        self.close()
        for each in self._working:
            each.result()

    def close(self) -> None:
        """End, whatever went wrong."""
        self._stopped.set()
        self._threads.shutdown()

    def _work(self, somebody: Talker | Reader, pause_s: float) -> None:
        while not self._stopped.wait(pause_s):
            somebody.step()
