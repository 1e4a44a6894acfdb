"""Weights: a pool around what Earshot starts with, and people's own where there is enough of them."""

from itertools import pairwise

import numpy as np
import pytest

from bot.attention import logistic
from bot.attention.examples import Batch, joined
from bot.attention.later import LOOKED_AT
from bot.attention.later import NAMES as LOOKS
from bot.attention.signals import NAMES
from bot.attention.weights import START, TOO_FEW, Weights, learn, standardised

PEOPLE = ("U1", "U2", "U3")


def batch(person: int, answers: list[bool], seed: int = 0, **signals: float) -> Batch:
    """Examples of one person, whose signals are around the usual ones but for those that are given."""
    count, chance = len(answers), np.random.default_rng(seed)
    rows = np.array(usual())[None] + chance.normal(size=(count, len(NAMES))) * 0.1
    for name, value in signals.items():
        rows[:, NAMES.index(name)] = value
    return Batch(
        rows.astype(np.float16),
        np.full(count, person, np.int16),
        np.where(answers, 60.0, np.inf).astype(np.float32),
        np.full((count, len(LOOKED_AT), len(LOOKS)), np.nan, np.float16),
        np.zeros(count, np.float32),
    )


def usual() -> list[float]:
    """Signals that are all at their means: where they are, the standardised ones are 0."""
    zero, one = (standardised(np.full((1, len(NAMES)), value, np.float32)) for value in (0.0, 1e-3))
    slope = (one - zero)[0] / 1e-3
    return [
        float(-at / by) if abs(at) < 2.9 and by else _by_search(column)
        for column, (at, by) in enumerate(zip(zero[0], slope, strict=True))
    ]


def _by_search(column: int) -> float:
    """The mean of a signal that is far from 0, by halving."""
    low, high = -100.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        row = np.full((1, len(NAMES)), middle, np.float32)
        low, high = (middle, high) if standardised(row)[0, column] < 0 else (low, middle)
    return middle


def taught(*parts: Batch, before: Weights = START) -> Weights:
    """The weights that these examples teach, each of which stands for itself."""
    whole = joined(parts)
    return learn(whole, np.ones(len(whole)), PEOPLE, before)


def chance(weights: Weights, person: str, **signals: float) -> float:
    """The chance of a person at a usual post, but for the signals that are given."""
    row = np.array([usual()], np.float32)
    for name, value in signals.items():
        row[0, NAMES.index(name)] = value
    return float(logistic.probability(weights.log_odds(standardised(row), [person]))[0])


def same(one: Weights, two: Weights) -> bool:
    """Whether they say the same of everybody in general."""
    forests = zip(vars(one.forest).values(), vars(two.forest).values(), strict=True)
    return np.array_equal(one.pooled, two.pooled) and all(np.array_equal(*pair) for pair in forests)


ANSWERS = [number % 4 == 0 for number in range(80)]
SILENCE = [False] * 80
FEW = [number < TOO_FEW - 1 for number in range(80)]


def test_signals_are_standardised_around_0_bounded_and_0_where_unknown() -> None:
    rows = np.array([usual(), [np.nan] * len(NAMES), [1e6] * len(NAMES), [-1e6] * len(NAMES)], np.float32)
    around, unknown, high, low = standardised(rows)
    assert around == pytest.approx(0, abs=1e-2)
    assert not unknown.any()
    assert set(high) == {high[0]}
    assert (low == -high).all()
    assert (high > 0).all()


def test_without_enough_responses_the_start_is_kept() -> None:
    weights = taught(batch(0, FEW), batch(1, SILENCE))
    assert same(weights, START)
    assert not weights.own


def test_the_silence_of_people_who_hardly_respond_teaches_nothing() -> None:
    answering = batch(0, ANSWERS)
    alone = taught(answering)
    with_lurkers = taught(answering, batch(1, SILENCE, 1), batch(2, FEW, 2))
    assert same(alone, with_lurkers)
    assert np.array_equal(alone.own["U1"], with_lurkers.own["U1"])
    known = taught(answering, batch(1, [*FEW[:-1], True], 1))
    assert not same(alone, known)
    assert known.own["U2"][:-1].any()


def test_of_people_who_hardly_respond_only_that_is_learned() -> None:
    weights = taught(batch(0, ANSWERS), batch(1, SILENCE, 1), batch(2, FEW, 2))
    assert not weights.own["U2"][:-1].any()
    assert not weights.own["U3"][:-1].any()
    assert chance(weights, "U2") < chance(weights, "U3") < chance(weights, "U1")
    assert chance(weights, "U2") < 0.05 < chance(weights, "U9")


def test_a_few_responses_move_less_than_as_many_times_more_of_the_same() -> None:
    """Each response counts more where there are many: somebody is known better, and is trusted more."""
    gaps = []
    for times in (1, 8):
        mine = [batch(0, [True] * 6 * times, 3, mentioned=1.0), batch(0, [False] * 30 * times, 4)]
        weights = taught(*mine, batch(1, ANSWERS * 8, 1))
        gaps.append(weights.own["U1"][NAMES.index("mentioned")])
    assert gaps[1] > 8 * gaps[0] > 0


def test_a_person_who_answers_more_than_others_is_likelier_to() -> None:
    weights = taught(batch(0, [True] * 60 + [False] * 20), batch(1, [True] * 6 + [False] * 74, 1))
    assert chance(weights, "U1") > chance(weights, "U2")
    assert chance(weights, "U2") < chance(weights, "U9") < chance(weights, "U1")


def test_what_only_one_person_does_is_theirs() -> None:
    """U1 answers what mentions them, and U2 what does not."""
    parts = [
        batch(person, [mentioned != bool(person)] * 60, 4 * person + mentioned, mentioned=float(mentioned))
        for person in (0, 1)
        for mentioned in (0, 1)
    ]
    weights = taught(*parts)
    gains = [chance(weights, who, mentioned=1.0) - chance(weights, who, mentioned=0.0) for who in PEOPLE]
    assert gains[0] > gains[2] > gains[1]


def test_a_usual_post_is_each_persons_own() -> None:
    mentions = [batch(0, ANSWERS, 3, mentioned=0.0), batch(1, ANSWERS, 4, mentioned=1.0)]
    weights = taught(*mentions)
    one, two = (weights.usual[person][NAMES.index("mentioned")] for person in PEOPLE[:2])
    assert one < two
    assert "U3" not in weights.usual


def test_they_are_the_same_after_being_kept() -> None:
    weights = taught(batch(0, ANSWERS), batch(1, ANSWERS, 1))
    again = Weights.restored(weights.state())
    assert same(weights, again)
    for person in (*PEOPLE, "U9"):
        assert chance(weights, person) == chance(again, person)
    assert START.own == Weights.restored(START.state()).own == {}


def test_each_time_the_oldest_trees_make_room_for_new_ones_and_their_mean_is_asked() -> None:
    """Each has other draws, so that one night's draws hardly matter."""
    parts = batch(0, ANSWERS), batch(1, ANSWERS, 1)
    times = [taught(*parts)]
    for _ in range(6):
        times.append(taught(*parts, before=Weights.restored(times[-1].state())))
    drawn = [[forest.leaves.tobytes() for forest in time.forests] for time in times]
    most = len(drawn[-1])
    for before, after in pairwise(drawn):
        assert after[:-1] == before[-most + 1 :]
    assert [len(each) for each in drawn] == [2, 3, most, most, most, most, most]
    assert len({*drawn[0], *(each[-1] for each in drawn)}) == len(drawn[0]) + 6
    row = standardised(np.array([usual()], np.float32) + 0.05)
    each = [forest.log_odds(row)[0] for forest in times[-1].forests]
    assert times[-1].forest.log_odds(row)[0] == pytest.approx(np.mean(each), abs=1e-5)


def test_the_same_examples_teach_the_same() -> None:
    parts = batch(0, ANSWERS), batch(1, ANSWERS, 1)
    one, two = taught(*parts), taught(*parts)
    assert same(one, two)
    assert all(np.array_equal(one.own[person], two.own[person]) for person in one.own)


def test_who_does_as_everybody_does_has_hardly_anything_of_their_own() -> None:
    """What the pool says already is not learned a second time."""
    weights = taught(batch(0, ANSWERS * 15), batch(1, ANSWERS * 15, 1))
    assert chance(weights, "U1") == pytest.approx(chance(weights, "U9"), abs=0.02)
    assert chance(weights, "U9") == pytest.approx(0.25, abs=0.05)
