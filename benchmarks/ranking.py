"""The bot's ranker behind the measure's protocol: posts, replies and emoji as dictionaries, people as ids."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.attention.log import Engagement, Post
from evaluation.entrants import Earshot


class Measured:
    """What the measure calls; everything is done by the ranker that the bot runs."""

    probabilities = True

    def __init__(self, people: Sequence[str]) -> None:
        """Serve these people."""
        self.ranker = Earshot(people)
        self._posts: dict[int, Post] = {}

    def observe(self, event: Mapping[str, Any]) -> None:
        """Take one event into account."""
        known = datetime.fromtimestamp(event["known"], UTC)
        if event["type"] == "post":
            self._posts[event["id"]] = _post(event)
            self.ranker.observe(self._posts[event["id"]], known)
        else:
            self.ranker.observe(_engagement(event, self._posts[event["post"]], known), known)

    def fit(self) -> None:
        """The learning part has ended."""
        self.ranker.fit()

    def score(self, event: Mapping[str, Any]) -> list[float]:
        """The chance of each person, before the post is observed."""
        return self.ranker.score(_post(event))


def scorer(people: Sequence[str]) -> Measured:
    """What the measure asks for."""
    return Measured(people)


def _post(event: Mapping[str, Any]) -> Post:
    at, ts = datetime.fromtimestamp(event["ts"], UTC), f"{event['ts']:.6f}"
    return Post(event["channel"], ts, event["user"], at, event["text"], event["nfiles"], event["bot"])


def _engagement(event: Mapping[str, Any], post: Post, known: datetime) -> Engagement:
    if event["type"] == "reply":
        return Engagement(post.channel, post.ts, event["user"], "reply", known, event["text"])
    return Engagement(post.channel, post.ts, event["user"], "reaction", None)
