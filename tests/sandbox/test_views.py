"""Modals and Home tabs as the Web API gives them: triggers, stacks, hashes, state, and what Slack refuses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.entries import Entries, EntryError
from sandbox.server import LocalWorkspaceServer
from sandbox.triggers import Triggers
from sandbox.view_state import complete_ids, initial_values, submission_faults
from sandbox.views import Views
from tests.sandbox.local_site import CONFIG, make_site
from tests.sandbox.parrot import ASK, HOME

Json = dict[str, Any]


@pytest.fixture(name="server")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site()) as server:
        yield server


@pytest.fixture(name="client")
def _client(server: LocalWorkspaceServer) -> WebClient:
    return WebClient(CONFIG.bot_token, base_url=server.api_url)


@pytest.fixture(name="trigger")
def _trigger(server: LocalWorkspaceServer) -> Callable[..., str]:
    def issue(view_id: str | None = None) -> str:
        issued: str = server.call(
            lambda: server.site.interactivity.triggers.issue("UANA", view_id=view_id).id
        )
        return issued

    return issue


def _text(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _input(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": _text("Label"), "element": element, **more}


def _code(refusal: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refusal.value.response["error"])


def test_open_answers_with_the_whole_view(client: WebClient, trigger: Callable[..., str]) -> None:
    view = client.views_open(trigger_id=trigger(), view={**ASK, "private_metadata": "x"})["view"]
    assert view["id"].startswith("V")
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert (view["team_id"], view["app_id"], view["bot_id"]) == ("T0LOCAL", "A0EARSHOT", "B0EARSHOT")
    assert view["private_metadata"] == "x"
    assert view["state"]["values"]["whom"]["person"] == {"type": "users_select", "selected_user": None}


def test_a_trigger_works_once_and_for_three_seconds(client: WebClient, trigger: Callable[..., str]) -> None:
    used = trigger()
    client.views_open(trigger_id=used, view=ASK)
    for trigger_id, code in (
        (used, "exchanged_trigger_id"),
        ("frob", "invalid_trigger_id"),
        ("", "invalid_trigger_id"),
    ):
        with pytest.raises(SlackApiError) as refusal:
            client.views_open(trigger_id=trigger_id, view=ASK)
        assert _code(refusal) == code


def test_a_trigger_expires() -> None:
    now = 100.0
    triggers = Triggers(lambda: now)
    trigger_id = triggers.issue("UANA").id
    now = 102.9
    assert triggers.check(trigger_id).user_id == "UANA"
    now = 103.1
    with pytest.raises(Exception, match="expired_trigger_id"):
        triggers.check(trigger_id)


def test_a_faulty_view_is_refused_and_uses_no_trigger(client: WebClient, trigger: Callable[..., str]) -> None:
    trigger_id = trigger()
    with pytest.raises(SlackApiError) as refusal:
        client.views_open(trigger_id=trigger_id, view={**ASK, "title": _text("t" * 25)})
    assert _code(refusal) == "invalid_arguments"
    assert refusal.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    with pytest.raises(SlackApiError) as refusal:
        client.views_open(trigger_id=trigger_id, view={**ASK, "private_metadata": "m" * 250_000})
    assert _code(refusal) == "view_too_large"
    client.views_open(trigger_id=trigger_id, view=ASK)


def test_push_up_to_three(client: WebClient, trigger: Callable[..., str]) -> None:
    root = client.views_open(trigger_id=trigger(), view=ASK)["view"]["id"]
    second = client.views_push(trigger_id=trigger(root), view=ASK)["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (root, root)
    third = client.views_push(trigger_id=trigger(second["id"]), view=ASK)["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (root, second["id"])
    with pytest.raises(SlackApiError) as refusal:
        client.views_push(trigger_id=trigger(third["id"]), view=ASK)
    assert _code(refusal) == "push_limit_reached"
    with pytest.raises(SlackApiError) as refusal:
        client.views_push(trigger_id=trigger(), view=ASK)
    assert _code(refusal) == "not_found"


def test_update_by_id_external_id_and_hash(client: WebClient, trigger: Callable[..., str]) -> None:
    view = client.views_open(trigger_id=trigger(), view={**ASK, "external_id": "mine"})["view"]
    updated = client.views_update(view_id=view["id"], hash=view["hash"], view={**ASK, "external_id": "mine"})[
        "view"
    ]
    assert updated["id"] == view["id"]
    assert updated["hash"] != view["hash"]
    with pytest.raises(SlackApiError) as refusal:
        client.views_update(view_id=view["id"], hash=view["hash"], view=ASK)
    assert _code(refusal) == "hash_conflict"
    assert client.views_update(external_id="mine", view=ASK)["view"]["id"] == view["id"]
    for ids, code in (({"view_id": "VFROB"}, "not_found"), ({"external_id": "mine"}, "not_found")):
        with pytest.raises(SlackApiError) as refusal:
            client.views_update(view=ASK, **ids)
        assert _code(refusal) == code
    with pytest.raises(SlackApiError) as refusal:
        client.views_update(view_id=view["id"], view=HOME)
    assert _code(refusal) == "invalid_arguments"


def test_an_external_id_is_unique(client: WebClient, trigger: Callable[..., str]) -> None:
    view = {**ASK, "external_id": "mine"}
    opened = client.views_open(trigger_id=trigger(), view=view)["view"]
    with pytest.raises(SlackApiError) as refusal:
        client.views_push(trigger_id=trigger(opened["id"]), view=view)
    assert _code(refusal) == "duplicate_external_id"


def test_home(client: WebClient, server: LocalWorkspaceServer) -> None:
    first = client.views_publish(user_id="UANA", view=HOME)["view"]
    second = client.views_publish(user_id="UANA", view=HOME, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    with pytest.raises(SlackApiError) as refusal:
        client.views_publish(user_id="UANA", view=HOME, hash=first["hash"])
    assert _code(refusal) == "hash_conflict"
    with pytest.raises(SlackApiError) as refusal:
        client.views_publish(user_id="UFROB", view=HOME)
    assert _code(refusal) == "user_not_found"
    server.site.workspace.config = replace(CONFIG, home_tab_enabled=False)
    with pytest.raises(SlackApiError) as refusal:
        client.views_publish(user_id="UANA", view=HOME)
    assert _code(refusal) == "not_enabled"


def test_what_was_entered_stays_where_the_ids_stay() -> None:
    site = make_site()
    views = Views(site.workspace)
    trigger = site.interactivity.triggers.issue("UANA")
    view = views.open(trigger, ASK)
    view.values["what"]["text"]["value"] = "typed"
    changed = {
        **ASK,
        "blocks": [_input("what", {"type": "plain_text_input", "action_id": "text", "initial_value": "new"})],
    }
    assert views.update(view, changed).values == {
        "what": {"text": {"type": "plain_text_input", "value": "typed"}}
    }
    renamed = {
        **ASK,
        "blocks": [
            _input("what2", {"type": "plain_text_input", "action_id": "text", "initial_value": "new"})
        ],
    }
    assert views.update(view, renamed).values == {
        "what2": {"text": {"type": "plain_text_input", "value": "new"}}
    }


def test_a_choice_that_is_no_longer_offered_is_forgotten() -> None:
    site = make_site()
    views = Views(site.workspace)
    options = [{"text": _text(name), "value": name} for name in ("a", "b")]
    select = {"type": "static_select", "action_id": "pick", "options": options}
    view = views.open(site.interactivity.triggers.issue("UANA"), {**ASK, "blocks": [_input("x", select)]})
    view.values["x"]["pick"]["selected_option"] = options[1]
    fewer = {**select, "options": options[:1]}
    views.update(view, {**ASK, "blocks": [_input("x", fewer)]})
    assert view.values["x"]["pick"]["selected_option"] is None


def test_missing_ids_are_made_up() -> None:
    blocks = complete_ids(
        [{"type": "section", "text": _text("x"), "accessory": {"type": "button", "text": _text("y")}}]
    )
    assert blocks[0]["block_id"]
    assert blocks[0]["accessory"]["action_id"]
    assert initial_values(blocks) == {}


ELEMENTS: list[tuple[Json, Any, Json]] = [
    ({"type": "plain_text_input"}, "hi", {"value": "hi"}),
    ({"type": "number_input"}, 7, {"value": "7"}),
    ({"type": "datepicker"}, "2026-02-03", {"selected_date": "2026-02-03"}),
    ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
    ({"type": "datetimepicker"}, "2026-02-03T00:00:00Z", {"selected_date_time": 1770076800}),
    ({"type": "users_select"}, "@ben", {"selected_user": "UBEN"}),
    ({"type": "multi_users_select"}, ["ana", "UBEN"], {"selected_users": ["UANA", "UBEN"]}),
    ({"type": "channels_select"}, "#general", {"selected_channel": "CGENERAL"}),
    ({"type": "conversations_select"}, "secret", {"selected_conversation": "CSECRET"}),
    ({"type": "multi_conversations_select"}, "general", {"selected_conversations": ["CGENERAL"]}),
    ({"type": "users_select"}, None, {"selected_user": None}),
    ({"type": "multi_users_select"}, [], {"selected_users": []}),
]


@pytest.mark.parametrize(("element", "value", "state"), ELEMENTS)
def test_entries_take_slacks_shape(element: Json, value: Any, state: Json) -> None:
    entries = Entries(make_site().workspace, "UANA")
    assert entries.enter({"action_id": "x", **element}, value) == {"type": element["type"], **state}


REFUSED: list[tuple[Json, Any, str]] = [
    ({"type": "datepicker"}, "tomorrow", "takes a date"),
    ({"type": "timepicker"}, "25:00", "takes a time"),
    ({"type": "datetimepicker"}, "soon", "takes a moment"),
    ({"type": "users_select"}, "zoe", "nobody is called"),
    ({"type": "channels_select"}, "secret", "public channels only"),
    ({"type": "conversations_select", "filter": {"include": ["im"]}}, "general", "does not offer public"),
    ({"type": "conversations_select"}, "nowhere", "no conversation"),
    ({"type": "multi_users_select", "max_selected_items": 1}, ["ana", "ben"], "at most 1"),
    ({"type": "static_select", "options": [{"text": _text("A"), "value": "a"}]}, "b", "it offers a"),
    ({"type": "external_select"}, "b", "ask for them first"),
    ({"type": "button"}, "b", "nothing can be entered"),
    ({"type": "plain_text_input"}, ["x"], "takes a text"),
]


@pytest.mark.parametrize(("element", "value", "complaint"), REFUSED)
def test_what_nobody_could_enter_is_refused(element: Json, value: Any, complaint: str) -> None:
    with pytest.raises(EntryError, match=complaint):
        Entries(make_site().workspace, "UANA").enter({"action_id": "x", **element}, value)


FAULTY: list[tuple[Json, str]] = [
    ({"type": "plain_text_input", "min_length": 3, "initial_value": "ab"}, "at least 3"),
    ({"type": "plain_text_input", "max_length": 3, "initial_value": "abcd"}, "at most 3"),
    ({"type": "email_text_input", "initial_value": "me"}, "valid email"),
    ({"type": "url_text_input", "initial_value": "me"}, "valid URL"),
    ({"type": "number_input", "is_decimal_allowed": False, "initial_value": "1.5"}, "valid number"),
    (
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "2", "initial_value": "1.5"},
        "at least 2",
    ),
    (
        {"type": "number_input", "is_decimal_allowed": True, "max_value": "1", "initial_value": "1.5"},
        "at most 1",
    ),
    ({"type": "checkboxes", "options": []}, "complete this required"),
]


@pytest.mark.parametrize(("element", "complaint"), FAULTY)
def test_submission_is_held_back(element: Json, complaint: str) -> None:
    blocks = [_input("x", {"action_id": "y", **element})]
    assert complaint in submission_faults(blocks, initial_values(blocks))["x"]


def test_optional_inputs_may_be_empty_and_current_conversations_are_filled_in() -> None:
    element = {"type": "conversations_select", "action_id": "y", "default_to_current_conversation": True}
    blocks = [_input("x", element, optional=True)]
    assert submission_faults(blocks, initial_values(blocks)) == {}
    assert initial_values(blocks, "CGENERAL")["x"]["y"]["selected_conversation"] == "CGENERAL"
