"""What participants of a session do, at the door: sealed before it is written, or not written at all."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.response import BoltResponse
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ama.act import Act, owner_tag, slot_tags, voter_tag
from bot.ama.place import Place
from bot.ama.sealing import tag
from bot.event import Event
from handlers.earshot import MISSED
from handlers.edges.arrival import arrival
from handlers.edges.bell import Bell
from handlers.edges.door import Door
from handlers.edges.keeper import Keeper
from handlers.edges.opener import Opener
from handlers.edges.seal import CLOSED, NONE_LEFT, Seal, hour_of
from handlers.edges.slack import Outcome
from handlers.edges.worker import Worker
from storage import ama, ama_questions
from storage.keys import Keys
from tests.bot.ama.samples import plan
from tests.edges.scripted import ScriptedSlack
from tests.edges.test_door import MET, Entrance
from tests.handlers.events import TEAM, command
from tests.moments import StandingClock, at

NOW = at("2026-03-02 09:30")
USER = "U0WREN"


class Sealed(Entrance):
    """A door with a seal, and an open session a1."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        super().__init__(engine)
        self.keys = Keys(folder)
        self.keys.make("a1")
        self.seal = Seal(engine, self.keys)
        self.session(plan())

    def session(self, planned: Any) -> None:
        """Replace the session by one with this plan."""
        with Session(self.engine) as session, session.begin():
            row = ama.set_up(session, TEAM, "a1", planned)
            ama.state_is(session, TEAM, row.ama_id, "open")

    def door(self) -> Door:
        """As it is in a running Earshot."""
        return Door(MET, self.writer, self.opened.append, self.respond, lambda: NOW, self.seal.sealed)

    @property
    def key(self) -> bytes:
        """The session's key."""
        found = self.keys.get("a1")
        assert found is not None
        return found

    def acts(self) -> list[Act]:
        """What is written down, as handlers read it."""
        return [Act.read(json.loads(row.payload)) for row in self.rows()]

    def keeps(self, act: Act) -> None:
        """The worker takes a question in."""
        with Session(self.engine) as session, session.begin():
            ama_questions.ask(session, TEAM, act, "What do we stop?", is_moderated=False)


@pytest.fixture
def entrance(engine: Engine, tmp_path: Path) -> Iterator[Sealed]:
    """A door with a seal, on either database."""
    there = Sealed(engine, tmp_path / "keys")
    yield there
    there.writer.stop()


def click(action: str, value: str, user: str = USER, number: int = 1) -> dict[str, Any]:
    """A press on a message of the session."""
    return {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": user, "username": user.lower()},
        "trigger_id": f"{number}.{user}", "response_url": f"http://127.0.0.1/{user}",
        "actions": [{"action_id": action, "type": "button", "value": value, "action_ts": f"{number}.0"}],
    }  # fmt: skip


def question(naming: str = "anonymous", user: str = USER, number: int = 1) -> dict[str, Any]:
    """A submitted question."""
    values = {
        "words": {"words": {"type": "plain_text_input", "value": "What do we stop doing?"}},
        "as": {"as": {"type": "radio_buttons", "selected_option": {"value": naming}}},
    }
    view = {
        "id": f"V{number}", "hash": f"{number}.{user}", "type": "modal", "callback_id": "ama.ask",
        "private_metadata": Place("a1").written(), "state": {"values": values},
    }  # fmt: skip
    return {
        "type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "trigger_id": f"{number}.{user}",
        "view": view,
    }  # fmt: skip


def said(answer: BoltResponse) -> Any:
    """What Slack is told."""
    return json.loads(answer.body)


def test_an_anonymous_question_is_written_down_without_its_asker(entrance: Sealed) -> None:
    assert entrance.sends(question()).body == ""
    [row], [act] = entrance.rows(), entrance.acts()
    assert USER not in row.model_dump_json()
    assert (row.kind, row.lane) == ("view.ama.ask", "ama:a1")
    assert row.received_at == row.not_before == at("2026-03-02 09:00")
    assert act.words == {"words": "What do we stop doing?"}
    assert act.tag == owner_tag(entrance.key, USER, act.place.question)
    assert act.slot in slot_tags(entrance.key, USER, 3)


def test_a_named_question_keeps_the_name_and_no_more(entrance: Sealed) -> None:
    entrance.sends(question("named"))
    [row], [act] = entrance.rows(), entrance.acts()
    assert (act.author, act.slot) == (USER, "")
    assert row.payload.count(USER) == 1


def test_a_vote_is_written_down_without_its_voter_and_once(entrance: Sealed) -> None:
    for _ in range(3):
        assert entrance.sends(click("ama.vote", "a1/q1/")).status == 200
    [row], [act] = entrance.rows(), entrance.acts()
    assert USER not in row.model_dump_json()
    assert (act.tag, act.place) == (voter_tag(entrance.key, USER), Place("a1", "q1"))


@pytest.mark.parametrize("body", [
    click("ama.ask", "a1//"), click("ama.mine", "a1//"), click("ama.something.new", "a1//"),
    command(USER, "") | {"command": "/ama"}, command(USER, "topics") | {"command": "/ama"},
    {**question(), "type": "view_closed"},
])  # fmt: skip
def test_what_only_opens_something_is_not_written_at_all(entrance: Sealed, body: dict[str, Any]) -> None:
    assert entrance.sends(body).status == 200
    assert entrance.rows() == []


def test_what_a_host_does_is_written_with_the_host(entrance: Sealed) -> None:
    entrance.sends(click("ama.host.next", "a1//", "U1"))
    [row] = entrance.rows()
    assert row.lane == "U1"


def test_a_door_without_a_seal_writes_nothing_of_participants(entrance: Sealed) -> None:
    unsealed = Entrance(entrance.engine)
    for body in (question(), click("ama.vote", "a1/q1/")):
        assert unsealed.sends(body).status == 200
    unsealed.writer.stop()
    assert entrance.rows() == []


def test_the_same_submission_again_is_the_same_event_and_uses_up_one_question(entrance: Sealed) -> None:
    for _ in range(4):
        assert entrance.sends(question()).body == ""
    assert len(entrance.rows()) == 1
    assert entrance.sends(question(number=2)).body == ""
    assert entrance.sends(question(number=3)).body == ""
    assert "errors" in said(entrance.sends(question(number=4)))


def test_three_anonymous_questions_and_no_more_also_after_a_restart(entrance: Sealed) -> None:
    for number in range(3):
        assert entrance.sends(question(number=number)).body == ""
    refused = {"response_action": "errors", "errors": {"words": NONE_LEFT.format(most=3)}}
    assert said(entrance.sends(question(number=4))) == refused
    for act in entrance.acts():
        entrance.keeps(act)
    entrance.seal = Seal(entrance.engine, entrance.keys)
    assert said(entrance.sends(question(number=5))) == refused
    assert entrance.sends(question("named", number=6)).body == ""
    assert entrance.sends(question(user="U0LARCH", number=7)).body == ""
    assert len(entrance.rows()) == 5


def test_two_questions_of_one_person_have_nothing_in_common(entrance: Sealed) -> None:
    entrance.sends(question(number=1))
    entrance.sends(question(number=2))
    one, other = entrance.acts()
    assert not {one.tag, one.slot, one.place.question} & {other.tag, other.slot, other.place.question}


def test_without_its_key_a_session_takes_nothing_in_and_says_so(entrance: Sealed) -> None:
    entrance.keys.destroy("a1")
    assert said(entrance.sends(question()))["errors"] == {"words": CLOSED}
    assert entrance.sends(click("ama.vote", "a1/q1/")).status == 200
    assert entrance.seal.mine("a1", USER) is None
    assert entrance.rows() == []


@pytest.mark.parametrize("value", ["", "/", "nothing/q1/", "../../etc/passwd/q1/", "a1.poll/q1/"])
def test_a_button_that_no_session_made_does_nothing(entrance: Sealed, value: str) -> None:
    assert entrance.sends(click("ama.vote", value)).status == 200
    assert entrance.rows() == []


def test_a_session_that_is_not_open_takes_no_question(entrance: Sealed) -> None:
    with Session(entrance.engine) as session, session.begin():
        ama.state_is(session, TEAM, "a1", "set_up")
    assert said(entrance.sends(question()))["errors"] == {"words": CLOSED}


def test_the_poll_after_it_has_a_key_of_its_own(entrance: Sealed) -> None:
    entrance.keys.make("a1.poll")
    entrance.keys.destroy("a1")
    entrance.sends(click("ama.poll.1", "a1//useful:yes"))
    [act] = entrance.acts()
    assert act.place.choice == "useful:yes"
    assert act.tag == tag(entrance.keys.get("a1.poll") or b"", "poll", USER)


def test_when_it_was_handled_is_not_kept_either(entrance: Sealed) -> None:
    entrance.sends(click("ama.vote", "a1/q1/"))
    clock = StandingClock(NOW + timedelta(hours=5, minutes=7))
    assert Worker(entrance.engine, clock, Bell(), ()).step()
    [row] = entrance.rows()
    assert (row.state, row.payload, row.done_at) == ("done", "{}", at("2026-03-02 09:00"))


def test_when_others_were_handled_is(entrance: Sealed) -> None:
    entrance.sends(click("ama.host.none", "a1//", "U1"))
    clock = StandingClock(NOW + timedelta(minutes=7))
    assert Worker(entrance.engine, clock, Bell(), ()).step()
    [row] = entrance.rows()
    assert row.done_at == clock.now()


def test_a_form_that_did_not_open_is_told_at_once_and_written_nowhere(entrance: Sealed) -> None:
    slack, happened = ScriptedSlack(), list[Event]()
    slack.will("views.open", Outcome("unknown", problem="TimeoutError: timed out"))
    opener = Opener(entrance.engine, slack, happened.append, lambda: NOW, entrance.seal.mine)
    event = arrival(click("ama.ask", "a1//"), NOW)
    assert event is not None
    opener.open(event)
    [told] = slack.made("response_url")
    assert (told["url"], told["text"]) == (f"http://127.0.0.1/{USER}", MISSED)
    assert happened == []


def test_the_keeper_makes_and_destroys_keys_however_often_it_is_promised(
    engine: Engine, tmp_path: Path
) -> None:
    keys = Keys(tmp_path / "keys")
    keeper = Keeper(engine, keys)
    for method in ("keys.make", "keys.make", "keys.destroy", "keys.destroy"):
        assert keeper.call(method, {"name": "a1"}) == Outcome("ok", {"name": "a1"})
    assert keys.get("a1") is None


def test_a_key_that_cannot_be_written_is_tried_again(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    outcome = Keeper(engine, Keys(tmp_path / "keys")).call("keys.make", {"name": "a1"})
    assert outcome.end == "not_sent"
    assert "key" in outcome.problem


def test_the_hour_is_all_that_is_kept_of_the_time() -> None:
    assert hour_of(at("2026-03-02 09:59:59.999999")) == at("2026-03-02 09:00")
