"""Which people are measured, on which posts."""

from datetime import timedelta

import numpy as np
import pytest

from bot.attention.log import Engagement
from evaluation.history import History
from evaluation.problem import EvaluationError
from evaluation.task import Task, task_of
from tests.evaluation.lighthouse import BEGIN, CHANNELS, history, keepers, post, reaction, reply
from tests.moments import at

LAMP, FOGG, GULL, KELP = "U0LAMP", "U0FOGG", "U0GULL", "U0KELP"


def _answered(posts: int, *by: str, first: int = 0, **parts: int) -> History:
    """So many posts, of which each from the first on is answered by these people."""
    said = [post(number, hours=parts.get("hours", 6)) for number in range(posts)]
    return history(said, [reply(each, user) for each in said[first:] for user in by])


def test_the_test_begins_at_midnight_before_seven_tenths_of_the_posts() -> None:
    task = task_of(_answered(100, GULL))
    assert task.begin == at("2026-01-18 00:00")  # post 70 is of January 18, 18:00
    assert [each.at for each in task.test_posts] == [
        BEGIN + timedelta(hours=6 * number) for number in range(67, 100)
    ]


def test_people_with_most_responses_come_first_and_by_id_where_they_have_as_many() -> None:
    found = _answered(200, KELP, GULL)
    more = history(found.posts, [*found.engagements[2:], *(reaction(each, FOGG) for each in found.posts)])
    assert task_of(more).people == (FOGG, GULL, KELP)


@pytest.mark.parametrize(
    ("learned", "tested", "is_enough"),
    [(40, 10, True), (39, 10, False), (41, 9, False), (9, 60, False), (10, 40, True)],
)
def test_fifty_responses_are_enough_with_ten_in_both_parts(
    learned: int, tested: int, is_enough: bool
) -> None:
    said = [post(number) for number in range(400)]
    begin = task_of(history(said), person=GULL).begin
    before = [each for each in said if each.at < begin][:learned]
    after = [each for each in said if each.at >= begin][:tested]
    found = history(said, [reaction(each, GULL) for each in (*before, *after)])
    if is_enough:
        assert task_of(found).people == (GULL,)
    else:
        with pytest.raises(
            EvaluationError,
            match=rf"Gullinda Sprat responded to most, {learned + tested} \({learned} and {tested}\)",
        ):
            task_of(found)


def test_at_most_ten_people_are_measured() -> None:
    crowd = [f"U0CROWD{number:02}" for number in range(14)]
    assert task_of(_answered(200, *crowd)).people == tuple(crowd[:10])


def test_bots_are_not_watched() -> None:
    found = _answered(200, GULL, KELP)
    assert task_of(History(found.posts, found.engagements, found.names, bots=frozenset({GULL}))).people == (
        KELP,
    )


def test_nobody_is_asked_about_their_own_posts_and_everybody_about_all_others() -> None:
    task = task_of(keepers())
    own = [[each.author == person for each in task.test_posts] for person in task.people]
    assert (task.when_posted.asked == ~np.array(own)).all()
    assert not (task.when_posted.responded & ~task.when_posted.asked).any()


def test_at_digest_time_pairs_that_responded_are_left_out() -> None:
    task = _asked_about(hours_to_response=[1, 100, None])
    before, after = task.when_posted, task.at_digest_time
    assert before.responded.tolist() == [[True, True, False]]
    assert after.asked.tolist() == [[False, True, True]]
    assert after.responded.tolist() == [[False, True, False]]


def test_a_reaction_counts_at_digest_time_as_made_a_day_after_its_post() -> None:
    said = [post(4 * number) for number in range(10)]
    found = history(said, [reaction(said[-1], GULL), reaction(said[-2], GULL)])
    task = task_of(found, digest_days=1, person=GULL)
    assert task.at_digest_time.responded.tolist()[0][-2:] == [
        True,
        True,
    ]  # both known at 6:00 on the day after
    assert task_of(found, digest_days=7, person=GULL).at_digest_time.asked.tolist()[0][-2:] == [False, False]


def _asked_about(hours_to_response: list[float | None]) -> Task:
    """A task about Gullinda, whose test posts of one week were answered after so many hours."""
    said = [
        post(number) for number in range(28, 48)
    ]  # a digest's week is from Thursday to Thursday, as is 1970's first
    last = said[-len(hours_to_response) :]
    done: list[Engagement] = [
        reply(each, GULL, hours=hours) for each, hours in zip(last, hours_to_response, strict=True) if hours
    ]
    return _only(task_of(history(said, done), person=GULL), len(last))


def _only(task: Task, last: int) -> Task:
    begin = task.test_posts[-last].at
    return Task(task.people, begin, task.events, task.candidates, task.responses, task.digest_days)


def test_a_digest_covers_its_days_from_midnight_to_midnight_in_utc() -> None:
    task = task_of(_answered(200, GULL), digest_days=1)
    for each in task.test_posts:
        assert task.digest_at(each) - timedelta(days=1) <= each.at < task.digest_at(each)
        assert task.digest_at(each).time().isoformat() == "00:00:00"


def test_one_channel_is_enough() -> None:
    assert len(CHANNELS) > 1
    assert {each.channel for each in task_of(_answered(200, GULL)).candidates} == {"C0LIGHT"}


def test_a_week_is_enough_where_enough_is_said() -> None:
    task = task_of(_answered(160, GULL, hours=1))
    assert len(task.people) == 1
    assert len({task.period(each) for each in task.test_posts}) <= 2


def test_little_is_enough_for_somebody_who_was_asked_for() -> None:
    task = task_of(_answered(40, GULL, first=38), person=GULL)
    assert (task.people, task.is_about_one, int(task.when_posted.responded.sum())) == ((GULL,), True, 2)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (history([]), "nobody wrote a post"),
        (history([post(0, is_bot=True)]), "nobody wrote a post"),
        (_answered(20, GULL, hours=0), "in one day"),
        (_answered(20), "nobody responded to any post, of 20 posts"),
        (
            _answered(20, GULL),
            "needed are 50 by one person, at least 10 of them before 2026-01-04 and 10 after",
        ),
    ],
    ids=["no posts", "posts of bots alone", "a day", "no responses", "few responses"],
)
def test_what_is_missing_is_one_line_that_says_what_is_needed(found: History, words: str) -> None:
    with pytest.raises(EvaluationError, match=words) as problem:
        task_of(found)
    assert "\n" not in str(problem.value)
    assert "longer" in str(problem.value)
