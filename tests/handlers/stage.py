"""Earshot without its edges: events are handed in, and its promises are answered, one step after the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from bot.event import Event
from handlers import handler_for
from handlers.edges.arrival import arrival
from handlers.edges.bell import Bell
from handlers.edges.worker import Handle, Worker
from storage import inbox, outbox, people
from storage.engine import reading
from storage.tables import Inbox, Outbox
from tests.handlers.company import Company, RefusedError
from tests.handlers.events import BOT, BOT_USER, TEAM
from tests.moments import StandingClock, at

MOST_STEPS = 500  # nothing here takes nearly as many; a test that never comes to rest fails
NOW = at("2026-03-02 09:30")  # a Monday

Table = TypeVar("Table", bound=SQLModel)


class Stage:
    """A workspace where Earshot was just installed; nothing happens unless a test says so."""

    def __init__(self, engine: Engine, handler: Handle = handler_for) -> None:
        self.engine, self.clock = engine, StandingClock(NOW)
        self._worker = Worker(engine, self.clock, Bell(), (), handler)
        with Session(engine) as session, session.begin():
            people.meet(session, TEAM, url="https://b.example/", name="B", bot_user_id=BOT_USER, bot_id=BOT)

    def arrives(self, *bodies: dict[str, Any]) -> None:
        """Slack sends these, and nobody has looked at them yet."""
        for body in bodies:
            event = arrival(body, self.clock.now())
            assert event is not None
            self.happens(event)

    def happens(self, event: Event) -> None:
        """Something is written down."""
        with Session(self.engine) as session, session.begin():
            inbox.happened(session, event)

    def takes(self, *bodies: dict[str, Any]) -> None:
        """Slack sends these and the worker handles them, with no call answered."""
        self.arrives(*bodies)
        self.work()

    def work(self) -> None:
        """Handle what can be handled now."""
        for _ in range(MOST_STEPS):
            if not self._worker.step():
                return
        raise AssertionError("the worker never comes to rest")

    def minute(self) -> None:
        """The clock says which minute it is."""
        now = self.clock.now()
        self.happens(Event(TEAM, f"clock.minute:{now:%Y-%m-%dT%H:%M}", "clock.minute", "clock", {}, now))
        self.work()

    def starts(self) -> None:
        """Earshot starts."""
        now = self.clock.now()
        self.happens(Event(TEAM, f"clock.started:{now.timestamp()}", "clock.started", "clock", {}, now))
        self.work()

    def promised(self, method: str = "") -> list[Outbox]:
        """The calls that wait to go out."""
        return [row for row in self.rows(Outbox) if row.state == "waiting" and method in {"", row.method}]

    def answer(self, call: Outbox, answer: dict[str, Any]) -> None:
        """Slack does what was promised, and answers."""
        assert call.id is not None
        with Session(self.engine) as session, session.begin():
            outbox.kept(session, call.id, answer, self.clock.now())

    def refuse(self, call: Outbox, error: str) -> None:
        """Slack refuses what was promised."""
        assert call.id is not None
        with Session(self.engine) as session, session.begin():
            outbox.given_up(session, call.id, error, self.clock.now())

    def settle(self, company: Company, *bodies: dict[str, Any]) -> None:
        """Slack sends these, and everything that follows from it is done."""
        self.takes(*bodies)
        for _ in range(MOST_STEPS):
            waiting = self.promised()
            if not waiting:
                return
            for call in waiting:
                self._one(company, call)
            self.work()
        raise AssertionError("there is always one more call")

    def _one(self, company: Company, call: Outbox) -> None:
        try:
            answer = company.answer(call.method, call.arguments)
        except RefusedError as refused:
            self.refuse(call, str(refused))
        else:
            self.answer(call, answer)

    def rows(self, table: type[Table]) -> Sequence[Table]:
        """All rows of a table."""
        with reading(self.engine) as session:
            return session.exec(select(table).order_by(*table.__table__.primary_key)).all()  # type: ignore[attr-defined]

    def troubles(self) -> list[str]:
        """The causes of events that failed, if any."""
        return [row.problem for row in self.rows(Inbox) if row.problem]

    def later(self, moment: datetime) -> None:
        """Time passes."""
        assert moment >= self.clock.moment
        self.clock.moment = moment
