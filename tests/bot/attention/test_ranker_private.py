"""Private channels: what happens in one changes nothing that is said of posts elsewhere, and all that is said there."""

from datetime import timedelta

import pytest

from bot.attention.ranker import Ranker
from tests.bot.attention.habits import (
    FAN,
    PEOPLE,
    Log,
    after,
    emoji,
    in_order,
    later,
    post,
    private,
    reply,
    to_come,
    workspace,
)

PUBLIC = workspace(140)
SECRETIVE = "U8"  # responds in the private channel, and nowhere else


def secret(count: int = 90, *, fan_answers: bool = True) -> Log:
    """What happens in the private channel: links, code, questions, mentions, by the people of the public ones too."""
    log: Log = []
    for number in range(count):
        text = f"<@U3> velvet `code` https://example.org/{number} ?"
        made = private(post(later(number * 3 + 0.5), "C9", ("U2", "U3", "U0", "U9")[number % 4], text))
        log += [(made, made.at), reply(made, SECRETIVE, 2, "thimble <@U1>"), emoji(made, "U3")]
        if fan_answers:
            log.append(reply(made, FAN, 0.2, "velvet"))
    return log


@pytest.mark.parametrize("fits", [False, True])
def test_public_posts_are_judged_without_what_is_private(fits: bool) -> None:
    without, with_secrets = after(PUBLIC), after(in_order([*PUBLIC, *secret()]))
    for ranker in (without, with_secrets):
        if fits:
            ranker.fit()
    for new in to_come(12):
        assert without.score(new) == with_secrets.score(new)
        guesses = [ranker.guess(new, FAN, new.at) for ranker in (without, with_secrets)]
        assert guesses[0] == guesses[1]


def test_after_a_long_time_too() -> None:
    """Posts have closed, and some of them were looked at only because of something private."""
    events = in_order([*PUBLIC, *secret()])
    without, with_secrets = after(PUBLIC), after(events)
    end = later(24 * 60)
    tail = [(private(post(end, "C9")), end)]
    for event, known in tail:
        with_secrets.observe(event, known)
    for new in (post(end + timedelta(hours=1), "C1", "U2", "quarry?"), post(end + timedelta(days=30), "C0")):
        assert without.score(new) == with_secrets.score(new)
    kept = [ranker._examples.all() for ranker in (without, with_secrets)]
    assert len(kept[0]) == len(kept[1]) > 0


def test_posts_seen_by_now_are_judged_without_what_is_private() -> None:
    without, with_secrets = after(PUBLIC), after(in_order([*PUBLIC, *secret()]))
    seen = PUBLIC[-1][0]
    for event, known in PUBLIC[-40:]:
        if event.ts != seen.ts and not hasattr(event, "user"):
            now = known + timedelta(days=1)
            assert without.score_later(event, now) == with_secrets.score_later(event, now)


def test_whom_to_learn_from_besides_is_not_decided_in_private() -> None:
    ranker = after(in_order([*PUBLIC, *secret()]))
    ranker.fit()
    assert SECRETIVE not in ranker._memory.people


def test_a_private_post_is_judged_by_what_is_private() -> None:
    new = private(post(later(400), "C9", "U2", "velvet?"))
    answered, ignored = (after(in_order([*PUBLIC, *secret(fan_answers=does)])) for does in (True, False))
    assert _of_fan(answered, new) > 3 * _of_fan(ignored, new)


def _of_fan(ranker: Ranker, new: object) -> float:
    return ranker.score(new)[PEOPLE.index(FAN)]  # type: ignore[arg-type]
