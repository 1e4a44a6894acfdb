from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app_config import AppConfig

FIELDS = [{"id": "Xf1", "label": "Manager", "type": "user", "options": {"is_scim": True}}]


def refused(code: str, client: WebClient, method: str, **args: Any) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, params=args)
    assert refusal.value.response["error"] == code


def test_everybody_is_listed_slackbot_bots_and_deactivated_included(client: WebClient, company: Any) -> None:
    company.workspace.deactivate(company.cleo)
    people = {one["id"]: one for one in client.users_list()["members"]}
    assert set(people) == {company.ana, company.ben, company.cleo, company.bot, "USLACKBOT"}
    assert people["USLACKBOT"]["is_bot"] is False
    assert people[company.bot]["is_bot"] is True
    assert people[company.cleo]["deleted"] is True
    assert "tz" not in people[company.cleo]
    assert [len(part["members"]) for part in client.users_list(limit=2)] == [2, 2, 1]


def test_one_person_with_their_time_zone(client: WebClient, company: Any) -> None:
    company.workspace.clock.set(1_900_000_000)  # a day in March, before clocks change
    user = client.users_info(user=company.ben, include_locale=True)["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Europe/Berlin", 3_600, "en-US")
    assert user["profile"]["email"] == "ben@example.com"
    company.workspace.clock.advance(60 * 86_400)
    assert client.users_info(user=company.ben)["user"]["tz_offset"] == 7_200
    company.workspace.change_person(company.ben, tz="")
    assert "tz" not in client.users_info(user=company.ben)["user"]
    refused("user_not_found", client, "users.info", user="U0NOBODY")


def test_an_email_needs_its_scope(client: WebClient, company: Any, config: AppConfig) -> None:
    assert client.users_lookupByEmail(email="BEN@example.com")["user"]["id"] == company.ben
    refused("users_not_found", client, "users.lookupByEmail", email="nobody@example.com")
    company.workspace.deactivate(company.ben)
    refused("users_not_found", client, "users.lookupByEmail", email="ben@example.com")
    company.workspace.config = replace(config, bot_scopes=frozenset({"users:read", "users.profile:read"}))
    assert "email" not in client.users_info(user=company.ana)["user"]["profile"]
    assert "email" not in client.users_profile_get(user=company.ana)["profile"]
    refused("missing_scope", client, "users.lookupByEmail", email="ana@example.com")


def test_custom_fields_are_found_by_their_id(client: WebClient, company: Any) -> None:
    company.workspace.profile_fields.extend(FIELDS)
    company.workspace.change_person(company.ben, profile_fields={"Xf1": company.ana})
    (field,) = client.team_profile_get()["profile"]["fields"]
    assert (field["id"], field["label"], field["type"], field["ordering"]) == ("Xf1", "Manager", "user", 0)
    profile = client.users_profile_get(user=company.ben)["profile"]
    assert profile["fields"] == {"Xf1": {"value": company.ana, "alt": ""}}
    labelled = client.users_profile_get(user=company.ben, include_labels=True)["profile"]
    assert labelled["fields"]["Xf1"]["label"] == "Manager"
    assert "fields" not in client.users_info(user=company.ben)["user"]["profile"]


def test_quiet_hours(client: WebClient, company: Any) -> None:
    assert client.dnd_info(user=company.ben)["dnd_enabled"] is False
    company.workspace.change_person(company.ben, dnd=(1_900_000_000, 1_900_030_000))
    answer = client.dnd_info(user=company.ben)
    assert (answer["dnd_enabled"], answer["next_dnd_end_ts"]) == (True, 1_900_030_000)
    asked = f"{company.ana},{company.ben},U0NOBODY"
    answers = client.dnd_teamInfo(users=asked)["users"]
    assert {user: each["dnd_enabled"] for user, each in answers.items()} == {
        company.ana: False,
        company.ben: True,
    }
    refused("invalid_arguments", client, "dnd.teamInfo", users=",".join(f"U{number}" for number in range(51)))


def test_somebody_elsewhere_with_another_language(client: WebClient, company: Any) -> None:
    company.workspace.change_person(company.ben, locale="ar-EG", home_team="T0ELSEWHERE")
    user = client.users_info(user=company.ben, include_locale=True)["user"]
    assert (user["locale"], user["team_id"]) == ("ar-EG", "T0ELSEWHERE")
