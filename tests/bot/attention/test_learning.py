"""Learning: the same log always gives the same bytes, and going on sees nothing twice."""

from datetime import timedelta

import pytest

from bot.attention.learning import Known, learn
from bot.attention.log import Post
from bot.attention.packing import StateError
from bot.attention.ranker import Ranker
from tests.bot.attention.logs import history


def _log() -> list[Known]:
    events = [*history("C0", "U0", engaged=40, seen=120), *history("C1", "U2", engaged=3, seen=60, user="U3")]
    known = [(event, event.at) for event in events if event.at is not None]
    return sorted(known, key=lambda pair: (pair[1], not isinstance(pair[0], Post)))


def test_the_same_log_and_people_give_the_same_bytes() -> None:
    first, second = (learn(["U1", "U3"], _log()) for _ in range(2))
    assert first == second
    assert (first.people, first.posts, first.responses) == (("U1", "U3"), 180, 43)


def test_other_people_are_another_version() -> None:
    assert learn(["U1"], _log()).state != learn(["U3"], _log()).state


def test_going_on_sees_what_came_since_and_counts_all_of_it() -> None:
    log = _log()
    before = learn(["U1", "U3"], log[:150])
    gone_on = [learn([], log[150:], before) for _ in range(2)]
    assert gone_on[0] == gone_on[1]
    assert (gone_on[0].people, gone_on[0].posts, gone_on[0].responses) == (("U1", "U3"), 180, 43)
    assert Ranker.from_bytes(gone_on[0].state).until == log[-1][1]


def test_what_was_learned_by_another_version_of_earshot_is_refused() -> None:
    before = learn(["U1"], _log()[:10])
    with pytest.raises(StateError):
        learn([], [], type(before)(before.people, b"other", 0, 0))


def test_a_ranker_that_was_kept_says_the_same() -> None:
    log = _log()
    learned = Ranker.from_bytes(learn(["U1", "U3"], log).state)
    post, now = log[-1][0], log[-1][1] + timedelta(hours=1)
    assert isinstance(post, Post)
    again = Ranker.from_bytes(learned.to_bytes())
    assert again.score_later(post, now) == learned.score_later(post, now)
    assert again.guess(post, "U1", now) == learned.guess(post, "U1", now)
