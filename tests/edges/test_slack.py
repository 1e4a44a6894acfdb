"""What is known after one call: it was made, it was not, or nobody can tell."""

import socket

import pytest

from handlers.edges.slack import End, Slack
from tests.edges.local_slack import Answer, LocalSlack

OK = Answer({"ok": True, "ts": "1.2"})


def _refused(code: str, **more: object) -> Answer:
    return Answer({"ok": False, "error": code, **more})


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (OK, "ok"),
        (_refused("channel_not_found"), "refused"),
        (_refused("ratelimited"), "wait"),
        (Answer({"ok": False}, 429, {"Retry-After": "7"}), "wait"),
        (Answer("", 429), "wait"),
        (_refused("internal_error"), "unknown"),
        (_refused("fatal_error"), "unknown"),
        (Answer({"ok": False}, 500), "unknown"),
        (Answer("<html>Bad Gateway</html>", 502), "unknown"),
        (Answer("", 503), "unknown"),
        (Answer("<html>a proxy's login</html>"), "unknown"),
        (Answer(drops=True), "unknown"),
    ],
)
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.history"])
def test_how_a_call_ended(server: LocalSlack, method: str, answer: Answer, end: End) -> None:
    server.answers[method] = answer
    outcome = Slack("xoxb-1", server.url).call(method, {"channel": "C1"})
    assert outcome.end == end
    assert end == "ok" or outcome.problem
    assert len(server.asked) == 1, "a call is never repeated by itself"


def test_the_answer_comes_along(server: LocalSlack) -> None:
    server.answers["chat.postMessage"] = OK
    assert Slack("xoxb-1", server.url).call("chat.postMessage", {}).data == {"ok": True, "ts": "1.2"}


def test_the_reason_of_a_refusal_names_what_slack_says_of_it(server: LocalSlack) -> None:
    server.answers["views.open"] = _refused("missing_scope", needed="chat:write")
    assert "missing_scope (needs chat:write)" in Slack("x", server.url).call("views.open", {}).problem
    messages = {"messages": ["[ERROR] must be shorter"]}
    server.answers["views.open"] = _refused("invalid_arguments", response_metadata=messages)
    assert "must be shorter" in Slack("x", server.url).call("views.open", {}).problem


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("0", 1.0), ("2.5", 2.5), ("soon", 30.0), ("", 30.0)]
)
def test_how_long_to_wait(server: LocalSlack, header: str, seconds: float) -> None:
    server.answers["users.list"] = Answer({"ok": False}, 429, {"Retry-After": header})
    assert Slack("x", server.url).call("users.list", {}).retry_after == seconds


def test_a_server_that_is_not_there_never_got_the_call() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        assert Slack("x", closed).call("chat.postMessage", {}).end == "not_sent"


def test_a_server_that_is_slow_may_have_got_it(server: LocalSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        assert Slack("x", url, timeout=1).call("chat.postMessage", {}).end == "unknown"


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (Answer("ok"), "ok"),
        (Answer("expired_url", 404), "refused"),
        (Answer("", 429, {"Retry-After": "3"}), "wait"),
        (Answer("", 500), "unknown"),
        (Answer(drops=True), "unknown"),
    ],
)
def test_how_a_private_answer_ended(server: LocalSlack, answer: Answer, end: End) -> None:
    server.answers["respond"] = answer
    arguments = {"url": f"{server.url}respond", "text": "hello"}
    assert Slack("x", server.url).call("response_url", arguments).end == end
    assert server.asked == [("respond", '{"text": "hello"}')]
    assert arguments["url"], "what was promised is left as it is"
