"""Why a post is in a digest, as a modal, and why another is not, as an answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.attention import THRESHOLD, Evidence, Guess
from bot.attention.guess import Scope
from bot.attention.why import SAID
from handlers.views import text
from handlers.views.why import ALREADY, GONE, LOWERED, NOT_KEPT, RAISED, TRY, UNCHANGED, answer, modal, only
from storage.digests import Item
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, pressed, unseen

WHERE = "<https://fernhill.example/archives/C1/p1772442000000100|#partners>"
SCOPES: tuple[Scope, ...] = get_args(Scope)
QUICK = tuple(timedelta(minutes=minutes) for minutes in (2, 12, 40))
SLOW = tuple(timedelta(days=days) for days in (5, 6, 7))
GUESS = Guess(
    "U1",
    0.31,
    0.10,
    19,
    190,
    (
        Evidence("mention", "", 0, 0, (), -0.2),
        Evidence("channel", "C1", 6, 8, QUICK, 1.3),
        Evidence("author", "U2", 3, 4, (), 0.5),
        Evidence("activity", "", 0, 0, (), -0.4),
        Evidence("words", "", 0, 0, (), 0.2),
        Evidence("time", "", 0, 0, (), 0.01),
    ),
)
ITEM = Item(
    id=11,
    channel="C1",
    ts="1772442000.000100",
    author="U2",
    watched="U1",
    reason="<@U1> reacted or replied to 6 of 8 earlier posts in <#C1>, usually within 12 minutes.",
    verdict="",
    guess=GUESS,
    score=0.31,
    threshold=THRESHOLD,
    explored=False,
)


def words(shown: dict[str, Any]) -> str:
    """Everything that can be read in it."""
    return "\n".join(markup(shown))


def test_what_was_known_then(snapshot: SnapshotAssertion) -> None:
    shown = modal(ITEM, WHERE)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown) == []
    assert UNCHANGED in words(shown)


def test_what_the_readers_presses_did_is_said() -> None:
    raised = words(modal(replace(ITEM, score=0.42, threshold=0.10), WHERE))
    assert RAISED.format(before="3 in 10", after="4 in 10") in raised
    assert "at first it was" not in raised  # told in tens, it is the same
    lowered = words(modal(replace(ITEM, score=0.21, threshold=0.1), WHERE))
    assert LOWERED.format(before="3 in 10", after="2 in 10") in lowered


def test_where_the_digest_starts_is_said_with_where_it_started_at_first() -> None:
    assert "Your digest starts at 25 in 100, after what you pressed; at first it was 12 in 100." in words(
        modal(replace(ITEM, threshold=0.25, guess=replace(GUESS, base=0.03)), WHERE)
    )


def test_a_try_and_a_conversation_that_somebody_is_in_already_are_told_apart() -> None:
    below = replace(ITEM, score=0.04, guess=replace(GUESS, probability=0.04))
    assert TRY in words(modal(replace(below, explored=True), WHERE))
    assert ALREADY.partition("{")[0] in words(modal(below, WHERE))
    assert "My guess" not in words(modal(below, WHERE))  # who is in it already need not be guessed
    assert TRY not in words(modal(ITEM, WHERE))
    assert ALREADY.partition("{")[0] not in words(modal(ITEM, WHERE))


def test_an_item_from_before_guesses_were_kept_shows_its_line() -> None:
    shown = modal(replace(ITEM, guess=None), WHERE)
    assert ITEM.reason in words(shown)
    assert NOT_KEPT in words(shown)
    assert faults(shown) == []


def test_what_may_not_be_seen_leaves_nothing_but_that(snapshot: SnapshotAssertion) -> None:
    shown = only(GONE)
    assert shown == snapshot
    assert faults(shown) == []


def test_an_answer_has_both_sides_where_a_guess_decided(snapshot: SnapshotAssertion) -> None:
    said = SAID["unlikely"].format(chance="4 in 100", starts="12 in 100", who="<@U1>")
    assert answer(said, GUESS) == snapshot
    assert answer(SAID["own"], None) == SAID["own"]


def test_a_side_without_anything_says_so() -> None:
    assert answer("No.", replace(GUESS, evidence=())).count("Nothing that I know of.") == 2


everything = st.lists(
    st.builds(
        Evidence,
        st.sampled_from(SCOPES),
        st.sampled_from(["", "C0123456789", "U0123456789"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from([(), QUICK, SLOW]),
        st.floats(-20, 20),
    ),
    max_size=9,
)
chance = st.floats(0.000001, 0.999999)


@given(everything, chance, chance, chance, hostile)
@settings(deadline=None)
def test_any_guess_fits_and_only_we_write_markup(
    evidence: list[Evidence], probability: float, score: float, threshold: float, name: str
) -> None:
    guess = replace(GUESS, evidence=tuple(evidence), probability=probability)
    item = replace(ITEM, guess=guess, score=score, threshold=threshold)
    check_harmless(item, text.link("https://fernhill.example/archives/C1/p1", f"#{text.one_line(name)[:80]}"))


@pytest.mark.parametrize("name", ENORMOUS.values(), ids=ENORMOUS)
def test_the_longest_of_everything_fits(name: str) -> None:
    longest = tuple(Evidence(scope, "C" * 11, 10**6, 10**6, SLOW, 9.0) for scope in SCOPES)
    where = text.link("https://fernhill.example/archives/C1/p1", f"#{text.one_line(name)[:80]}")
    check_harmless(replace(ITEM, reason="a" * 4000, guess=replace(GUESS, evidence=longest)), where)


def check_harmless(item: Item, where: str) -> None:
    """Fail if Slack would refuse it, or if a name became anything but words."""
    shown = modal(item, where)
    assert faults(shown) == []
    assert loose(shown) == []
    assert unseen(shown) == []
    ours = {"@U1", "@U2", "#C1"} | {f"{mark}{key}" for mark in "@#" for key in _keys(item)}
    links = [found for found in active(shown) if found not in ours]
    assert all(found.startswith("https://fernhill.example/archives/C1/p1|#") for found in links)


def _keys(item: Item) -> set[str]:
    return {part.key for part in item.guess.evidence} if item.guess else set()
