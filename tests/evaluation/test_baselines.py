"""The simple rankers do what their names say."""

from collections.abc import Iterable

import pytest

from bot.attention.log import Engagement, Post
from evaluation.baselines import ChannelAuthor, ChannelPopularity, NewestFirst, RandomOrder
from evaluation.metrics import average_precision, cases, mean, roc_auc
from evaluation.replay import replay
from evaluation.scorer import Factory, Scorer
from evaluation.task import task_of
from tests.evaluation.lighthouse import history, keepers, post, reaction, reply

LAMP, FOGG, GULL, KELP = "U0LAMP", "U0FOGG", "U0GULL", "U0KELP"


def _after(scorer: Scorer, posts: Iterable[Post], engagements: Iterable[Engagement]) -> Scorer:
    for known in history(posts, engagements).events:
        scorer.observe(known.event, known.at)
    return scorer


def test_newest_first_ranks_by_time() -> None:
    ranker = NewestFirst([GULL, KELP])
    first, second = (ranker.score(post(number)) for number in (1, 2))
    assert first[0] == first[1] < second[0] == second[1]


def test_chance_is_the_same_every_time() -> None:
    assert RandomOrder([GULL, KELP]).score(post(0)) == RandomOrder([GULL, KELP]).score(post(0))


def test_channel_popularity_counts_responses_of_others() -> None:
    quiet = [post(number, "C0TEA") for number in range(5)]
    busy = [post(number, "C0FOG") for number in range(5, 10)]
    ranker = _after(
        ChannelPopularity([GULL, KELP]),
        [*quiet, *busy],
        [*(reaction(each, FOGG) for each in busy), *(reply(each, LAMP) for each in quiet)],
    )
    tea, fog, light = (ranker.score(post(40, channel)) for channel in ("C0TEA", "C0FOG", "C0LIGHT"))
    assert fog[0] == fog[1] > light[0] > tea[0] == tea[1]
    assert light[0] == pytest.approx((5 + 1) / (10 + 2))
    assert fog[0] == pytest.approx((5 + 5 * 0.5) / (5 + 5))


def test_channel_and_author_multiplies_a_persons_own_rates() -> None:
    said = [post(number, "C0FOG" if number % 2 else "C0TEA") for number in range(40)]
    ranker = _after(
        ChannelAuthor([GULL, KELP]), said, [reply(each, GULL) for each in said if each.channel == "C0FOG"]
    )
    (tea, nothing), (fog, _) = (ranker.score(post(60, channel)) for channel in ("C0TEA", "C0FOG"))
    usual = (20 + 1) / (40 + 20)
    channel, author = (20 + 8 * usual) / (20 + 8), (20 + 8 * usual) / (40 + 8)
    odds = channel / (1 - channel) * author / (1 - author) / (usual / (1 - usual))
    assert fog == pytest.approx(odds / (1 + odds))
    assert nothing < tea < usual < fog < 1


def test_somebodys_own_posts_are_not_held_against_them() -> None:
    theirs = [post(number, author=GULL) for number in range(30)]
    ranker = _after(ChannelAuthor([GULL, KELP]), theirs, [])
    gull, kelp = ranker.score(post(60))
    assert kelp < gull == pytest.approx(0.05)


def test_a_post_counts_as_passed_over_after_a_day() -> None:
    ranker = _after(ChannelAuthor([GULL]), [post(0)], [])
    assert ranker.score(post(4))[0] == pytest.approx(0.05)
    assert ranker.score(post(5))[0] < 0.05


def test_a_second_response_to_a_post_counts_no_more_than_the_first() -> None:
    lit = post(0)
    answer = reply(lit, GULL)
    again = [reply(lit, GULL, hours=2), reaction(lit, GULL)]
    once, twice = (_after(ChannelAuthor([GULL]), [lit], done) for done in ([answer], [answer, *again]))
    assert once.score(post(9)) == twice.score(post(9))


@pytest.mark.parametrize(("factory", "finds"), [(ChannelAuthor, 0.6), (RandomOrder, 0.0)])
def test_habits_are_found_where_they_can_be(factory: Factory, finds: float) -> None:
    task = task_of(keepers())
    asked = list(cases(task.when_posted, replay(task, factory).when_posted))
    precision = mean([average_precision(case.responded, case.scores) for case in asked])
    chance = mean([mean(case.responded.astype(float)) for case in asked])
    assert task.people == (GULL, FOGG)
    assert precision > finds
    if not finds:
        assert precision == pytest.approx(chance, abs=0.15)
        assert mean([roc_auc(case.responded, case.scores) for case in asked]) == pytest.approx(0.5, abs=0.12)
