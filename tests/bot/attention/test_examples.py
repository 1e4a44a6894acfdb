"""Examples: all responses as long as there is room, and of the rest a share that stands for all of it."""

import numpy as np
import pytest

from bot.attention.examples import MOST, Examples, joined, of_post
from bot.attention.later import LOOKED_AT, NAMES
from bot.attention.memory import Memory
from bot.attention.open_post import OpenPost
from tests.bot.attention.people import HOUR, acquainted, answer, new, told

CROWD = 1000


def crowded(number: int, responses: int) -> OpenPost:
    """A post that a crowd could respond to, of whom so many did."""
    post = told(Memory(()), new(number))
    post.could, post.rows = np.ones(CROWD, np.float32), np.full((CROWD, 1), number, np.float32)
    post.met = np.zeros(CROWD, np.float32)
    post.met[np.random.default_rng(number).permutation(CROWD)[:responses]] = 1
    post.met_at = np.full(CROWD, post.at + HOUR)
    return post


def kept(posts: int, responses: int) -> Examples:
    """What is kept of so many posts."""
    examples = Examples(1)
    for number in range(posts):
        examples.add(crowded(number, responses))
    return examples


def test_a_post_is_one_example_for_everybody_but_its_author() -> None:
    memory, post = acquainted(), new(author="U2")
    opened = told(memory, post)
    answer(memory, post, "U3", 2)
    batch = of_post(opened)
    assert batch.person.tolist() == [0, 2]
    assert batch.answers.tolist() == [0, 1]
    assert batch.met_age.tolist() == [np.inf, 2 * HOUR]
    assert batch.later.shape == (2, len(LOOKED_AT), len(NAMES))
    assert np.isnan(batch.later).all()
    assert np.allclose(batch.rows, opened.rows[[0, 2]], rtol=1e-2, equal_nan=True)


def test_where_there_is_room_everything_is_kept_and_stands_for_itself() -> None:
    batch = (examples := kept(20, 30)).all()
    assert len(batch) == 20 * CROWD
    assert set(examples.importance(batch)) == {1.0}


def test_a_share_of_what_was_left_stands_for_all_of_it() -> None:
    posts, responses = 4 * MOST // CROWD, 40
    batch = (examples := kept(posts, responses)).all()
    importance, answers = examples.importance(batch), batch.answers
    assert MOST // 4 < len(batch) <= MOST
    assert answers.sum() == posts * responses
    assert set(importance[answers > 0]) == {1.0}
    assert importance[answers == 0].sum() == pytest.approx(posts * (CROWD - responses), rel=0.03)


def test_where_there_are_too_many_responses_the_oldest_examples_are_forgotten() -> None:
    """Else nothing would be left of what was left, and everybody would seem to respond to everything."""
    posts, responses = 4 * MOST // CROWD, CROWD // 2
    batch = (examples := kept(posts, responses)).all()
    importance, answers = examples.importance(batch), batch.answers
    assert MOST // 4 < len(batch) <= MOST
    assert (answers * importance).sum() / importance.sum() == pytest.approx(0.5, abs=0.03)
    assert (answers == 0).sum() > MOST // 20
    assert batch.rows.max() == pytest.approx(posts - 1, rel=1e-3)
    assert batch.rows.min() > posts / 2


def test_open_posts_are_kept_by_the_same_share() -> None:
    examples = kept(4 * MOST // CROWD, 40)
    more = [crowded(number, 40) for number in range(10_000, 10_020)]
    added = len(examples.with_open(more)) - len(examples.all())
    assert added == pytest.approx(20 * (40 + (CROWD - 40) * examples.share), rel=0.15)
    assert len(examples.with_open(more)) == added + len(examples.all())


def test_which_ones_are_kept_is_decided_by_post_and_person_alone() -> None:
    one, again = of_post(crowded(7, 3)), of_post(crowded(7, 90))
    assert one.draw.tolist() == again.draw.tolist()
    assert one.draw.tolist() != of_post(crowded(8, 3)).draw.tolist()
    draws = np.concatenate([of_post(crowded(number, 0)).draw for number in range(50)])
    assert 0 <= draws.min() < draws.max() < 1
    assert np.histogram(draws, 4, (0, 1))[0] == pytest.approx(len(draws) / 4, rel=0.1)


def test_they_go_on_from_their_state() -> None:
    one, two = kept(4 * MOST // CROWD, 40), Examples(1)
    two.restore(one.state())
    for examples in (one, two):
        examples.add(crowded(9_999, 50))
    for mine, yours in zip(one.state().values(), two.state().values(), strict=True):
        assert np.array_equal(mine, yours, equal_nan=True)
    assert len(joined([one.all(), two.all()])) == 2 * len(one.all())
