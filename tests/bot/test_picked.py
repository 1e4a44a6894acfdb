"""People who were picked, and those who can be meant."""

from hypothesis import given
from hypothesis import strategies as st

from bot.people import Person
from bot.picked import MOST, NOBODY, picked


def person(user: str, *, is_bot: bool = False, is_guest: bool = False, is_deleted: bool = False) -> Person:
    """Somebody of the company."""
    return Person(user, user.lower(), "UTC", is_bot=is_bot, is_guest=is_guest, is_deleted=is_deleted)


KNOWN = {
    "ME": person("ME"),
    "U1": person("U1"),
    "U2": person("U2"),
    "UBOT": person("UBOT", is_bot=True),
    "UGUEST": person("UGUEST", is_guest=True),
    "UGONE": person("UGONE", is_deleted=True),
    "UFAR": person("UFAR"),
}


def test_colleagues_are_kept_once_in_their_order() -> None:
    assert picked(["U2", "U1", "U2"], "ME", KNOWN).people == ("U2", "U1")
    assert picked(["U2"], "ME", KNOWN).lines == ()


def test_everybody_else_is_left_out_with_a_reason() -> None:
    sorted_out = picked(
        ["U1", "ME", "UBOT", "UGONE", "UFAR", "UGUEST", "U0NEVER"],
        "ME",
        KNOWN,
        strangers={"UFAR"},
        with_guests=False,
    )
    assert sorted_out.people == ("U1",)
    assert sorted_out.lines == (
        "I leave you out: that's you.",
        "I leave <@UBOT> out: apps don't need this.",
        "I leave <@UGONE> out: those accounts are deactivated.",
        "I leave <@UFAR> out: they belong to another organisation, where I can't reach them.",
        "I leave <@UGUEST> out: they are guests here, and I write to members only.",
        "I don't know 1 of them. If they joined today, try again tomorrow.",
    )
    assert picked(["UGUEST"], "ME", KNOWN).people == ("UGUEST",)


def test_two_hundred_at_once_are_refused_as_a_whole() -> None:
    crowd = [f"U{number}" for number in range(200)]
    assert picked(crowd, "ME", KNOWN) == picked(crowd, "ME", {})
    assert picked(crowd, "ME", KNOWN).lines == (
        f"That's 200 people. Up to {MOST} at once, please: the few that matter most.",
    )


def test_nobody_is_too_few() -> None:
    assert picked([], "ME", KNOWN).lines == (NOBODY,)


@given(st.lists(st.sampled_from([*KNOWN, "U0NEVER"]), max_size=60))
def test_whatever_is_picked_only_colleagues_remain_or_a_line_says_why(chosen: list[str]) -> None:
    sorted_out = picked(chosen, "ME", KNOWN, strangers={"UFAR"}, with_guests=False)
    assert set(sorted_out.people) <= {"U1", "U2"}
    assert sorted_out.people or sorted_out.lines
