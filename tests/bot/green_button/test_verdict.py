"""The verdict: over the whole answer space a better answer never makes it redder."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.green_button.question import UNKNOWN
from bot.green_button.questions import QUESTIONS
from bot.green_button.verdict import FAVOUR, LITTLE_FROM_ABOVE, louder, verdict, why_excused
from bot.green_button.weights import TEXT, Weights

ORDER = {"red": 0, "delegate": 1, "discover": 2, "green": 3}
NOT_YOU_ALIKE = {"red": 0, "delegate": 0, "discover": 2, "green": 3}  # for the question of the team
EVERY = [[choice.id for choice in question.choices] for question in QUESTIONS]
IDS = [question.id for question in QUESTIONS]

choices = st.fixed_dictionaries(
    {question.id: st.sampled_from(every) for question, every in zip(QUESTIONS, EVERY, strict=True)}
)
weights = st.fixed_dictionaries({name: st.floats(0, 12) for name in TEXT.of}).map(Weights)


@pytest.fixture(scope="module")
def space() -> NDArray[np.int8]:
    """The verdict for every combination of answers, an axis for each question."""
    all_answers = product(*EVERY)
    found = [ORDER[verdict(dict(zip(IDS, each, strict=True)))] for each in all_answers]
    return np.array(found, dtype=np.int8).reshape([len(every) for every in EVERY])


@pytest.mark.parametrize("axis", range(len(QUESTIONS)), ids=IDS)
def test_a_better_answer_never_makes_it_redder(space: NDArray[np.int8], axis: int) -> None:
    greenness = np.maximum(space - 1, 0) if IDS[axis] == "team" else space
    by_choice = np.moveaxis(greenness, axis, 0)
    known, unknown = by_choice[:-1], by_choice[-1]
    assert (known[:-1] >= known[1:]).all()
    assert (unknown <= known[0]).all()
    assert (unknown >= known[-1]).all()


def test_every_answer_matters_and_every_verdict_is_reached(space: NDArray[np.int8]) -> None:
    assert set(np.unique(space)) == set(ORDER.values())
    assert space.size > 300_000
    for axis in range(space.ndim):
        assert (np.take(space, 0, axis) != np.take(space, -2, axis)).any(), IDS[axis]


@given(choices, weights, st.data())
def test_it_stays_so_whatever_the_weights_have_become(
    answers: dict[str, str], learned: Weights, data: st.DataObject
) -> None:
    axis = data.draw(st.sampled_from(range(len(QUESTIONS))))
    order = NOT_YOU_ALIKE if IDS[axis] == "team" else ORDER
    *known, unknown = (order[verdict({**answers, IDS[axis]: choice}, learned)] for choice in EVERY[axis])
    assert known == sorted(known, reverse=True)
    assert known[-1] <= unknown <= known[0]


@given(choices)
def test_what_was_not_answered_or_is_not_on_offer_is_not_known(answers: dict[str, str]) -> None:
    without = {question: choice for question, choice in answers.items() if choice != UNKNOWN}
    nonsense = {question: "?" if choice == UNKNOWN else choice for question, choice in answers.items()}
    assert verdict(without) == verdict(answers) == verdict(nonsense)


def test_without_any_answer_there_is_everything_to_find_out() -> None:
    assert verdict({}) == "discover"


WORST = {question.id: question.known[-1].id for question in QUESTIONS}
BEST = {question.id: question.known[0].id for question in QUESTIONS}


def test_the_best_is_green_and_the_worst_is_not_for_you() -> None:
    assert verdict(BEST) == "green"
    assert verdict(WORST) == "delegate"
    assert verdict({**WORST, "team": "no"}) == "red"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"asker": "above", "effort": "hours"}, [LITTLE_FROM_ABOVE]),
        ({"asker": "above", "effort": "days", "day_job": "at_risk"}, [LITTLE_FROM_ABOVE]),
        (
            {
                "relationship": "water",
                "effort": "hours",
                "day_job": "met",
                "precedent_yes": "some",
                "team": "no",
            },
            [FAVOUR],
        ),
        ({"asker": "peer"}, []),  # what a rule says that the sum says too is no news
    ],
)
def test_a_rule_is_named_only_where_it_speaks_louder_than_the_sum(
    changed: dict[str, str], said: list[str]
) -> None:
    assert [rule.said for rule in louder({**WORST, **changed})] == said


def test_a_day_job_that_is_behind_stops_even_the_best() -> None:
    behind = {**BEST, "day_job": "not_met", "effort": "weeks"}
    assert verdict(behind) == "discover"  # it comes from above: ask what may wait
    assert verdict({**behind, "asker": "depends"}) == "red"
    assert verdict({**behind, "asker": "depends", "effort": "hours"}) == "green"


def test_a_routine_task_is_excused_by_learning_by_new_people_and_from_above() -> None:
    routine = {"kind": "routine", "growth": "partly", "relationship": "neither", "asker": "peer"}
    assert why_excused(routine) == []
    for excuse in ({"growth": "grow"}, {"relationship": "new"}, {"asker": "above"}):
        assert len(why_excused({**routine, **excuse})) == 1
        assert why_excused({**routine, **excuse, "kind": "bet"}) == []


def test_a_floor_silences_the_caps() -> None:
    small_and_theirs = {
        **WORST,
        "asker": "above",
        "effort": "hours",
    }  # somebody in the team would grow from it
    assert verdict(small_and_theirs) == "green"
    assert [rule.said for rule in louder(small_and_theirs)] == [LITTLE_FROM_ABOVE]


def test_a_rule_that_only_may_hold_leads_to_a_question_not_to_its_verdict() -> None:
    assert verdict({**BEST, "asker": "depends", "effort": "weeks", "day_job": UNKNOWN}) == "discover"
    assert verdict({**WORST, "team": "no", "asker": UNKNOWN, "effort": "hours"}) == "discover"
    assert louder({**BEST, "asker": "depends", "effort": "weeks", "day_job": UNKNOWN}) == []


def test_an_excuse_that_only_may_hold_leads_to_a_question() -> None:
    chore = {"kind": "routine", "team": "no", "relationship": "neither", "precedent_no": "stop"}
    unsure = {**chore, "precedent_yes": "refuse", "effort": "weeks", "day_job": "met"}
    assert verdict({**unsure, "growth": "partly", "asker": "peer"}) == "red"
    assert verdict(unsure) == "discover"  # for somebody who wants to learn it, it is no mere routine


def test_doubts_add_up_in_squares() -> None:
    """Where one answer more isn't known, the range is wider, but less than by the sum of the two."""
    only = Weights({**dict.fromkeys(TEXT.of, 0.0), "effort": 3.0, "growth": 4.0, "day_job": 11.0})
    assert verdict({"day_job": "met"}, only) == "discover"  # 5.5 - hypot(1.2, 3, 4) is below the line
    heavier = Weights({**only.of, "day_job": 14.5})
    assert (
        verdict({"day_job": "met", "asker": "peer", "team": "no"}, heavier) == "green"
    )  # 7.25 - 5.14 is above it
