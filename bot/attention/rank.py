"""Which posts to show a follower, best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.attention.guess import Guess
from bot.attention.log import Post
from bot.attention.taste import Taste, shifted


class Model(Protocol):
    """What is known of people's attention at one moment."""

    def chances(self, post: Post) -> Mapping[str, float]:
        """How likely each watched person responds to the post, with what has happened since."""

    def guess(self, post: Post, person: str) -> Guess:
        """The same for one of them, with the evidence and its counts."""


@dataclass(frozen=True)
class Watched:
    """A person whose attention matters to a follower: level 1 to 3 above them, or 0 for another voice."""

    user: str
    level: int


@dataclass(frozen=True)
class Candidate:
    """A post that could be shown, and the people who have responded to it already."""

    post: Post
    engaged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ranked:
    """A post and the likeliest watched person to respond to it.

    `already` are watched people who are in it, `responded` counts everybody who is. `guess` is what is known of that
    person's attention, and `score` the same probability after the follower's own presses. One that is `explored` is
    shown to check the guesses; `propensity` is how likely it was to be shown at all.
    """

    post: Post
    already: tuple[str, ...]
    guess: Guess
    score: float
    responded: int = 0
    explored: bool = False
    propensity: float = 1.0


@dataclass(frozen=True)
class Weighed:
    """Every post that could be shown to a follower now, best first, and those that a digest would hold.

    Those of `judged` whose score is below `threshold`, and in which nobody watched is yet, are not worth a message.
    """

    judged: tuple[Ranked, ...]
    threshold: float
    chosen: tuple[Ranked, ...]


def rank(
    candidates: Iterable[Candidate], watched: Sequence[Watched], model: Model, taste: Taste
) -> list[Ranked]:
    """The posts outside muted channels: those a watched person is in, then all others; best, then newest first."""
    judged = [_judge(each, watched, model, taste) for each in candidates]
    ranked = [each for each in judged if each is not None]
    newest_first = sorted(ranked, key=lambda each: (float(each.post.ts), each.post.channel), reverse=True)
    return sorted(newest_first, key=lambda each: (not each.already, -each.score))


def _judge(candidate: Candidate, watched: Sequence[Watched], model: Model, taste: Taste) -> Ranked | None:
    post = candidate.post
    others = [person for person in watched if person.user != post.author]  # nobody answers themselves
    if post.channel in taste.muted_channels or not others:
        return None
    already = [person.user for person in others if person.user in candidate.engaged]
    guesses = {user: model.guess(post, user).when_posted() for user in already}
    chances = dict(model.chances(post)) | {user: guess.probability for user, guess in guesses.items()}

    def score(user: str) -> float:
        return shifted(chances[user], taste.offset(post.channel, post.author, user))

    nearest = min(others, key=lambda each: (-score(each.user), each.level or 4)).user
    return Ranked(
        post=post,
        already=tuple(already),
        guess=guesses.get(nearest) or model.guess(post, nearest),
        score=score(nearest),
        responded=len(candidate.engaged),
    )
