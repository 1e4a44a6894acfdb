"""The Home tab of somebody with two hundred people and far too much open: it fits, and keeps every heading."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers import home_page
from handlers.views import home as view
from storage.engine import reading
from storage.tables import (
    AmaQuestion,
    AmaSession,
    Commitment,
    Feedback,
    FeedbackDraft,
    FeedbackRequest,
    Person,
    Press,
    Tie,
)
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, submission
from tests.handlers.fernwood import BOARD, NINE, PLANS, READER
from tests.handlers.leads import settings
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp
from tests.views.hostile import LONG
from tests.views.rendered import faults, loose, objects

MANY, DAY = 200, timedelta(days=1)
WORDS = LONG.replace("\x00", "")  # which PostgreSQL doesn't take


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows two channels and leads people, and everything that can be open is, many times over."""
    company = fernwood.followed(stage, submission(READER, [PLANS, BOARD], [NINE]))
    stage.settle(company, settings(READER))
    with Session(stage.engine) as session, session.begin():
        for number in range(MANY):
            for row in _open(number):
                session.add(row)
        session.add(_session())
    return company


def _open(number: int) -> list[Any]:
    who, ts = f"UP{number:08}", stamp(NOW, number)
    own: dict[str, Any] = {"team_id": TEAM, "user_id": READER}
    answers = {"growth": "grow", "effort": "days"}
    return [
        Person(team_id=TEAM, user_id=who, name=WORDS[:80]),
        Tie(**own, person=who, cadence="week", since=NOW - 60 * DAY, tags=["customers"]),
        Commitment(
            **own, channel_id=PLANS, ts=ts, root=ts, sentence=WORDS[:900], said_at=NOW, state="kept",
            named=(NOW + DAY).date(),
        ),
        FeedbackDraft(**own, person=who, view_id=f"V{number}", written_at=NOW),
        Feedback(**own, feedback_id=f"f{number}", person=who, visibility="them", sent_at=NOW, goes_at=NOW + DAY),
        FeedbackRequest(
            team_id=TEAM, request_id=f"r{number}", user_id=who, person=READER, topic=WORDS[:150], asked_at=NOW
        ),
        Press(
            **own, view_id=f"P{number}", pressed_at=NOW, ask=WORDS[:2000], verdict="discover", answers=answers,
            decision="discover" if number % 2 else "", loop_due_at=NOW + DAY,
        ),
        AmaQuestion(
            team_id=TEAM, ama_id="a1", question_id=f"q{number}", number=number, text=WORDS[:500], state="parked",
            due_on=NOW.date(), due_owner=READER,
        ),
    ]  # fmt: skip


def _session() -> AmaSession:
    return AmaSession(
        team_id=TEAM, ama_id="a1", channel_id=PLANS, kind="ama", edition=1, title=WORDS[:150], hosts=[READER],
        opens_at=NOW, closes_at=NOW, live_at=NOW, schedule=[], zone="UTC", naming="both", is_moderated=False, rules="",
        most_questions=3, we_did=[], state="closed",
    )  # fmt: skip


def test_it_fits_with_every_heading_and_nothing_of_people_is_markup(stage: Stage, company: Company) -> None:
    with reading(stage.engine) as session:
        page = home_page.page(session, TEAM, READER, NOW + 30 * DAY)
    shown = view.view(page)
    assert faults(shown) == []
    assert loose(shown) == []
    assert [each["text"]["text"] for each in objects(shown) if each.get("type") == "header"] == list(
        view.ORDER
    )
    assert {
        heading: len(lines) for heading, lines in page.parts.items() if len(lines) > view.ROOM[heading]
    } == {}


def test_what_does_not_fit_is_behind_a_button_or_counted(stage: Stage, company: Company) -> None:
    with reading(stage.engine) as session:
        shown = str(view.view(home_page.page(session, TEAM, READER, NOW + 30 * DAY)))
    for words in ("All of them (20", f"All {MANY} promises", f"and {MANY - 5} more answers", "My journal"):
        assert words in shown
