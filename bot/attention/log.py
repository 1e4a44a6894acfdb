"""What a workspace's history is made of, as the model sees it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ANSWER_WINDOW = timedelta(days=7)  # a reply later than this says little about the post

REACTION_DELAY = timedelta(days=1)  # of emoji without a time: most are there after a day
_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")

Kind = Literal["reaction", "reply"]


def mentioned(text: str | None) -> list[str]:
    """The people whom a text in Slack's markup mentions, each once, in its order."""
    return list(dict.fromkeys(_MENTION.findall(text or "")))


def mentions_alone(people: list[str]) -> str | None:
    """What is left of a text that is forgotten, in Slack's markup: whom it mentioned."""
    return " ".join(f"<@{person}>" for person in people) or None


@dataclass(frozen=True)
class Post:
    """A root post. `ts` is Slack's timestamp, unique in its channel only; `text` is None once it is forgotten."""

    channel: str
    ts: str
    author: str
    at: datetime
    text: str | None = None
    files: int = 0
    is_bot: bool = False
    is_private: bool = False


@dataclass(frozen=True)
class Engagement:
    """Someone put an emoji on a root post or wrote in its thread. `at` is None where nobody knows when."""

    channel: str
    ts: str
    user: str
    kind: Kind
    at: datetime | None
    text: str | None = None
    is_private: bool = False

    def in_time(self, post: Post) -> bool:
        """Whether it counts as a response to the post: an emoji, or a reply within a week."""
        return self.kind == "reaction" or self.at is None or self.at - post.at <= ANSWER_WINDOW
