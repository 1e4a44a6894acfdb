"""Counting votes: each person once, also where questions were merged, and out of how many people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Vote:
    """`tag` stands for a person. `seen` is how many questions there were when they voted."""

    question_id: str
    tag: str
    seen: int


@dataclass(frozen=True)
class Tally:
    """How many people voted for a question, out of how many who voted for anything since it appeared."""

    votes: int
    active: int


def root(question_id: str, merged_into: Mapping[str, str]) -> str:
    """The question that stands for this one, at the end of all merges. A ring, which no merge makes, ends anywhere."""
    seen = set[str]()
    while (above := merged_into.get(question_id, "")) and question_id not in seen:
        seen.add(question_id)
        question_id = above
    return question_id


def joined(question_id: str, merged_into: Mapping[str, str]) -> frozenset[str]:
    """A question with all that were merged into it, directly or not."""
    return frozenset({question_id, *(each for each in merged_into if root(each, merged_into) == question_id)})


def tallies(
    votes: Iterable[Vote], numbers: Mapping[str, int], merged_into: Mapping[str, str]
) -> dict[str, Tally]:
    """The tally of every question in `numbers`; that of a merged one counts its own votes alone.

    Whoever voted for the question itself was certainly there, so `active` is never less than `votes`.
    """
    own, united, last = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), dict[str, int]()
    for vote in votes:
        own[vote.question_id].add(vote.tag)
        united[root(vote.question_id, merged_into)].add(vote.tag)
        last[vote.tag] = max(last.get(vote.tag, 0), vote.seen)
    counted = {}
    for question_id, number in numbers.items():
        voters = own[question_id] if merged_into.get(question_id) else united[question_id]
        there = {tag for tag, seen in last.items() if seen >= number}
        counted[question_id] = Tally(len(voters), len(voters | there))
    return counted
