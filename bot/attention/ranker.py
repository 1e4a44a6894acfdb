"""How likely each person is to respond to each post: learns from events as they come, in constant time per event."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from bot.attention.decay import Matrix
from bot.attention.examples import Batch, Examples
from bot.attention.guess import Evidence, Guess, Scope, logit, sigmoid
from bot.attention.later import Later
from bot.attention.log import Engagement, Post
from bot.attention.logistic import Floats, probability
from bot.attention.memory import CLOSED, Memory
from bot.attention.open_post import NewPost, OpenPost, Response
from bot.attention.packing import StateError, pack, unpack
from bot.attention.signals import NAMES, SCOPES, Signals
from bot.attention.weights import START, TOO_FEW, Weights, learn, standardised

MOST_OTHERS = 30  # of the people nobody asked for, how many the ranker learns from: those who respond most
_FORMAT = 2  # raised whenever older bytes would be misread
_HARDLY = 1e-4  # the chance of a post that is too old for anybody to come back to

Event = Post | Engagement


class Ranker:
    """Serves some people; learns from them and from the most active others.

    Before the first `fit` the weights are those that Earshot starts with, or `weights`.
    """

    are_probabilities = True

    def __init__(self, people: Sequence[str], weights: Weights | None = None) -> None:
        """Without having seen anything."""
        self.people = tuple(dict.fromkeys(people))
        self.weights = weights or START
        self.until: datetime | None = None
        self._first_log: list[tuple[Event, float]] | None = []
        self._unread = 0  # where in the first log the memory stands
        self._begin(self.people)

    def _begin(self, everybody: tuple[str, ...]) -> None:
        self._memory = Memory(everybody)
        self._signals = Signals(self._memory)
        self._later = Later(self._memory)
        self._examples = Examples(len(NAMES))
        self._read: tuple[Post, Matrix] | None = None  # the rows of the latest post that was asked for

    # ---- what happens

    def observe(self, event: Event, known: datetime) -> None:
        """Take one event into account; events come in the order in which they became known."""
        self.until = known
        if self._first_log is None:
            self._take(event, known.timestamp())
        else:
            self._first_log.append((event, known.timestamp()))

    def _catch_up(self) -> None:
        if self._first_log is not None:
            for event, known in self._first_log[self._unread :]:
                self._take(event, known)
            self._unread = len(self._first_log)

    def _take(self, event: Event, known: float) -> None:
        self._pass(known)
        if isinstance(event, Post):
            self._post(event)
        else:
            self._memory.respond(_response(event, known))
        self._read = None

    def _pass(self, now: float) -> None:
        """What time alone does; it does the same however often it is looked at."""
        self._later.catch_up(now)
        self._memory.catch_up(now)
        for post in self._memory.closed:
            if not post.is_private:
                self._examples.add(post)
        self._memory.closed.clear()

    def _post(self, event: Post) -> None:
        post = _new(event)
        if (post.channel, post.ts) in self._memory.open:
            return  # it was told before
        if event.is_bot:
            rows = np.zeros((0, 0), np.float32)
        elif self._read is not None and self._read[0] == event:
            rows = self._read[1]
        else:
            rows = self._rows(post)
        opened = self._memory.open_post(post, self._memory.vector(post), rows)
        if not event.is_bot:
            self._later.posted(opened)

    def _rows(self, post: NewPost) -> Matrix:
        return self._signals.rows(post, self._memory.vector(post))

    # ---- learning

    def fit(self) -> None:
        """Learn the weights anew from everything observed; the first time also from whom."""
        batch, importance = self.examples()
        if len(batch):
            self.weights = learn(batch, importance, self._memory.people, self.weights)

    def examples(self) -> tuple[Batch, Floats]:
        """Everything there is to learn from, and how many examples each one stands for."""
        if self._first_log is not None:
            self._start_over(self._first_log)
            self._first_log = None
        ripe = [post for post in self._memory.open.values() if post.is_ripe and not post.is_private]
        batch = self._examples.with_open(ripe)
        return batch, self._examples.importance(batch)

    def _start_over(self, log: list[tuple[Event, float]]) -> None:
        self._begin((*self.people, *_most_active(log, self.people)))
        for event, known in log:
            self._take(event, known)

    # ---- as bytes, and back

    def to_bytes(self) -> bytes:
        """Everything a ranker knows, without any text; the same events give the same bytes."""
        self._catch_up()
        state = {
            "signals": NAMES,
            "people": self.people,
            "everybody": self._memory.people,
            "until": None if self.until is None else self.until.timestamp(),
            "memory": self._memory.state(),
            "examples": self._examples.state(),
            "weights": self.weights.state(),
        }
        return pack(state, _FORMAT)

    @classmethod
    def from_bytes(cls, written: bytes) -> "Ranker":
        """The ranker that was written; it goes on from there. Raises StateError where that is not possible."""
        state = unpack(written, _FORMAT)
        if state.get("signals") != list(NAMES):
            raise StateError("other signals than these")
        ranker = cls(state["people"], Weights.restored(state["weights"]))
        ranker.until = None if state["until"] is None else datetime.fromtimestamp(state["until"], UTC)
        ranker._begin(tuple(state["everybody"]))
        ranker._memory.restore(state["memory"])
        ranker._later.restore()
        ranker._examples.restore(state["examples"])
        ranker._first_log = None
        return ranker

    # ---- asking

    def score(self, post: Post) -> list[float]:
        """For each person the chance of a response to a post that was not observed yet."""
        self._catch_up()
        self._pass(post.at.timestamp())
        rows = self._rows(_new(post))
        self._read = (post, rows)
        odds = self.weights.log_odds(standardised(rows[: len(self.people)]), list(self.people))
        chances: list[float] = probability(odds).tolist()
        return chances

    def score_later(self, post: Post, now: datetime) -> list[float]:
        """For each person the chance of a response after `now` to a post that was observed."""
        opened = self._open(post)
        if opened is None:
            return [_HARDLY] * len(self.people) if _is_over(post, now) else self.score(post)
        count = len(self.people)
        odds = self.weights.log_odds(standardised(opened.rows[:count]), list(self.people))
        chances: list[float] = probability(odds + self._since(opened, now)[:count]).tolist()
        return chances

    def _since(self, post: OpenPost, now: datetime) -> Matrix:
        at = now.timestamp()
        return self.weights.since(self._later.rows(post, at), self._later.share(post, at))

    def guess(self, post: Post, person: str, now: datetime) -> Guess:
        """The chance of one person, with what speaks for and against it; none of it is counted yet."""
        opened, column = self._open(post), self._memory.column[person]
        if opened is None:
            self._pass(post.at.timestamp())
        every = self._rows(_new(post)) if opened is None else opened.rows
        base, added = self._explained(standardised(every[column : column + 1]), person)
        if opened is not None:
            added["since"] = float(self._since(opened, now)[column])
        elif _is_over(post, now):
            added["since"] = logit(_HARDLY) - base - sum(added.values())
        evidence = tuple(
            Evidence(scope, _key(scope, post), 0, 0, (), weight) for scope, weight in added.items() if weight
        )
        chance = sigmoid(base + sum(part.weight for part in evidence))
        return Guess(person, chance, sigmoid(base), 0, 0, evidence)

    def _open(self, post: Post) -> OpenPost | None:
        self._catch_up()
        opened = self._memory.open.get((post.channel, post.ts))
        return None if opened is None or opened.is_bot else opened

    def _explained(self, row: Matrix, person: str) -> tuple[float, dict[Scope, float]]:
        """The log-odds of the person's average post, and what each scope adds to them; exact by construction."""
        nothing = np.zeros(row.shape[1], np.float32)
        usual = self.weights.usual.get(person, nothing)[None]
        slopes = self.weights.pooled[:-1] + self.weights.of([person])[0, :-1]
        parts = slopes * (row - usual)[0] + self.weights.forest.contributions(row, usual)[0]
        base = float(self.weights.log_odds(usual, [person])[0])
        added = dict[Scope, float]()
        for scope, part in zip(SCOPES, parts.tolist(), strict=True):
            added[scope] = added.get(scope, 0.0) + part
        return base, added


def _key(scope: Scope, post: Post) -> str:
    return post.channel if scope == "channel" else post.author if scope == "author" else ""


def _is_over(post: Post, now: datetime) -> bool:
    """Whether nobody is expected to come back to a post."""
    return post.is_bot or (now - post.at).total_seconds() > CLOSED


def _new(post: Post) -> NewPost:
    return NewPost(
        *(post.channel, post.ts, post.author, post.at.timestamp()),
        *(post.text, post.files, post.is_bot, post.is_private),
    )


def _response(event: Engagement, known: float) -> Response:
    return Response(
        *(event.channel, event.ts, event.user, known, event.kind == "reply", event.text, event.is_private)
    )


def _most_active(log: list[tuple[Event, float]], besides: tuple[str, ...]) -> list[str]:
    """The people who respond most to others' public posts, without bots; of equals the first by id."""
    posts = [event for event, _ in log if isinstance(event, Post) and not event.is_private]
    authors = {(post.channel, post.ts): post.author for post in posts}
    bots = {post.author for post in posts if post.is_bot}
    met = {
        (event.user, event.channel, event.ts)
        for event, _ in log
        if isinstance(event, Engagement) and authors.get((event.channel, event.ts), event.user) != event.user
    }
    responses = Counter(user for user, _, _ in met if user not in bots and user not in besides)
    ordered = sorted(responses.items(), key=lambda pair: (-pair[1], pair[0]))
    return [person for person, count in ordered[:MOST_OTHERS] if count >= TOO_FEW]
