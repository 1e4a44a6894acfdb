"""Why a post is shown, word by word."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention import Evidence, Guess, Ranked, reasons
from bot.attention.reasons import in_words
from tests.bot.attention.logs import Log, by_hand, explained, learned, logs, people, post

POST = post(0, "C0", "U0")
QUICK = tuple(timedelta(minutes=minutes) for minutes in (2, 12, 40))


def because(
    *evidence: Evidence,
    already: tuple[str, ...] = (),
    engaged: int = 9,
    responded: int = 0,
    explored: bool = False,
) -> str:
    """The reason with this evidence, of a person who responded to so many of 100 posts."""
    guess = Guess("boss", 0.5, 0.1, engaged, 100, evidence)
    item = Ranked(POST, already, guess, 0.5, responded, explored)
    return reasons(item, str.title, lambda channel: f"#{channel}")


def channel(engaged: int, seen: int, delays: tuple[timedelta, ...] = (), weight: float = 1.0) -> Evidence:
    """Evidence from the channel."""
    return Evidence("channel", "plans", engaged, seen, delays, weight)


def author(engaged: int, seen: int, delays: tuple[timedelta, ...] = (), weight: float = 0.5) -> Evidence:
    """Evidence from the author."""
    return Evidence("author", "ben", engaged, seen, delays, weight)


def mention(engaged: int, seen: int, weight: float = 3.0) -> Evidence:
    """Evidence from being mentioned."""
    return Evidence("mention", "boss", engaged, seen, (), weight)


SINCE = Evidence("since", "", 0, 0, (), 1.0)


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ([channel(6, 8)], "Boss reacted or replied to 6 of 8 earlier posts in #plans."),
        (
            [channel(6, 8, QUICK)],
            "Boss reacted or replied to 6 of 8 earlier posts in #plans, usually within 12 minutes.",
        ),
        ([author(3, 4)], "Boss reacted or replied to 3 of 4 earlier posts by Ben."),
        (
            [channel(6, 8), author(3, 4)],
            "Boss reacted or replied to 6 of 8 earlier posts in #plans, and to 3 of 4 by Ben.",
        ),
        (
            [channel(6, 8, QUICK), author(3, 4, QUICK)],
            (
                "Boss reacted or replied to 6 of 8 earlier posts in #plans, usually within 12 minutes, "
                "and to 3 of 4 by Ben."
            ),
        ),
        (
            [channel(6, 8, QUICK[:2]), author(3, 4, QUICK)],
            "Boss reacted or replied to 6 of 8 earlier posts in #plans, and to 3 of 4 by Ben.",
        ),
        ([channel(1, 9, weight=-1), author(3, 4)], "Boss reacted or replied to 3 of 4 earlier posts by Ben."),
        ([channel(1, 9, weight=-1)], "Boss reacted or replied to 9 of 100 earlier posts here."),
        (
            [channel(6, 8, weight=0.2), author(3, 4)],
            "Boss reacted or replied to 3 of 4 earlier posts by Ben, and to 6 of 8 in #plans.",
        ),
        (
            [channel(6, 8), author(3, 4), mention(5, 6)],
            "Boss reacted or replied to 5 of 6 earlier posts that mention them, and to 6 of 8 in #plans.",
        ),
        ([mention(5, 6)], "Boss reacted or replied to 5 of 6 earlier posts that mention them."),
        ([mention(0, 2)], "Boss reacted or replied to 9 of 100 earlier posts here."),
        (
            [Evidence("activity", "", 0, 0, (), 4.0), author(3, 4)],
            "Boss reacted or replied to 3 of 4 earlier posts by Ben.",
        ),
        ([channel(0, 0, weight=0)], "Boss reacted or replied to 9 of 100 earlier posts here."),
        ([], "Boss reacted or replied to 9 of 100 earlier posts here."),
    ],
)
def test_only_counts_that_speak_for_the_post_are_told(evidence: list[Evidence], reason: str) -> None:
    assert because(*evidence) == reason


def test_little_history_is_called_an_early_guess() -> None:
    assert because(channel(4, 4), engaged=4).startswith("Early guess: Boss reacted or replied to 4 of 4 ")
    assert because(channel(4, 4), engaged=5).startswith("Boss reacted or replied to 4 of 4 ")
    assert because(engaged=0) == "Early guess: Boss reacted or replied to 0 of 100 earlier posts here."


def test_a_try_says_that_it_is_one() -> None:
    assert because(channel(2, 60), explored=True) == (
        "A try, to check my own guesses: Boss reacted or replied to 2 of 60 earlier posts in #plans."
    )
    assert because(channel(1, 1), engaged=1, explored=True).count("guess") == 1


def test_a_crowd_is_told_where_nothing_else_speaks_for_the_post_and_that_does() -> None:
    told = "3 people have responded already. Boss reacted or replied to 9 of 100 earlier posts here."
    assert because(SINCE, responded=3) == told
    counts = "Boss reacted or replied to 9 of 100 earlier posts here."
    assert because(responded=3) == counts
    assert because(SINCE, responded=1) == counts
    assert "people" not in because(SINCE, channel(6, 8), responded=3)


@pytest.mark.parametrize(
    ("already", "told"),
    [
        (("boss",), "Boss is already in it."),
        (("boss", "ben"), "Boss and Ben are already in it."),
        (("boss", "ben", "cleo"), "Boss, Ben and Cleo are already in it."),
    ],
)
def test_who_is_already_in_it_comes_first(already: tuple[str, ...], told: str) -> None:
    assert because(already=already) == told
    assert because(channel(1, 9, weight=-1), already=already) == told
    counts = " Boss reacted or replied to 6 of 8 earlier posts in #plans."
    assert because(channel(6, 8), already=already) == told + counts
    assert because(channel(6, 8), already=already, engaged=1) == told + counts  # that is no guess


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(seconds=59), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=59, seconds=1), "1 hour"),
        (timedelta(minutes=61), "2 hours"),
        (timedelta(hours=2, minutes=30), "3 hours"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, minutes=1), "2 days"),
        (timedelta(days=6), "6 days"),
    ],
)
def test_a_delay_in_words(delay: timedelta, words: str) -> None:
    assert in_words(delay) == words


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_within_is_never_less_than_the_delay_was(delay: timedelta) -> None:
    number, unit = in_words(delay).split()
    named = int(number) * {"minute": 1, "hour": 60, "day": 1440}[unit.removesuffix("s")]
    assert timedelta(minutes=named) >= delay
    assert (number == "1") is not unit.endswith("s")


TOLD = re.compile(r"(\d+) of (\d+) (?:earlier posts )?(?:in (C\d)|by (U\d)|here)")


@given(logs(), people, people)
@settings(deadline=None)
def test_the_counts_in_the_reason_are_those_in_the_log(log: Log, watched: str, by: str) -> None:
    new = post(100, "C0", by)
    guess = explained(learned(log), new, watched)
    told = TOLD.findall(reasons(Ranked(new, (), guess, guess.probability), str, str))
    assert told
    for engaged, seen, in_channel, by_author in told:
        counted = by_hand(log, watched, channel=in_channel, author=by_author)
        assert (int(engaged), int(seen)) == (counted.engaged, counted.seen)
        assert in_channel in {"", "C0"}
        assert by_author in {"", by}
