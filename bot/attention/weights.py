"""What a ranker has learned: how much each signal says, for everybody and for each person.

One model is pooled over all people of a workspace, and each person's own deviations are shrunk towards it, as in
GLMix (Zhang et al., KDD 2016): a person without history is served by the pool, one with a long history by
themselves. The pool is shrunk towards START, so a workspace without history is served from the first day.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.attention import later, logistic, start, trees
from bot.attention.decay import Matrix, stacked, unstacked
from bot.attention.examples import Batch, matrix
from bot.attention.logistic import Floats
from bot.attention.signals import NAMES

TOO_FEW = 5  # responses; below this a person's silence is not learned from, they may just have come
FAR = 4.0  # standard deviations from the mean at which a signal ends
_POOL = 1000.0  # precision of the pool around START: rows that one weight is worth
_OWN = 300.0  # precision around none of the deviations of a person with very many responses
_SURE = 100.0  # responses of somebody for whom it is twice that
_QUIET = 1.0  # precision of how rarely somebody responds who hardly ever does
_FORESTS = 4  # the latest, whose mean is asked
_FIRST = 2  # forests that are grown the first time
_EARNED = 300.0  # responses; with that many, trees say half of what they would
_LATER = 20.0  # precision of what has happened since
_INTERCEPT = 1e-3


@dataclass(frozen=True)
class Weights:
    """Weights of standardised signals, the intercept last; per person where there is anything of their own."""

    pooled: Floats
    forests: tuple[trees.Forest, ...]  # the latest; what they say on average counts
    later: Floats
    own: dict[str, Floats] = field(default_factory=dict)
    usual: dict[str, Matrix] = field(default_factory=dict)  # a person's usual post, standardised
    times: int = 0  # how often something was learned

    @cached_property
    def forest(self) -> trees.Forest:
        """The trees that are asked."""
        return trees.mean(self.forests) if self.forests else trees.none()

    def log_odds(self, rows: Matrix, people: list[str]) -> Matrix:
        """Of each row of standardised signals, one per person."""
        linear = rows @ self.pooled[:-1].astype(np.float32) + np.float32(self.pooled[-1])
        own = self.of(people)
        result: Matrix = linear + (rows * own[:, :-1]).sum(axis=1) + own[:, -1] + self.forest.log_odds(rows)
        return result

    def of(self, people: list[str]) -> Matrix:
        """The deviations of these people [people, signals + 1]."""
        none = np.zeros(len(NAMES) + 1, np.float32)
        return np.array([self.own.get(person, none) for person in people], np.float32).reshape(-1, len(none))

    def since(self, rows: Matrix, share: float = 1.0) -> Matrix:
        """What has happened since a post adds to the log-odds, for rows of Later.

        `share` is Later's: we never looked at posts that are younger, so there age counts in part, the rest in full.
        """
        weights = self.later.astype(np.float32)
        alone = weights[-1] + later.YOUNGEST * sum(weights[later.NAMES.index(name)] for name in later.AGES)
        added: Matrix = rows @ weights[:-1] + weights[-1] - np.float32(1 - share) * alone
        return added

    def state(self) -> dict[str, Any]:
        """Everything, as plain values and arrays."""
        none, flat = np.zeros(len(NAMES) + 1), np.zeros(len(NAMES), np.float32)
        return {
            "pooled": self.pooled,
            "forests": [[each.signals, each.cuts, each.leaves] for each in self.forests],
            "times": self.times,
            "later": self.later,
            "own": stacked(self.own, none),
            "usual": stacked(self.usual, flat),
        }

    @classmethod
    def restored(cls, state: dict[str, Any]) -> "Weights":
        """The weights that `state` described."""
        own, usual = unstacked(state["own"]), unstacked(state["usual"])
        forests = tuple(trees.Forest(*each) for each in state["forests"])
        return cls(state["pooled"], forests, state["later"], own, usual, state["times"])


_STARTS = {name: rest for name, *rest in start.SIGNALS}
_MEANS, _SPREADS, _WEIGHTS = np.array([_STARTS[name] for name in NAMES]).T
START = Weights(np.append(_WEIGHTS, start.INTERCEPT), (), np.array([weight for _, weight in start.LATER]))


_CENTRE, _SPREAD = _MEANS.astype(np.float32), _SPREADS.astype(np.float32)


def standardised(rows: Matrix) -> Matrix:
    """Signals as they are weighed: around 0, mostly between -1 and 1, and 0 where one is unknown."""
    result: Matrix = np.clip(np.nan_to_num((rows - _CENTRE) / _SPREAD), -FAR, FAR)
    return result


def learn(batch: Batch, importance: Floats, people: tuple[str, ...], before: Weights) -> Weights:
    """The weights that examples teach. `people` are those that the examples' numbers stand for.

    Of the weights `before` all forests but the oldest stay, so that scores don't jump with the draws of one night.
    """
    rows, answers = standardised(matrix(batch)), batch.answers
    usual = {
        name: _usual(rows[mine], importance[mine])
        for person, name in enumerate(people)
        if (mine := batch.person == person).any()
    }
    known = known_well(batch, len(people))
    if not known.any():
        return Weights(START.pooled, (), START.later, usual=usual)
    pooled, forests = _of_everybody(rows[known], answers[known], importance[known], before)
    odds = rows @ pooled[:-1] + pooled[-1] + trees.mean(forests).log_odds(rows)
    own = dict[str, Floats]()
    for person in np.unique(batch.person):
        mine = batch.person == person
        deviation = _deviations(rows[mine], answers[mine], importance[mine], odds[mine])
        own[people[person]] = deviation
        odds[mine] += rows[mine] @ deviation[:-1] + deviation[-1]
    later_weights = learn_later(batch.only(known), importance[known], odds[known], START.later)
    return Weights(pooled, forests, later_weights, own, usual, before.times + 1)


def _of_everybody(
    rows: Matrix, answers: Floats, importance: Floats, before: Weights
) -> tuple[Floats, tuple[trees.Forest, ...]]:
    precision = np.array([_POOL] * len(NAMES) + [_INTERCEPT])
    pooled = logistic.fit(rows, answers, START.pooled, precision, importance=importance)
    odds = rows @ pooled[:-1] + pooled[-1]
    kept = before.forests[1 - _FORESTS :]
    grown = [
        trees.grow(rows, answers, importance, odds, seed=_FIRST * before.times + number)
        for number in range(1 if kept else _FIRST)
    ]
    earned = answers.sum() / (answers.sum() + _EARNED)
    return pooled, (*kept, *(trees.softened(each, earned) for each in grown))


def _deviations(rows: Matrix, answers: Floats, importance: Floats, odds: Floats) -> Floats:
    """One person's own, around none: a few responses are hardly a reason to leave what holds for everybody.

    Of somebody who hardly ever responds we learn that alone, and nothing of when they would.
    """
    responses, nothing = answers.sum(), np.zeros(rows.shape[1] + 1)
    if responses < TOO_FEW:
        given, strong = rows[:, :0], np.array([_QUIET])
        rarely = logistic.fit(given, answers, nothing[-1:], strong, importance=importance, offset=odds)
        return np.append(nothing[:-1], rarely)
    strong = np.full(len(nothing), _OWN * (1 + _SURE / responses))
    return logistic.fit(rows, answers, nothing, strong, importance=importance, offset=odds)


def _usual(rows: Matrix, importance: Floats) -> Matrix:
    """The median of each signal: a mean would be a post that mentions somebody by a hundredth."""
    middle = np.quantile(rows, 0.5, axis=0, weights=importance, method="inverted_cdf")
    return middle.astype(np.float32)


def known_well(batch: Batch, people: int) -> NDArray[np.bool_]:
    """Whether an example is of somebody who has responded often enough to learn from."""
    responses = np.bincount(batch.person, batch.answers, people)
    known: NDArray[np.bool_] = (responses >= TOO_FEW)[batch.person]
    return known


def learn_later(batch: Batch, importance: Floats, odds: Floats, prior: Floats) -> Floats:
    """How what has happened since a post changes the odds, from those who had not responded when we looked."""
    rows, answers, counted, given = [], [], [], []
    for look, age in enumerate(later.LOOKED_AT):
        looks = batch.later[:, look].astype(np.float32)
        open_still = (batch.met_age > age) & np.isfinite(looks[:, 0])
        rows.append(looks[open_still])
        answers.append(batch.answers[open_still])
        counted.append(importance[open_still])
        given.append(odds[open_still])
    precision = np.array([_LATER] * len(later.NAMES) + [_INTERCEPT])
    return logistic.fit(
        np.concatenate(rows),
        np.concatenate(answers),
        prior,
        precision,
        importance=np.concatenate(counted),
        offset=np.concatenate(given),
    )
