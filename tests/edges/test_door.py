"""The door: an acknowledgement means that the event is written down, and nothing else does."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.event import Event
from handlers.edges.bell import Bell
from handlers.edges.door import Door
from handlers.edges.install import Installed
from handlers.edges.writer import Writer
from handlers.modals import Reply
from storage.engine import open_engine
from storage.tables import Inbox
from tests.handlers.events import TEAM, message
from tests.moments import at

NOW = at("2026-03-02 09:30")
MET = Installed(TEAM, "https://b.example/", "B", "UBOT", "BBOT", "xoxb-1", None)


def nothing(_event: Event) -> None:
    """No submission is answered with more than an acknowledgement."""


class Entrance:
    """A door on a database, with what it opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.opened = engine, list[Event]()
        self.respond: Callable[[Event], Reply | None] = nothing
        self.writer = Writer(engine, Bell())
        self.writer.start()

    def sends(self, body: dict[str, Any]) -> BoltResponse:
        """Slack sends a body; what it is answered."""

        async def dispatched() -> BoltResponse:
            door = Door(MET, self.writer, self.opened.append, self.respond, lambda: NOW)
            answer = await door.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
            await asyncio.sleep(0.05)  # a modal opens in a thread of its own, after the answer
            return answer

        return asyncio.run(dispatched())

    def rows(self) -> list[Inbox]:
        """What is written down."""
        with Session(self.engine) as session:
            return list(session.exec(select(Inbox).order_by(Inbox.event_id)).all())


@pytest.fixture
def entrance(engine: Engine) -> Iterator[Entrance]:
    """A door on either database."""
    there = Entrance(engine)
    yield there
    there.writer.stop()


def command(text: str) -> dict[str, Any]:
    return {
        "command": "/earshot", "text": text, "team_id": TEAM, "user_id": "U1", "channel_id": "C1",
        "trigger_id": f"trigger.{text}", "response_url": "http://127.0.0.1/none",
    }  # fmt: skip


def submission(channels: list[str], people: list[str]) -> dict[str, Any]:
    values = {
        "channels": {"channels": {"selected_conversations": channels}},
        "level1": {"level1": {"selected_users": people}},
        "cadence": {"cadence": {"selected_option": {"value": "daily"}}},
    }
    view = {"id": "V1", "hash": "1.a", "callback_id": "follow", "type": "modal", "state": {"values": values}}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U1"}, "view": view}


def test_an_acknowledged_event_is_written_down(entrance: Entrance) -> None:
    assert entrance.sends(message("C1", "1.000001")).status == 200
    [row] = entrance.rows()
    assert (row.kind, row.lane, row.state) == ("event.message", "C1", "waiting")


def test_the_same_event_again_is_acknowledged_and_written_once(entrance: Entrance) -> None:
    body = message("C1", "1.000001")
    assert [entrance.sends(body).status for _ in range(4)] == [200] * 4
    assert len(entrance.rows()) == 1


def test_what_cannot_be_written_down_is_not_acknowledged(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'none.sqlite'}")  # no tables
    there = Entrance(engine)
    assert there.sends(message("C1", "1.000001")).status == 503
    there.writer.stop()
    engine.dispose()


def test_a_command_that_needs_a_form_is_written_down_and_opens_it(entrance: Entrance) -> None:
    assert entrance.sends(command("follow")).status == 200
    assert [row.kind for row in entrance.rows()] == ["command.earshot.follow"]
    assert [event.payload["trigger_id"] for event in entrance.opened] == ["trigger.follow"]


def test_the_acknowledgement_does_not_wait_for_the_form(entrance: Entrance) -> None:
    may_open, opened = threading.Event(), threading.Event()

    def slowly(_event: Event) -> None:
        assert may_open.wait(10)
        opened.set()

    async def dispatched() -> int:
        door = Door(MET, entrance.writer, slowly, nothing, lambda: NOW)
        answer = await door.app.async_dispatch(AsyncBoltRequest(body=command("follow"), mode="socket_mode"))
        assert not opened.is_set()
        may_open.set()
        return answer.status

    assert asyncio.run(dispatched()) == 200
    assert opened.is_set()
    assert len(entrance.rows()) == 1


def test_a_form_that_cannot_be_opened_changes_nothing_about_the_acknowledgement(entrance: Entrance) -> None:
    def fails(_event: Event) -> None:
        raise RuntimeError("no form today")

    async def dispatched() -> int:
        door = Door(MET, entrance.writer, fails, nothing, lambda: NOW)
        answer = await door.app.async_dispatch(AsyncBoltRequest(body=command("follow"), mode="socket_mode"))
        await asyncio.gather(*door._opening, return_exceptions=True)
        return answer.status

    assert asyncio.run(dispatched()) == 200
    assert [row.kind for row in entrance.rows()] == ["command.earshot.follow"]


def test_a_body_that_is_no_event_is_left_to_bolt(entrance: Entrance) -> None:
    assert (
        entrance.sends({"type": "block_suggestion", "user": {"id": "U1"}, "team": {"id": TEAM}}).status == 404
    )
    assert entrance.rows() == []


def test_other_commands_open_nothing(entrance: Entrance) -> None:
    assert entrance.sends(command("digest")).status == 200
    assert entrance.opened == []


def test_a_form_that_is_filled_in_wrong_stays_open_and_leaves_nothing(entrance: Entrance) -> None:
    answer = entrance.sends(submission([], ["U1"]))
    said = json.loads(answer.body)
    assert said["response_action"] == "errors"
    assert set(said["errors"]) == {"channels", "level1"}
    assert entrance.rows() == []


def test_a_form_that_is_right_closes_and_counts_once_however_often_it_is_sent(entrance: Entrance) -> None:
    body = submission(["C1"], ["U2"])
    assert [entrance.sends(body).body for _ in range(2)] == ["", ""]
    assert [row.kind for row in entrance.rows()] == ["view.follow"]


def test_a_form_is_answered_with_another_view_once_it_is_written_down(entrance: Entrance) -> None:
    answer = {"response_action": "update", "view": {"type": "modal"}}
    entrance.respond = lambda _event: Reply(answer)
    assert json.loads(entrance.sends(submission(["C1"], ["U2"])).body) == answer
    assert [row.kind for row in entrance.rows()] == ["view.follow"]


def test_a_reply_to_what_shall_not_be_kept_leaves_nothing(entrance: Entrance) -> None:
    answer = {"response_action": "errors", "errors": {"channels": "Not these."}}
    entrance.respond = lambda _event: Reply(answer, is_written=False)
    assert json.loads(entrance.sends(submission(["C1"], ["U2"])).body) == answer
    assert entrance.rows() == []


def test_a_form_whose_reply_fails_or_takes_too_long_is_written_down_and_closes(entrance: Entrance) -> None:
    over = threading.Event()

    def fails(_event: Event) -> None:
        raise RuntimeError("no reply today")

    def waits(_event: Event) -> None:
        over.wait(2.5)

    for respond in (fails, waits):
        entrance.respond = respond
        assert entrance.sends(submission(["C1"], ["U2"])).body == ""
    over.set()
    assert [row.kind for row in entrance.rows()] == ["view.follow"]


def test_what_is_refused_is_not_asked_for_a_reply(entrance: Entrance) -> None:
    entrance.respond = lambda _event: Reply({"response_action": "clear"})
    assert json.loads(entrance.sends(submission([], ["U1"])).body)["response_action"] == "errors"
    assert entrance.sends(message("C1", "1.000001")).body == ""


def test_it_works_with_the_variables_that_switch_bolt_to_oauth(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    assert entrance.sends(message("C1", "1.000001")).status == 200
    assert len(entrance.rows()) == 1
