"""What a workspace's history is made of, as the model sees it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ANSWER_WINDOW = timedelta(days=7)  # a reply later than this says little about the post

Kind = Literal["reaction", "reply"]


@dataclass(frozen=True)
class Post:
    """A root post of a person. `ts` is Slack's timestamp, unique in its channel only."""

    channel: str
    ts: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Engagement:
    """Someone put an emoji on a root post or wrote in its thread. `at` is None where nobody knows when."""

    channel: str
    ts: str
    user: str
    kind: Kind
    at: datetime | None

    def in_time(self, post: Post) -> bool:
        """Whether it counts as a response to the post: an emoji, or a reply within a week."""
        return self.kind == "reaction" or self.at is None or self.at - post.at <= ANSWER_WINDOW
