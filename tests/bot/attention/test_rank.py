"""Which posts are worth showing, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention import (
    Candidate,
    Counts,
    Evidence,
    Guess,
    Model,
    Post,
    Press,
    Ranked,
    Taste,
    Watched,
    rank,
    taste,
)
from bot.attention.guess import logit, sigmoid
from tests.bot.attention.logs import PEOPLE, Log, channels, explained, learned, logs, people, post

NO_TASTE = Taste()
BOSS, VOICE = Watched("U1", 1), Watched("U2", 0)


@dataclass(frozen=True)
class Told:
    """A model that was told how likely each person responds; all others are as likely as ever."""

    probabilities: Mapping[str, float]

    def chances(self, post: Post) -> Mapping[str, float]:
        """What it was told."""
        return dict.fromkeys(("U1", "U2", "U3"), 0.1) | dict(self.probabilities)

    def guess(self, post: Post, person: str) -> Guess:
        """The same."""
        return Guess(person, self.chances(post)[person], 0.1, 10, 100, ())


@dataclass(frozen=True)
class Counted:
    """A model that goes by counts."""

    counts: Counts

    def chances(self, post: Post) -> Mapping[str, float]:
        """What the counts say."""
        return {person: self.guess(post, person).probability for person in PEOPLE}

    def guess(self, post: Post, person: str) -> Guess:
        """The same, with the counts."""
        return explained(self.counts, post, person)


def only(model: Model, candidate: Candidate, *watched: Watched, taste: Taste = NO_TASTE) -> Ranked | None:
    """What becomes of one post."""
    ranked = rank([candidate], watched, model, taste)
    return ranked[0] if ranked else None


def test_every_post_is_judged_however_unlikely() -> None:
    found = only(Told({"U1": 0.001}), Candidate(post(0), frozenset({"U8", "U9"})), BOSS, VOICE)
    assert found is not None
    assert (found.already, found.score, found.responded) == ((), 0.1, 2)
    assert (found.explored, found.propensity) == (False, 1.0)


@dataclass(frozen=True)
class Since:
    """A model that expects nobody to come back to a post."""

    def chances(self, _post: Post) -> Mapping[str, float]:
        """Small, by what happened since."""
        return {"U1": 0.01, "U2": 0.01}

    def guess(self, post: Post, person: str) -> Guess:
        """The same, explained."""
        since = Evidence("since", "", 0, 0, (), logit(0.01) - logit(0.3))
        return Guess(person, 0.01, 0.3, 10, 100, (since,))


def test_who_is_in_it_already_is_judged_as_when_it_was_posted() -> None:
    late = only(Since(), Candidate(post(0)), BOSS)
    in_it = only(Since(), Candidate(post(0), frozenset({"U2"})), BOSS, VOICE)
    assert late is not None
    assert in_it is not None
    assert late.score == pytest.approx(0.01)
    assert (in_it.already, in_it.guess.watched, in_it.guess.evidence) == (("U2",), "U2", ())
    assert in_it.score == in_it.guess.probability == pytest.approx(0.3)


def test_who_is_in_it_already_is_told_of_those_watched() -> None:
    found = only(Told({"U1": 0.001}), Candidate(post(0), frozenset({"U1", "U9"})), BOSS, VOICE)
    assert found is not None
    assert found.already == ("U1",)


def test_the_strongest_guess_speaks_and_the_nearest_level_where_two_are_equal() -> None:
    found = only(Told({"U1": 0.3, "U2": 0.4}), Candidate(post(0)), BOSS, VOICE)
    assert found is not None
    assert found.guess.watched == "U2"
    for watched in ((VOICE, Watched("U3", 2), BOSS), (BOSS, Watched("U3", 2), VOICE)):
        found = only(Told({"U1": 0.4, "U2": 0.4, "U3": 0.4}), Candidate(post(0)), *watched)
        assert found is not None
        assert found.guess.watched == "U1"


def test_authors_are_not_expected_to_answer_themselves() -> None:
    own = Candidate(post(0, author="U1"), frozenset({"U1"}))
    assert only(Told({"U1": 0.9}), own, BOSS) is None
    shown = only(Told({"U1": 0.9, "U2": 0.5}), own, BOSS, VOICE)
    assert shown is not None
    assert (shown.guess.watched, shown.already) == ("U2", ())


def test_nobody_watched_means_nothing_to_show() -> None:
    assert only(Told({}), Candidate(post(0), frozenset({"U1"}))) is None


def test_a_muted_channel_is_never_shown() -> None:
    in_it = Candidate(post(0, "C1"), frozenset({"U1"}))
    assert only(Told({"U1": 0.9}), in_it, BOSS, taste=Taste(frozenset({"C1"}))) is None
    assert only(Told({"U1": 0.9}), in_it, BOSS, taste=Taste(frozenset({"C2"}))) is not None


def test_taste_moves_the_score_and_not_the_guess() -> None:
    wishes = Taste(offsets={("author", "U0"): 0.5, ("channel", "C0"): -0.2, ("channel", "C1"): 9.0})
    found = only(Told({"U1": 0.5}), Candidate(post(0)), BOSS, taste=wishes)
    assert found is not None
    assert found.score == pytest.approx(sigmoid(0.3))
    assert found.guess.probability == 0.5


def test_whose_attention_it_is_shown_for_is_a_matter_of_taste_too() -> None:
    wishes = Taste(offsets={("watched", "U1"): -1.0})
    model = Told({"U1": 0.5, "U2": 0.45})
    plain, asked = (only(model, Candidate(post(0)), BOSS, VOICE, taste=each) for each in (NO_TASTE, wishes))
    assert plain is not None
    assert asked is not None
    assert (plain.guess.watched, asked.guess.watched) == ("U1", "U2")


candidates = st.lists(
    st.builds(Candidate, st.builds(post, st.integers(50, 60), channels, people), st.frozensets(people)),
    max_size=8,
    unique_by=lambda candidate: (candidate.post.channel, candidate.post.ts),
)
watched_people = st.lists(
    st.builds(Watched, people, st.integers(0, 3)), max_size=3, unique_by=lambda one: one.user
)
presses = st.builds(Press, st.sampled_from(["useful", "not_for_me", "mute"]), channels, people, people)
tastes = st.lists(presses, max_size=6).map(taste)


@given(logs(), candidates, watched_people, tastes, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_is_that_of_the_scores_whichever_way_the_posts_come_in(
    log: Log, found: list[Candidate], watched: list[Watched], wishes: Taste, random: Random
) -> None:
    model = Counted(learned(log))
    ranked = rank(found, watched, model, wishes)
    scores = [(bool(item.already), item.score) for item in ranked]
    assert scores == sorted(scores, reverse=True)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert rank(shuffled, watched, model, wishes) == ranked


@given(logs(), candidates, watched_people, tastes)
@settings(deadline=None)
def test_what_is_shown_is_in_no_muted_channel_and_concerns_somebody_watched(
    log: Log, found: list[Candidate], watched: list[Watched], wishes: Taste
) -> None:
    names = {person.user for person in watched}
    engaged = {(each.post.channel, each.post.ts): each.engaged for each in found}
    for item in rank(found, watched, Counted(learned(log)), wishes):
        assert item.post.channel not in wishes.muted_channels
        assert item.guess.watched in names - {item.post.author}
        wanted = (names & engaged[item.post.channel, item.post.ts]) - {item.post.author}
        assert set(item.already) == wanted


@given(logs(), candidates, watched_people)
@settings(deadline=None)
def test_what_the_reader_found_useful_never_sinks(
    log: Log, found: list[Candidate], watched: list[Watched]
) -> None:
    model = Counted(learned(log))
    for item in rank(found, watched, model, NO_TASTE):
        liked = taste([Press("useful", item.post.channel, item.post.author, item.guess.watched)])
        again = only(model, Candidate(item.post, frozenset(item.already)), *watched, taste=liked)
        assert again is not None
        assert again.score > item.score
