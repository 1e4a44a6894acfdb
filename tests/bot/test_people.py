"""People as Slack describes them."""

from typing import Any

import pytest

from bot.people import Person, person_from


def test_a_person_as_slack_describes_them() -> None:
    user = {
        "id": "U1",
        "name": "ana.s",
        "real_name": "Ana Sample",
        "tz": "Europe/Berlin",
        "is_bot": False,
        "deleted": False,
        "profile": {"display_name": "Ana", "real_name": "Ana Sample"},
    }
    assert person_from(user) == Person("U1", "Ana", "Europe/Berlin", False, False, False)


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"display_name": "", "real_name": "Ana Sample"}, "name": "ana.s"}, "Ana Sample"),
        ({"profile": {}, "real_name": "Ana Sample", "name": "ana.s"}, "Ana Sample"),
        ({"profile": None, "name": "ana.s"}, "ana.s"),
        ({}, "somebody"),
    ],
)
def test_the_name_is_the_one_that_people_see(user: dict[str, Any], name: str) -> None:
    assert person_from({"id": "U1", **user}).name == name


@pytest.mark.parametrize("tz", [None, ""])
def test_without_a_zone_it_is_utc(tz: str | None) -> None:
    assert person_from({"id": "U1", "tz": tz}).zone == "UTC"


@pytest.mark.parametrize(
    ("user", "is_bot", "is_deleted"),
    [
        ({"id": "U1"}, False, False),
        ({"id": "U1", "is_restricted": True}, False, False),
        ({"id": "U1", "is_bot": True}, True, False),
        ({"id": "U1", "deleted": True}, False, True),
        ({"id": "USLACKBOT", "is_bot": False}, True, False),
    ],
)
def test_apps_and_closed_accounts_are_known_as_such(
    user: dict[str, Any], is_bot: bool, is_deleted: bool
) -> None:
    assert (person_from(user).is_bot, person_from(user).is_deleted) == (is_bot, is_deleted)


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
def test_guests_are_known_as_such(flag: str) -> None:
    assert person_from({"id": "U1", flag: True}).is_guest
    assert not person_from({"id": "U1"}).is_guest


@pytest.mark.parametrize(
    ("user", "is_stranger"),
    [
        ({}, False),
        ({"team_id": "T1"}, False),
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, True),
        ({"team_id": "T1", "is_stranger": True}, True),
    ],
)
def test_people_of_another_organisation_are_known_as_such(user: dict[str, Any], is_stranger: bool) -> None:
    assert person_from({"id": "U1", **user}, "T1").is_stranger is is_stranger


def test_without_a_workspace_to_compare_nobody_is_a_stranger() -> None:
    assert not person_from({"id": "U1", "team_id": "T2"}).is_stranger


def test_the_locale_is_slacks() -> None:
    assert person_from({"id": "U1", "locale": "ar-EG"}).locale == "ar-EG"
    assert person_from({"id": "U1", "locale": None}).locale == ""
