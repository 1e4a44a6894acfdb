"""The last step of docs/adding-a-nudge.md, followed as it is written there."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from handlers import handler_for, nudges
from storage import nudges as listeners
from storage.tables import Nudge
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click
from tests.handlers.fernwood import OTHER, READER
from tests.handlers.listening import nudge
from tests.handlers.stage import NOW, Stage

DOCUMENT = Path(__file__).parents[2] / "docs" / "adding-a-nudge.md"


@pytest.fixture(scope="module")
def written() -> ModuleType:
    """The handler that the document shows."""
    _, code = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    module = ModuleType("handlers.question_open")
    exec(compile(code, "adding-a-nudge.md", "exec"), vars(module))
    return module


@pytest.fixture
def stage(engine: Engine, written: ModuleType) -> Stage:
    """Where its handlers are registered, and a question was sent to the reader."""

    def handler(kind: str) -> Callable[..., None]:
        table: dict[str, Any] = written.HANDLERS
        return table.get(kind) or handler_for(kind)

    built = Stage(engine, handler)
    with Session(engine) as session, session.begin():
        listeners.start(session, TEAM, READER, NOW)
        listeners.say(session, TEAM, READER, nudge("C1:1.0", NOW, kind="going_cold"), NOW)
    return built


def presses(stage: Stage, company: Company, user: str, verb: str) -> None:
    """Somebody presses one of its buttons."""
    (row,) = stage.rows(Nudge)
    place = {"container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"}}
    stage.settle(company, click(user, f"question_open.{verb}", str(row.id), **place))


def test_its_buttons_answer_settle_and_come_back(stage: Stage, written: ModuleType) -> None:
    company = fernwood.quiet()
    presses(stage, company, OTHER, "done")
    assert nudges.GONE in company.said()
    for verb, line in (("done", written.DONE), ("snooze", written.LATER), ("undo", "Why this?")):
        presses(stage, company, READER, verb)
        assert line in company.said("chat.update")
    assert stage.rows(Nudge)[0].answered_at == NOW
    assert stage.troubles() == []


def test_it_says_nothing_by_itself(engine: Engine, written: ModuleType) -> None:
    with Session(engine) as session:
        assert written.candidates(session, TEAM, READER, NOW) == []
