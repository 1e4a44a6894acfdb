"""Ranking people of whom little is known."""

import pytest

from bot.attention.log import Engagement
from evaluation.baselines import ChannelAuthor, NewestFirst
from evaluation.cold_start import LAST, cold_starts, with_last
from evaluation.entrants import Entrant
from evaluation.task import Task, task_of
from tests.evaluation.lighthouse import history, keepers, reply

GULL, FOGG = "U0GULL", "U0FOGG"
ALONE = Entrant("alone", ChannelAuthor)
TOGETHER = Entrant("together", ChannelAuthor, learns_from_others=True)
NEWEST = Entrant("newest", NewestFirst)


@pytest.fixture
def task() -> Task:
    """Gullinda and Foghorn, who also answer in threads of their own."""
    found = keepers()
    return task_of(found)


def _by(task: Task, user: str) -> list[Engagement]:
    events = [known.event for known in task.events]
    return [each for each in events if isinstance(each, Engagement) and each.user == user]


@pytest.mark.parametrize("last", LAST)
def test_only_the_last_responses_before_the_test_are_known(task: Task, last: int) -> None:
    hidden = with_last(task, [GULL], last)
    before = sorted((known, key) for key, known in task.responses[GULL].items() if known < task.begin)
    assert {(each.channel, each.ts) for each in _by(hidden, GULL)} == {
        key for _, key in before[len(before) - last :]
    }
    assert _by(hidden, FOGG) == _by(task, FOGG)
    assert (hidden.when_posted.responded == task.when_posted.responded).all()


def test_what_they_wrote_in_their_own_threads_stays_known() -> None:
    found = keepers()
    own = next(each for each in found.posts if each.author == "U0KELP")
    talkative = history(found.posts, [*found.engagements, reply(own, "U0KELP")])
    hidden = with_last(task_of(talkative, person="U0KELP"), ["U0KELP"], 0)
    assert [each for each in _by(hidden, "U0KELP") if each.kind == "reply"] == [reply(own, "U0KELP")]
    assert [known for known in hidden.events if known.event in found.posts] == [
        known for known in talkative.events if known.event in found.posts
    ]


def test_twenty_responses_help(task: Task) -> None:
    found = cold_starts(task, [ALONE], lambda _done, _of: None, processes=1)
    assert [(each.entrant, each.last) for each in found] == [("alone", last) for last in LAST]
    assert found[0].mean < found[-1].mean
    assert set(found[0].precisions) == {GULL, FOGG}


def test_hiding_one_at_a_time_or_all_at_once_is_the_same_where_people_are_independent(task: Task) -> None:
    found = cold_starts(task, [ALONE, TOGETHER], lambda _done, _of: None, processes=1)
    at_once, one_by_one = found[: len(LAST)], found[len(LAST) :]
    assert [each.precisions for each in at_once] == [each.precisions for each in one_by_one]


def test_processes_find_the_same_as_one(task: Task) -> None:
    told: list[tuple[int, int]] = []
    found = cold_starts(task, [ALONE, NEWEST], lambda done, of: told.append((done, of)), processes=2)
    assert found == cold_starts(task, [ALONE, NEWEST], lambda _done, _of: None, processes=1)
    assert told == [(done, 6) for done in range(7)]
