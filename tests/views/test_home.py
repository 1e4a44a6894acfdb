"""The Home tab in every state."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.attention import Watched
from bot.follow import MOST_CHANNELS, MOST_PEOPLE
from handlers.views.home import State, view
from storage.follows import Following
from tests.moments import at
from tests.views.rendered import active, faults, loose, pressed

FOLLOWING = Following(
    user_id="U0",
    channels=("C1", "C2"),
    watched=(Watched("U1", 1), Watched("U2", 0)),
    cadence="daily",
    is_paused=False,
    next_digest_at=at("2026-03-03 08:00"),
    confirmation=None,
)
NEW = State(following=None, progress=(), muted=(), last_digest=None)
STATE = State(
    following=FOLLOWING,
    progress=[
        ("C1", "Learned from 1,240 posts so far; 2 conversations still to read"),
        ("C2", "waiting: you and I both need to be in it"),
    ],
    muted=(),
    last_digest=at("2026-03-02 08:00"),
    learned=(1_240, 310),
    refit_at=at("2026-03-02 03:00"),
)


def test_the_welcome(snapshot: SnapshotAssertion) -> None:
    shown = view(NEW)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown) == ["follow.open", "green_button.open"]


def test_the_overview_with_progress(snapshot: SnapshotAssertion) -> None:
    shown = view(STATE)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown) == ["digest.now", "follow.open", "digest.pause", "green_button.open"]


def test_before_the_first_digest(snapshot: SnapshotAssertion) -> None:
    assert view(replace(STATE, last_digest=None))["blocks"][1] == snapshot


def test_paused(snapshot: SnapshotAssertion) -> None:
    shown = view(replace(STATE, following=replace(FOLLOWING, is_paused=True)))
    assert shown["blocks"][1:3] == snapshot
    assert faults(shown) == []
    assert pressed(shown) == ["digest.now", "follow.open", "digest.resume", "green_button.open"]
    assert "!date^1772524800" not in str(shown)  # nothing comes at that time


def test_what_it_learned_from_is_one_line_that_is_left_out_before_anything_is_known() -> None:
    learned = "Learned from 1,240 posts and 310 responses in these channels"
    assert f"{learned}; last relearned <!date^1772420400^" in str(view(STATE))
    assert f"{learned}." in str(view(replace(STATE, refit_at=None)))
    assert "responses in these channels" not in str(view(replace(STATE, learned=(0, 0))))


def test_muted_channels_can_be_let_in_again(snapshot: SnapshotAssertion) -> None:
    shown = view(replace(STATE, muted=[(11, "C1"), (12, "C2")]))
    assert shown["blocks"][7:9] == snapshot
    assert faults(shown) == []
    assert pressed(shown)[3:5] == ["home.unmute", "home.unmute"]


def test_a_channel_that_was_muted_twice_is_listed_once() -> None:
    shown = view(replace(STATE, muted=[(11, "C1"), (12, "C1")]))
    assert faults(shown) == []
    assert pressed(shown).count("home.unmute") == 1


def test_whoever_follows_nobody_is_told_so() -> None:
    shown = view(replace(STATE, following=replace(FOLLOWING, watched=())))
    assert "Through nobody yet" in str(shown)
    assert faults(shown) == []


@given(st.integers(0, 3 * MOST_CHANNELS), st.integers(0, MOST_PEOPLE), st.integers(0, 200), st.booleans())
@settings(deadline=None)
def test_any_number_of_channels_people_and_mutes_fits(
    channels: int, people: int, muted: int, is_paused: bool
) -> None:
    watched = tuple(Watched(f"U{number:010}", 0) for number in range(people))
    state = State(
        following=replace(FOLLOWING, watched=watched, is_paused=is_paused),
        progress=[(f"C{number:010}", STATE.progress[0][1]) for number in range(channels)],
        muted=[(number, f"C{number:010}") for number in range(muted)],
        last_digest=None,
        learned=(10**9, 10**9),
    )
    shown = view(state)
    assert faults(shown) == []
    assert loose(shown) == []
    ours = {f"@{person.user}" for person in watched} | {f"#C{number:010}" for number in range(200)}
    assert {found for found in active(shown) if not found.startswith("!date^")} <= ours
