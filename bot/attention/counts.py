"""Counts of a person's responses by channel, by author, and to posts that mention them: what a reader can check.

They explain what a ranker guesses; the guess itself is not made of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.attention.guess import Evidence, Guess
from bot.attention.log import Engagement, Post, mentioned


@dataclass
class _Tally:
    engaged: int = 0
    delays: list[timedelta] = field(default_factory=list)


class Counts:
    """Learns from the log in the order in which things became known; constant time per event and person."""

    def __init__(self) -> None:
        """Start without history."""
        self._posts: dict[tuple[str, str], Post] = {}
        self._seen: dict[str, int] = defaultdict(int)  # scope key -> posts
        self._own: dict[tuple[str, str], int] = defaultdict(int)  # (author, scope key) -> their own posts
        self._responded: set[tuple[str, str, str]] = set()
        self._timed: set[tuple[str, str, str]] = set()  # of those, whose first known time is counted
        self._tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)  # (person, scope key)

    def observe(self, seen: Post | Engagement) -> None:
        """Take one event of the log into account."""
        if isinstance(seen, Post):
            self._observe_post(seen)
        else:
            self._observe_engagement(seen)

    def _observe_post(self, post: Post) -> None:
        if (post.channel, post.ts) in self._posts:
            return
        self._posts[post.channel, post.ts] = post
        for key in _keys(post):
            self._seen[key] += 1
            self._own[post.author, key] += 1

    def _observe_engagement(self, engagement: Engagement) -> None:
        post = self._posts.get((engagement.channel, engagement.ts))
        if post is None or engagement.user == post.author or not engagement.in_time(post):
            return
        response = (engagement.user, post.channel, post.ts)
        first = response not in self._responded
        timed = engagement.at is not None and response not in self._timed
        self._responded.add(response)
        for key in _keys(post):
            tally = self._tallies[engagement.user, key]
            tally.engaged += first
            if timed and engagement.at is not None:
                tally.delays.append(engagement.at - post.at)
        if timed:
            self._timed.add(response)

    def explain(self, guess: Guess, post: Post) -> Guess:
        """The same guess with all counts that belong to it."""
        engaged, seen = self._counts(guess.watched, "")
        keys = {"channel": post.channel, "author": post.author}
        if guess.watched in mentioned(post.text):
            keys["mention"] = guess.watched
        evidence = tuple(self._counted(part, guess.watched, keys.get(part.scope)) for part in guess.evidence)
        return replace(guess, engaged=engaged, seen=seen, evidence=evidence)

    def _counted(self, part: Evidence, watched: str, key: str | None) -> Evidence:
        if key is None:
            return part
        engaged, seen = self._counts(watched, f"{part.scope}:{key}")
        tally = self._tallies.get((watched, f"{part.scope}:{key}"), _Tally())
        return replace(part, key=key, engaged=engaged, seen=seen, delays=tuple(tally.delays))

    def _counts(self, watched: str, key: str) -> tuple[int, int]:
        tally = self._tallies.get((watched, key))
        own = self._own.get((watched, key), 0)  # nobody is expected to answer themselves
        return (tally.engaged if tally else 0), self._seen.get(key, 0) - own


def _keys(post: Post) -> tuple[str, ...]:
    mentions = (f"mention:{person}" for person in mentioned(post.text))
    return "", f"channel:{post.channel}", f"author:{post.author}", *mentions
