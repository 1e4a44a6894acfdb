"""What Earshot fills in: only what was seen, and it says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.known import Known, filled_in
from bot.green_button.questions import BY_ID


def chosen(known: Known) -> dict[str, str]:
    """Which answers are filled in."""
    return {question: filled.choice for question, filled in filled_in(known).items()}


def test_what_was_not_seen_is_not_filled_in() -> None:
    assert chosen(Known()) == {}


@pytest.mark.parametrize(
    ("level", "filled"),
    [(1, {"asker": "above"}), (2, {"asker": "above"}), (3, {"asker": "above"}), (0, {}), (None, {})],
)
def test_the_chain_above_is_known_and_another_voice_may_be_anybody(
    level: int | None, filled: dict[str, str]
) -> None:
    assert chosen(Known(asker_level=level)) == filled


@pytest.mark.parametrize(
    ("threads", "days", "choice"),
    [
        (0, None, "new"),
        (1, 30, "water"),
        (9, 89, "water"),
        (1, 29, "neither"),
        (9, 0, "neither"),
        (3, None, "neither"),
    ],
)
def test_a_relationship_is_judged_by_threads_together(threads: int, days: int | None, choice: str) -> None:
    assert chosen(Known(shared_threads=threads, days_since=days)) == {"relationship": choice}


@pytest.mark.parametrize(
    ("before", "choice"),
    [
        (("strong", "strong"), "strong"),
        (("grow", "strong", "strong"), "strong"),
        (("strong",), None),
        (("strong", "strong", "grow"), None),  # it has changed since
        (("grow", "strong"), None),
        (("unknown", "unknown"), None),
        (("strong", "strong", "unknown"), "strong"),
    ],
)
def test_own_presses_say_it_only_where_two_agree_with_the_latest(
    before: tuple[str, ...], choice: str | None
) -> None:
    assert chosen(Known(like_this=before)) == ({"growth": choice} if choice else {})


def test_it_reads_as_something_that_may_be_wrong() -> None:
    filled = filled_in(Known(asker_level=2, shared_threads=1, like_this=("strong", "strong")))
    assert {question: each.hint for question, each in filled.items()} == {
        "asker": "Filled in: you follow them two levels up. Change it if that's wrong.",
        "relationship": "Filled in: you two met in one thread in the last 90 days. Change it if that's wrong.",
        "growth": "Filled in: you were strong there in 2 earlier presses. Change it if that's wrong.",
    }


@given(
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 500),
    st.none() | st.integers(0, 90),
    st.lists(st.sampled_from(["grow", "partly", "strong", "elsewhere", "unknown", "", "gone"])).map(tuple),
)
def test_what_is_filled_in_is_always_on_offer(
    level: int | None, threads: int | None, days: int | None, before: tuple[str, ...]
) -> None:
    for question, filled in filled_in(Known(level, threads, days, before)).items():
        assert filled.choice in {choice.id for choice in BY_ID[question].known}
        assert len(filled.hint) <= 150
