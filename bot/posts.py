"""What a Slack message means to Earshot: a root post, a reply, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

# Subtypes under which people (or apps) say something; the others are Slack's own notices.
_SAID = (None, "thread_broadcast", "file_share", "me_message", "bot_message")


@dataclass(frozen=True)
class Message:
    """A message that somebody wrote. `root` is the ts of the post it belongs to, its own for a root post."""

    channel: str
    ts: str
    root: str
    user: str
    text: str
    at: datetime
    is_bot: bool
    edited: str = ""  # when it got these words, "" for the first ones
    files: int = 0

    @property
    def is_root(self) -> bool:
        """Whether it starts a conversation rather than answering in a thread."""
        return self.root == self.ts


def moment(ts: str) -> datetime:
    """The time of a Slack timestamp, which counts seconds since 1970 in UTC."""
    return datetime.fromtimestamp(float(ts), UTC)


def message_from(said: Mapping[str, Any], channel: str) -> Message | None:
    """A message from Slack's object; None for notices, hidden ones and anything malformed."""
    ts, root = said.get("ts"), said.get("thread_ts")
    if said.get("subtype") not in _SAID or said.get("hidden") or not _is_ts(ts):
        return None
    author = said.get("user") or said.get("bot_id")
    if not isinstance(author, str) or not author:
        return None
    return Message(
        channel=channel,
        ts=str(ts),
        root=str(root) if _is_ts(root) else str(ts),
        user=author,
        text=_storable(str(said.get("text") or "")),
        at=moment(str(ts)),
        is_bot=bool(said.get("bot_id")) or said.get("subtype") == "bot_message",
        edited=_edited(said),
        files=len(files) if isinstance(files := said.get("files"), list) else 0,
    )


def _edited(said: Mapping[str, Any]) -> str:
    edited = said.get("edited")
    ts = edited.get("ts") if isinstance(edited, Mapping) else None
    return str(ts) if _is_ts(ts) else ""


def _storable(text: str) -> str:
    """Without what no database takes as text: zero characters, and halves of a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _is_ts(value: object) -> bool:
    if not isinstance(value, str):
        return False
    seconds, dot, micros = value.partition(".")
    whole = seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11
    return whole and (not dot or (micros.isascii() and micros.isdecimal()))
