"""Which posts are worth showing, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention import Candidate, Engagement, Guess, Model, Post, Ranked, Taste, Watched, rank
from tests.bot.attention.logs import Log, channels, learned, logs, people, post

NO_TASTE = Taste()
BOSS, VOICE = Watched("U1", 1), Watched("U2", 0)


@dataclass(frozen=True)
class Told:
    """A model that was told what to say of each person; all others are as likely as ever."""

    probabilities: Mapping[str, float]
    base: float = 0.1

    def observe(self, seen: Post | Engagement) -> None:
        """It learns nothing."""

    def score(self, post: Post, watched: str) -> Guess:
        """What it was told."""
        return Guess(watched, self.probabilities.get(watched, self.base), self.base, 10, 100, ())


def only(model: Model, candidate: Candidate, *watched: Watched, taste: Taste = NO_TASTE) -> Ranked | None:
    """What becomes of one post."""
    ranked = rank([candidate], watched, model, taste)
    return ranked[0] if ranked else None


@pytest.mark.parametrize(
    ("probability", "base", "is_shown"),
    [
        (0.25, 0.24, True),  # clearly likely, even where nearly everything is
        (0.24, 0.2, False),
        (0.151, 0.1, True),  # half as much again as usual
        (0.149, 0.1, False),
        (0.051, 0.01, True),
        (0.049, 0.01, False),  # unlikely, however rare the person's responses are
    ],
)
def test_likely_means_clearly_or_well_above_the_persons_average(
    probability: float, base: float, is_shown: bool
) -> None:
    assert bool(only(Told({"U1": probability}, base), Candidate(post(0)), BOSS)) is is_shown


def test_a_conversation_that_a_watched_person_is_in_is_shown_however_unlikely() -> None:
    shown = only(Told({"U1": 0.001}), Candidate(post(0), frozenset({"U1", "U9"})), BOSS, VOICE)
    assert shown is not None
    assert shown.already == ("U1",)


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
    assert only(Told({"U1": 0.9}), own, BOSS, VOICE) is None
    shown = only(Told({"U1": 0.9, "U2": 0.5}), own, BOSS, VOICE)
    assert shown is not None
    assert (shown.guess.watched, shown.already) == ("U2", ())


def test_nobody_watched_means_nothing_to_show() -> None:
    assert only(Told({}), Candidate(post(0), frozenset({"U1"}))) is None


def test_a_muted_channel_is_never_shown() -> None:
    in_it = Candidate(post(0, "C1"), frozenset({"U1"}))
    assert only(Told({"U1": 0.9}), in_it, BOSS, taste=Taste(frozenset({"C1"}))) is None
    assert only(Told({"U1": 0.9}), in_it, BOSS, taste=Taste(frozenset({"C2"}))) is not None


def test_taste_multiplies_the_odds_of_its_channel_and_author() -> None:
    factors = (("C0", "U0", 1.5), ("C0", "U0", 0.5), ("C0", "U2", 9.0), ("C1", "U0", 9.0))
    taste = Taste(factors=factors)
    assert taste.factor(post(0)) == 0.75
    assert taste.factor(post(0, "C2")) == 1.0
    shown = only(Told({"U1": 0.5}), Candidate(post(0)), BOSS, taste=taste)
    assert shown is not None
    assert shown.score == pytest.approx(0.75 / 1.75)
    assert shown.guess.probability == 0.5


def test_taste_can_make_a_post_unlikely_or_likely() -> None:
    twice_less = Taste(factors=(("C0", "U0", 0.5), ("C0", "U0", 0.5)))
    twice_more = Taste(factors=(("C0", "U0", 1.5), ("C0", "U0", 1.5)))
    assert only(Told({"U1": 0.26}, base=0.2), Candidate(post(0)), BOSS, taste=twice_less) is None
    assert only(Told({"U1": 0.1}), Candidate(post(0)), BOSS) is None
    assert only(Told({"U1": 0.1}), Candidate(post(0)), BOSS, taste=twice_more) is not None


candidates = st.lists(
    st.builds(Candidate, st.builds(post, st.integers(50, 60), channels, people), st.frozensets(people)),
    max_size=8,
    unique_by=lambda candidate: (candidate.post.channel, candidate.post.ts),
)
watched_people = st.lists(
    st.builds(Watched, people, st.integers(0, 3)), max_size=3, unique_by=lambda one: one.user
)
tastes = st.builds(
    Taste,
    st.frozensets(channels, max_size=1),
    st.lists(st.tuples(channels, people, st.sampled_from([0.5, 1.5])), max_size=4).map(tuple),
)


@given(logs(), candidates, watched_people, tastes, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_is_that_of_the_scores_whichever_way_the_posts_come_in(
    log: Log, found: list[Candidate], watched: list[Watched], taste: Taste, random: Random
) -> None:
    model = learned(log)
    ranked = rank(found, watched, model, taste)
    scores = [(bool(item.already), item.score) for item in ranked]
    assert scores == sorted(scores, reverse=True)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert rank(shuffled, watched, model, taste) == ranked


@given(logs(), candidates, watched_people, tastes)
@settings(deadline=None)
def test_what_is_shown_is_in_no_muted_channel_and_concerns_somebody_watched(
    log: Log, found: list[Candidate], watched: list[Watched], taste: Taste
) -> None:
    names = {person.user for person in watched}
    engaged = {(each.post.channel, each.post.ts): each.engaged for each in found}
    for item in rank(found, watched, learned(log), taste):
        assert item.post.channel not in taste.muted_channels
        assert item.guess.watched in names - {item.post.author}
        wanted = (names & engaged[item.post.channel, item.post.ts]) - {item.post.author}
        assert set(item.already) == wanted


@given(logs(), candidates, watched_people)
@settings(deadline=None)
def test_what_the_reader_found_useful_never_sinks(
    log: Log, found: list[Candidate], watched: list[Watched]
) -> None:
    model = learned(log)
    for item in rank(found, watched, model, NO_TASTE):
        liked = Taste(factors=((item.post.channel, item.post.author, 1.5),))
        again = only(model, Candidate(item.post, frozenset(item.already)), *watched, taste=liked)
        assert again is not None
        assert again.score > item.score
