"""What ranking costs, on an invented workspace of 3,600 posts and 36,000 replies by 1,000 people over seven years.

Times are CPU seconds of the whole process. Those of one post or event are given as ratios to finding and hashing
the words of a post (`words.buckets` of its whole text), which is measured in turn with them: a machine that is
twice as fast has the same figures. Each is the median over rounds of posts. The exit code is 1 where a figure is
above its limit. Run: python benchmarks/ranking_cost.py [posts]
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in app.py

from benchmarks.invented import Known, person, workspace
from bot.attention.log import Post
from bot.attention.ranker import Ranker
from bot.attention.words import buckets

POSTS, LEARNED_SHARE = 3600, 0.7
WATCHED = (10, 20, 30, 40)
POSTS_A_ROUND, FITS, NIGHTS = 60, 3, 3
SCORING, TEN_MORE, UPDATE = 25.0, 3.0, 5.0  # limits, in times the tokenising of a post's text
STATE, REFIT = 5.0, 5.0  # limits, in MB and in seconds

Result = TypeVar("Result")


@dataclass
class Round:
    """CPU seconds of a few posts and of what happened until the next ones."""

    tokenising: list[float] = field(default_factory=list)
    scoring: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))  # by people watched
    updates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # by kind of event

    def ratio(self, seconds: Sequence[float]) -> float:
        """Their mean in times the tokenising of a post."""
        return statistics.mean(seconds) / statistics.mean(self.tokenising)

    @property
    def events(self) -> list[float]:
        """The updates of all kinds, as many of each as there were."""
        return [seconds for kind in self.updates.values() for seconds in kind]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """How long it took, and what came of it."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def learned(events: Sequence[Known], watched: int) -> tuple[Ranker, float]:
    """A ranker that serves the most active people, and how long it took to learn from all this for the first time.

    It learns some more times, as the bot does every night: what was learned then is asked too when a post is scored.
    """
    ranker = Ranker([person(number) for number in range(watched)])
    for event, known in events:
        ranker.observe(event, known)
    seconds, _ = timed(ranker.fit)
    for _ in range(NIGHTS):
        ranker.fit()
    return ranker, seconds


def rounds(rankers: dict[int, Ranker], events: Sequence[Known]) -> Iterator[Round]:
    """Shows all events to all rankers.

    In turn the posts of one round are scored before they are observed, and those of the next are not: the bot reads
    a post's signals once, at whichever comes first, and that is where the cost is.
    """
    current, posts = Round(), 0
    for event, known in events:
        if isinstance(event, Post):
            if posts and posts % (2 * POSTS_A_ROUND) == 0:
                yield current
                current = Round()
            posts += 1
            current.tokenising.append(_tokenised(event))
        scored = posts // POSTS_A_ROUND % 2 == 0
        for watched in _in_turn(list(rankers), posts):
            ranker = rankers[watched]
            if isinstance(event, Post) and scored:
                current.scoring[watched].append(timed(lambda: ranker.score(event))[0])  # noqa: B023
            seconds, _ = timed(lambda: ranker.observe(event, known))  # noqa: B023
            if watched == WATCHED[0] and not scored:
                current.updates["post" if isinstance(event, Post) else event.kind].append(seconds)


def _in_turn(all_of_them: list[int], number: int) -> list[int]:
    """Each of them is the first in its turn: whoever is pays for what others have left in the processor's cache."""
    first = number % len(all_of_them)
    return all_of_them[first:] + all_of_them[:first]


def _tokenised(post: Post) -> float:
    text = post.text or ""
    return timed(lambda: buckets(text, len(text)))[0]


class Report:
    """Lines on the screen, and whether a figure was above its limit."""

    def __init__(self) -> None:
        """So far all is well."""
        self.is_broken = False

    def say(self, what: str, figure: float, unit: str, limit: float | None = None) -> None:
        """One figure, with its limit if it has one."""
        verdict = ""
        if limit is not None:
            broken = figure > limit
            self.is_broken |= broken
            verdict = f"   limit {limit:g}{'   TOO MUCH' if broken else ''}"
        print(f"{what:64}{figure:8.2f} {unit}{verdict}", flush=True)


def report_events(report: Report, found: Sequence[Round]) -> None:
    """What one post and one event cost."""
    tokenising = statistics.median(statistics.mean(each.tokenising) for each in found)
    report.say("tokenising one post's text", tokenising * 1e6, "microseconds")
    scoring = {
        watched: statistics.median(each.ratio(each.scoring[watched]) for each in found) for watched in WATCHED
    }
    fewest, *more = WATCHED
    report.say(f"scoring one post for {fewest} people, signals included", scoring[fewest], "x", SCORING)
    for before, watched in zip(WATCHED, more, strict=False):
        added = statistics.median(
            each.ratio(each.scoring[watched]) - each.ratio(each.scoring[before]) for each in found
        )
        report.say(f"  for {watched}: {scoring[watched]:.1f} x, so ten more add", added, "x", TEN_MORE)
    kinds = {
        kind: statistics.median(each.ratio(each.updates[kind]) for each in found if each.updates[kind])
        for kind in found[0].updates
    }
    mean = statistics.median(each.ratio(each.events) for each in found)
    report.say("updating by one event, on average", mean, "x", UPDATE)
    for kind, ratio in kinds.items():
        report.say(f"  by a {kind}", ratio, "x")


def report_learning(report: Report, ranker: Ranker) -> None:
    """What keeping and learning cost after everything."""
    refits = [timed(ranker.fit)[0] for _ in range(FITS)]
    report.say("learning anew", statistics.median(refits), "seconds", REFIT)
    written, state = timed(ranker.to_bytes)
    report.say("the ranker as bytes", len(state) / 1e6, "MB", STATE)
    report.say("  writing them", written, "seconds")
    report.say("  reading them", timed(lambda: Ranker.from_bytes(state))[0], "seconds")


def main() -> int:
    """Print the figures; 1 if one of them is above its limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    events = workspace(count)
    posts = [place for place, (event, _) in enumerate(events) if isinstance(event, Post)]
    begin = posts[int(LEARNED_SHARE * len(posts))]
    made = {watched: learned(events[:begin], watched) for watched in WATCHED}
    found = list(rounds({watched: ranker for watched, (ranker, _) in made.items()}, events[begin:]))
    ranker, seconds = made[WATCHED[0]]
    report = Report()
    print(f"{count:,} posts, {len(events) - count:,} replies and emoji; {len(found)} rounds")
    report_events(report, found)
    report.say(f"learning for the first time, from {begin:,} events", seconds, "seconds")
    report_learning(report, ranker)
    return int(report.is_broken)


if __name__ == "__main__":
    sys.exit(main())
