"""What presses mean: at once for the threshold, slowly for what they were about, and nothing once they are undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import THRESHOLD, Press, Taste, taste
from bot.attention.guess import logit, sigmoid
from bot.attention.taste import MOST, MOST_DOWN, MOST_UP, STEP, Verdict, shifted

LOWEST, HIGHEST = (sigmoid(logit(THRESHOLD) + STEP * steps) for steps in (-MOST_DOWN, MOST_UP))
USEFUL = Press("useful", "C1", "U2", "U9")
NOT_FOR_ME = Press("not_for_me", "C1", "U2", "U9")
MUTE = Press("mute", "C1", "U2", "U9")

verdicts: st.SearchStrategy[Verdict] = st.sampled_from(["useful", "not_for_me", "mute"])
presses = st.lists(
    st.builds(Press, verdicts, st.sampled_from(["C1", "C2"]), st.sampled_from(["U2", "U3"]), st.just("U9")),
    max_size=30,
)


def test_without_presses_everything_is_as_usual() -> None:
    assert taste([]) == Taste() == Taste(frozenset(), THRESHOLD, {})
    assert Taste().offset("C1", "U2", "U9") == 0.0


@given(presses, st.data())
def test_undo_leaves_no_trace(before: list[Press], data: st.DataObject) -> None:
    """Each press is on an item of its own, so undoing takes it out of the list, wherever it stands."""
    at = data.draw(st.integers(0, len(before)))
    pressed = [*before[:at], data.draw(st.sampled_from([USEFUL, NOT_FOR_ME, MUTE])), *before[at:]]
    del pressed[at]
    assert taste(pressed) == taste(before)


@given(presses)
def test_each_press_moves_the_threshold_at_once_and_within_bounds(before: list[Press]) -> None:
    at = taste(before).threshold
    higher, lower = (taste([*before, press]).threshold for press in (NOT_FOR_ME, USEFUL))
    assert lower < at or lower == at == LOWEST
    assert higher > at or higher == at == HIGHEST
    assert taste([*before, MUTE]).threshold == at


def test_one_press_is_one_step_and_the_other_takes_it_back() -> None:
    assert taste([NOT_FOR_ME]).threshold == pytest.approx(sigmoid(logit(THRESHOLD) + STEP))
    assert taste([NOT_FOR_ME, USEFUL]).threshold == THRESHOLD


def test_after_many_presses_the_first_one_the_other_way_is_felt() -> None:
    assert taste([NOT_FOR_ME] * 50).threshold == HIGHEST
    assert taste([*[NOT_FOR_ME] * 50, USEFUL]).threshold < HIGHEST - 0.02


def test_muting_keeps_a_channel_out_and_says_nothing_else() -> None:
    assert taste([MUTE]) == Taste(frozenset({"C1"}))


def test_a_press_speaks_of_its_author_channel_and_person_and_of_nothing_else() -> None:
    liked = taste([USEFUL])
    one = liked.offset("C1", "U5", "U5")
    assert one > 0
    assert one == liked.offset("C5", "U2", "U5") == liked.offset("C5", "U5", "U9")
    assert liked.offset("C5", "U5", "U5") == 0.0
    assert liked.offset("C1", "U2", "U9") == pytest.approx(3 * one)


def test_one_press_says_little_and_many_of_a_kind_say_more_each_up_to_a_bound() -> None:
    said = [taste([USEFUL] * count).offset("C1", "", "") for count in range(40)]
    assert said[1] == pytest.approx(MOST / 10)
    assert said == sorted(said)
    assert said[-1] < MOST
    assert [taste([NOT_FOR_ME] * count).offset("C1", "", "") for count in range(40)] == [
        -each for each in said
    ]
    assert taste([USEFUL, NOT_FOR_ME]).offset("C1", "U2", "U9") == 0.0


@given(presses)
def test_what_presses_say_does_not_depend_on_their_order(some: list[Press]) -> None:
    assert taste(some).offsets == taste(some[::-1]).offsets


@given(st.floats(0.001, 0.999), st.floats(-5, 5))
def test_a_shift_is_one_of_the_log_odds(probability: float, offset: float) -> None:
    assert logit(shifted(probability, offset)) == pytest.approx(logit(probability) + offset, abs=1e-6)
