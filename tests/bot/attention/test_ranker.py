"""The ranker: what it says adds up, and nothing of it comes from later than it should."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention.guess import Guess, logit, sigmoid
from bot.attention.log import Post
from bot.attention.ranker import Ranker
from tests.bot.attention.habits import (
    FAN,
    NEWCOMER,
    PEOPLE,
    REGULARS,
    Known,
    after,
    emoji,
    is_for_fan,
    knowing,
    later,
    learned,
    post,
    reply,
    tell,
    to_come,
    workspace,
)

KNOWING = knowing()
MINUTES = timedelta(minutes=5)


def adds_up(guess: Guess) -> bool:
    """Whether the evidence explains all of the probability, each scope once."""
    explained = logit(guess.base) + sum(part.weight for part in guess.evidence)
    scopes = [part.scope for part in guess.evidence]
    return abs(logit(guess.probability) - explained) < 1e-9 and len(scopes) == len(set(scopes)) > 0


@given(st.sampled_from(to_come(40)), st.sampled_from(PEOPLE))
def test_a_guess_adds_up_to_the_score_of_a_new_post(new: Post, person: str) -> None:
    guess = KNOWING.guess(new, person, new.at)
    assert adds_up(guess)
    assert guess.probability == pytest.approx(KNOWING.score(new)[PEOPLE.index(person)], abs=1e-5)
    assert "since" not in {part.scope for part in guess.evidence}


@pytest.mark.parametrize("hours", [0.1, 8, 30, 24 * 13, 24 * 15, 24 * 400])
def test_a_guess_adds_up_to_the_score_of_a_post_with_what_happened_since(hours: float) -> None:
    ranker, new = knowing(), replace(to_come(1)[0], author="U0")
    tell(ranker, [(new, new.at), reply(new, "U5", 0.05, f"<@{FAN}> look"), reply(new, "U6", 0.06)])
    now = new.at + timedelta(hours=hours)
    tell(ranker, [(post(now, "C1"), now)])
    scores = ranker.score_later(new, now)
    for person, score in zip(PEOPLE, scores, strict=True):
        guess = ranker.guess(new, person, now)
        assert adds_up(guess)
        assert guess.probability == pytest.approx(score, abs=1e-5)
        assert "since" in {part.scope for part in guess.evidence}


def test_a_bots_post_and_one_that_was_never_told_are_judged_alike_by_guess_and_score() -> None:
    new = to_come(1)[0]
    for each in (new, replace(new, is_bot=True)):
        ranker = knowing()
        if each.is_bot:
            ranker.observe(each, each.at)
        scores = ranker.score_later(each, each.at + MINUTES)
        guesses = [ranker.guess(each, person, each.at + MINUTES) for person in PEOPLE]
        assert [guess.probability for guess in guesses] == pytest.approx(scores, abs=1e-5)


@given(st.sampled_from(to_come(40)), st.sampled_from(PEOPLE))
def test_without_its_strongest_evidence_a_guess_is_lower(new: Post, person: str) -> None:
    guess = KNOWING.guess(new, person, new.at)
    strongest = max(guess.evidence, key=lambda part: part.weight)
    if strongest.weight > 0:
        rest = sum(part.weight for part in guess.evidence if part is not strongest)
        assert sigmoid(logit(guess.base) + rest) < guess.probability


def test_a_question_that_the_fan_answers_is_explained_by_its_author() -> None:
    asked = next(each for each in to_come(100) if is_for_fan(each))
    weights = {part.scope: part for part in KNOWING.guess(asked, FAN, asked.at).evidence}
    assert weights["author"].weight > 0
    assert weights["author"].key == asked.author


def test_a_mention_speaks_for_the_person_and_for_nobody_else() -> None:
    plain = post(later(1001), text="turbine")
    named = replace(plain, text=f"<@{FAN}> turbine")
    before, then = (
        {part.scope: part.weight for part in KNOWING.guess(each, FAN, each.at).evidence}
        for each in (plain, named)
    )
    assert then["mention"] > before.get("mention", 0.0)
    assert KNOWING.score(named)[0] > KNOWING.score(plain)[0]
    assert KNOWING.score(named)[1] <= KNOWING.score(plain)[1]


def futures(new: Post) -> list[Sequence[Known]]:
    """What may happen after a post."""
    loud = [reply(new, user, 1, "velvet thimble") for user in (*REGULARS, FAN, NEWCOMER)]
    other = post(new.at + timedelta(hours=30), "C1", FAN)
    return [[], loud, [emoji(new, FAN), (other, other.at), *([reply(other, "U3")] * 3)]]


def test_what_is_known_of_a_post_is_what_was_known_when_it_came() -> None:
    new = replace(to_come(1)[0], author="U0")
    said = knowing().score(new)
    for future in futures(new):
        ranker = knowing()
        tell(ranker, [(new, new.at), *future])
        now = new.at + timedelta(hours=40)
        guesses = [ranker.guess(new, person, now).when_posted() for person in PEOPLE]
        assert [guess.probability for guess in guesses] == pytest.approx(said, abs=1e-5)


def test_what_is_asked_changes_nothing() -> None:
    """Also not where time goes on between, where posts close, and where the post is told only later."""
    log = workspace(260)
    asked, silent = after([]), after([])
    for number, (event, known) in enumerate(log):
        if isinstance(event, Post) and number % 5 == 0:
            asked.score(event)
            asked.guess(event, FAN, known)
            asked.score_later(event, known)
        asked.observe(event, known)
        silent.observe(event, known)
    new = post(log[-1][1] + timedelta(days=20), text=f"<@{FAN}> velvet?")
    for days in range(20):
        asked.score(post(log[-1][1] + timedelta(days=days)))
    end = (post(new.at, "C1", "U5"), new.at)
    for ranker in (asked, silent):
        tell(ranker, [end, (new, new.at)])
    assert asked.to_bytes() == silent.to_bytes()


def test_rows_that_were_read_before_something_else_happened_are_read_again() -> None:
    new = replace(to_come(1)[0], author="U0")
    between = [(post(new.at, "C2", FAN, "velvet"), new.at)]
    asked, silent = knowing(), knowing()
    asked.score(new)
    for ranker in (asked, silent):
        tell(ranker, [*between, (new, new.at)])
    assert asked.to_bytes() == silent.to_bytes()


def test_a_post_told_twice_is_one_post() -> None:
    ranker, again = after([]), after([])
    first = post(later(0))
    tell(ranker, [(first, first.at)])
    tell(again, [(first, first.at), (first, first.at)])
    assert ranker.to_bytes() == again.to_bytes()
    end = post(later(24 * 15))
    tell(again, [(end, end.at)])
    assert again.score_later(end, end.at)


def test_events_from_the_past_break_nothing() -> None:
    """Nor replies, at whichever moment somebody asks."""
    ranker = after(workspace(60))
    ahead, late = post(later(2000), "C1"), post(later(10), "C1", text="late")
    tell(
        ranker,
        [(ahead, ahead.at), (late, late.at), reply(late, FAN, 900), reply(late, "U3", 2), reply(ahead, "U3")],
    )
    end = post(later(3000))
    tell(ranker, [(end, end.at)])
    for now in (later(0), end.at, later(5000)):
        assert all(
            0 < chance < 1 for chance in [*ranker.score_later(end, now), *ranker.score_later(late, now)]
        )
    assert Ranker.from_bytes(ranker.to_bytes()).to_bytes() == ranker.to_bytes()


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(-48, 800), st.sampled_from((*PEOPLE, "U3"))), max_size=8
    )
)
def test_any_order_of_events_gives_chances(moments: list[tuple[int, int, str]]) -> None:
    ranker = after([])
    for number, (hours, after_that, user) in enumerate(moments):
        made = post(later(hours), f"C{number % 2}", "U0")
        tell(ranker, [(made, made.at), reply(made, user, after_that)])
        assert all(0 < chance < 1 for chance in ranker.score_later(made, later(300)))
        assert adds_up(ranker.guess(made, user, later(300)))


def test_nobody_to_rank_is_no_problem() -> None:
    ranker = after(workspace(30), ())
    assert ranker.score(to_come(1)[0]) == []
    assert Ranker.from_bytes(ranker.to_bytes()).to_bytes() == ranker.to_bytes()


def test_somebody_asked_about_twice_is_one_person() -> None:
    assert Ranker([FAN, "U3", FAN]).people == (FAN, "U3")


def test_the_latest_event_is_how_far_it_has_read() -> None:
    log = workspace(20)
    assert after([]).until is None
    assert after(log).until == log[-1][1]
    assert Ranker.from_bytes(learned()).until == workspace()[-1][1]
