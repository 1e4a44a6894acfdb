"""What a person may follow, and who their manager is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import Watched
from bot.follow import (
    MOST_CHANNELS,
    MOST_PEOPLE,
    NO_CHANNEL,
    NOBODY,
    TOO_MANY_CHANNELS,
    TOO_MANY_PEOPLE,
    YOURSELF,
    Choice,
    faults,
    manager_field,
    manager_of,
    once_each,
)

ME = "U0"
MANAGER = Watched("U1", 1)


def choice(channels: int = 1, watched: tuple[Watched, ...] = (MANAGER,)) -> Choice:
    """A choice of so many channels and these people."""
    return Choice(tuple(f"C{number}" for number in range(channels)), watched, "daily")


def crowd(most: int) -> tuple[Watched, ...]:
    """So many people, none of whom is me."""
    return tuple(Watched(f"U{number + 1}", 0) for number in range(most))


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (choice(), {}),
        (choice(MOST_CHANNELS, crowd(MOST_PEOPLE)), {}),
        (choice(0), {"channels": NO_CHANNEL}),
        (choice(MOST_CHANNELS + 1), {"channels": TOO_MANY_CHANNELS}),
        (choice(1, ()), {"level1": NOBODY}),
        (choice(1, (Watched(ME, 0),)), {"level1": YOURSELF}),
        (choice(1, (MANAGER, Watched(ME, 3))), {"level1": YOURSELF}),
        (choice(1, crowd(MOST_PEOPLE + 1)), {"voices": TOO_MANY_PEOPLE}),
        (choice(0, ()), {"channels": NO_CHANNEL, "level1": NOBODY}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(chosen: Choice, wrong: dict[str, str]) -> None:
    assert faults(chosen, ME) == wrong


people = st.lists(st.builds(Watched, st.sampled_from(["U1", "U2", "U3"]), st.integers(0, 3)))


@given(people)
def test_each_person_is_there_once_at_the_nearest_level(named: list[Watched]) -> None:
    kept = once_each(named)
    assert [person.user for person in kept] == list(dict.fromkeys(person.user for person in named))
    for person in kept:
        levels = {each.level for each in named if each.user == person.user}
        above = levels - {0}
        assert person.level == (min(above) if above else 0)


def field(label: str, kind: str = "user", field_id: str = "Xf1") -> dict[str, Any]:
    """A custom profile field as team.profile.get describes it."""
    return {"id": field_id, "label": label, "type": kind}


@pytest.mark.parametrize(
    "label", ["Manager", "My manager", "Reports to", "Line Manager", "SUPERVISOR", "Team lead"]
)
def test_the_field_that_names_the_manager_is_found(label: str) -> None:
    assert manager_field([field("Buddy", field_id="Xf0"), field(label)]) == "Xf1"


def test_manager_is_preferred_to_other_labels() -> None:
    assert manager_field([field("Project lead", field_id="Xf0"), field("Manager")]) == "Xf1"


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [field("Manager", "text")],
        [field("Buddy")],
        [{"type": "user", "label": "Manager"}],
        [{"type": "user", "id": "Xf1"}],
    ],
)
def test_without_such_a_field_there_is_none(fields: list[dict[str, Any]]) -> None:
    assert manager_field(fields) is None


@pytest.mark.parametrize("value", ["U1", "W1ABC", "U1,U2", " U1 "])
def test_the_manager_is_the_first_person_that_the_profile_names(value: str) -> None:
    found = manager_of({"Xf1": {"value": value, "alt": ""}}, "Xf1", ME)
    assert found == value.strip().split(",")[0]


@pytest.mark.parametrize(
    ("fields", "field_id"),
    [
        (None, "Xf1"),
        ({}, "Xf1"),
        ({"Xf1": {"value": "U1"}}, None),
        ({"Xf1": {"value": "U1"}}, "Xf2"),
        ({"Xf1": {"value": ""}}, "Xf1"),
        ({"Xf1": {"value": None}}, "Xf1"),
        ({"Xf1": {"value": "Ana Sample"}}, "Xf1"),
        ({"Xf1": {"value": ME}}, "Xf1"),
        ({"Xf1": "U1"}, "Xf1"),
        ({"Xf1": None}, "Xf1"),
    ],
)
def test_where_no_other_person_is_named_there_is_no_manager(fields: Any, field_id: str | None) -> None:
    assert manager_of(fields, field_id, ME) is None
