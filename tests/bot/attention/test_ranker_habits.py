"""What a ranker learns: habits of people with a history, and something sensible of people without one."""

import math
from dataclasses import replace
from statistics import mean

import pytest

from bot.attention.log import Post
from bot.attention.weights import TOO_FEW
from tests.bot.attention.habits import (
    FAN,
    NEWCOMER,
    PEOPLE,
    REGULARS,
    Log,
    after,
    emoji,
    in_order,
    is_for_fan,
    knowing,
    later,
    post,
    reply,
    to_come,
    workspace,
)

NEVER_SEEN = "U99"
NEW = to_come(150)


def area_under_curve(scores: list[float], answered: list[bool]) -> float:
    """How often a post that was answered is ranked above one that was not."""
    above = [score for score, is_one in zip(scores, answered, strict=True) if is_one]
    below = [score for score, is_one in zip(scores, answered, strict=True) if not is_one]
    return mean((high > low) + (high == low) / 2 for high in above for low in below)


def test_what_the_fan_answers_comes_first() -> None:
    ranker = knowing()
    scores = [ranker.score(new)[PEOPLE.index(FAN)] for new in NEW]
    answered = [is_for_fan(new) for new in NEW]
    assert area_under_curve(scores, answered) > 0.9
    assert mean(scores) == pytest.approx(mean(answered), abs=0.08)


def test_learning_tells_it_better_than_what_it_starts_with() -> None:
    starts, ranker = after(workspace()), knowing()
    answered = [is_for_fan(new) for new in NEW]
    losses = []
    for each in (starts, ranker):
        chances = [each.score(new)[PEOPLE.index(FAN)] for new in NEW]
        likely = [chance if did else 1 - chance for chance, did in zip(chances, answered, strict=True)]
        losses.append(-mean(math.log(chance) for chance in likely))
    assert losses[1] < losses[0]


def test_somebody_who_answers_a_share_of_everything_gets_that_share() -> None:
    ranker = knowing()
    others = [new for new in NEW if new.author != "U3"]
    assert mean(ranker.score(new)[PEOPLE.index("U3")] for new in others) == pytest.approx(0.2, abs=0.15)


def test_a_newcomer_is_served_by_the_pool() -> None:
    """Of somebody with few responses only their rate is their own, and they have lower chances than people who respond a lot."""
    ranker = knowing()
    assert not ranker.weights.own[NEWCOMER][:-1].any()
    assert {FAN, "U3"} <= set(ranker.weights.own)
    chances = [ranker.score(new) for new in NEW]
    assert 0.001 < mean(each[PEOPLE.index(NEWCOMER)] for each in chances) < mean(each[1] for each in chances)


@pytest.mark.parametrize("count", [0, 60])
def test_somebody_never_seen_gets_a_small_chance_and_a_mention_raises_it(count: int) -> None:
    """In a workspace with a history, and in one without."""
    ranker, new = after(workspace(count), (NEVER_SEEN, "U3")), post(later(1100), text="quarry walnut?")
    plain = ranker.score(new)[0]
    assert 1e-4 < plain < 0.2
    assert ranker.score(replace(new, text=f"<@{NEVER_SEEN}> {new.text}"))[0] > 1.3 * plain
    assert ranker.score(replace(new, text=f"<@{NEVER_SEEN}|jo> {new.text}"))[0] > 1.3 * plain


def test_after_learning_somebody_never_seen_is_still_served() -> None:
    ranker = after(workspace(120), (NEVER_SEEN, FAN))
    ranker.fit()
    assert NEVER_SEEN not in ranker.weights.own
    assert all(1e-4 < ranker.score(new)[0] < 0.3 for new in NEW[:20])


def test_others_who_respond_most_are_learned_from_and_bots_and_quiet_ones_are_not() -> None:
    robot = replace(post(later(2), "C1", "U77"), is_bot=True)
    log: Log = [(robot, robot.at)]
    for made in (post(later(3 + number), "C1") for number in range(TOO_FEW + 2)):
        log += [(made, made.at), reply(made, "U77", 0.1), reply(made, "U5", 0.2), emoji(made, "U6")]
        if made.at < later(3 + TOO_FEW - 1):
            log.append(reply(made, "U4", 0.3))
        log.append(reply(made, "U0", 0.4))  # its author
    ranker = after(in_order(log), [FAN])
    ranker.fit()
    assert ranker._memory.people == (FAN, "U5", "U6")
    assert len(ranker.score(to_come(1)[0])) == 1


def test_no_more_open_posts_are_kept_than_two_weeks_have() -> None:
    ranker = after([])
    most = 0
    for number in range(0, 24 * 40, 2):
        made = post(later(number), f"C{number % 3}")
        ranker.observe(made, made.at)
        ranker.score(made)
        most = max(most, len(ranker._memory.open))
    ranker.score(made)
    assert most <= 12 * 14 + 1
    assert len(ranker._memory.open) == len(ranker._memory._closing) <= 12 * 14 + 1
    assert len(ranker._memory._ripening) <= 14
    assert not ranker._memory.closed
    assert sum(len(waiting) for waiting in ranker._later._waiting) <= 4 + 24 + 3


def test_responders_are_told_from_people_like_them() -> None:
    """Asked of people with the same habits, it says nearly the same."""
    ranker = after(workspace(200), REGULARS)
    new: Post = replace(NEW[0], author="U0")
    chances = ranker.score(new)
    assert max(chances) < 12 * min(chances)
