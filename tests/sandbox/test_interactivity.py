"""A person and a real bot (Bolt, Socket Mode): commands, modals, clicks, shortcuts, response URLs and Home."""

from collections.abc import Iterator

import pytest

from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import Control, make_site, wait_for
from tests.sandbox.parrot import Parrot, SocketParrot


@pytest.fixture(name="served", scope="module")
def _served() -> Iterator[tuple[Control, Parrot]]:
    with LocalWorkspaceServer(make_site()) as server, SocketParrot(server) as parrot:
        yield Control(server), parrot


@pytest.fixture(name="control")
def _control(served: tuple[Control, Parrot]) -> Control:
    return served[0]


@pytest.fixture(name="parrot")
def _parrot(served: tuple[Control, Parrot]) -> Parrot:
    wait_for(lambda: served[0].get("connections")["undelivered"] == 0)
    served[1].heard.clear()
    served[1].bodies.clear()
    return served[1]


def test_from_a_command_to_a_modal_a_message_a_click_and_a_note(control: Control, parrot: Parrot) -> None:
    opened = control.post("command", text="/parrot ask")
    assert opened["view"]["callback_id"] == "ask"
    assert opened["view"]["state"]["values"]["what"]["text"] == {"type": "plain_text_input", "value": None}

    assert control.post("submit")["errors"] == {"what": "Please complete this required field."}
    assert control.post("submit", values={"text": "ab"})["errors"] == {
        "what": "Please enter at least 3 characters."
    }
    assert control.post("submit", values={"text": "wrong"})["errors"] == {"what": "Not that."}
    before = control.get("clock")["now"]
    assert control.post("submit", values={"what": {"text": "seeds"}, "person": "@ben"}) == {
        "ok": True,
        "closed": True,
    }
    submitted = parrot.bodies[-1]["view"]["state"]["values"]
    assert submitted["whom"]["person"] == {"type": "users_select", "selected_user": "UBEN"}

    asked = control.get("messages", person="ana", dm="bot", after=f"{before:.6f}", wait_s=3)["messages"]
    assert [message["text"] for message in asked] == ["You said seeds"]
    chosen = control.post("click", dm=True, ts=asked[0]["ts"], action_id="when", value="Later", wait_s=0.1)
    assert chosen["dispatched"] is True
    clicked = control.post("click", dm=True, ts=asked[0]["ts"], action_id="yes")
    assert clicked["messages"][0]["message"]["text"] == "Done"

    body = parrot.bodies[-1]
    assert body["type"] == "block_actions"
    assert body["channel"]["name"] == "directmessage"
    assert body["container"]["message_ts"] == asked[0]["ts"]
    assert body["actions"][0]["value"] == "42"
    assert body["state"]["values"]["choice"]["when"]["selected_option"]["value"] == "later"
    seen = wait_for(lambda: [one for one in _dm(control) if one.get("is_ephemeral")])
    assert seen[-1]["text"] == "Only you see this"
    assert [one["text"] for one in _dm(control) if not one.get("is_ephemeral")] == ["Done"]


def _dm(control: Control) -> list[dict[str, object]]:
    found: list[dict[str, object]] = control.get("messages", person="ana", dm="bot")["messages"]
    return found


def test_a_command_answers_with_its_acknowledgement(control: Control, parrot: Parrot) -> None:
    answer = control.post(
        "command", person="ben", channel="general", text="/parrot echo hello @ana & #general"
    )
    assert [note["text"] for note in answer["ephemeral"]] == ["hello <@UANA|ana> &amp; <#CGENERAL|general>"]
    assert answer["view"] is None
    body = parrot.bodies[-1]
    assert (body["channel_name"], body["user_name"], body["command"]) == ("general", "ben", "/parrot")
    others = control.get("messages", person="ana", channel="general")["messages"]
    assert not [message for message in others if message.get("is_ephemeral")]


def test_an_answer_by_response_url_is_waited_for(control: Control, parrot: Parrot) -> None:
    answer = control.post("command", channel="general", text="/parrot later squawk")
    assert [note["text"] for note in answer["ephemeral"]] == ["squawk"]


def test_what_is_not_in_the_manifest_is_refused(control: Control, parrot: Parrot) -> None:
    assert control.post("command", text="/frob")["error"] == "unknown command: /frob is not in manifest.yml"
    assert "not in manifest.yml" in control.post("shortcut", callback_id="frob")["error"]
    assert "not in that channel" in control.post("command", "ben", channel="secret", text="/parrot")["error"]


def test_a_command_that_nobody_acknowledges_fails(control: Control, parrot: Parrot) -> None:
    control.operate("settings", ack_timeout_s=0.2)
    try:
        assert control.post("command", text="/parrot silent")["error"] == (
            '/parrot failed with the error "operation_timeout".'
        )
    finally:
        control.operate("settings", ack_timeout_s=3)


def test_modals_stack_up_to_three_and_close_one_by_one(control: Control, parrot: Parrot) -> None:
    first = control.post("shortcut", callback_id="squawk")["view"]
    second = control.post("submit", values={"text": "more"})["view"]
    third = control.post("submit", values={"text": "more"})["view"]
    assert second["previous_view_id"] == first["id"] == second["root_view_id"]
    assert third["previous_view_id"] == second["id"]
    assert "push_limit_reached" in control.post("submit", values={"text": "more"})["error"]
    assert [view["id"] for view in control.get("views", person="ana")["stack"]] == [
        first["id"],
        second["id"],
        third["id"],
    ]
    assert control.post("close")["view"]["id"] == second["id"]
    assert wait_for(lambda: list(parrot.heard)) == ["closed False"]
    assert control.post("close", all=True)["closed"] is True
    wait_for(lambda: parrot.heard == ["closed False", "closed True", "closed True"])
    assert "no modal open" in control.post("close")["error"]


def test_a_shortcut_on_a_message_carries_the_message(control: Control, parrot: Parrot) -> None:
    posted = control.post("post", "ben", channel="general", text="remember me")
    answer = control.post("shortcut", callback_id="remember", channel="general", ts=posted["ts"])
    assert answer["view"]["callback_id"] == "ask"
    body = parrot.bodies[-1]
    assert (body["type"], body["message"]["text"], body["channel"]["id"]) == (
        "message_action",
        "remember me",
        "CGENERAL",
    )
    assert body["response_url"].startswith("http://127.0.0.1:")
    assert "is a message shortcut" in control.post("shortcut", callback_id="remember")["error"]
    control.post("close")


def test_home_is_published_when_it_is_opened(control: Control, parrot: Parrot) -> None:
    assert control.post("home", "ben", wait_s=3)["view"]["blocks"][0]["text"]["text"] == "Squawk."
    assert parrot.heard == ["home home"]
    assert "view" not in parrot.bodies[-1]["event"]
    control.post("home", "ben")
    assert wait_for(lambda: parrot.heard[1:]) == ["home home"]
    assert parrot.bodies[-1]["event"]["view"]["type"] == "home"


def test_clicks_need_an_element_and_the_right_option(control: Control, parrot: Parrot) -> None:
    control.post("shortcut", callback_id="squawk")
    assert "there are: text, person" in control.post("click", action_id="frob")["error"]
    assert control.post("click", action_id="text", value="typed") == {"ok": True, "dispatched": False}
    assert "nobody is called 'zoe'" in control.post("fill", values={"person": "zoe"})["error"]
    assert (
        control.get("views", person="ana")["stack"][0]["state"]["values"]["what"]["text"]["value"] == "typed"
    )
    control.post("close")
