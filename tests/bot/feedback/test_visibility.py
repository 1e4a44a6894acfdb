"""Who sees it, said before it is sent."""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import Visibility, choices, fault, preview, readers, seen_by

ALL: tuple[Visibility, ...] = get_args(Visibility)


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("them", "<@U1> will see this, with your name. I show it to nobody else."),
        (
            "them_and_manager",
            "<@U1> and their manager <@U9> will see this, with your name. I show it to nobody else.",
        ),
        (
            "manager",
            "<@U9>, who is <@U1>'s manager, will see this, with your name. <@U1> will not see it here.",
        ),
    ],
)
def test_the_preview_names_everybody_who_will_see_it(visibility: Visibility, words: str) -> None:
    assert preview(visibility, "U1", "U9") == words


@given(st.sampled_from(ALL))
def test_nobody_gets_it_whom_the_preview_does_not_name(visibility: Visibility) -> None:
    named = re.findall(r"<@(\w+)>", preview(visibility, "U1", "U9"))
    assert set(readers(visibility, "U1", "U9")) <= set(named)
    assert ("will not see" in preview(visibility, "U1", "U9")) == (
        "U1" not in readers(visibility, "U1", "U9")
    )


def test_a_reader_hears_who_else_sees_it() -> None:
    assert seen_by("them", "U1", "U1", "U9") == "Only you see this here."
    assert seen_by("them_and_manager", "U1", "U1", "U9") == "Your manager <@U9> sees this too."
    assert seen_by("them_and_manager", "U9", "U1", "U9") == "<@U1> sees this too."
    assert seen_by("manager", "U9", "U1", "U9") == "Only you see this here; <@U1> doesn't."


@pytest.mark.parametrize("manager", [None, "ME", "U1"])
def test_without_another_manager_only_the_receiver_can_be_chosen(manager: str | None) -> None:
    assert choices("ME", "U1", manager) == ("them",)
    assert fault("manager", "ME", "U1", manager)
    assert fault("them", "ME", "U1", manager) is None


def test_the_field_says_whether_nobody_or_oneself_is_the_manager() -> None:
    assert "don't know who their manager is" in str(fault("manager", "ME", "U1", None))
    assert "You are their manager" in str(fault("manager", "ME", "U1", "ME"))
    assert choices("ME", "U1", "U9") == ALL


@pytest.mark.parametrize("visibility", ["manager", "them_and_manager"])
def test_a_manager_who_is_unknown_is_never_skipped_silently(visibility: Visibility) -> None:
    with pytest.raises(ValueError, match="don't know"):
        preview(visibility, "U1", None)
