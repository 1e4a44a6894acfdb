"""Feedback that is owed: when it is suggested, and what its buttons do."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.nudges import feedback_owed
from handlers.feedback import open_loops, owed
from handlers.feedback.owed import candidates
from handlers.views import feedback as form
from handlers.views import feedback_home
from storage.engine import reading
from storage.tables import FeedbackSpared, Nudge
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Said
from tests.handlers.events import TEAM, submission
from tests.handlers.fernwood import AUTHOR, DAY, NINE, OTHER, PLANS, READER
from tests.handlers.pen import Pen
from tests.handlers.stage import NOW, Stage
from tests.handlers.test_feedback import SAID, read
from tests.moments import stamp
from tests.views.rendered import objects

MINUTE, DAYS = timedelta(minutes=1), (9, 8, 7)  # ago
KIND = feedback_owed.KIND.name


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader and Other, who had nothing to do with each other, have had three threads together since last week."""
    company = fernwood.followed(stage, submission(READER, [PLANS], [NINE]))
    for days in DAYS:
        talk(stage, company, days, OTHER)
    return company


def talk(stage: Stage, company: Company, days: int, other: str) -> None:
    """A thread of the reader's, some days ago, in which somebody answered."""
    asked, answered = stamp(NOW - days * DAY, 7), stamp(NOW - days * DAY, 8)
    company.post(PLANS, Said(asked, READER, "How do we moor?", replies=[(other, answered)]))
    stage.settle(company, events.message(PLANS, asked, READER, "How do we moor?"))
    stage.settle(company, events.message(PLANS, answered, other, "Like this", thread_ts=asked))


def found(stage: Stage, days: int = 0) -> list[str]:
    """What could be said to the reader, some days later."""
    with reading(stage.engine) as session:
        return [each.about for each in candidates(session, TEAM, READER, NOW + days * DAY)]


def suggested(stage: Stage, company: Company) -> Nudge:
    """The suggestion, once it is made."""
    stage.later(stage.clock.now() + 61 * MINUTE)
    stage.minute()
    stage.settle(company)
    (row,) = [row for row in stage.rows(Nudge) if row.kind == KIND]
    return row


def buttons(shown: dict[str, Any]) -> set[str]:
    """What can be pressed."""
    return {each["action_id"] for each in objects(shown) if "action_id" in each}


def test_after_three_threads_with_somebody_new_two_sentences_are_suggested(
    stage: Stage, company: Company
) -> None:
    row = suggested(stage, company)
    assert row.about.startswith(f"{OTHER}:")
    shown = company.last("chat.postMessage")
    assert feedback_owed.TITLE.format(person=f"<@{OTHER}>") in read(shown)
    assert {"feedback_owed.write", "feedback_owed.snooze", "feedback_owed.let_go", "nudge.why"} <= buttons(
        shown
    )


def test_two_threads_are_not_enough(stage: Stage) -> None:
    company = fernwood.followed(stage, submission(READER, [PLANS], [NINE]))
    for days in DAYS[:2]:
        talk(stage, company, days, AUTHOR)
    assert found(stage) == []


def test_its_form_begins_with_that_person_and_the_threads(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    pen = Pen(stage, company, READER)
    shown = pen.presses("feedback_owed.write", str(row.id))
    assert form.FOR.format(person=f"<@{OTHER}>") in read(shown)
    assert str(shown).count("When you answered my question in #cplans on") == 1
    assert read(shown).count("|#cplans, ") == len(DAYS)
    assert owed.OPENED in read(company.last("chat.update"))
    pen.sends(**SAID)
    pen.sends()
    assert found(stage) == []
    assert found(stage, 20) == []


def test_in_a_week_it_comes_once_more(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    Pen(stage, company, READER).presses("feedback_owed.snooze", str(row.id))
    assert owed.LATER in read(company.last("chat.update"))
    assert found(stage) == [f"{row.about}:again"]
    with reading(stage.engine) as session:
        (nudge,) = candidates(session, TEAM, READER, stage.clock.now())
    assert nudge.due == stage.clock.now() + owed.SNOOZED


def test_let_go_is_let_go_until_it_is_undone(stage: Stage, company: Company) -> None:
    row = suggested(stage, company)
    pen = Pen(stage, company, READER)
    pen.presses("feedback_owed.let_go", str(row.id))
    assert owed.LET_GO.format(person=f"<@{OTHER}>") in read(company.last("chat.update"))
    assert found(stage) == []
    pen.presses("feedback_owed.undo", str(row.id))
    assert stage.rows(FeedbackSpared) == []
    assert "feedback_owed.write" in buttons(company.last("chat.update"))
    assert found(stage) == [row.about]


def test_whoever_takes_none_is_not_suggested(stage: Stage, company: Company) -> None:
    other = Pen(stage, company, OTHER)
    other.types("feedback settings")
    other.sends(takes=False)
    assert found(stage) == []


def test_home_shows_what_is_open_and_takes_back_what_is_on_its_way(stage: Stage, company: Company) -> None:
    assert "<@U3>" in _home(stage)
    pen = Pen(stage, company, READER)
    shown = pen.presses("feedback.open", OTHER)
    pen.sends(**SAID)
    assert feedback_home.DRAFTS.format(people=f"<@{OTHER}>") in _home(stage)
    assert form.FOR.format(person=f"<@{OTHER}>") in read(shown)
    stage.later(NOW + 14 * timedelta(hours=1))  # 23:30
    pen.is_answered = False
    pen.sends()
    assert feedback_home.ON_THE_WAY.format(person=f"<@{OTHER}>") in _home(stage)
    assert _home(stage, "U4") == ""


def _home(stage: Stage, user: str = READER) -> str:
    with Session(stage.engine) as session:
        state = open_loops.home_state(session, TEAM, user, stage.clock.now())
    blocks = [block.to_dict() for block in feedback_home.section(state)]
    assert len(blocks) <= 6
    return read({"blocks": blocks})
