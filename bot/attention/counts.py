"""The first model: counts of a person's responses by channel and by author, smoothed.

Each rate is shrunk towards the person's own rate over all posts, and that one towards a small prior, as in a
Beta-binomial model: (engaged + strength * prior) / (seen + strength). Channel and author add up in log-odds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from bot.attention.guess import Evidence, Guess, Scope, logit, sigmoid
from bot.attention.log import Engagement, Post

PRIOR = 0.05  # what people respond to of everything they could see; measured rates are .02 to .10
PRIOR_STRENGTH = 20.0  # posts; the weight of PRIOR against a person's own history
SCOPE_STRENGTH = 5.0  # posts; the weight of the person's own rate against one channel or author


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

    def score(self, post: Post, watched: str) -> Guess:
        """How likely the watched person responds to the post, with the counts that say so."""
        engaged, seen = self._counts(watched, "")
        base = (engaged + PRIOR_STRENGTH * PRIOR) / (seen + PRIOR_STRENGTH)
        evidence = (
            self._evidence(watched, "channel", post.channel, base),
            self._evidence(watched, "author", post.author, base),
        )
        probability = sigmoid(logit(base) + sum(part.weight for part in evidence))
        return Guess(watched, probability, base, engaged, seen, evidence)

    def _evidence(self, watched: str, scope: Scope, key: str, base: float) -> Evidence:
        engaged, seen = self._counts(watched, f"{scope}:{key}")
        rate = (engaged + SCOPE_STRENGTH * base) / (seen + SCOPE_STRENGTH)
        tally = self._tallies.get((watched, f"{scope}:{key}"), _Tally())
        return Evidence(scope, key, engaged, seen, tuple(tally.delays), logit(rate) - logit(base))

    def _counts(self, watched: str, key: str) -> tuple[int, int]:
        tally = self._tallies.get((watched, key))
        own = self._own.get((watched, key), 0)  # nobody is expected to answer themselves
        return (tally.engaged if tally else 0), self._seen.get(key, 0) - own


def _keys(post: Post) -> tuple[str, str, str]:
    return "", f"channel:{post.channel}", f"author:{post.author}"
