"""The control interface: what people do and see, the clock, faults, settings, and one clear line for every mistake."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.composer import command_text, compose
from sandbox.control_moments import moment_after
from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import CONFIG, Control, make_site

MONDAY = datetime(2026, 1, 5, 10, 0, tzinfo=UTC).timestamp()


@pytest.fixture(name="server")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site()) as server:
        yield server


@pytest.fixture(name="control")
def _control(server: LocalWorkspaceServer) -> Control:
    return Control(server)


@pytest.fixture(name="client")
def _client(server: LocalWorkspaceServer) -> WebClient:
    return WebClient(CONFIG.bot_token, base_url=server.api_url, retry_handlers=[])


def test_what_is_typed_becomes_slacks_text(control: Control) -> None:
    posted = control.post(
        "post", channel="#general", text="@ben & <@U0EARSHOT>: see #secret :eyes: https://a.example/x."
    )
    assert posted["message"]["text"] == (
        "<@UBEN> &amp; <@U0EARSHOT>: see <#CSECRET> :eyes: <https://a.example/x>."
    )
    kinds = [part["type"] for part in posted["message"]["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "user", "text", "channel", "text", "emoji", "text", "link", "text"]


def test_composing_leaves_everything_else_alone() -> None:
    workspace = make_site().workspace
    text = (
        "a@b.example @nobody #nowhere 10:30:00 <b> @here <!channel> <!subteam^S1> <https://x.example|x & y>"
    )
    assert compose(workspace, text)[0] == (
        "a@b.example @nobody #nowhere 10:30:00 &lt;b&gt; <!here> <!channel> &lt;!subteam^S1&gt;"
        " <https://x.example|x &amp; y>"
    )
    assert command_text(workspace, "@ana <x>", escape_mentions=False) == "@ana &lt;x&gt;"
    assert command_text(workspace, "@ana in #secret", escape_mentions=True) == "<@UANA|ana> in <#CSECRET|>"


def test_conversations(control: Control) -> None:
    posted = control.post("post", channel="general", text="first")
    reply = control.post("post", "ben", channel="general", text="second", thread_ts=posted["ts"])
    control.post("post", "ben", channel="general", text="third", thread_ts=posted["ts"], broadcast=True)
    control.post("react", "ben", channel="general", ts=posted["ts"], name=":eyes:")
    control.post("edit", channel="general", ts=posted["ts"], text="first & best")
    seen = control.get("messages", person="ben", channel="general", after=posted["ts"])["messages"]
    assert [message["text"] for message in seen] == ["first &amp; best", "third"]
    assert seen[0]["reactions"] == [{"name": "eyes", "users": ["UBEN"], "count": 1}]
    assert datetime.fromisoformat(seen[0]["iso"]).timestamp() == int(float(seen[0]["ts"]))
    replied = control.get("messages", person="ben", channel="general", after=posted["ts"], threads=1)[
        "messages"
    ]
    assert [message["text"] for message in replied] == ["first &amp; best", "second", "third"]
    thread = control.get("thread", person="ben", channel="general", ts=posted["ts"])["messages"]
    assert [message["ts"] for message in thread][1] == reply["ts"]
    assert control.post("unreact", "ben", channel="general", ts=posted["ts"], name="eyes")["ok"]
    assert control.post("delete", "ben", channel="general", ts=reply["ts"]) == {"ok": True}
    assert "cant_delete_message" in control.post("delete", "ben", channel="general", ts=posted["ts"])["error"]


def test_history_can_be_made_up(control: Control) -> None:
    posted = control.post("post", channel="general", text="long ago", at="2026-01-05T10:00:00Z")
    assert posted["ts"] == f"{MONDAY:.6f}"
    assert "time_in_future" in control.post("post", channel="general", text="x", at="2099-01-01")["error"]
    assert "at must be" in control.post("post", channel="general", text="x", at="yesterday")["error"]


def test_channels_and_people(control: Control) -> None:
    made = control.post("create_channel", name="new", is_private=True)
    assert control.post("invite", channel="new", invitee="parrot")["members"] == ["U0EARSHOT", "UANA"]
    assert control.post("kick", channel="new", member="U0EARSHOT")["members"] == ["UANA"]
    assert control.post("topic", channel="new", topic="Seeds")["ok"]
    assert control.post("rename", channel="new", name="newer")["name"] == "newer"
    assert control.post("archive", channel="newer")["ok"]
    assert control.post("unarchive", channel="newer")["ok"]
    assert control.post("leave", channel="newer")["members"] == []
    assert control.post("join", "ben", channel="general")["ok"]
    assert control.post("make_private", channel="general")["ok"]
    names = {channel["name"] for channel in control.get("channels", person="ana")["channels"]}
    assert names == {"general", "secret"}
    assert made["channel"] in {channel["id"] for channel in control.get("channels")["channels"]}
    added = control.operate("add_person", name="zoe", real_name="Zoe Sample", is_restricted=True)
    assert control.post("change_person", "zoe", title="Gardener", profile_fields={"Xf1": "UANA"})["ok"]
    assert control.post("deactivate", "zoe")["ok"]
    (zoe,) = [person for person in control.get("people")["people"] if person["id"] == added["person"]]
    assert (zoe["deleted"], zoe["profile"]["title"]) == (True, "Gardener")
    assert "deactivated" in control.post("command", "zoe", text="/parrot")["error"]
    assert "profile_fields" in control.post("change_person", "ana", profile_fields=[])["error"]
    assert control.post("change_person", "zoe", locale="ar-EG", home_team="T0AWAY", dnd=[1, 2])["ok"]
    assert control.post("change_person", "zoe", dnd=[])["ok"]
    for wrong in ([1], "8 to 9", [1, "x"]):
        assert "dnd" in control.post("change_person", "ana", dnd=wrong)["error"]


def test_channels_go_and_the_app_goes(control: Control, client: WebClient) -> None:
    assert control.post("delete_channel", channel="secret")["channel"] == "CSECRET"
    assert "there is none called 'secret'" in control.post("post", channel="secret", text="x")["error"]
    assert control.operate("uninstall") == {"ok": True}
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_people_see_only_what_they_may(control: Control, client: WebClient) -> None:
    control.post("post", channel="secret", text="hidden")
    client.chat_postEphemeral(channel="CGENERAL", user="UBEN", text="for ben")
    assert "cannot see" in control.get("messages", person="ben", channel="secret")["error"]
    assert control.get("channels", person="gus")["channels"] == []
    texts = {
        person: [one["text"] for one in control.get("messages", person=person, channel="general")["messages"]]
        for person in ("ana", "ben")
    }
    assert "for ben" in texts["ben"]
    assert "for ben" not in texts["ana"]
    note = control.get("messages", person="ben", channel="general")["messages"][-1]
    assert "no message" in control.post("delete", "ana", channel="general", ts=note["ts"])["error"]
    assert control.post("delete", "ben", channel="general", ts=note["ts"]) == {"ok": True}


def test_waiting_for_news(control: Control, client: WebClient) -> None:
    last = control.post("post", channel="general", text="hello")["ts"]

    def wait(**query: Any) -> list[str]:
        found = control.get("messages", person="ana", channel="general", after=last, wait_s=3, **query)
        return [message["text"] for message in found["messages"]]

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(wait)
        time.sleep(0.1)
        client.chat_postMessage(channel="CGENERAL", text="news")
        assert waiting.result(2) == ["news"]
    started = time.monotonic()
    assert (
        control.get("messages", person="ana", channel="secret", after="9999999999", wait_s=0.1)["messages"]
        == []
    )
    assert time.monotonic() - started >= 0.1


def test_waiting_for_an_edit_and_a_note(control: Control, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="CGENERAL", text="before")["ts"]

    def later() -> None:
        time.sleep(0.1)
        client.chat_update(channel="CGENERAL", ts=posted, text="after")

    threading.Thread(target=later).start()
    found = control.get("messages", person="ana", channel="general", after=posted, wait_s=3)
    assert [message["text"] for message in found["messages"]] == ["after"]


def test_the_clock(control: Control) -> None:
    now = control.get("clock")
    assert control.operate("clock", advance_s=90)["now"] >= now["now"] + 90
    week = control.operate("clock", advance="1w")
    assert week["version"] == now["version"] + 2
    assert "only moves forward" in control.operate("clock", set=0)["error"]
    assert "is no span" in control.operate("clock", advance="soon")["error"]
    assert control.get("clock", after=week["version"], wait_s=0.05)["version"] == week["version"]
    assert control.get("clock", after=now["version"], wait_s=30)["version"] == week["version"]
    posted = control.post("post", channel="general", text="later")
    assert abs(float(posted["ts"]) - week["now"]) < 5
    assert "only moves forward" in control.operate("clock", set=now["iso"])["error"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("90s", "2026-01-05T10:01:30"),
        ("2 h", "2026-01-05T12:00:00"),
        ("1d", "2026-01-06T10:00:00"),
        ("tomorrow 09:00", "2026-01-06T09:00:00"),
        ("next monday 09:00", "2026-01-12T09:00:00"),
        ("friday", "2026-01-09T00:00:00"),
    ],
)
def test_words_for_moments(words: str, expected: str) -> None:
    moment = moment_after(MONDAY, words)
    assert datetime.fromtimestamp(moment, tz=UTC).isoformat() == f"{expected}+00:00"


def test_moments_know_time_zones() -> None:
    assert moment_after(MONDAY, "tomorrow 09:00", "Europe/Berlin") == MONDAY + 22 * 3600
    with pytest.raises(ValueError, match="no time zone"):
        moment_after(MONDAY, "tomorrow", "Nowhere/City")


def test_faults(control: Control, client: WebClient) -> None:
    armed = control.operate("faults", method="chat.postMessage", kind="error", error="fatal_error")
    assert len(armed["faults"]) == 1
    with pytest.raises(SlackApiError, match="fatal_error"):
        client.chat_postMessage(channel="CGENERAL", text="x")
    client.chat_postMessage(channel="CGENERAL", text="x")
    assert control.get("faults")["faults"][0]["struck"] == 1
    assert control.delete("faults")["faults"] == []
    assert "kind must be one of" in control.operate("faults", method="x", kind="frob")["error"]


def test_settings(control: Control, server: LocalWorkspaceServer) -> None:
    changed = control.operate("settings", retry_scale=0.5, rate_limit_scale=2, hold_when_disconnected=False)
    assert changed == {"ok": True, **control.get("settings")}
    assert (server.site.delivery.retry_scale, server.site.limits.scale) == (0.5, 2)
    assert "no setting frob" in control.operate("settings", frob=1)["error"]
    assert "0 or above" in control.operate("settings", retry_scale=-1)["error"]
    assert control.get("connections") == {"ok": True, "connections": [], "undelivered": 0}
    assert "no request URL" in control.operate("verify")["error"]


def test_the_log(control: Control, client: WebClient) -> None:
    client.auth_test()
    (entry,) = control.get("log")["entries"]
    assert (entry["kind"], entry["name"], entry["status"]) == ("api", "auth.test", "ok")
    assert CONFIG.bot_token not in str(entry)
    assert control.get("log", after=entry["number"])["entries"] == []


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("post", b"{", "not JSON"),
        ("post", b"[]", "must be a JSON object"),
        ("post", b"{}", "channel is missing"),
        ("post", b'{"person": "zoe", "dm": true, "text": "x"}', "nobody is called 'zoe'"),
        ("post", b'{"person": "ana", "dm": ["zoe"], "text": "x"}', "nobody is called 'zoe'"),
        ("post", b'{"person": "ana", "channel": "general"}', "text is missing"),
        ("post", b'{"person": "ana", "channel": "general", "text": "x", "broadcast": 7}', "true or false"),
        ("react", b'{"person": "ana", "channel": "general", "ts": "1.2", "name": "x"}', "no message 1.2"),
        ("click", b'{"person": "ana", "action_id": "x"}', "no modal open"),
        ("click", b'{"person": "ana", "action_id": "x", "view": "home"}', "published no Home"),
        ("click", b'{"person": "ana", "action_id": "x", "channel": "general"}', "no message of the app"),
        ("submit", b'{"person": "ana", "values": 3}', "must be an object"),
        ("home", b'{"person": "ana", "tab": "frob"}', "tab is home or messages"),
        ("frob", b"{}", "there is no POST /control/frob"),
    ],
)
def test_mistakes_get_one_clear_line(control: Control, name: str, body: bytes, complaint: str) -> None:
    answer = control.post_raw(name, body)
    assert answer["ok"] is False
    assert complaint in answer["error"]
    assert "\n" not in answer["error"]


def test_other_web_pages_cannot_act(server: LocalWorkspaceServer, control: Control) -> None:
    assert "application/json" in control.post_raw("post", b"{}", content_type="text/plain")["error"]
    request = urllib.request.Request(f"{server.url}/control/people", headers={"Host": "evil.example"})
    assert "127.0.0.1 and localhost only" in control._answer(request)["error"]


def test_everything_is_listed(control: Control) -> None:
    listed = control.get("")["control"]
    assert listed["POST /control/command"].startswith("Use a slash command")
    assert all(listed.values())
