"""A mention by somebody who rarely writes to the reader: said within the minute, and only then."""

from datetime import timedelta
from itertools import count

import pytest

from bot.nudges import answer_first
from handlers import surprises
from storage.tables import Nudge, Tie
from tests.handlers import events
from tests.handlers.circles import DAY, listening, minute, only_nudge, presses, said, talked
from tests.handlers.company import Company
from tests.handlers.events import command, deleted, submission
from tests.handlers.fernwood import AUTHOR, BOARD, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

NAMED = f"<@{READER}> could you look at the tariff?"
EVENING = at("2026-03-02 22:00")
MORNING = at("2026-03-03 08:00")
_number = count(100)


@pytest.fixture
def company(stage: Stage) -> Company:
    """Everybody is there, and the reader listens; the first look is behind them."""
    company = listening(stage)
    minute(stage, company)
    company.sent.clear()
    return company


def says(stage: Stage, company: Company, user: str, text: str = NAMED, **more: str) -> str:
    """Somebody writes now; the ts of it."""
    ts = stamp(stage.clock.now() - timedelta(seconds=1), next(_number))
    stage.settle(company, events.message(more.pop("channel", PLANS), ts, user, text, **more))
    return ts


def told(company: Company) -> list[str]:
    """What Earshot wrote to people."""
    return [asked["text"] for method, asked in company.sent if method == "chat.postMessage"]


def test_a_first_mention_is_said_at_once_with_its_words(stage: Stage, company: Company) -> None:
    ts = says(stage, company, OTHER)
    (words,) = told(company)
    assert words.startswith(f"{answer_first.TITLE}\n<@{OTHER}> has mentioned you for the first time since")
    row = only_nudge(stage)
    assert row.sent_at == NOW
    assert row.quote == "@u1 could you look at the tariff?"
    assert row.source["ts"] == ts


def test_after_a_long_silence_it_is_a_surprise_again(stage: Stage, company: Company) -> None:
    talked(stage, [60, 50])
    says(stage, company, OTHER)
    (words,) = told(company)
    assert "for the first time in 7 weeks" in words


def test_who_writes_often_surprises_nobody(stage: Stage, company: Company) -> None:
    talked(stage, [60, 20])
    says(stage, company, OTHER)
    assert told(company) == []


def test_neither_do_manager_nor_reports_nor_apps(stage: Stage, company: Company) -> None:
    stage.settle(company, submission(OTHER, [PLANS], [READER]))
    company.sent.clear()
    for user in (NINE, OTHER):
        says(stage, company, user)
    ts = stamp(NOW, 77)
    stage.settle(company, events.message(PLANS, ts, "BAPP", NAMED, subtype="bot_message", bot_id="BAPP"))
    assert told(company) == []


def test_a_mention_of_many_is_an_announcement(stage: Stage, company: Company) -> None:
    says(stage, company, OTHER, " ".join(f"<@{user}>" for user in (READER, "U5", "U6", "U7", "U8", NINE)))
    assert told(company) == []


def test_a_reply_that_names_the_reader_leads_into_its_thread(stage: Stage, company: Company) -> None:
    root = said(stage, AUTHOR, NOW - DAY)
    ts = says(stage, company, OTHER, thread_ts=root)
    assert only_nudge(stage).source == {
        "channel": PLANS, "ts": ts, "label": "the message", "root": root,
    }  # fmt: skip


def test_at_night_it_waits_for_the_morning(stage: Stage, company: Company) -> None:
    stage.later(EVENING)
    says(stage, company, OTHER)
    assert minute(stage, company) == []
    assert minute(stage, company, MORNING - timedelta(minutes=1)) == []
    assert len(minute(stage, company, MORNING)) == 1


def test_what_was_answered_meanwhile_is_not_said(stage: Stage, company: Company) -> None:
    stage.later(EVENING)
    root = says(stage, company, OTHER)
    stage.later(EVENING + timedelta(minutes=5))
    says(stage, company, READER, "Sure, tomorrow.", thread_ts=root)
    assert minute(stage, company, MORNING) == []


def test_what_was_deleted_meanwhile_is_not_said(stage: Stage, company: Company) -> None:
    stage.later(EVENING)
    ts = says(stage, company, OTHER)
    stage.settle(company, deleted(PLANS, ts, stamp(EVENING + timedelta(minutes=1))))
    assert minute(stage, company, MORNING) == []


def test_over_a_weekend_it_is_too_late(stage: Stage, company: Company) -> None:
    stage.later(at("2026-03-07 10:00"))
    says(stage, company, OTHER)
    assert minute(stage, company, at("2026-03-09 08:00")) == []


def test_words_that_are_edited_to_name_the_reader_count(stage: Stage, company: Company) -> None:
    ts = says(stage, company, OTHER, "could somebody look?")
    assert told(company) == []
    later = stamp(NOW, 50)
    edit = events.changed(PLANS, ts, later, text=NAMED, user=OTHER, edited={"ts": later})
    stage.settle(company, edit)
    assert len(told(company)) == 1
    stage.settle(company, events.changed(PLANS, ts, stamp(NOW, 60), text=NAMED + "!", user=OTHER))
    assert len(told(company)) == 1


def test_where_the_reader_does_not_listen_or_is_no_longer_nothing_is_said(
    stage: Stage, company: Company
) -> None:
    says(stage, company, OTHER, channel="CCHATTER")
    company.rooms[BOARD].members.remove(READER)
    says(stage, company, AUTHOR, channel=BOARD)
    assert told(company) == []


def test_whoever_never_started_hears_nothing(stage: Stage, company: Company) -> None:
    says(stage, company, OTHER, f"<@{AUTHOR}> could you?")
    assert told(company) == []
    stage.settle(company, command(READER, "stop"))
    company.sent.clear()
    says(stage, company, OTHER)
    assert told(company) == []
    assert stage.rows(Nudge) == []


def test_while_a_channel_is_read_back_nobody_can_say_what_is_rare(stage: Stage) -> None:
    company = Company(listening(stage).rooms)
    company.refused[f"conversations.history {BOARD}"] = "ratelimited"
    stage.settle(company, submission(AUTHOR, [PLANS], [NINE]))
    stage.takes(submission(AUTHOR, [PLANS, "CCHATTER"], [NINE]))
    company.sent.clear()
    ts = stamp(NOW, 5)
    stage.takes(events.message(PLANS, ts, OTHER, f"<@{AUTHOR}> could you?"))
    assert stage.rows(Nudge) == []


def test_who_writes_often_elsewhere_is_expected_from_then_on(stage: Stage, company: Company) -> None:
    says(stage, company, OTHER)
    assert surprises.EXPECTED.format(person=f"<@{OTHER}>") in presses(stage, company, "answer_first.expected")
    assert [(row.person, row.is_expected) for row in stage.rows(Tie)] == [(OTHER, True)]
    presses(stage, company, "answer_first.undo")
    assert [(row.person, row.is_expected) for row in stage.rows(Tie)] == [(OTHER, False)]


def test_done_says_so(stage: Stage, company: Company) -> None:
    says(stage, company, OTHER)
    assert surprises.WELL in presses(stage, company, "answer_first.done")


def test_a_message_that_is_gone_leaves_nothing_to_note(stage: Stage, company: Company) -> None:
    ts = says(stage, company, OTHER)
    row = only_nudge(stage)
    stage.settle(company, deleted(PLANS, ts, stamp(NOW, 99)))
    place = {"type": "message", "channel_id": "D1", "message_ts": "1.1"}
    stage.settle(company, events.click(READER, "answer_first.expected", str(row.id)) | {"container": place})
    assert surprises.GONE in company.said("chat.update")
    assert stage.rows(Tie) == []
