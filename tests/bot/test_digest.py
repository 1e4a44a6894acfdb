"""What goes into a digest, and when there is none."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import Guess, Post, Press, Ranked
from bot.digest import (
    FIRST_WINDOW,
    KEPT_FOR_LIKELY,
    MOST_ITEMS,
    WINDOW,
    changes,
    choose,
    is_too_late,
    since,
    title,
    unlikely,
)
from tests.moments import at, stamp

NOW = at("2026-03-02 09:00")
USEFUL = Press("useful", "C1", "U2", "U9")
NOT_FOR_ME, MUTE = Press("not_for_me", "C1", "U2", "U9"), Press("mute", "C1", "U2", "U9")


def item(
    score: float, author: str = "U2", watched: str = "U1", already: bool = False, hour: int = 0
) -> Ranked:
    """A post with that score, by that author, of interest to that person."""
    post = Post("C1", stamp(NOW - timedelta(hours=hour)), author, NOW)
    return Ranked(post, (watched,) if already else (), Guess(watched, score, 0.1, 5, 50, ()), score)


def ranked(already: int, likely: int) -> list[Ranked]:
    """So many conversations that somebody is in, then so many posts that are likely next."""
    return [item(0.5, already=number < already, hour=number) for number in range(already + likely)]


@pytest.mark.parametrize(
    ("already", "likely", "chosen"),
    [
        (0, 0, (0, 0)),
        (1, 0, (1, 0)),
        (0, 2, (0, 2)),
        (9, 0, (5, 0)),
        (0, 9, (0, 5)),
        (9, 1, (4, 1)),
        (9, 2, (3, 2)),
        (9, 3, (2, 3)),
        (9, 9, (2, 3)),
        (1, 9, (1, 4)),
    ],
)
def test_conversations_leave_room_for_what_is_likely_next(
    already: int, likely: int, chosen: tuple[int, int]
) -> None:
    items = choose(ranked(already, likely), 0.1)
    assert (sum(bool(item.already) for item in items), sum(not item.already for item in items)) == chosen


@pytest.mark.parametrize(
    ("already", "likely", "chosen"), [(9, 9, (1, 2)), (9, 0, (3, 0)), (0, 9, (0, 3)), (9, 1, (2, 1))]
)
def test_a_digest_of_three_leaves_room_too(already: int, likely: int, chosen: tuple[int, int]) -> None:
    items = choose(ranked(already, likely), 0.1, 3)
    assert (sum(bool(item.already) for item in items), sum(not item.already for item in items)) == chosen


@given(st.integers(0, 12), st.integers(0, 12))
def test_at_most_five_of_the_best_in_their_order_and_no_room_is_wasted(already: int, likely: int) -> None:
    given_ = ranked(already, likely)
    chosen = choose(given_, 0.1)
    assert len(chosen) == min(MOST_ITEMS, len(given_))
    assert sum(not item.already for item in chosen) >= min(likely, KEPT_FOR_LIKELY)
    in_it, next_ = [item for item in chosen if item.already], [item for item in chosen if not item.already]
    assert chosen == in_it + next_
    assert in_it == given_[: len(in_it)]
    assert next_ == given_[already : already + len(next_)]


items = st.lists(
    st.builds(
        item,
        st.floats(0.05, 0.95),
        st.sampled_from(["U2", "U3"]),
        st.sampled_from(["U1", "U4"]),
        st.booleans(),
        st.integers(0, 100),
    ),
    max_size=12,
    unique_by=lambda one: one.post.ts,
)


@given(items)
def test_of_one_author_and_for_one_person_the_better_comes_first(found: list[Ranked]) -> None:
    best_first = sorted(found, key=lambda one: (not one.already, -one.score))
    chosen = choose(best_first, 0.0)
    alike = {(one.post.author, one.guess.watched, bool(one.already)) for one in found}
    for kind in alike:
        of_kind = [
            one for one in best_first if (one.post.author, one.guess.watched, bool(one.already)) == kind
        ]
        shown = [one for one in chosen if one in of_kind]
        assert shown == of_kind[: len(shown)]


def test_the_same_author_or_the_same_person_again_makes_room_for_others() -> None:
    best, again, same_person = (
        item(0.9, "U2", "U1"),
        item(0.8, "U2", "U1", hour=1),
        item(0.6, "U3", "U1", hour=2),
    )
    somebody_else = item(0.5, "U5", "U4", hour=3)
    assert choose([best, again, same_person, somebody_else], 0.1) == [best, somebody_else, same_person, again]


def test_where_all_differ_the_order_is_that_of_the_scores() -> None:
    found = [item(0.9 - number / 10, f"U2{number}", f"U1{number}", hour=number) for number in range(7)]
    assert choose(found, 0.1) == found[:5]


def test_where_there_is_nothing_there_is_silence() -> None:
    assert choose([], 0.1) == []


def test_likely_is_what_reaches_the_readers_threshold() -> None:
    found = [item(0.01, already=True), item(0.3, "U3"), item(0.12, "U4"), item(0.119, "U5")]
    assert choose(found, 0.12) == found[:3]
    assert unlikely(found, 0.12) == found[3:]
    assert choose(found[3:], 0.12) == []


@pytest.mark.parametrize(
    ("before", "last", "said"),
    [
        ([], [], []),
        ([], [USEFUL], ["more by U2 in C1", "a bit more in general"]),
        ([], [NOT_FOR_ME], ["less by U2 in C1", "I'm pickier in general"]),
        ([], [MUTE], ["nothing from C1"]),
        ([MUTE], [MUTE], []),  # it was out before
        ([], [USEFUL, NOT_FOR_ME], []),  # one takes the other back
        ([NOT_FOR_ME] * 20, [NOT_FOR_ME], ["less by U2 in C1"]),  # pickier I can't be
        (
            [NOT_FOR_ME],
            [USEFUL, USEFUL, MUTE],
            ["nothing from C1", "more by U2 in C1", "a bit more in general"],
        ),
        (
            [],
            [USEFUL, Press("not_for_me", "C2", "U3", "U8")],
            ["more by U2 in C1", "less by U3 in C2"],  # as picky as before
        ),
    ],
)
def test_what_changed_is_said_as_far_as_it_did(
    before: list[Press], last: list[Press], said: list[str]
) -> None:
    assert changes(before, last, str, str) == said


def test_a_week_is_news_and_two_for_the_first_digest() -> None:
    assert since(NOW, NOW - timedelta(days=1)) == NOW - timedelta(days=7) == NOW - WINDOW
    assert since(NOW, None) == NOW - timedelta(days=14) == NOW - FIRST_WINDOW


def test_half_a_day_late_is_too_late() -> None:
    assert not is_too_late(NOW - timedelta(hours=12), NOW)
    assert is_too_late(NOW - timedelta(hours=12, seconds=1), NOW)


@pytest.mark.parametrize(
    ("already", "likely", "headline"),
    [
        (0, 1, "Likely to get a reaction: 1 post"),
        (0, 2, "Likely to get a reaction: 2 posts"),
        (1, 0, "Conversations you may want to be in: 1 post"),
        (1, 4, "Conversations you may want to be in: 5 posts"),
    ],
)
def test_the_headline(already: int, likely: int, headline: str) -> None:
    assert title(ranked(already, likely)) == headline
