"""The counts, held against counting by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention import Evidence, Guess, Post
from bot.attention.guess import Scope, logit, sigmoid
from tests.bot.attention.logs import (
    Log,
    by_hand,
    channels,
    explained,
    history,
    interleaved,
    learned,
    logs,
    people,
    post,
    response,
    responses,
    without_order,
)

candidates = st.builds(post, st.integers(100, 200), channels, people)
any_log = settings(deadline=None)


def told(log: Log, candidate: Post, watched: str) -> Guess:
    """A guess with the counts of a log."""
    return explained(learned(log), candidate, watched)


@given(logs(), candidates, people)
@any_log
def test_every_count_can_be_made_by_hand(log: Log, candidate: Post, watched: str) -> None:
    guess = told(log, candidate, watched)
    everything = by_hand(log, watched)
    assert (guess.engaged, guess.seen) == (everything.engaged, everything.seen)
    scopes = {"channel": {"channel": candidate.channel}, "author": {"author": candidate.author}}
    assert [part.scope for part in guess.evidence] == list(scopes)
    for part in guess.evidence:
        counted = by_hand(log, watched, **scopes[part.scope])
        assert (part.engaged, part.seen) == (counted.engaged, counted.seen)
        assert tuple(sorted(part.delays)) == counted.delays


@given(logs(), candidates, people)
@any_log
def test_own_posts_never_count(log: Log, candidate: Post, watched: str) -> None:
    own = {(each.channel, each.ts) for each in log if isinstance(each, Post) and each.author == watched}
    others = [each for each in log if (each.channel, each.ts) not in own]
    assert told(log, candidate, watched) == told(others, candidate, watched)


@given(st.data(), candidates, people)
@any_log
def test_the_order_does_not_matter_as_long_as_a_post_comes_before_its_responses(
    data: st.DataObject, candidate: Post, watched: str
) -> None:
    drawn = data.draw(st.lists(st.tuples(channels, people), min_size=1, max_size=8))
    posts = [post(number, channel, author) for number, (channel, author) in enumerate(drawn)]
    threads: list[Log] = [[each, *data.draw(responses(each))] for each in posts]
    first, second = (data.draw(st.composite(interleaved)(threads)) for _ in range(2))
    assert without_order(told(first, candidate, watched)) == without_order(told(second, candidate, watched))


@given(logs(), candidates, people)
@any_log
def test_what_is_told_twice_counts_once(log: Log, candidate: Post, watched: str) -> None:
    assert told(log + log, candidate, watched) == told(log, candidate, watched)


def test_a_reply_after_a_week_says_nothing_but_an_emoji_does() -> None:
    first = post(0)
    week = 7 * 24 * 60
    assert told([first, response(first, minutes=week)], post(9), "U1").engaged == 1
    assert told([first, response(first, minutes=week + 1)], post(9), "U1").engaged == 0
    assert told([first, response(first, minutes=week + 1, kind="reaction")], post(9), "U1").engaged == 1


def test_a_response_to_a_post_that_is_not_known_says_nothing() -> None:
    first = post(0)
    assert told([response(first), first], post(9), "U1").engaged == 0


def test_the_first_known_time_is_the_delay() -> None:
    first = post(0)
    log: Log = [first, *(response(first, minutes=minutes) for minutes in (None, 12, 3))]
    (channel, _author) = told(log, post(9), "U1").evidence
    assert (channel.engaged, channel.delays) == (1, (timedelta(minutes=12),))


def test_usually_needs_three_known_times() -> None:
    delays = [timedelta(minutes=minutes) for minutes in (2, 30, 9)]
    assert Evidence("channel", "C0", 3, 3, tuple(delays[:2]), 1.0).usual_delay is None
    assert Evidence("channel", "C0", 3, 3, tuple(delays), 1.0).usual_delay == timedelta(minutes=9)


@given(logs(), candidates, people, st.sampled_from(["mention", "channel", "author", "words"]))
@any_log
def test_a_guess_is_explained_with_counts_that_can_be_made_by_hand(
    log: Log, candidate: Post, watched: str, scope: Scope
) -> None:
    log = [replace(each, text=f"<@{each.author}> <@U1>") if isinstance(each, Post) else each for each in log]
    candidate = replace(candidate, text="for <@U1|one> and all")
    guess = Guess(watched, 0.3, 0.1, 0, 0, (Evidence(scope, "", 0, 0, (), 1.5),))
    found = learned(log).explain(guess, candidate)
    everything = by_hand(log, watched)
    assert (found.engaged, found.seen) == (everything.engaged, everything.seen)
    assert (found.watched, found.probability, found.base) == (watched, 0.3, 0.1)
    (part,) = found.evidence
    assert part.weight == 1.5
    if scope == "words" or (scope == "mention" and watched != "U1"):
        assert part == guess.evidence[0]
        return
    which = {"channel": {"channel": candidate.channel}, "author": {"author": candidate.author}, "mention": {}}
    counted = by_hand(log, watched, **which[scope])
    assert (part.engaged, part.seen, tuple(sorted(part.delays))) == (
        counted.engaged,
        counted.seen,
        counted.delays,
    )
    assert part.key == {"channel": candidate.channel, "author": candidate.author, "mention": "U1"}[scope]


def test_only_posts_that_mention_them_are_counted_as_such() -> None:
    log = history("C0", "U0", engaged=3, seen=8)
    log[0] = replace(log[0], text="<@U1>, <@U2|two>")
    log[7] = replace(log[7], text="<@U1>")
    guess = Guess("U1", 0.3, 0.1, 0, 0, (Evidence("mention", "", 0, 0, (), 1.5),))
    (part,) = learned(log).explain(guess, replace(post(100), text="<@U1>")).evidence
    assert (part.engaged, part.seen) == (1, 2)


@given(st.floats(0.001, 0.999))
def test_log_odds_and_back(probability: float) -> None:
    assert sigmoid(logit(probability)) == pytest.approx(probability)
