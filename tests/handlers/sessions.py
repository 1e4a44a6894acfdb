"""A session on the stage: what people press goes through the real seal, and what is promised is answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.ama.act import Mine
from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from bot.ama.sealing import is_private
from handlers import REPLIES, modal_for
from handlers.edges.arrival import arrival
from handlers.edges.keeper import Keeper
from handlers.edges.seal import Refused, Seal
from handlers.modals import Reply
from handlers.views.ama import hosts as hosts_view
from handlers.views.ama.board import LOG, VOTE
from storage import ama as amas
from storage import ama_questions
from storage.engine import reading
from storage.keys import Keys
from storage.tables import AmaSession, Outbox
from tests.handlers.company import Company, RefusedError, Room
from tests.handlers.events import TEAM, click
from tests.handlers.stage import NOW, Stage

CHANNEL = "CTOWNHALL"
HOST, SECOND = "UHOST", "USECOND"
PEOPLE = ("U1", "U2", "U3", "U4", "U5", "U6")
SECOND_LATER = timedelta(seconds=1)


class Door:
    """What is asked at the door."""

    def __init__(self, seal: Seal, zone: str = "Europe/Berlin") -> None:
        self._seal, self._zone = seal, zone

    def manager(self, user: str) -> None:
        """Nobody."""

    def channels(self, user: str) -> None:
        """Nothing."""

    def person(self, user: str, team_id: str) -> None:
        """Nobody."""

    def zone(self, user: str) -> str:
        """Everybody lives in one."""
        return self._zone

    def mine(self, ama_id: str, user: str) -> Mine | None:
        """By the real seal."""
        return self._seal.mine(ama_id, user)


@dataclass
class Town:
    """A company with one channel, and sessions in it."""

    stage: Stage
    folder: Path
    number: int = field(default=0)

    def __post_init__(self) -> None:
        self.keys = Keys(self.folder / "keys")
        self.seal = Seal(self.stage.engine, self.keys)
        self.door = Door(self.seal)
        self.company = Townhall(self.stage.engine, self.keys)
        self.company.rooms[CHANNEL] = Room({HOST, SECOND, *PEOPLE})

    def set_up(self, **values: Any) -> Reply | None:
        """A host sends the set-up; what the door replied."""
        body = self.submission(HOST, "ama.host.setup", str(values.pop("kind", "ama")), form(**values))
        return self.arrives(body)

    def submission(self, user: str, callback: str, place: str, values: dict[str, Any]) -> dict[str, Any]:
        """Somebody sends a modal."""
        self.number += 1
        view = {
            "id": f"V{self.number}", "type": "modal", "callback_id": callback, "hash": "1.a",
            "private_metadata": place, "state": {"values": values},
        }  # fmt: skip
        return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "view": view}

    def arrives(self, *bodies: dict[str, Any]) -> Reply | None:
        """People do these at the same time: replied to, sealed and written down as the door does it, then settled."""
        reply = None
        for body in bodies:
            event = arrival(body, self.stage.clock.now())
            assert event is not None
            with reading(self.stage.engine) as session:
                respond = REPLIES.get(event.kind)
                reply = respond(session, event, self.door) if respond else None
            if reply is not None and not reply.is_written:
                continue
            kept = self.seal.sealed(event) if is_private(event.kind) else event
            if isinstance(kept, Refused):
                reply = Reply({"response_action": "errors", "errors": kept.errors}, is_written=False)
            elif kept is not None:
                self.stage.happens(kept)
        self.settle()
        return reply

    def settle(self) -> None:
        """Let what follows happen, and the boards be drawn."""
        for _ in range(4):
            self.stage.settle(self.company)
            self.stage.later(self.stage.clock.now() + SECOND_LATER)
        self.stage.settle(self.company)

    @property
    def ama(self) -> Ama:
        """The latest session."""
        row = max(self.stage.rows(AmaSession), key=lambda each: (each.edition, each.ama_id))
        with reading(self.stage.engine) as session:
            found = amas.get(session, TEAM, row.ama_id)
        assert found is not None
        return found

    @property
    def asked(self) -> list[Question]:
        """Its questions."""
        with reading(self.stage.engine) as session:
            return ama_questions.all_of(session, TEAM, self.ama.ama_id)

    def about(self, words: str) -> Question:
        """The question with these words."""
        return next(each for each in self.asked if words in each.text)

    def place(self, words: str = "", choice: str = "") -> str:
        """The value of a button."""
        return Place(self.ama.ama_id, self.about(words).question_id if words else "", choice).written()

    def asks(self, user: str, words: str, how: str = "anonymous") -> Reply | None:
        """Somebody asks, without looking at what is similar."""
        return self.arrives(self.asking(user, words, how))

    def asking(self, user: str, words: str, how: str = "anonymous") -> dict[str, Any]:
        """The submission of a question."""
        values = {"words": {"words": {"value": words}}, "as": {"as": {"selected_option": {"value": how}}}}
        return self.submission(user, "ama.ask", self.place(choice="sent"), values)

    def votes(self, user: str, words: str, choice: str = "") -> None:
        """Somebody votes, or with the choice "off" takes it back."""
        self.arrives(click(user, VOTE, self.place(words, choice)))

    def presses(self, user: str, action: str, words: str = "", choice: str = "") -> None:
        """Somebody presses a button in a modal."""
        self.arrives(self.pressing(user, action, words, choice))

    def pressing(self, user: str, action: str, words: str = "", choice: str = "") -> dict[str, Any]:
        """A press in a modal."""
        self.number += 1
        return click(
            user,
            action,
            self.place(words, choice),
            view={"id": f"V{self.number}", "type": "modal", "hash": "1"},
        )

    def decides(self, user: str, words: str, verb: str, **values: str) -> Reply | None:
        """A host decides about a question."""
        return self.arrives(self.deciding(user, words, verb, **values))

    def deciding(self, user: str, words: str, verb: str, **values: str) -> dict[str, Any]:
        """The submission of a decision; values are note, due, owner and into."""
        kinds = {"due": "selected_date", "owner": "selected_user", "note": "value"}
        given: dict[str, Any] = {"verb": {"verb": {"selected_option": {"value": verb}}}}
        for name, value in values.items():
            chosen: Any = {"selected_option": {"value": value}} if name == "into" else {kinds[name]: value}
            given[name] = {name: chosen}
        return self.submission(user, hosts_view.DECIDED, self.place(words), given)

    def closes(self, user: str = HOST) -> None:
        """A host closes it."""
        self.arrives(self.submission(user, hosts_view.CLOSED, self.place(), {}))

    def opens(self, user: str, action: str, words: str = "", choice: str = "") -> str:
        """All that can be read in the modal that a button opens."""
        return "\n".join(_texts(self.modal(click(user, action, self.place(words, choice)))))

    def modal(self, body: dict[str, Any]) -> dict[str, Any]:
        """The modal that something opens at the door."""
        event = arrival(body, self.stage.clock.now())
        assert event is not None
        make = modal_for(event.kind)
        assert make is not None
        with reading(self.stage.engine) as session:
            return make(session, event, self.door)

    def board(self) -> str:
        """All that can be read on the board now."""
        return "\n".join(_texts(self._message(self.ama.board_ts)))

    def message(self, words: str) -> str:
        """All that can be read in a question's message now."""
        return "\n".join(_texts(self._message(self.about(words).ts)))

    def _message(self, ts: str) -> dict[str, Any]:
        shown = [
            arguments
            for name, arguments in self.company.sent
            if name == "chat.update" and arguments["ts"] == ts
        ]
        return shown[-1] if shown else self.company.posted[ts]

    def told(self) -> dict[str, set[str]]:
        """Who was told something alone, by the occasion."""
        found: dict[str, set[str]] = {}
        for row in self.stage.rows(Outbox):
            if row.purpose.startswith("ama.tell:"):
                found.setdefault(row.period.partition(":")[0], set()).add(row.recipient)
        return found

    def said_alone(self) -> str:
        """All that was said to one person at a time."""
        direct = [
            sent for name, sent in self.company.sent if name == "chat.postMessage" and "channel" not in sent
        ]
        return "\n".join(_texts(direct))

    def log(self) -> str:
        """What anybody reads in the log."""
        return self.opens(PEOPLE[-1], LOG)

    def restarts(self) -> None:
        """Earshot stops and starts again, with nothing but what is on the disk."""
        self.keys = self.company.keys = Keys(self.folder / "keys")
        self.seal = Seal(self.stage.engine, self.keys)
        self.door = Door(self.seal)
        self.stage.starts()
        self.settle()


class Townhall(Company):
    """A company that also keeps the keys, and remembers what it was sent."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        super().__init__()
        self.engine = engine
        self.keys = keys
        self.posted: dict[str, dict[str, Any]] = {}

    def answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """What is answered to a call; raises RefusedError."""
        if method.startswith("keys."):
            return Keeper(self.engine, self.keys).call(method, arguments).data
        answer = super().answer(method, arguments)
        if method == "chat.postMessage":
            self.posted[answer["ts"]] = arguments
        if method == "chat.update" and arguments["ts"] not in self.posted:
            raise RefusedError("message_not_found")
        return answer


def form(  # noqa: PLR0917 - as many as the set-up has fields
    title: str = "Ask the founders",
    hosts: tuple[str, ...] = (HOST,),
    channel: str = CHANNEL,
    opens: datetime = NOW,
    closes: datetime = NOW + timedelta(days=7),
    zone: str = "Europe/Berlin",
    naming: str = "both",
    schedule: str = "",
    rules: str = "",
    we_did: str = "",
    *,
    moderated: bool = False,
) -> dict[str, Any]:
    """The set-up as somebody filled it in."""
    given: dict[str, Any] = {
        "title": {"value": title},
        "hosts": {"selected_users": list(hosts)},
        "channel": {"selected_conversation": channel},
        "opens": {"selected_date_time": int(opens.timestamp())},
        "closes": {"selected_date_time": int(closes.timestamp())},
        "zone": {"selected_option": {"value": zone}},
        "naming": {"selected_option": {"value": naming}},
        "schedule": {"value": schedule},
        "rules": {"value": rules},
        "we_did": {"value": we_did},
        "moderated": {"selected_options": [{"value": "moderated"}] if moderated else []},
    }
    return {name: {name: value} for name, value in given.items()}


def _texts(shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(shown, list):
        for each in shown:
            yield from _texts(each)
