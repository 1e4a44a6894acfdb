"""Each person counts once, whatever is merged with what."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ama.votes import Tally, Vote, joined, root, tallies

IDS = [f"q{number}" for number in range(6)]
NUMBERS = {question_id: number for number, question_id in enumerate(IDS, 1)}
VOTES = st.lists(
    st.builds(Vote, st.sampled_from(IDS), st.sampled_from("abcdefgh"), st.integers(1, len(IDS))), max_size=40
)
# Each question may be merged into one that appeared before it, so there are no rings.
MERGES = st.lists(st.integers(0, len(IDS) - 1), min_size=len(IDS), max_size=len(IDS)).map(
    lambda above: {IDS[place]: IDS[other] for place, other in enumerate(above) if other < place}
)


def test_a_vote_counts_once_and_out_of_those_who_came_since() -> None:
    votes = [
        Vote("q0", "a", 1),
        Vote("q0", "b", 1),
        Vote("q1", "b", 2),
        Vote("q1", "c", 2),
        Vote("q1", "c", 2),
    ]
    counted = tallies(votes, {"q0": 1, "q1": 2}, {})
    assert counted == {"q0": Tally(2, 3), "q1": Tally(2, 2)}  # a was gone when q1 appeared


def test_merged_questions_count_the_union_and_keep_what_they_had() -> None:
    votes = [Vote("q0", "a", 1), Vote("q0", "b", 2), Vote("q1", "b", 2), Vote("q1", "c", 2)]
    counted = tallies(votes, {"q0": 1, "q1": 2}, {"q1": "q0"})
    assert counted["q0"].votes == 3
    assert counted["q1"].votes == 2


def test_what_was_merged_twice_counts_at_the_end() -> None:
    merged = {"q2": "q1", "q1": "q0"}
    assert root("q2", merged) == "q0"
    assert joined("q0", merged) == {"q0", "q1", "q2"}
    assert tallies([Vote("q2", "a", 3)], NUMBERS, merged)["q0"].votes == 1


def test_a_ring_ends() -> None:
    assert root("q0", {"q0": "q1", "q1": "q0"}) in {"q0", "q1"}


@given(VOTES, MERGES)
def test_votes_are_a_set(votes: list[Vote], merged: dict[str, str]) -> None:
    assert tallies(votes + votes, NUMBERS, merged) == tallies(votes, NUMBERS, merged)
    assert tallies(list(reversed(votes)), NUMBERS, merged) == tallies(votes, NUMBERS, merged)


@given(VOTES, MERGES)
def test_there_are_never_more_votes_than_people(votes: list[Vote], merged: dict[str, str]) -> None:
    people = len({vote.tag for vote in votes})
    for tally in tallies(votes, NUMBERS, merged).values():
        assert 0 <= tally.votes <= tally.active <= people


@given(VOTES, MERGES)
def test_a_merge_loses_no_vote_and_doubles_none(votes: list[Vote], merged: dict[str, str]) -> None:
    counted = tallies(votes, NUMBERS, merged)
    for question_id in IDS:
        if question_id not in merged:
            voters = {vote.tag for vote in votes if vote.question_id in joined(question_id, merged)}
            assert counted[question_id].votes == len(voters)


@given(VOTES, MERGES)
def test_taking_merges_back_restores_every_count(votes: list[Vote], merged: dict[str, str]) -> None:
    for question_id in merged:
        alone = {vote.tag for vote in votes if vote.question_id == question_id}
        assert tallies(votes, NUMBERS, merged)[question_id].votes == len(alone)
