"""Two small things a week."""

from datetime import timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.small_actions import ACTIONS, MOST, NAMES, PLENTY, REST, Action, Habit, Offered, gap, pick
from tests.moments import at

NOW = at("2026-03-02 09:00")
WEEK = timedelta(days=7)
HABITS: tuple[Habit, ...] = get_args(Habit)


def habits(done: dict[Habit, int], offered: list[Offered] | None = None) -> list[Habit]:
    """The habits of this week's actions."""
    return [action.habit for action in pick(done, offered or [], [], NOW)]


def test_the_widest_gaps_are_picked() -> None:
    assert habits({"matters": 4, "beginner": 1, "relationships": 3, "brand": 1}) == ["green", "relationships"]


def test_whoever_does_plenty_of_all_is_left_alone() -> None:
    assert habits(dict(PLENTY)) == []


def test_what_was_skipped_gives_way_and_what_was_done_counts() -> None:
    skipped = [Offered("read_document", "matters", NOW - WEEK, "skip")]
    assert habits({}) == ["matters", "beginner"]
    assert habits({}, skipped) == ["beginner", "relationships"]
    done = [Offered("sit_with", "beginner", NOW - WEEK, "done")]
    assert "beginner" not in habits({}, done)


def test_the_same_is_not_suggested_for_eight_weeks() -> None:
    first = pick({}, [], [], NOW)[0]
    shown = [Offered(first.key, first.habit, NOW)]
    assert first.key not in [action.key for action in pick({}, shown, [], NOW + REST - WEEK)]


def test_a_habit_whose_actions_were_all_shown_lately_rests() -> None:
    shown_ = [Offered(key, of, NOW - 5 * WEEK) for key, (of, _) in ACTIONS.items() if of == "matters"]
    assert habits({}, shown_) == ["beginner", "relationships"]
    assert habits({}, [Offered(each.key, each.habit, NOW - REST) for each in shown_])[0] == "matters"


def test_a_concrete_one_goes_before_a_general_one_of_its_habit() -> None:
    concrete = Action("relationships", "cold:U1", "A word with <@U1>?")
    found = pick({"matters": 4, "beginner": 1, "brand": 1}, [], [concrete], NOW)
    assert concrete in found
    assert len(found) == MOST


def test_every_habit_has_a_name_and_actions_to_last_for_weeks() -> None:
    assert set(NAMES) == set(PLENTY) == set(HABITS)
    for habit in HABITS:
        assert sum(of == habit for of, _ in ACTIONS.values()) >= 3


def test_gaps_are_from_none_to_all() -> None:
    assert (gap("matters", 0), gap("matters", 2), gap("matters", 9)) == (1.0, 0.5, 0.0)


answers = st.sampled_from(["", "done", "skip"])
shown = st.builds(
    lambda key, days, answer: Offered(key, ACTIONS[key][0], NOW - timedelta(days=days), answer),
    st.sampled_from(sorted(ACTIONS)),
    st.integers(0, 100),
    answers,
)


@given(st.dictionaries(st.sampled_from(HABITS), st.integers(0, 6)), st.lists(shown, max_size=30))
def test_whatever_happened_at_most_two_of_different_habits_and_none_too_soon(
    done: dict[Habit, int], offered: list[Offered]
) -> None:
    found = pick(done, offered, [], NOW)
    assert len(found) <= MOST
    assert len({action.habit for action in found}) == len(found)
    recent = {each.key for each in offered if NOW - each.at < REST}
    assert not recent & {action.key for action in found}
    assert found == pick(done, offered, [], NOW)
