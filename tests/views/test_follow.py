"""The follow modal, and the message that confirms a choice."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot import follow
from bot.attention import Watched
from bot.follow import MOST_CHANNELS, MOST_PEOPLE, Choice, once_each
from handlers.views import text
from handlers.views.follow import FROM_PROFILE, PEOPLE_FIELDS, choice_from, confirmation, modal
from storage.follows import Following
from tests.moments import at
from tests.views.rendered import active, faults, loose, objects, pressed

FOLLOWING = Following(
    user_id="U0",
    channels=("C1", "C2"),
    watched=(Watched("U1", 1), Watched("U2", 2), Watched("U3", 0)),
    cadence="weekly",
    is_paused=False,
    next_digest_at=at("2026-03-09 08:00"),
    confirmation=None,
)


def sent(shown: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends when the modal is submitted as it was opened: state.values."""
    values: dict[str, Any] = {}
    for block in shown["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            chosen = {
                "type": element["type"],
                "selected_conversations": element.get("initial_conversations", []),
                "selected_users": element.get("initial_users", []),
                "selected_option": element.get("initial_option"),
            }
            values[block["block_id"]] = {element["action_id"]: chosen}
    return values


def test_the_modal_of_somebody_new(snapshot: SnapshotAssertion) -> None:
    shown = modal(None, None)
    assert shown == snapshot
    assert faults(shown) == []
    assert choice_from(sent(shown)) == Choice((), (), "daily")


def test_the_manager_is_filled_in_and_it_says_from_where(snapshot: SnapshotAssertion) -> None:
    shown = modal(None, "U1")
    block = next(block for block in shown["blocks"] if block.get("block_id") == "level1")
    assert block == snapshot
    assert FROM_PROFILE in str(block)
    assert str(shown).count(FROM_PROFILE) == 1
    assert faults(shown) == []
    assert choice_from(sent(shown)).watched == (Watched("U1", 1),)


def test_what_is_followed_now_is_filled_in(snapshot: SnapshotAssertion) -> None:
    shown = modal(FOLLOWING, None)
    assert shown["blocks"][1:] == snapshot
    assert faults(shown) == []
    assert FROM_PROFILE not in str(shown)
    assert choice_from(sent(shown)) == Choice(FOLLOWING.channels, FOLLOWING.watched, "weekly")


def test_channels_without_people_get_the_manager_filled_in() -> None:
    shown = modal(replace(FOLLOWING, watched=()), "U1")
    assert choice_from(sent(shown)) == Choice(FOLLOWING.channels, (Watched("U1", 1),), "weekly")
    assert FROM_PROFILE in str(shown)


def test_people_who_were_chosen_are_not_replaced_by_the_manager() -> None:
    shown = modal(FOLLOWING, "U9")
    assert "U9" not in str(shown)
    assert FROM_PROFILE not in str(shown)


def test_faults_are_shown_at_blocks_that_the_modal_has() -> None:
    blocks = {block.get("block_id") for block in modal(None, None)["blocks"]}
    crowd = tuple(Watched(f"U{number}", 0) for number in range(MOST_PEOPLE + 1))
    for choice in (Choice((), (), "daily"), Choice((), crowd, "daily")):
        assert set(follow.faults(choice, "U0")) <= blocks


ids = st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True)
people = st.lists(st.builds(Watched, ids.map("U{}".format), st.integers(0, 3)), max_size=MOST_PEOPLE)
followings = st.builds(
    Following,
    user_id=st.just("U0"),
    channels=st.lists(ids.map("C{}".format), unique=True, max_size=MOST_CHANNELS).map(tuple),
    watched=people.map(once_each),
    cadence=st.sampled_from(["daily", "weekly"]),
    is_paused=st.booleans(),
    next_digest_at=st.just(FOLLOWING.next_digest_at),
    confirmation=st.none(),
)


@given(followings)
@settings(deadline=None)
def test_submitting_it_unchanged_changes_nothing(following: Following) -> None:
    shown = modal(following, None)
    assert faults(shown) == []
    choice = choice_from(sent(shown))
    assert (choice.channels, choice.cadence) == (following.channels, following.cadence)
    assert set(choice.watched) == set(following.watched)


def test_what_is_named_twice_is_taken_once_at_the_nearest_level() -> None:
    values = sent(modal(FOLLOWING, None))
    values["channels"]["channels"]["selected_conversations"] = ["C1", "C2", "C1"]
    values["voices"]["voices"]["selected_users"] = ["U2", "U4"]
    choice = choice_from(values)
    assert choice.channels == ("C1", "C2")
    assert set(choice.watched) == {Watched("U1", 1), Watched("U2", 2), Watched("U4", 0)}


anything = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: st.dictionaries(st.sampled_from(["selected_users", "selected_option", "value"]), inner),
    max_leaves=4,
)
FIELDS = ["channels", "cadence", *(name for name, *_ in PEOPLE_FIELDS)]


@given(st.dictionaries(st.sampled_from(FIELDS), st.none() | st.just({}) | st.dictionaries(st.sampled_from(FIELDS), st.none() | st.just({}))))  # fmt: skip
def test_fields_that_are_left_out_are_empty(values: dict[str, Any]) -> None:
    assert choice_from(values) == Choice((), (), "daily")


LINES = [
    follow.CONFIRMED.format(channels="<#C1> and <#C2>", people="<@U1>"),
    follow.READING,
    follow.NEXT_DIGEST["daily"],
    follow.JOIN_FIRST.format(channels="<#C3>"),
    follow.NOT_PEOPLE.format(people="<@U5>"),
]


def test_the_confirmation(snapshot: SnapshotAssertion) -> None:
    shown = confirmation(LINES)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown) == ["digest.now", "follow.open", "digest.pause"]


def test_one_line_is_enough_for_a_confirmation() -> None:
    shown = confirmation(LINES[:1])
    assert faults(shown) == []
    assert [block["type"] for block in shown["blocks"]] == ["section", "actions"]


@given(followings)
@settings(deadline=None)
def test_a_choice_of_any_size_can_be_confirmed(following: Following) -> None:
    channels = text.listed(map(text.channel, following.channels))
    watched = text.listed(text.person(person.user) for person in following.watched)
    lines = [
        follow.CONFIRMED.format(channels=channels, people=watched),
        follow.JOIN_FIRST.format(channels=channels),
    ]
    shown = confirmation(lines)
    assert faults(shown) == []
    assert loose(shown) == []
    ours = {f"#{channel}" for channel in following.channels} | {
        f"@{person.user}" for person in following.watched
    }
    assert set(active(shown)) == ours
    assert all(each.get("type") != "image" for each in objects(shown))
