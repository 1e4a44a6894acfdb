"""Finer points of interactions: response URLs, external selects, dispatching inputs, faulty answers, other surfaces."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient

from sandbox.errors import SlackError
from sandbox.response_url import ResponseUrls
from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import CONFIG, Control, make_site, wait_for
from tests.sandbox.parrot import ANSWER, ASK, HOME, Parrot, SocketParrot

Json = dict[str, Any]


def _text(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _option(value: str) -> Json:
    return {"text": _text(value.title()), "value": value}


SEARCH: Json = {
    **ASK,
    "callback_id": "search",
    "blocks": [
        {
            "type": "input",
            "block_id": "found",
            "label": _text("Which?"),
            "dispatch_action": True,
            "element": {"type": "external_select", "action_id": "which", "min_query_length": 2},
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [
                {"type": "overflow", "action_id": "menu", "options": [_option("edit"), _option("drop")]}
            ],
        },
    ],
}
RATED: list[Json] = [
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": _text("Good"), "value": "good"},
                "negative_button": {"text": _text("Bad"), "value": "bad"},
            }
        ],
    }
]


def _add_search(app: AsyncApp) -> None:
    @app.command("/plain")
    async def _plain(ack: Any, command: Json, client: Any) -> None:
        if command["text"] == "faulty":
            await ack(text="x", blocks=[{"type": "frob"}])
        elif command["text"] == "typed":
            await ack({"response_type": "in_channel"})
        elif command["text"] == "loud":
            await ack({"response_type": "in_channel", "text": "For all"})
        else:
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=SEARCH)

    @app.options("which")
    async def _which(ack: Any, options: Json) -> None:
        offered = [_option(f"{options['value']}{number}") for number in range(2)]
        await ack(options=offered if options["value"] != "many" else offered * 51)

    @app.view_closed("search")
    async def _closed(ack: Any) -> None:
        await ack()

    @app.view("search")
    async def _search(ack: Any, view: Json) -> None:
        chosen = view["state"]["values"]["found"]["which"]["selected_option"]["value"]
        answers: dict[str, Json] = {
            "no0": {"response_action": "errors", "errors": {"more": "No input block"}},
            "no1": {"response_action": "frob"},
            "up0": {"response_action": "update", "view": {**ASK, "title": _text("t" * 25)}},
            "up1": {"response_action": "update", "view": {**ASK, "title": _text("Updated")}},
        }
        await ack(**answers.get(chosen, {"response_action": "clear"}))


def _add_actions(app: AsyncApp, parrot: Parrot) -> None:
    async def act(ack: Any, action: Json) -> None:
        await ack()
        parrot.heard.append(f"{action['action_id']} {(action.get('selected_option') or action)['value']}")

    for action_id in ("which", "menu", "rate", "home_button"):
        app.action(action_id)(act)


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site()) as server:
        yield server


@pytest.fixture(name="running", scope="module")
def _running(server: LocalWorkspaceServer) -> Iterator[Parrot]:
    with SocketParrot(server) as parrot:
        _add_search(parrot.app)
        _add_actions(parrot.app, parrot)
        yield parrot


@pytest.fixture(name="control")
def _control(server: LocalWorkspaceServer) -> Control:
    return Control(server)


@pytest.fixture(name="parrot")
def _parrot(running: Parrot, control: Control) -> Parrot:
    wait_for(lambda: control.get("connections")["undelivered"] == 0)
    running.heard.clear()
    running.bodies.clear()
    return running


@pytest.fixture(name="client")
def _client(server: LocalWorkspaceServer) -> WebClient:
    return WebClient(CONFIG.bot_token, base_url=server.api_url)


def _search(control: Control, choice: str) -> Json:
    control.post("command", text="/plain")
    control.post("options", action_id="which", query=choice[:-1])
    return control.post("submit", values={"found": choice})


def test_an_external_select_asks_the_app(control: Control, parrot: Parrot) -> None:
    control.post("command", text="/plain")
    assert "from 2 characters on" in control.post("options", action_id="which", query="a")["error"]
    assert "only external selects" in control.post("options", action_id="menu", query="a")["error"]
    assert "102 options" in control.post("options", action_id="which", query="many")["error"]
    assert "ask for them first" in control.post("fill", values={"which": "ab0"})["error"]
    offered = control.post("options", action_id="which", query="ab")["options"]
    assert [option["value"] for option in offered] == ["ab0", "ab1"]
    body = parrot.bodies[-1]
    assert (body["type"], body["value"], body["block_id"]) == ("block_suggestion", "ab", "found")
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    # What an earlier query offered stays choosable: a choice of several may come from several queries.
    assert control.post("options", action_id="which", query="cd")["ok"]
    # dispatch_action: the choice is told at once, and stands in the submission.
    assert control.post("submit", values={"which": "ab1"})["closed"] is True
    assert parrot.heard == ["which ab1"]


def test_an_overflow_menu_and_its_answers(control: Control, parrot: Parrot) -> None:
    control.post("command", text="/plain")
    assert "it offers edit, drop" in control.post("click", action_id="menu", value="frob")["error"]
    assert control.post("click", action_id="menu", value="Drop", wait_s=0)["dispatched"]
    assert parrot.heard == ["menu drop"]
    assert "menu" not in parrot.bodies[-1]["view"]["state"]["values"].get("more", {})
    control.post("close")


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [
        ("no0", "which is no input block"),
        ("no1", "response_action 'frob'"),
        ("up0", "less than 25 characters"),
    ],
)
def test_faulty_answers_to_a_submission(
    control: Control, parrot: Parrot, choice: str, complaint: str
) -> None:
    assert complaint in _search(control, choice)["error"]
    control.post("close", all=True)


def test_update_and_clear(control: Control, parrot: Parrot) -> None:
    assert _search(control, "up1")["view"]["title"]["text"] == "Updated"
    control.post("close", all=True)
    assert _search(control, "ok1") == {"ok": True, "closed": True}


def test_what_a_command_may_be_acknowledged_with(control: Control, parrot: Parrot) -> None:
    assert "invalid_blocks" in control.post("command", channel="general", text="/plain faulty")["error"]
    silent = control.post("command", channel="general", text="/plain typed", wait_s=0.05)
    assert silent == {"ok": True, "view": None, "ephemeral": [], "messages": []}
    loud = control.post("command", channel="secret", text="/plain loud")
    assert [message["text"] for message in loud["messages"]] == ["For all"]


def test_home_and_feedback_buttons(control: Control, parrot: Parrot, client: WebClient) -> None:
    button = {"type": "button", "action_id": "home_button", "value": "1", "text": _text("Go")}
    client.views_publish(user_id="UANA", view={**HOME, "blocks": [{"type": "actions", "elements": [button]}]})
    assert control.post("click", action_id="home_button", view="home", wait_s=0)["dispatched"]
    assert parrot.bodies[-1]["view"]["type"] == "home"
    assert "response_url" not in parrot.bodies[-1]
    client.chat_postMessage(channel="CGENERAL", text="rate me", blocks=RATED)
    control.post("click", channel="general", action_id="rate", value="bad", wait_s=0)
    assert parrot.heard == ["home_button 1", "rate bad"]


def test_clicks_on_an_ephemeral_message(control: Control, parrot: Parrot, client: WebClient) -> None:
    client.chat_postEphemeral(channel="CGENERAL", user="UANA", text="psst", blocks=ANSWER)
    control.post("click", channel="general", action_id="when", value="now", wait_s=0)
    body = parrot.bodies[-1]
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    assert body["channel"] == {"id": "CGENERAL", "name": "general"}
    assert (
        "no message of the app" in control.post("click", "ben", channel="general", action_id="when")["error"]
    )
    posted = control.post("post", channel="general", text="no app")
    assert (
        "there are: none" in control.post("click", channel="general", ts=posted["ts"], action_id="x")["error"]
    )


def _responding(now: list[float]) -> tuple[ResponseUrls, Any, str]:
    site = make_site()
    workspace = site.workspace
    urls = ResponseUrls(workspace, lambda: now[0])
    url = urls.issue("UANA", "CSECRET")
    return urls, workspace.channel("CSECRET"), url.rpartition("/")[2]


def test_a_response_url_needs_no_membership_and_works_five_times() -> None:
    urls, channel, url_id = _responding([0.0])
    urls.use(url_id, {"text": "for all", "response_type": "in_channel"})
    assert "U0EARSHOT" not in channel.members
    for number in range(4):
        urls.use(url_id, {"text": str(number)})
    assert [note.text for note in channel.ephemerals.values()] == ["0", "1", "2", "3"]
    assert {note.ephemeral_to for note in channel.ephemerals.values()} == {"UANA"}
    with pytest.raises(SlackError, match="used_url"):
        urls.use(url_id, {"text": "6"})


def test_a_response_url_lasts_half_an_hour() -> None:
    now = [0.0]
    urls, _, url_id = _responding(now)
    now[0] = 1799.0
    urls.use(url_id, {"text": "in time"})
    now[0] = 1801.0
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(url_id, {"text": "late"})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "frob"}]}, "invalid_blocks"),
        ({"replace_original": True, "text": "x"}, "message_not_found"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
def test_faulty_answers_use_nothing_up(answer: Json, code: str) -> None:
    urls, channel, url_id = _responding([0.0])
    for _ in range(6):
        with pytest.raises(SlackError, match=code):
            urls.use(url_id, answer)
    urls.use(url_id, {"text": "fine"})
    assert len(channel.ephemerals) == 1


def test_originals_are_replaced_and_deleted() -> None:
    workspace = make_site().workspace
    urls = ResponseUrls(workspace)
    note = workspace.ephemeral("U0EARSHOT", "CGENERAL", "UANA", "before")
    message = workspace.post("U0EARSHOT", "CGENERAL", "before")
    channel = workspace.channel("CGENERAL")
    for ts in (note.ts, message.ts):
        url_id = urls.issue("UANA", "CGENERAL", message_ts=ts).rpartition("/")[2]
        urls.use(url_id, {"replace_original": True, "text": "after"})
    assert (channel.ephemerals[note.ts].text, channel.messages[message.ts].text) == ("after", "after")
    for ts in (note.ts, message.ts):
        urls.use(urls.issue("UANA", "CGENERAL", message_ts=ts).rpartition("/")[2], {"delete_original": True})
    assert note.ts not in channel.ephemerals
    assert message.ts not in channel.messages


def test_the_address_answers_in_json(server: LocalWorkspaceServer, control: Control) -> None:
    control.url = server.url
    issued = server.call(lambda: server.site.interactivity.response_urls.issue("UANA", "CGENERAL"))
    path = issued.removeprefix(server.url)
    assert control.post_raw(path, b'{"text": "hello"}') == {"ok": True}
    assert control.post_raw(path, b"text=hello")["error"] == "invalid_payload"
    assert control.post_raw(path, b"[]")["error"] == "invalid_payload"
    assert control.post_raw(f"{path}x", b'{"text": "hello"}')["error"] == "no_url"


def test_someone_outside_cannot_click(control: Control, parrot: Parrot, client: WebClient) -> None:
    control.post("create_channel", name="open")
    control.post("invite", channel="open", invitee="parrot")
    client.chat_postMessage(channel="#open", text="choose", blocks=ANSWER)
    assert "is not in that channel" in control.post("click", "ben", channel="open", action_id="yes")["error"]
    wait_for(lambda: parrot.heard)
