"""What somebody follows, on the Home tab in every state, and the list of what is muted."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.attention import Watched
from bot.follow import MOST_CHANNELS, MOST_PEOPLE
from handlers.views import following, home
from handlers.views.following import PAGE, State, all_muted
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
STATE = State(
    following=FOLLOWING,
    progress=[
        ("C1", "Learned from 1,240 posts so far; 2 conversations still to read"),
        ("C2", "waiting: you and I both need to be in it"),
    ],
    last_digest=at("2026-03-02 08:00"),
    learned=(1_240, 310),
    refit_at=at("2026-03-02 03:00"),
)


def tab(state: State) -> dict[str, object]:
    """The Home tab with nothing else on it."""
    parts = {home.DIGEST: following.digest(state), home.FOLLOWING: following.section(state)}
    return home.view(home.Page(parts))


def test_the_digest_and_what_is_followed_with_progress(snapshot: SnapshotAssertion) -> None:
    shown = tab(STATE)
    assert shown == snapshot
    assert faults(shown) == []


def test_before_the_first_digest_and_paused(snapshot: SnapshotAssertion) -> None:
    paused = replace(STATE, following=replace(FOLLOWING, is_paused=True))
    for state in (replace(STATE, last_digest=None), paused):
        assert [block.to_dict() for block in following.digest(state)] == snapshot
    assert "!date^1772524800" not in str(tab(paused))  # nothing comes at that time


def test_whoever_follows_nothing_yet_is_led_there_and_promised_no_digest(snapshot: SnapshotAssertion) -> None:
    shown = tab(State(following=None))
    assert shown["blocks"] == snapshot
    assert faults(shown) == []
    assert home.DIGEST not in str(shown)


def test_what_it_learned_from_is_one_line_that_is_left_out_before_anything_is_known() -> None:
    learned = "Learned from 1,240 posts and 310 responses in these channels"
    assert f"{learned}; last relearned <!date^1772420400^" in str(tab(STATE))
    assert f"{learned}." in str(tab(replace(STATE, refit_at=None)))
    assert "responses in these channels" not in str(tab(replace(STATE, learned=(0, 0))))


def test_a_few_muted_channels_can_be_let_in_again_right_there() -> None:
    shown = tab(replace(STATE, muted=[(11, "C1"), (12, "C2"), (13, "C1")]))
    assert faults(shown) == []
    assert pressed(shown).count("home.unmute") == 2
    assert "home.muted" not in pressed(shown)


def test_many_are_behind_one_button_that_counts_them() -> None:
    shown = tab(replace(STATE, muted=[(number, f"C{number}") for number in range(9)]))
    assert "All 9 muted channels" in str(shown)
    assert pressed(shown).count("home.unmute") == 3


def test_the_pages_of_muted_channels_show_each_once_and_lead_to_each_other() -> None:
    muted = [(number, f"C{number:010}") for number in range(2 * PAGE + 1)]
    pages = [all_muted(muted, skipped) for skipped in (0, PAGE, 2 * PAGE)]
    assert [pressed(page).count("home.unmute") for page in pages] == [PAGE, PAGE, 1]
    turning = [[each for each in pressed(page) if each != "home.unmute"] for page in pages]
    assert turning == [["home.muted.more"], ["home.muted.back", "home.muted.more"], ["home.muted.back"]]
    assert [faults(page) for page in [*pages, all_muted([], 0)]] == [[]] * 4


def test_channels_beyond_those_shown_are_counted() -> None:
    shown = tab(replace(STATE, progress=[(f"C{number}", "read") for number in range(43)]))
    assert "and 3 more channels" in str(shown)


def test_whoever_follows_nobody_is_told_so() -> None:
    shown = tab(replace(STATE, following=replace(FOLLOWING, watched=())))
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
        learned=(10**9, 10**9),
    )
    shown = tab(state)
    assert faults(shown) == []
    assert loose(shown) == []
    assert len(following.section(state)) <= home.ROOM[home.FOLLOWING]
    ours = {f"@{person.user}" for person in watched} | {f"#C{number:010}" for number in range(200)}
    assert {found for found in active(shown) if not found.startswith("!date^")} <= ours
