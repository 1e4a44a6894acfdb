"""The counts, held against counting by hand, and the odds that follow from them."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention import Engagement, Evidence, Guess, Post
from bot.attention.guess import logit, sigmoid
from tests.bot.attention.logs import (
    Log,
    by_hand,
    channels,
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


def score(log: Log, candidate: Post, watched: str) -> Guess:
    """What the counts say after a log."""
    return learned(log).score(candidate, watched)


@given(logs(), candidates, people)
@any_log
def test_every_count_can_be_made_by_hand(log: Log, candidate: Post, watched: str) -> None:
    guess = score(log, candidate, watched)
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
def test_the_log_odds_are_those_of_the_base_plus_the_weights(log: Log, candidate: Post, watched: str) -> None:
    guess = score(log, candidate, watched)
    assert 0 < guess.probability < 1
    total = logit(guess.base) + sum(part.weight for part in guess.evidence)
    assert logit(guess.probability) == pytest.approx(total, abs=1e-9)


@given(logs(), candidates, people)
@any_log
def test_rates_are_shrunk_as_promised(log: Log, candidate: Post, watched: str) -> None:
    guess = score(log, candidate, watched)
    base = Fraction(
        guess.engaged + 1, guess.seen + 20
    )  # a twentieth of what is seen, at the weight of 20 posts
    assert guess.base == pytest.approx(float(base))
    for part in guess.evidence:
        rate = (part.engaged + 5 * base) / (part.seen + 5)
        assert part.weight == pytest.approx(logit(float(rate)) - logit(float(base)), abs=1e-9)


@given(logs(), candidates, people)
@any_log
def test_without_the_best_reason_it_would_be_less_likely(log: Log, candidate: Post, watched: str) -> None:
    guess = score(log, candidate, watched)
    best = max(guess.evidence, key=lambda part: part.weight)
    if best.weight <= 0:
        assert guess.probability <= guess.base + 1e-12
        return
    forgotten = [each for each in log if not _speaks_for(best, each, log, watched)]
    assert score(forgotten, candidate, watched).probability < guess.probability


def _speaks_for(part: Evidence, each: Post | Engagement, log: Log, watched: str) -> bool:
    if isinstance(each, Post) or each.user != watched:
        return False
    about = next(to for to in log if isinstance(to, Post) and (to.channel, to.ts) == (each.channel, each.ts))
    return part.key == (about.channel if part.scope == "channel" else about.author)


@given(logs(), candidates, people)
@any_log
def test_own_posts_never_count(log: Log, candidate: Post, watched: str) -> None:
    own = {(each.channel, each.ts) for each in log if isinstance(each, Post) and each.author == watched}
    others = [each for each in log if (each.channel, each.ts) not in own]
    assert score(log, candidate, watched) == score(others, candidate, watched)


@given(st.data(), candidates, people)
@any_log
def test_the_order_does_not_matter_as_long_as_a_post_comes_before_its_responses(
    data: st.DataObject, candidate: Post, watched: str
) -> None:
    drawn = data.draw(st.lists(st.tuples(channels, people), min_size=1, max_size=8))
    posts = [post(number, channel, author) for number, (channel, author) in enumerate(drawn)]
    threads: list[Log] = [[each, *data.draw(responses(each))] for each in posts]
    first, second = (data.draw(st.composite(interleaved)(threads)) for _ in range(2))
    assert without_order(score(first, candidate, watched)) == without_order(score(second, candidate, watched))


@given(logs(), candidates, people)
@any_log
def test_what_is_told_twice_counts_once(log: Log, candidate: Post, watched: str) -> None:
    assert score(log + log, candidate, watched) == score(log, candidate, watched)


@given(logs(), candidates, people)
@any_log
def test_one_more_response_makes_it_likelier_and_one_more_silence_less_likely(
    log: Log, candidate: Post, watched: str
) -> None:
    if candidate.author == watched:
        return
    more = post(90, candidate.channel, candidate.author)
    before = score(log, candidate, watched).probability
    assert score([*log, more, response(more, watched)], candidate, watched).probability > before
    assert score([*log, more], candidate, watched).probability < before


def test_numbers_that_are_worked_out_on_paper() -> None:
    log = history("C0", "U0", engaged=6, seen=8) + history("C1", "U2", engaged=0, seen=12, start=20)
    guess = score(log, post(100, "C0", "U3"), "U1")
    channel, author = guess.evidence
    assert (guess.engaged, guess.seen, guess.base) == (6, 20, 7 / 40)
    assert (channel.engaged, channel.seen) == (6, 8)
    assert (author.engaged, author.seen, author.weight) == (0, 0, 0.0)
    assert guess.probability == pytest.approx((6 + 5 * 7 / 40) / 13)


def test_without_history_everything_is_as_likely_as_posts_are_in_general() -> None:
    guess = score([], post(0), "U1")
    assert (guess.engaged, guess.seen) == (0, 0)
    assert guess.probability == pytest.approx(0.05)


def test_a_reply_after_a_week_says_nothing_but_an_emoji_does() -> None:
    first = post(0)
    week = 7 * 24 * 60
    assert score([first, response(first, minutes=week)], post(9), "U1").engaged == 1
    assert score([first, response(first, minutes=week + 1)], post(9), "U1").engaged == 0
    assert score([first, response(first, minutes=week + 1, kind="reaction")], post(9), "U1").engaged == 1


def test_a_response_to_a_post_that_is_not_known_says_nothing() -> None:
    first = post(0)
    assert score([response(first), first], post(9), "U1").engaged == 0


def test_the_first_known_time_is_the_delay() -> None:
    first = post(0)
    log: Log = [first, *(response(first, minutes=minutes) for minutes in (None, 12, 3))]
    (channel, _author) = score(log, post(9), "U1").evidence
    assert (channel.engaged, channel.delays) == (1, (timedelta(minutes=12),))


def test_usually_needs_three_known_times() -> None:
    delays = [timedelta(minutes=minutes) for minutes in (2, 30, 9)]
    assert Evidence("channel", "C0", 3, 3, tuple(delays[:2]), 1.0).usual_delay is None
    assert Evidence("channel", "C0", 3, 3, tuple(delays), 1.0).usual_delay == timedelta(minutes=9)


@given(st.floats(0.001, 0.999))
def test_log_odds_and_back(probability: float) -> None:
    assert sigmoid(logit(probability)) == pytest.approx(probability)
