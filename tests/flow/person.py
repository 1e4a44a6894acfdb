"""A person in the workspace, acting over the control interface by plain HTTP; and the digests they get."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.digest import ON_ITS_WAY
from handlers.views.digest import ALREADY, LIKELY
from tests.flow.waiting import wait_for

Json = dict[str, Any]
_LINK = re.compile(r"<(https?://\S+/archives/(?P<channel>\w+)/p(?P<digits>\d+))\|(?P<label>[^>]+)>")


class RefusedError(AssertionError):
    """What the workspace answers to somebody who tries what nobody can do."""


class Control:
    """The control interface of a workspace at `url`."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/control/"

    def get(self, name: str, /, **query: Any) -> Json:
        """Look at something."""
        return self._ask(urllib.request.Request(f"{self._url}{name}?{urlencode(query)}"))

    def post(self, name: str, /, **body: Any) -> Json:
        """Do something."""
        headers = {"Content-Type": "application/json"}
        content = json.dumps(body).encode()
        return self._ask(urllib.request.Request(f"{self._url}{name}", content, headers, method="POST"))

    def _ask(self, request: urllib.request.Request) -> Json:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                found: Json = json.load(answer)
                return found
        except urllib.error.HTTPError as problem:
            with problem:
                raise RefusedError(json.load(problem)["error"]) from problem


@dataclass(frozen=True)
class Item:
    """One post in a digest, as the reader sees it."""

    id: str
    channel: str
    ts: str
    label: str
    reason: str
    words: str
    noted: str
    buttons: tuple[str, ...]


@dataclass(frozen=True)
class Digest:
    """A digest as the reader sees it now."""

    ts: str
    title: str
    notes: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def posts(self) -> set[tuple[str, str]]:
        """Channel and ts of everything in it."""
        return {(item.channel, item.ts) for item in self.items}

    def about(self, words: str) -> Item:
        """The item whose quotation holds these words."""
        return next(item for item in self.items if words in item.words)


class Person:
    """Somebody called `name`."""

    def __init__(self, control: Control, name: str) -> None:
        self.name = name
        self._control = control

    def does(self, act: str, /, **body: Any) -> Json:
        """Act in the workspace, as listed by GET /control."""
        return self._control.post(act, person=self.name, **body)

    def types(self, text: str) -> Json:
        """Use a slash command; what is seen of it."""
        return self.does("command", text=text)

    def reads(self, text: str) -> str:
        """Use a slash command; the private answer, which comes within seconds."""
        before = len(self.notes())
        self.does("command", text=text, wait_s=0)
        return str(wait_for(lambda: self.notes()[before:])[-1]["text"])

    def says(self, channel: str, text: str, **more: Any) -> str:
        """Post in a channel; the ts."""
        return str(self.does("post", channel=channel, text=text, **more)["ts"])

    def clicks(self, action: str, **where: Any) -> Json:
        """Click a button: in the conversation with the bot unless `where` says otherwise."""
        return self.does("click", action_id=action, **(where or {"dm": "bot"}))

    def follows(self, channels: list[str], *people: str, cadence: str = "daily") -> None:
        """Follow channels and people, and wait until everything that can be read is read."""
        self.types("/earshot follow")
        values = {"channels": channels, "level1": list(people), "cadence": cadence}
        assert self.does("submit", values=values) == {"ok": True, "closed": True}

    def messages(self, **where: Any) -> list[Json]:
        """What they see in a conversation, oldest first: the one with the bot unless `where` says otherwise."""
        found: list[Json] = self._control.get("messages", person=self.name, **(where or {"dm": "bot"}))[
            "messages"
        ]
        return found

    def notes(self) -> list[Json]:
        """The messages in the conversation with the bot that Slack does not keep."""
        return [each for each in self.messages() if each.get("is_ephemeral")]

    def digests(self) -> list[Digest]:
        """Every digest in the conversation with the bot, as it stands now."""
        return [digest_from(each) for each in self.messages() if is_digest(each)]

    def digest_words(self) -> str:
        """Everything that stands in their digests now."""
        return "\n".join(
            text for each in self.messages() if is_digest(each) for text in texts(each["blocks"])
        )

    def digest_now(self) -> Digest:
        """Ask for a digest and wait for it."""
        before = self.digests()
        assert self.reads("/earshot digest") == ON_ITS_WAY
        return wait_for(lambda: self.digests()[len(before) :])[0]

    def home(self) -> str:
        """The words on the bot's Home tab, once it is published anew."""
        shown = self.does("home", wait_s=5)["view"]
        return "\n".join(texts(shown["blocks"])) if shown else ""


def texts(found: Any) -> Iterator[str]:
    """Every text in blocks, in order."""
    if isinstance(found, dict):
        text = found.get("text")
        if isinstance(text, str):
            yield text
        for part in found.values():
            yield from texts(part)
    elif isinstance(found, list):
        for part in found:
            yield from texts(part)


def is_digest(message: Json) -> bool:
    """Whether a message is a digest."""
    return any(block.get("block_id") == "digest.footer" for block in message.get("blocks") or ())


def digest_from(message: Json) -> Digest:
    """What a reader sees in a digest's message."""
    parts: list[list[Json]] = [[]]
    for block in message["blocks"]:
        if block["type"] == "divider":
            parts.append([])
        else:
            parts[-1].append(block)
    head, *items, _footer = parts
    notes = tuple(text for block in head[1:] for text in texts(block))
    shown = [_item(part) for part in items]
    return Digest(message["ts"], message["text"], notes, tuple(shown))


def _item(part: list[Json]) -> Item:
    blocks = part[1:] if part[0]["text"]["text"].startswith((ALREADY, LIKELY)) else part
    line, _, reason = blocks[0]["text"]["text"].partition("\n")
    link = _LINK.search(line)
    digits = link["digits"] if link else ""
    actions = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return Item(
        id=blocks[0].get("block_id", "").removeprefix("digest.item."),
        channel=link["channel"] if link else "",
        ts=f"{digits[:-6]}.{digits[-6:]}" if link else "",
        label=link["label"] if link else line,
        reason=reason,
        words=" ".join(text for block in blocks if block["type"] == "rich_text" for text in texts(block)),
        noted=" ".join(text for block in blocks if block["type"] == "context" for text in texts(block)),
        buttons=tuple(element["action_id"] for element in actions),
    )
