"""What a person is told about a verdict: true, short, and in the order of what weighs most."""

from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.question import UNKNOWN
from bot.green_button.questions import BY_ID, QUESTIONS
from bot.green_button.rubric import (
    CLOSE,
    MOST_FLIPS,
    MOST_TO_ASK,
    NOTHING_SPEAKS,
    SMALLER,
    WHAT_WAITS,
    decide,
)
from bot.green_button.verdict import verdict
from bot.green_button.weights import TEXT, Weights

any_answers = st.fixed_dictionaries(
    {each.id: st.sampled_from([choice.id for choice in each.choices]) for each in QUESTIONS}
)
CHAIR = {
    "asker": "peer",
    "kind": "routine",
    "growth": "strong",
    "team": "no",
    "relationship": "water",
    "precedent_yes": "some",
    "precedent_no": "again",
    "effort": "weeks",
    "day_job": "met",
}


def test_every_question_ends_with_not_knowing_and_goes_from_green_to_red() -> None:
    for question in QUESTIONS:
        assert question.choices[-1].id == UNKNOWN
        leanings = [choice.leaning for choice in question.known]
        assert leanings == sorted(leanings, reverse=True)
        assert all(-1 <= leaning <= 1 for leaning in leanings)
        assert len({choice.id for choice in question.choices}) == len(question.choices)


def test_every_label_fits_into_slack_and_every_reason_into_a_line() -> None:
    for question in QUESTIONS:
        assert len(question.label) <= 50
        for choice in question.choices:
            assert len(choice.label) <= 75
            assert len(choice.said) <= 90
            assert choice.said.endswith(".")
            assert not choice.short.endswith(".")


def test_every_question_has_a_weight_and_growth_weighs_most() -> None:
    assert TEXT.of.keys() == BY_ID.keys()
    assert max(TEXT.of, key=lambda question: TEXT.of[question]) == "growth"


@given(any_answers)
def test_it_says_the_verdict_with_one_reason_per_criterion(answers: dict[str, str]) -> None:
    decision = decide(answers)
    assert decision.verdict == verdict(answers)
    assert sorted(line.question for line in decision.lines) == sorted(BY_ID)
    for line in decision.lines:
        assert line.said == BY_ID[line.question].choice(answers).said
        assert (line.leaning == "open") == (answers[line.question] == UNKNOWN)
    assert decision == decide(dict(reversed(answers.items())))


@given(any_answers)
def test_what_would_flip_it_does(answers: dict[str, str]) -> None:
    decision = decide(answers)
    assert len(decision.flips) <= MOST_FLIPS
    assert len({flip.question for flip in decision.flips}) == len(decision.flips)
    for flip in decision.flips:
        assert verdict({**answers, flip.question: flip.choice}) == flip.verdict != decision.verdict


@given(any_answers)
def test_where_no_flip_is_named_no_single_answer_would_change_it(answers: dict[str, str]) -> None:
    decision = decide(answers)
    others = {
        verdict({**answers, question.id: choice.id}) for question in QUESTIONS for choice in question.known
    }
    assert bool(decision.flips) == bool(others - {decision.verdict})


@given(any_answers)
def test_discovery_always_has_something_to_ask_and_nothing_else_does(answers: dict[str, str]) -> None:
    decision = decide(answers)
    assert (decision.verdict == "discover") == bool(decision.ask)
    assert len(decision.ask) <= MOST_TO_ASK


@given(any_answers)
def test_it_reads_as_sentences(answers: dict[str, str]) -> None:
    decision = decide(answers)
    said = [decision.in_short, *decision.overrides, *(flip.said for flip in decision.flips)]
    for sentence in said:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert len(sentence) <= 200
        assert "  " not in sentence


def test_what_weighs_most_comes_first() -> None:
    assert [line.question for line in decide(CHAIR).lines][:3] == ["growth", "kind", "day_job"]
    heavier = Weights({**TEXT.of, "precedent_no": 20.0})
    assert decide(CHAIR, heavier).lines[0].question == "precedent_no"


def test_it_says_what_decides_and_the_best_of_the_other_side() -> None:
    assert decide({**CHAIR, "precedent_no": "stop"}).in_short == (
        "You're strong here already, and it's a routine task. For it: they may not ask again."
    )
    green = decide({**CHAIR, "growth": "grow", "relationship": "new"})
    assert (green.verdict, green.in_short) == (
        "green",
        "You want to grow here, and you'd work with somebody new. Against it: it takes weeks.",
    )


def test_what_speaks_only_weakly_for_the_other_side_is_left_out() -> None:
    weak = decide({**CHAIR, "growth": "grow", "relationship": "new", "effort": "days"})
    assert weak.in_short == "You want to grow here, and you'd work with somebody new."


def test_a_name_down_says_whose_it_is_and_nothing_for_doing_it_oneself() -> None:
    theirs = decide({**CHAIR, "team": "yes", "kind": "initiative"})
    assert theirs.verdict == "delegate"
    assert theirs.in_short == "You're strong here already, and somebody in your team would learn more."


def test_the_way_to_green_comes_first_among_what_would_flip_it() -> None:
    verdicts = [
        flip.verdict for flip in decide({**CHAIR, "kind": "initiative", "relationship": "neither"}).flips
    ]
    assert verdicts == ["green", "delegate", "discover"]


def test_an_excuse_is_told_only_where_it_helped() -> None:
    excused = {**CHAIR, "growth": "grow", "relationship": "new", "effort": "days"}
    (said,) = decide(excused).overrides
    assert said.startswith(
        "That it's a routine task doesn't count against it, since you want to learn it and"
    )
    assert decide({**CHAIR, "asker": "above", "effort": "quarter"}).overrides == ()


def test_a_rule_that_spoke_louder_stands_alone() -> None:
    (said,) = decide({**CHAIR, "asker": "above", "effort": "hours"}).overrides
    assert said.startswith("It comes from above you and it is small")


def test_where_nobody_asked_there_is_nothing_to_ask_about_their_asking_again() -> None:
    known = {"kind": "initiative", "team": "no", "precedent_yes": "some", "effort": "weeks", "day_job": "met"}
    noticed = {**known, "asker": "me", "growth": "partly"}
    assert decide(noticed).ask == (BY_ID["relationship"].to_ask,)
    asked = {**noticed, "asker": "peer"}
    assert decide(asked).ask == (BY_ID["relationship"].to_ask, BY_ID["precedent_no"].to_ask)


def test_a_day_job_on_track_is_no_reason_by_itself() -> None:
    assert "day job" not in decide({**CHAIR, "precedent_no": "stop"}).in_short


def test_what_is_not_known_is_said_and_asked_the_heaviest_first() -> None:
    decision = decide({**CHAIR, "growth": "partly", "effort": UNKNOWN, "kind": UNKNOWN})
    assert decision.in_short == (
        "It could go either way: you don't know how much it is, and you don't know what it is part of."
    )
    assert decision.ask == (BY_ID["effort"].to_ask, BY_ID["kind"].to_ask)


def test_where_everything_is_known_and_it_is_close_a_smaller_part_may_do() -> None:
    close = decide({**CHAIR, "kind": "initiative", "growth": "partly", "relationship": "neither"})
    assert close.verdict == "discover"
    assert close.in_short.startswith(CLOSE)
    assert close.ask == (SMALLER,)
    hours = {**CHAIR, "kind": "initiative", "relationship": "neither", "effort": "hours"}
    assert decide(hours).ask == (BY_ID["relationship"].to_ask,)


def test_where_the_day_job_holds_it_back_the_question_is_what_can_wait() -> None:
    held = decide({**CHAIR, "kind": "bet", "growth": "grow", "relationship": "new", "day_job": "at_risk"})
    assert held.verdict == "discover"
    assert held.ask == (WHAT_WAITS,)
    assert not held.in_short.startswith(CLOSE)


def test_where_nothing_leans_either_way_that_is_said() -> None:
    mild = {**CHAIR, "kind": "initiative", "growth": "partly", "precedent_no": "stop", "effort": "days"}
    weightless = Weights(dict.fromkeys(TEXT.of, 0.0))
    assert decide(mild, weightless).in_short.startswith(NOTHING_SPEAKS)


def test_how_many_own_outcomes_moved_the_weights_is_shown() -> None:
    assert decide(CHAIR).n == 0
    assert decide(CHAIR, Weights(TEXT.of, 12)).n == 12
