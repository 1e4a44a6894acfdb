"""The first conversation: only with somebody who wrote or pressed Start, in one message that goes on in place."""

from datetime import timedelta
from typing import Any

import pytest

from handlers import first_run
from handlers.views import first_run as view
from handlers.views import home as home_view
from handlers.views import settings as settings_view
from handlers.views.words import HELP
from storage.tables import Inbox, Listener, Outbox, Week
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command, submission
from tests.handlers.fernwood import NINE, PLANS, READER
from tests.handlers.green import Desk
from tests.handlers.stage import NOW, Stage

OPENED = {"type": "app_home_opened", "user": READER, "tab": "home"}


@pytest.fixture
def company() -> Company:
    """Nobody has started Earshot."""
    return fernwood.quiet()


def wrote(text: str = "hello?", user: str = READER) -> dict[str, Any]:
    """Somebody wrote to Earshot."""
    return events.message("D1", "1772442000.000100", user, text, channel_type="im")


def presses(action: str, user: str = READER) -> dict[str, Any]:
    """Somebody presses a button of the message."""
    return click(
        user, action, container={"type": "message", "channel_id": "D1", "message_ts": "1772442001.000100"}
    )


def said(company: Company) -> list[dict[str, Any]]:
    """What was written to people, and edited, in order."""
    return [sent for name, sent in company.sent if name in {"chat.postMessage", "chat.update"}]


def test_whoever_writes_is_asked_the_first_question_once_a_day(stage: Stage, company: Company) -> None:
    stage.settle(company, wrote(), wrote("anybody?"))
    assert [sent["text"] for sent in said(company)] == [view.HELLO]
    assert stage.rows(Listener) == []
    stage.later(NOW + timedelta(days=1))
    stage.settle(company, wrote("and today?"))
    assert len(said(company)) == 2


def test_to_open_home_is_not_to_ask_for_it(stage: Stage, company: Company) -> None:
    stage.settle(company, events.callback(OPENED))
    assert said(company) == []
    assert home_view.START in str(company.last("views.publish"))


def test_start_on_home_begins_it_and_home_says_where(stage: Stage, company: Company) -> None:
    stage.settle(company, click(READER, home_view.START), click(READER, home_view.START))
    assert [sent["text"] for sent in said(company)] == [view.HELLO]
    assert home_view.ASKED in str(company.last("views.publish"))


def test_three_presses_lead_through_it_in_one_message(stage: Stage, company: Company) -> None:
    stage.settle(company, wrote())
    for action in (view.NO_LEAD, view.NO_FORM, view.FINE):
        stage.settle(company, presses(action))
    _first, second, third, last = said(company)
    assert [sent["text"] for sent in (second, third, last)] == [view.FOLLOWS, view.MAY_WRITE, view.END]
    assert {(sent["channel"], sent["ts"]) for sent in (second, third, last)} == {("D1", "1772442001.000100")}
    assert view.FORM in str(last)  # nothing is chosen yet
    assert [row.user_id for row in stage.rows(Listener)] == [READER]


def test_after_the_form_the_end_offers_it_no_more(stage: Stage, company: Company) -> None:
    stage.settle(company, wrote(), presses(view.NO_LEAD), presses(view.FORM))
    assert "The form again" in str(company.last("chat.update"))
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    stage.settle(company, presses(view.FINE))
    shown = next(sent for sent in reversed(said(company)) if sent["text"] == view.END)
    assert view.FORM not in str(shown)


def test_who_leads_people_gets_their_week_and_who_does_not_gets_none(stage: Stage, company: Company) -> None:
    stage.settle(company, presses(view.NO_LEAD, NINE), presses(view.LEAD))
    assert [(row.user_id, row.is_on) for row in stage.rows(Week)] == [(READER, True)]
    assert first_run.LEADS in str(company.last("chat.update"))


def test_other_hours_open_the_settings(stage: Stage, company: Company) -> None:
    shown = Desk(stage, company, READER).does(presses(view.HOURS))
    assert shown["callback_id"] == settings_view.CALLBACK


def test_not_now_starts_nothing_and_keeps_nothing(stage: Stage, company: Company) -> None:
    stage.settle(company, wrote(), presses(view.LATER))
    assert said(company)[-1]["text"] == view.PUT_OFF
    assert stage.rows(Listener) == []
    assert "hello?" not in str([row.model_dump() for table in (Inbox, Outbox) for row in stage.rows(table)])


def test_whoever_has_started_gets_help_instead(stage: Stage, company: Company) -> None:
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    stage.settle(company, wrote())
    assert company.last("chat.postMessage")["text"] == first_run.HELLO_AGAIN + HELP


def test_an_old_message_still_works_after_stopping(stage: Stage, company: Company) -> None:
    stage.settle(company, wrote(), presses(view.NO_LEAD), command(READER, "stop"))
    assert stage.rows(Listener) == []
    stage.settle(company, presses(view.NO_FORM))
    assert [row.user_id for row in stage.rows(Listener)] == [READER]
    assert stage.troubles() == []


def test_apps_and_edits_are_not_answered(stage: Stage, company: Company) -> None:
    app, edit = wrote(), wrote()
    app["event"]["bot_id"], edit["event"]["subtype"] = "B9", "message_changed"
    stage.settle(company, app, edit)
    assert said(company) == []
