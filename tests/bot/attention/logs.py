"""Logs of a small workspace, made up, and the counts that anybody can make from them by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st

from bot.attention import Counts, Engagement, Evidence, Guess, Kind, Post
from bot.attention.guess import Scope
from tests.moments import at, stamp

BEGIN = at("2026-01-05 08:00")
PEOPLE = ("U0", "U1", "U2", "U3")
CHANNELS = ("C0", "C1", "C2")
Log = list[Post | Engagement]
KINDS: tuple[Kind, ...] = ("reaction", "reply")

people = st.sampled_from(PEOPLE)
channels = st.sampled_from(CHANNELS)


def post(number: int, channel: str = "C0", author: str = "U0") -> Post:
    """The post of a number: one every hour."""
    when = BEGIN + timedelta(hours=number)
    return Post(channel, stamp(when), author, when)


def response(to: Post, user: str = "U1", minutes: float | None = 10, kind: Kind = "reply") -> Engagement:
    """Somebody responds so many minutes later, or nobody knows when."""
    when = None if minutes is None else to.at + timedelta(minutes=minutes)
    return Engagement(to.channel, to.ts, user, kind, when)


def history(channel: str, author: str, engaged: int, seen: int, start: int = 0, user: str = "U1") -> Log:
    """So many posts, of which the first ones were answered."""
    posts = [post(start + number, channel, author) for number in range(seen)]
    return [*posts, *(response(each, user) for each in posts[:engaged])]


def learned(log: Iterable[Post | Engagement]) -> Counts:
    """The model after a log."""
    model = Counts()
    for each in log:
        model.observe(each)
    return model


def explained(counts: Counts, about: Post, watched: str) -> Guess:
    """A guess with the counts of the post's channel and author, and a chance that somehow follows from them."""
    scopes: tuple[Scope, ...] = ("channel", "author")
    evidence = tuple(Evidence(scope, "", 0, 0, (), 1.0) for scope in scopes)
    told = counts.explain(Guess(watched, 0.1, 0.1, 0, 0, evidence), about)
    engaged, seen = (sum(getattr(part, name) for part in told.evidence) for name in ("engaged", "seen"))
    return replace(told, probability=(engaged + 1) / (seen + 20))


@st.composite
def responses(draw: st.DrawFn, to: Post) -> list[Engagement]:
    """What people did with one post: emoji and replies, some too late, some at unknown times."""
    minutes = st.none() | st.floats(0, 10_070) | st.floats(10_090, 20_000)
    some = st.lists(st.tuples(people, minutes, st.sampled_from(KINDS)), max_size=6)
    return [response(to, user, when, kind) for user, when, kind in draw(some)]


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """A log in which everything that was done with a post comes after it."""
    authors = draw(st.lists(st.tuples(channels, people), min_size=1, max_size=10))
    posts = [post(number, channel, author) for number, (channel, author) in enumerate(authors)]
    return interleaved(draw, [[each, *draw(responses(each))] for each in posts])


def interleaved(draw: st.DrawFn, threads: Sequence[Log]) -> Log:
    """All of it in some order, in which that of each thread is kept."""
    turns = [number for number, thread in enumerate(threads) for _ in thread]
    rest = [iter(thread) for thread in threads]
    return [next(rest[number]) for number in draw(st.permutations(turns))]


@dataclass(frozen=True)
class ByHand:
    """How many posts somebody could respond to, to how many they did, and the times known of that."""

    engaged: int
    seen: int
    delays: tuple[timedelta, ...]


def by_hand(log: Log, watched: str, channel: str = "", author: str = "") -> ByHand:
    """The counts of one person over all posts, or those of one channel or author."""
    theirs = [
        each
        for each in log
        if isinstance(each, Post)
        and each.author != watched
        and channel in {"", each.channel}
        and author in {"", each.author}
    ]
    found = [_in_time(log, each, watched) for each in theirs]
    timed = [next((each.at for each in some if each.at), None) for some in found]
    delays = [when - each.at for when, each in zip(timed, theirs, strict=True) if when]
    return ByHand(sum(bool(some) for some in found), len(theirs), tuple(sorted(delays)))


def _in_time(log: Log, to: Post, user: str) -> list[Engagement]:
    return [
        each
        for each in log
        if isinstance(each, Engagement)
        and (each.channel, each.ts, each.user) == (to.channel, to.ts, user)
        and (each.kind == "reaction" or each.at is None or each.at - to.at <= timedelta(days=7))
    ]


def without_order(guess: Guess) -> tuple[object, ...]:
    """All that a guess says, with the times sorted."""
    evidence = [(e.scope, e.key, e.engaged, e.seen, sorted(e.delays), e.weight) for e in guess.evidence]
    return guess.watched, guess.probability, guess.base, guess.engaged, guess.seen, evidence
