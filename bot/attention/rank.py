"""Which posts to show a follower, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.attention.guess import Guess
from bot.attention.log import Engagement, Post

CLEARLY = 0.25  # likely whoever it is
LIFT = 1.5  # likely compared with the person's own average post
FAINT = 0.05  # below this nothing is likely


class Model(Protocol):
    """What every attention model offers; the counts are the first of them."""

    def observe(self, seen: Post | Engagement) -> None:
        """Take one event of the log into account."""

    def score(self, post: Post, watched: str) -> Guess:
        """How likely the watched person responds to the post, from what was known before it."""


@dataclass(frozen=True)
class Watched:
    """A person whose attention matters to a follower: level 1 to 3 above them, or 0 for another voice."""

    user: str
    level: int


@dataclass(frozen=True)
class Candidate:
    """A post that could be shown, and the watched people who have responded to it already."""

    post: Post
    engaged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ranked:
    """A post worth showing. `already` are watched people who are in it; `guess` is the strongest, of anybody."""

    post: Post
    already: tuple[str, ...]
    guess: Guess
    score: float


@dataclass(frozen=True)
class Taste:
    """What the follower said of earlier items: muted channels, and factors below or above 1 on the odds."""

    muted_channels: frozenset[str] = frozenset()
    factors: tuple[tuple[str, str, float], ...] = ()  # (channel, author, factor)

    def factor(self, post: Post) -> float:
        """The product of the factors that were said of this channel and author."""
        product = 1.0
        for channel, author, factor in self.factors:
            if (channel, author) == (post.channel, post.author):
                product *= factor
        return product


def rank(
    candidates: Iterable[Candidate], watched: Sequence[Watched], model: Model, taste: Taste
) -> list[Ranked]:
    """The posts worth showing: those a watched person is in, then the likely ones; best, then newest first."""
    ranked = [_judge(each, watched, model, taste) for each in candidates]
    worth = [each for each in ranked if each is not None]
    newest_first = sorted(worth, key=lambda each: (float(each.post.ts), each.post.channel), reverse=True)
    return sorted(newest_first, key=lambda each: (not each.already, -each.score))


def _judge(candidate: Candidate, watched: Sequence[Watched], model: Model, taste: Taste) -> Ranked | None:
    post = candidate.post
    if post.channel in taste.muted_channels or not watched:
        return None
    others = [person for person in watched if person.user != post.author]
    guesses = [(model.score(post, person.user), person.level or 4) for person in others]
    if not guesses:
        return None
    guess = min(guesses, key=lambda pair: (-pair[0].probability, pair[1]))[0]
    already = tuple(person.user for person in others if person.user in candidate.engaged)
    score = _scaled(guess.probability, taste.factor(post))
    if already or is_likely(guess, score):
        return Ranked(post, already, guess, score)
    return None


def is_likely(guess: Guess, score: float) -> bool:
    """Whether a post may be called likely: clearly, or well above the person's own average."""
    return score >= CLEARLY or (score >= FAINT and score >= LIFT * guess.base)


def _scaled(probability: float, factor: float) -> float:
    odds = probability / (1 - probability) * factor
    return odds / (1 + odds)
