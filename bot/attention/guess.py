"""What a model says about one post and one watched person."""

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median
from typing import Literal

# Groups of evidence. What a post says or does is told apart only as far as a reader could check it.
Scope = Literal["mention", "channel", "author", "activity", "conversation", "crowd", "words", "time", "since"]


@dataclass(frozen=True)
class Evidence:
    """How often the person responded to earlier posts like this one, and how much that moves the score.

    `engaged` of `seen` posts; `delays` are the known times to the response; `weight` is the contribution
    to the log-odds against the person's average post.
    """

    scope: Scope
    key: str
    engaged: int
    seen: int
    delays: tuple[timedelta, ...]
    weight: float

    @property
    def usual_delay(self) -> timedelta | None:
        """The median time to the response, or None where too few are known to say "usually"."""
        if len(self.delays) < 3:
            return None
        return timedelta(seconds=median(delay.total_seconds() for delay in self.delays))


@dataclass(frozen=True)
class Guess:
    """How likely `watched` responds to a post. `base` is their rate over all posts.

    The log-odds of `probability` are those of `base` plus the weights of all evidence.
    """

    watched: str
    probability: float
    base: float
    engaged: int
    seen: int
    evidence: tuple[Evidence, ...]

    def when_posted(self) -> "Guess":
        """The same without what happened since, for somebody who has responded by now."""
        evidence = tuple(part for part in self.evidence if part.scope != "since")
        if evidence == self.evidence:
            return self
        log_odds = logit(self.base) + sum(part.weight for part in evidence)
        return replace(self, probability=sigmoid(log_odds), evidence=evidence)


def logit(probability: float) -> float:
    """The log-odds of a probability strictly between 0 and 1."""
    return math.log(probability / (1 - probability))


def sigmoid(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-log_odds))
