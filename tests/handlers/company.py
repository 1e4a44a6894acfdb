"""A company on Slack, in memory: it answers the calls that Earshot promised, and remembers what it was sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.handlers.events import BOT_USER


class RefusedError(Exception):
    """Slack will not do it; the words are its error code."""


@dataclass
class Said:
    """A root post, who reacted to it (by emoji), and who replied when."""

    ts: str
    user: str
    text: str = "words"
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[tuple[str, str]] = field(default_factory=list)

    def message(self) -> dict[str, Any]:
        """As conversations.history shows it."""
        reactions = [{"name": name, "users": users} for name, users in self.reactions.items()]
        return {
            "type": "message",
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "reactions": reactions,
            **({"reply_count": len(self.replies), "thread_ts": self.ts} if self.replies else {}),
        }


@dataclass
class Room:
    """A channel with its members."""

    members: set[str]
    is_private: bool = False
    posts: list[Said] = field(default_factory=list)


@dataclass
class Company:
    """`page` is how much one answer holds at most; `refused` are methods that answer with an error."""

    rooms: dict[str, Room] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    dnd: dict[str, tuple[int, int]] = field(default_factory=dict)  # by person, in unix seconds
    apps: set[str] = field(default_factory=set)
    page: int = 200
    refused: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def post(self, channel: str, said: Said) -> Said:
        """Somebody writes in a channel."""
        self.rooms[channel].posts.append(said)
        return said

    def answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """What Slack answers to a call; raises RefusedError."""
        self.sent.append((method, arguments))
        if error := self.refused.get(method) or self.refused.get(f"{method} {arguments.get('channel')}"):
            raise RefusedError(error)
        answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "users.conversations": self._conversations,
            "dnd.teamInfo": lambda asked: {
                "users": {user: self._quiet(user) for user in asked["users"].split(",")}
            },
            "users.info": lambda asked: {"user": self._user(asked["user"])},
            "users.list": lambda _: {"members": [self._user(user) for user in sorted(self._everybody())]},
            "conversations.join": self._join,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "chat.postMessage": lambda _: {"channel": "D1", "ts": f"1800000000.{len(self.sent):06d}"},
        }
        found = answers.get(method)
        return {"ok": True} | (found(arguments) if found else {})

    def last(self, method: str) -> dict[str, Any]:
        """The arguments of the last call of a method."""
        return [arguments for name, arguments in self.sent if name == method][-1]

    def said(self, method: str = "chat.postMessage") -> str:
        """All that can be read in the last message or view."""
        return "\n".join(_words(self.last(method)))

    def count(self, method: str) -> int:
        """How often a method was called."""
        return len([name for name, _ in self.sent if name == method])

    def _everybody(self) -> set[str]:
        return set().union(*(room.members for room in self.rooms.values())) | self.apps

    def _user(self, user: str) -> dict[str, Any]:
        return {
            "id": user,
            "name": user.lower(),
            "tz": self.zones.get(user, "UTC"),
            "locale": self.locales.get(user, "en-US"),
            "is_bot": user in self.apps,
        }

    def _quiet(self, user: str) -> dict[str, Any]:
        begin, end = self.dnd.get(user, (1, 1))
        return {"dnd_enabled": user in self.dnd, "next_dnd_start_ts": begin, "next_dnd_end_ts": end}

    def _conversations(self, asked: dict[str, Any]) -> dict[str, Any]:
        seen = [
            {"id": channel, "name": channel.lower(), "is_private": room.is_private}
            for channel, room in sorted(self.rooms.items())
            if asked["user"] in room.members and (BOT_USER in room.members or not room.is_private)
        ]
        start = int(asked.get("cursor") or 0)
        more = str(start + self.page) if len(seen) > start + self.page else ""
        page = seen[start : start + self.page]
        return {"channels": page, "response_metadata": {"next_cursor": more}}

    def _join(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.rooms[asked["channel"]].members.add(BOT_USER)
        return {"channel": {"id": asked["channel"]}}

    def _room(self, channel: str) -> Room:
        if BOT_USER not in self.rooms[channel].members:
            raise RefusedError("not_in_channel")
        return self.rooms[channel]

    def _history(self, asked: dict[str, Any]) -> dict[str, Any]:
        low, high = float(asked["oldest"]), float(asked["latest"])
        said = [post for post in self._room(asked["channel"]).posts if low < float(post.ts) < high]
        newest = sorted(said, key=lambda post: float(post.ts), reverse=True)[: self.page]
        return {"messages": [post.message() for post in newest], "has_more": len(said) > len(newest)}

    def _replies(self, asked: dict[str, Any]) -> dict[str, Any]:
        (root,) = [post for post in self._room(asked["channel"]).posts if post.ts == asked["ts"]]
        start = int(asked.get("cursor") or 0)
        replies = [
            {"type": "message", "ts": ts, "thread_ts": root.ts, "user": user, "text": "a reply"}
            for user, ts in root.replies[start : start + self.page]
        ]
        more = str(start + self.page) if len(root.replies) > start + self.page else ""
        return {"messages": [root.message(), *replies], "response_metadata": {"next_cursor": more}}


def _words(shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _words(value)
    elif isinstance(shown, list):
        for each in shown:
            yield from _words(each)
