"""What a ranker is shown, and when it is asked."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from bot.attention.log import Engagement, Post
from evaluation.replay import replay
from evaluation.task import Task, task_of
from tests.evaluation.lighthouse import history, keepers, post


class Diary:
    """A ranker that writes down what happens to it, and scores a post by how much it knew."""

    are_probabilities = False

    def __init__(self, people: list[str]) -> None:
        self.people = people
        self.seen: list[Post | Engagement] = []
        self.known: list[datetime] = []
        self.learned_after = -1
        self.fits = 0

    def observe(self, event: Post | Engagement, known: datetime, /) -> None:
        self.seen.append(event)
        self.known.append(known)

    def fit(self) -> None:
        self.learned_after = len(self.seen)
        self.fits += 1

    def score(self, post: Post, /) -> Sequence[float]:
        assert self.fits == 1
        assert post not in self.seen
        assert max(self.known) <= post.at
        return [len(self.seen) + place / 100 for place in range(len(self.people))]


class LaterDiary(Diary):
    """One that also answers when a digest is made."""

    def __init__(self, people: list[str]) -> None:
        super().__init__(people)
        self.asked: list[tuple[Post, datetime]] = []

    def score_later(self, post: Post, now: datetime, /) -> Sequence[float]:
        assert post in self.seen
        assert max(self.known) < now
        self.asked.append((post, now))
        return [1000 + len(self.seen)] * len(self.people)


def _played(task: Task, kind: type[Diary]) -> tuple[Diary, np.ndarray, np.ndarray]:
    made: list[Diary] = []

    def factory(people: list[str]) -> Diary:
        made.append(kind(people))
        return made[0]

    scores = replay(task, factory)
    return made[0], scores.when_posted, scores.at_digest_time


def test_everything_is_shown_once_in_order_and_learning_ends_with_the_first_of_the_test() -> None:
    task = task_of(keepers())
    diary, when_posted, _ = _played(task, Diary)
    assert diary.people == list(task.people)
    assert diary.seen == [known.event for known in task.events]
    assert diary.known == sorted(diary.known)
    before, after = diary.known[: diary.learned_after], diary.known[diary.learned_after :]
    assert max(before) < task.begin <= min(after)
    assert when_posted.shape == (len(task.people), len(task.test_posts))


def test_each_post_is_scored_before_it_is_shown_and_with_all_that_came_before() -> None:
    task = task_of(keepers())
    _, when_posted, _ = _played(task, Diary)
    places = {
        (known.event.channel, known.event.ts): n
        for n, known in enumerate(task.events)
        if isinstance(known.event, Post)
    }
    assert when_posted[0].tolist() == [places[each.channel, each.ts] for each in task.test_posts]
    assert np.allclose(when_posted[1] - when_posted[0], 0.01)


def test_at_digest_time_it_is_asked_with_what_is_known_at_the_end_of_the_period() -> None:
    task = task_of(keepers(), digest_days=3)
    diary, _, at_digest_time = _played(task, LaterDiary)
    assert isinstance(diary, LaterDiary)
    assert diary.asked == [(each, task.digest_at(each)) for each in task.test_posts]
    known = [sum(known.at < task.digest_at(each) for known in task.events) for each in task.test_posts]
    assert at_digest_time[0].tolist() == [1000 + each for each in known]


def test_one_that_is_not_asked_again_keeps_its_scores() -> None:
    _, when_posted, at_digest_time = _played(task_of(keepers()), Diary)
    assert (when_posted == at_digest_time).all()


def test_posts_of_bots_are_shown_but_not_asked_about() -> None:
    machine = [post(number, is_bot=number % 2 == 1) for number in range(100)]
    task = task_of(history(machine), person="U0GULL")
    diary, when_posted, _ = _played(task, Diary)
    assert len(diary.seen) == 100
    assert when_posted.shape == (1, len([each for each in task.test_posts if not each.is_bot]))


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    task = task_of(keepers())
    replay(task, Diary, lambda done, of: told.append((done, of)))
    assert told[0] == (0, len(task.events))
    assert len(told) > 2
