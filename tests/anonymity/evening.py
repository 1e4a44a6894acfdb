"""An evening at Brambleway: twenty people, who ask, vote and do other things, through the real door into a real file."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ama.act import Act
from bot.ama.ama import Plan
from bot.ama.place import Place
from bot.call import Promise
from bot.event import Event
from handlers import handler_for
from handlers.edges.bell import Bell
from handlers.edges.door import Door
from handlers.edges.install import Installed
from handlers.edges.keeper import Keeper
from handlers.edges.seal import Refused, Seal
from handlers.edges.worker import Worker
from handlers.edges.writer import Writer
from storage import ama, ama_questions, ama_votes, outbox, people
from storage.engine import open_engine
from storage.keys import Keys
from tests.anonymity.attacker import Asked, Evidence, taken
from tests.handlers.events import BOT, BOT_USER, TEAM, command, message
from tests.moments import StandingClock, at, stamp

MET = Installed(TEAM, "https://b.example/", "B", BOT_USER, BOT, "xoxb-1", None)
PEOPLE = tuple(f"U0{name}" for name in (
    "WREN", "LARCH", "ALDER", "PLOVER", "BANYAN", "KESTREL", "HEDGE", "ROWAN", "OSIER", "SORREL",
    "TANSY", "VETCH", "YARROW", "BRACK", "FINCH", "HERON", "LINNET", "MERLIN", "PIPIT", "SWIFT",
))  # fmt: skip
AMA = "a1b2c3d4e5f60718"
SUBJECTS = (
    "markets",
    "lockers",
    "hiring",
    "couriers",
    "prices",
    "partners",
    "returns",
    "weekends",
    "ferries",
    "the north",
)
NOW = at("2026-03-02 09:00")

Sealed = Callable[[Event], Event | Refused | None]


@dataclass
class Evening:
    """One session in a folder of its own. `breaks` makes another seal out of the right one."""

    folder: Path
    seed: int
    breaks: Callable[[Seal, Keys], Sealed] = lambda seal, _keys: seal.sealed
    clock: StandingClock = field(default_factory=lambda: StandingClock(NOW))
    asked: dict[str, tuple[str, float]] = field(
        default_factory=dict
    )  # who really asked, and when it appeared
    answers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.chance = random.Random(self.seed)
        self.keys = Keys(self.folder / "keys")
        self.sent, self.ids = list[str](), list[str]()

    def run(self, database: Path) -> Evidence:
        """Let everything happen; what an attacker can take while the session is open."""
        (self.folder / "earshot.sqlite").write_bytes(database.read_bytes())
        self.engine = open_engine(f"sqlite:///{self.folder / 'earshot.sqlite'}")
        with self._logged():
            self._set_up(self.engine)
            self._live(self.engine)
            return self.evidence()  # before the file is closed, while the log still has every frame

    def close(self) -> Evidence:
        """Close the session as a host would; what an attacker can take then."""
        with Session(self.engine) as session, session.begin():
            assert ama.close(session, TEAM, AMA, self.clock.now())
        assert Keeper(self.engine, self.keys).call("keys.destroy", {"name": AMA}).end == "ok"
        return self.evidence()

    def over(self) -> None:
        """Everybody goes home."""
        self.engine.dispose()

    def evidence(self) -> Evidence:
        """Everything in the folder, and everything that was sent."""
        questions = [Asked(words, appeared) for words, (_, appeared) in self.asked.items()]
        sent = "\n".join([*self.sent, *self.answers]).encode()
        return taken(self.folder, PEOPLE, questions, sent=sent)

    def right(self, guesses: dict[str, str]) -> int:
        """How many guesses are right."""
        return sum(self.asked[words][0] == person for words, person in guesses.items())

    @contextmanager
    def _logged(self) -> Iterator[None]:
        handler = logging.FileHandler(self.folder / "earshot.log")
        logger = logging.getLogger("earshot")
        before = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(before)
            handler.close()

    def _set_up(self, engine: Engine) -> None:
        now = self.clock.now()
        plan = Plan("C1", "ama", "The evening", ("U0HOST",), now, now + timedelta(days=1), "UTC", "both", is_moderated=False)  # fmt: skip
        with Session(engine) as session, session.begin():
            people.meet(session, TEAM, url="https://b.example/", name="B", bot_user_id=BOT_USER, bot_id=BOT)
            ama.set_up(session, TEAM, AMA, plan)
            ama.state_is(session, TEAM, AMA, "open")
        self.keys.make(AMA)

    def _live(self, engine: Engine) -> None:
        writer = Writer(engine, Bell())
        writer.start()
        worker = Worker(engine, self.clock, Bell(), (), self._handler)
        seal = self.breaks(Seal(engine, self.keys), self.keys)
        door = Door(MET, writer, lambda _event: None, lambda _event: None, self.clock.now, seal)
        try:
            for person, deeds in self._deeds():
                for body in deeds:
                    self._does(door, worker, body)
                    self._note(person, body)
            for person in self.chance.sample(PEOPLE, len(PEOPLE)):
                for question_id in self.chance.sample(self.ids, 3):
                    self._does(door, worker, _pressed(person, "ama.vote", Place(AMA, question_id).written()))
        finally:
            writer.stop()

    def _does(self, door: Door, worker: Worker, body: dict[str, Any]) -> None:
        self.clock.moment += timedelta(seconds=self.chance.randrange(1, 20))
        answer = asyncio.run(door.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode")))
        self.answers.append(str(answer.body))
        while worker.step():
            pass

    def _note(self, person: str, body: dict[str, Any]) -> None:
        view = body.get("view") or {}
        if (
            view.get("callback_id") == "ama.ask"
            and view["state"]["values"]["as"]["as"]["selected_option"]["value"] == "anonymous"
        ):
            words = view["state"]["values"]["words"]["words"]["value"]
            self.asked[words] = (person, self.clock.now().timestamp())

    def _deeds(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What people do, in a random order. Who asks is drawn anew, with everything that asking takes."""
        deeds: list[tuple[str, list[dict[str, Any]]]] = []
        for number, subject in enumerate(SUBJECTS):
            person = self.chance.choice(PEOPLE)
            words = f"What would have to be true about {subject} in a year, number {number}?"
            deeds.append(
                (
                    person,
                    [
                        _typed(person),
                        _pressed(person, "ama.ask", AMA),
                        _submitted(person, words, "anonymous"),
                    ],
                )
            )
        for person in PEOPLE:
            deeds.append(
                (person, [message("C1", stamp(NOW, self.chance.randrange(999_999)), person, "Good evening")])
            )
            deeds.append((person, [command(person, "digest")]))
        for person in self.chance.sample(PEOPLE, 4):
            words = f"Signed: why did {person[2:].lower()} matter?"
            deeds.append((person, [_typed(person), _submitted(person, words, "named")]))
        self.chance.shuffle(deeds)
        return deeds

    def _handler(self, kind: str) -> Callable[[Event, Session, datetime], None]:
        acts = {"view.ama.ask": self._on_asked, "action.ama.vote": self._on_voted}
        return acts.get(kind) or handler_for(kind)

    def _on_voted(self, event: Event, session: Session, now: datetime) -> None:
        assert ama_votes.vote(session, event.team_id, Act.read(event.payload))

    def _on_asked(self, event: Event, session: Session, now: datetime) -> None:
        act = Act.read(event.payload)
        ama_questions.ask(session, event.team_id, act, act.words["words"], is_moderated=False)
        number = ama_questions.appears(session, event.team_id, act.place.question)
        value = Place(AMA, act.place.question).written()
        shown = {"channel": "C1", "text": act.words["words"], "blocks": [{"type": "button", "value": value}]}
        outbox.promise(
            session, Promise(TEAM, "chat.postMessage", "C1", "ama.question", act.place.question, shown), now
        )
        ama_questions.posted(session, event.team_id, act.place.question, stamp(now, number))
        self.sent.append(str(shown))
        self.ids.append(act.place.question)


_trigger = iter(range(1, 1_000_000))


def _typed(person: str) -> dict[str, Any]:
    return command(person, "") | {"command": "/ama", "user_name": person.lower()}


def _pressed(person: str, action: str, value: str) -> dict[str, Any]:
    return {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": person, "username": person.lower(), "team_id": TEAM},
        "trigger_id": f"{next(_trigger)}.{person}", "channel": {"id": "C1"}, "response_url": f"http://127.0.0.1/{person}",
        "container": {"type": "message", "channel_id": "C1"},
        "actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value, "action_ts": "1.1"}],
    }  # fmt: skip


def _submitted(person: str, words: str, naming: str) -> dict[str, Any]:
    values = {
        "words": {"words": {"type": "plain_text_input", "value": words}},
        "as": {"as": {"type": "radio_buttons", "selected_option": {"value": naming}}},
    }
    number = next(_trigger)
    view = {
        "id": f"V{number}", "hash": f"{number}.{person}", "callback_id": "ama.ask", "type": "modal",
        "private_metadata": Place(AMA).written(), "state": {"values": values},
    }  # fmt: skip
    return {
        "type": "view_submission", "team": {"id": TEAM}, "user": {"id": person, "username": person.lower(), "team_id": TEAM},
        "trigger_id": f"{number}.{person}", "view": view, "response_urls": [],
    }  # fmt: skip
