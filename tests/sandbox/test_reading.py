"""What people have read: conversations with what is new, pages of history, threads, and marks."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox import snapshot
from sandbox.clock import WorkspaceClock
from sandbox.server import LocalWorkspaceServer
from tests.sandbox.local_site import CONFIG, Control, make_site


@pytest.fixture(name="server")
def _server() -> Iterator[LocalWorkspaceServer]:
    with LocalWorkspaceServer(make_site()) as server:
        yield server


@pytest.fixture(name="control")
def _control(server: LocalWorkspaceServer) -> Control:
    return Control(server)


def news(control: Control, person: str, channel: str = "general") -> tuple[int, int]:
    shown = control.get("conversations", person=person)["conversations"]
    found = next(one for one in shown if one["name"] == channel)
    return found["unread"], found["mentions"]


def texts(page: dict[str, Any]) -> list[str]:
    return [message["text"] for message in page["messages"] if "subtype" not in message]


def say(control: Control, *said: str, person: str = "ana", **where: Any) -> list[str]:
    return [control.post("post", person, channel="general", text=text, **where)["ts"] for text in said]


def test_messages_by_others_are_new_until_they_are_marked(control: Control) -> None:
    first, second = say(control, "one", "for @ben")
    say(control, "my own", person="ben")
    assert news(control, "ben") == (2, 1)
    control.post("mark", "ben", channel="general", ts=first)
    assert news(control, "ben") == (1, 1)
    control.post("mark", "ben", channel="general", ts=second)
    assert news(control, "ben") == (0, 0)
    assert news(control, "ana") == (1, 0)


def test_everybody_is_called_by_channel(control: Control) -> None:
    say(control, "@channel listen")
    assert news(control, "ben") == (1, 1)


def test_replies_and_notes_of_the_workspace_are_not_counted(control: Control) -> None:
    (parent,) = say(control, "one")
    control.post("mark", "ben", channel="general")
    say(control, "in the thread", thread_ts=parent)
    control.post("add_person", name="zoe")
    control.post("join", "zoe", channel="general")
    assert news(control, "ben") == (0, 0)


def test_an_earlier_mark_makes_messages_new_again(control: Control) -> None:
    first, _ = say(control, "one", "two")
    control.post("mark", "ben", channel="general")
    control.post("mark", "ben", channel="general", ts=first)
    assert news(control, "ben") == (1, 0)


def test_marks_outlive_a_restart(server: LocalWorkspaceServer, control: Control) -> None:
    say(control, "one")
    control.post("mark", "ben", channel="general")
    saved = server.call(lambda: snapshot.to_json(server.site.workspace))
    read = snapshot.from_json(saved, CONFIG, WorkspaceClock()).channel("CGENERAL").last_read
    assert read["UBEN"] == server.site.workspace.channel("CGENERAL").last_read["UBEN"]


def test_only_what_a_person_may_see_is_listed(control: Control) -> None:
    def names(person: str) -> list[str]:
        return [one["name"] for one in control.get("conversations", person=person)["conversations"]]

    assert names("ana") == ["general", "secret"]
    assert names("ben") == ["general"]
    assert names("gus") == []
    for sight in ("history", "members"):
        assert "cannot see" in control.get(sight, person="ben", channel="CSECRET")["error"]


def test_history_comes_in_pages(control: Control) -> None:
    stamps = say(control, *"abcdefg")
    page = control.get("history", person="ben", channel="general", limit=3)
    assert (texts(page), page["has_older"], page["has_newer"]) == (["e", "f", "g"], True, False)
    older = control.get("history", person="ben", channel="general", limit=3, before=stamps[4])
    assert (texts(older), older["has_older"], older["has_newer"]) == (["b", "c", "d"], True, True)
    newer = control.get("history", person="ben", channel="general", limit=3, after=stamps[1])
    assert texts(newer) == ["c", "d", "e"]
    around = control.get("history", person="ben", channel="general", limit=2, around=stamps[2])
    assert texts(around) == ["b", "c", "d"]
    assert "must be the ts" in control.get("history", person="ben", channel="general", before="x")["error"]


def test_notes_stand_among_the_messages_of_their_reader_alone(
    server: LocalWorkspaceServer, control: Control
) -> None:
    workspace = server.site.workspace
    say(control, "before")
    server.call(lambda: workspace.ephemeral(workspace.bot_user_id, "CGENERAL", "UBEN", "for ben"))
    (after,) = say(control, "after")
    assert texts(control.get("history", person="ben", channel="general")) == ["before", "for ben", "after"]
    assert texts(control.get("history", person="ana", channel="general")) == ["before", "after"]
    assert texts(control.get("history", person="ben", channel="general", limit=1)) == ["after"]
    assert texts(control.get("history", person="ben", channel="general", before=after))[-1] == "for ben"


def test_a_thread_is_found_from_any_of_its_messages(control: Control) -> None:
    (parent,) = say(control, "question")
    (reply,) = say(control, "answer", person="ben", thread_ts=parent)
    for ts in (parent, reply):
        thread = control.get("replies", person="ana", channel="general", ts=ts)
        assert (thread["thread_ts"], texts(thread)) == (parent, ["question", "answer"])


def test_a_page_starts_from_one_answer(control: Control) -> None:
    told = control.get("workspace")
    assert (told["name"], told["app"]["name"], told["live"]) == ("Aviary", "Parrot", None)
    assert [one["command"] for one in told["app"]["commands"]] == ["/parrot", "/plain"]
    assert {one["callback_id"] for one in told["app"]["shortcuts"]} == {"remember", "squawk"}
    assert "only the sample company" in control.operate("live", on=True)["error"]
