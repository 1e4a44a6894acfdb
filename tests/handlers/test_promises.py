"""Promises: offered, kept after a yes, named again on their day, and taken back with the words that they rested on."""

from datetime import date, datetime, timedelta

import pytest

from handlers import promises
from handlers.views import promises as view
from storage.tables import Commitment, Nudge
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, NINE, PLANS, READER
from tests.handlers.green import Desk
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENTENCE = "I'll send the harbour figures by Friday."
FRIDAY = at("2026-03-06 09:00")
ROOT, TS = stamp(NOW - HOUR), stamp(NOW, 5)
LATER = stamp(NOW + HOUR)
WAYS = pytest.mark.parametrize("thread", [{}, {"thread_ts": ROOT}], ids=["root post", "reply"])


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows #plans and #board; it is known who they are."""
    return fernwood.followed(stage, submission(READER, [PLANS, BOARD], [NINE]))


def comes(stage: Stage, company: Company, moment: datetime) -> list[str]:
    """The minute comes; what Earshot says in it."""
    before = len(company.sent)
    stage.later(moment)
    stage.minute()
    stage.settle(company)
    sent = company.sent[before:]
    return [arguments["text"] for method, arguments in sent if method == "chat.postMessage"]


def writes(stage: Stage, company: Company, text: str = SENTENCE, user: str = READER, **more: str) -> None:
    """Somebody writes in #plans, or in a thread there."""
    stage.settle(company, events.message(PLANS, TS, user, text, **more))


def offered(stage: Stage, company: Company) -> Nudge:
    """The reader wrote their promise and was asked."""
    writes(stage, company)
    (said,) = comes(stage, company, NOW + HOUR)
    assert said.startswith("Shall I hold on to this for you?")
    (row,) = stage.rows(Nudge)
    return row


def presses(stage: Stage, company: Company, action_id: str, nudge: Nudge, user: str = READER) -> str:
    """A button below a nudge; what stands there then."""
    stage.settle(company, click(user, action_id, str(nudge.id)))
    return company.said("chat.update") if company.count("chat.update") else ""


def kept(stage: Stage, company: Company) -> Nudge:
    """The reader said yes."""
    row = offered(stage, company)
    presses(stage, company, "promise_made.keep", row)
    return row


def due(stage: Stage, company: Company) -> Nudge:
    """The reader said yes, and it is Friday morning."""
    kept(stage, company)
    (said,) = comes(stage, company, FRIDAY)
    assert ": what you took on" in said.splitlines()[0]
    return stage.rows(Nudge)[-1]


def state(stage: Stage) -> tuple[str, date | None]:
    """Where the only promise stands, and the day that was chosen for it."""
    (row,) = stage.rows(Commitment)
    return row.state, row.remind_on


@WAYS
def test_a_promise_is_offered_to_be_held_on_to_with_the_day_it_names(
    stage: Stage, company: Company, thread: dict[str, str]
) -> None:
    writes(stage, company, **thread)
    (said,) = comes(stage, company, NOW + HOUR)
    assert "I'd remind you on Friday, 6 March." in said
    assert SENTENCE in company.said()
    link = f"https://b.example/archives/{PLANS}/p{TS.replace('.', '')}"
    assert link + (f"?thread_ts={ROOT}&cid={PLANS}" if thread else "|") in company.said()
    assert comes(stage, company, NOW + 2 * HOUR) == []


@pytest.mark.parametrize(
    ("text", "user"),
    [("I'll send it, if you like.", READER), ("The harbour is big.", READER), (SENTENCE, AUTHOR)],
    ids=["under a condition", "no promise", "by somebody who never started Earshot"],
)
def test_nothing_else_is_looked_at(stage: Stage, company: Company, text: str, user: str) -> None:
    writes(stage, company, text, user)
    assert stage.rows(Commitment) == []
    assert comes(stage, company, NOW + HOUR) == []


def test_only_channels_that_the_author_follows_are_looked_at(stage: Stage) -> None:
    others = submission(READER, [BOARD], [NINE]), submission(AUTHOR, [PLANS], [NINE])
    company = fernwood.followed(stage, *others)
    writes(stage, company)
    assert stage.rows(Commitment) == []


def test_a_promise_for_today_is_left_to_its_author(stage: Stage, company: Company) -> None:
    writes(stage, company, "I'll send it today.")
    assert comes(stage, company, NOW + HOUR) == []


def test_the_day_is_read_on_the_authors_own_calendar(stage: Stage, company: Company) -> None:
    company.zones[READER] = "Pacific/Auckland"
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    stage.later(at("2026-03-02 12:00"))  # Tuesday there
    ts = stamp(stage.clock.now())
    stage.settle(company, events.message(PLANS, ts, READER, "I'll send the figures tomorrow."))
    assert [row.named for row in stage.rows(Commitment)] == [date(2026, 3, 4)]


def test_nothing_is_reminded_of_without_a_yes_and_nothing_stays(stage: Stage, company: Company) -> None:
    offered(stage, company)
    assert comes(stage, company, FRIDAY) == []
    assert state(stage) == ("offered", None)
    stage.later(at("2026-04-02 10:00"))
    stage.minute()
    assert stage.rows(Commitment) == []


def test_an_offer_that_never_found_its_moment_is_gone_after_three_days(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, command(READER, "pause"))
    writes(stage, company)
    comes(stage, company, at("2026-03-05 09:00"))
    assert len(stage.rows(Commitment)) == 1
    comes(stage, company, at("2026-03-05 10:00"))
    assert stage.rows(Commitment) == []


def test_no_need_leaves_nothing(stage: Stage, company: Company) -> None:
    assert promises.DROPPED in presses(stage, company, "promise_made.drop", offered(stage, company))
    assert [row.quote for row in stage.rows(Nudge)] == [""]
    assert stage.rows(Commitment) == []
    assert comes(stage, company, FRIDAY) == []


def test_yes_is_answered_with_the_day_and_stands_on_home(stage: Stage, company: Company) -> None:
    said = presses(stage, company, "promise_made.keep", offered(stage, company))
    assert promises.REMIND.format(day="Friday, 6 March") in said
    assert state(stage) == ("kept", None)
    assert SENTENCE in company.said("views.publish")


def test_yes_can_be_taken_back(stage: Stage, company: Company) -> None:
    row = kept(stage, company)
    assert "Remind me" in presses(stage, company, "promise_made.undo", row)
    assert state(stage) == ("offered", None)
    assert comes(stage, company, FRIDAY) == []


def test_a_yes_after_the_day_means_tomorrow(stage: Stage, company: Company) -> None:
    row = offered(stage, company)
    stage.later(at("2026-03-09 10:00"))
    assert "Tuesday, 10 March" in presses(stage, company, "promise_made.keep", row)
    assert len(comes(stage, company, at("2026-03-10 09:00"))) == 1


def test_without_a_day_it_is_named_a_week_later(stage: Stage, company: Company) -> None:
    writes(stage, company, "I'll get back to you.")
    (said,) = comes(stage, company, NOW + HOUR)
    assert "It names no day" in said
    presses(stage, company, "promise_made.keep", stage.rows(Nudge)[0])
    assert comes(stage, company, at("2026-03-09 08:59")) == []
    (said,) = comes(stage, company, at("2026-03-09 09:00"))
    assert said.startswith("From ")


def test_the_reminder_comes_once_at_nine_on_its_day(stage: Stage, company: Company) -> None:
    kept(stage, company)
    assert comes(stage, company, FRIDAY - timedelta(minutes=1)) == []
    assert len(comes(stage, company, FRIDAY)) == 1
    assert comes(stage, company, FRIDAY + 3 * DAY + HOUR) == []


@pytest.mark.parametrize("answer", ["done", "let_go"])
def test_an_answer_closes_it_and_can_be_taken_back(stage: Stage, company: Company, answer: str) -> None:
    row = due(stage, company)
    said = presses(stage, company, f"promise_due.{answer}", row)
    assert promises.CLOSED[answer] in said  # type: ignore[index]
    assert state(stage)[0] == answer
    assert SENTENCE not in company.said("views.publish")
    assert "Tomorrow" in presses(stage, company, "promise_due.undo", row)
    assert state(stage) == ("kept", FRIDAY.date())
    assert SENTENCE in company.said("views.publish")


def test_what_was_closed_is_forgotten_after_four_weeks(stage: Stage, company: Company) -> None:
    presses(stage, company, "promise_due.done", due(stage, company))
    comes(stage, company, FRIDAY + 28 * DAY)
    assert len(stage.rows(Commitment)) == 1
    comes(stage, company, FRIDAY + 28 * DAY + HOUR)
    assert stage.rows(Commitment) == []


def test_tomorrow_is_the_next_day_of_work(stage: Stage, company: Company) -> None:
    said = presses(stage, company, "promise_due.snooze", due(stage, company))
    assert promises.REMIND.format(day="Monday, 9 March") in said
    assert comes(stage, company, at("2026-03-08 12:00")) == []
    assert comes(stage, company, at("2026-03-09 08:59")) == []
    assert len(comes(stage, company, at("2026-03-09 09:00"))) == 1


@WAYS
@pytest.mark.parametrize("step", [offered, kept, due])
def test_a_deleted_message_takes_it_back(
    stage: Stage, company: Company, step: object, thread: dict[str, str]
) -> None:
    assert callable(step)
    if thread:
        writes(stage, company, **thread)
    step(stage, company)
    stage.settle(company, events.deleted(PLANS, TS, LATER, user=READER, text=SENTENCE, **thread))
    assert stage.rows(Commitment) == []
    assert promises.DELETED in company.said("chat.update")
    assert SENTENCE not in company.said("chat.update")
    assert {row.quote for row in stage.rows(Nudge)} == {""}
    assert comes(stage, company, stage.clock.now() + 7 * DAY) == []


def test_other_words_without_the_promise_take_it_back(stage: Stage, company: Company) -> None:
    kept(stage, company)
    stage.settle(company, events.changed(PLANS, TS, LATER, user=READER, text="Larch has the figures."))
    assert stage.rows(Commitment) == []
    assert promises.REWORDED in company.said("chat.update")
    assert SENTENCE not in company.said("chat.update")
    assert [row.quote for row in stage.rows(Nudge)] == [""]
    stage.settle(company, events.message(PLANS, TS, READER, SENTENCE))  # its first words, repeated late
    assert stage.rows(Commitment) == []
    assert comes(stage, company, FRIDAY) == []


def test_a_reply_that_is_gone_before_it_is_heard_of_is_not_offered(stage: Stage, company: Company) -> None:
    thread = {"user": READER, "text": SENTENCE, "thread_ts": ROOT}
    stage.settle(company, events.deleted(PLANS, TS, LATER, **thread))
    stage.settle(company, events.message(PLANS, TS, READER, SENTENCE, thread_ts=ROOT))
    assert stage.rows(Commitment) == []


def test_other_words_with_another_day_move_it(stage: Stage, company: Company) -> None:
    kept(stage, company)
    reworded = "I'll send the harbour figures by Thursday."
    stage.settle(company, events.changed(PLANS, TS, LATER, user=READER, text=reworded))
    assert state(stage) == ("kept", None)
    assert len(comes(stage, company, FRIDAY - DAY)) == 1
    assert reworded in company.said()


def test_a_promise_that_is_added_later_is_offered(stage: Stage, company: Company) -> None:
    writes(stage, company, "The figures are late.")
    stage.settle(company, events.changed(PLANS, TS, LATER, user=READER, text=SENTENCE))
    assert len(comes(stage, company, NOW + HOUR)) == 1


def test_buttons_of_somebody_elses_promise_do_nothing(stage: Stage, company: Company) -> None:
    row = offered(stage, company)
    presses(stage, company, "promise_made.keep", row, user=AUTHOR)
    stage.settle(company, click(AUTHOR, view.DONE, f"{PLANS}:{TS}"))
    assert state(stage) == ("offered", None)
    assert promises.GONE in company.said()


def test_a_button_of_one_that_is_gone_says_so(stage: Stage, company: Company) -> None:
    row = offered(stage, company)
    presses(stage, company, "promise_made.drop", row)
    assert promises.GONE in presses(stage, company, "promise_made.keep", row)


@pytest.mark.parametrize("value", ["", "x", ":", f"{PLANS}:1.1", "9" * 300])
@pytest.mark.parametrize("action_id", [view.DONE, view.LATER, view.LET_GO])
def test_odd_values_change_nothing(stage: Stage, company: Company, action_id: str, value: str) -> None:
    kept(stage, company)
    stage.settle(company, click(READER, action_id, value))
    assert state(stage) == ("kept", None)


def test_it_can_be_closed_from_home_which_settles_its_reminder(stage: Stage, company: Company) -> None:
    due(stage, company)
    stage.settle(company, click(READER, view.DONE, f"{PLANS}:{TS}"))
    assert state(stage)[0] == "done"
    assert promises.DONE in company.said("chat.update")
    assert [row.answered_at is None for row in stage.rows(Nudge)] == [False, False]


def test_the_list_shows_what_is_left_and_home_opens_nothing(stage: Stage, company: Company) -> None:
    kept(stage, company)
    desk = Desk(stage, company, READER)
    assert SENTENCE in str(desk.does(command(READER, "promises")))
    opened = {"view": {"id": "V1", "type": "modal", "hash": "1.a"}}
    assert view.EMPTY in str(desk.presses(view.LET_GO, f"{PLANS}:{TS}", **opened))
    assert state(stage)[0] == "let_go"
    assert desk.presses(view.DONE, f"{PLANS}:{TS}", view={"id": "V2", "type": "home", "hash": "1.a"}) == {}


def test_stopping_forgets_promises(stage: Stage, company: Company) -> None:
    kept(stage, company)
    stage.settle(company, command(READER, "stop"))
    assert stage.rows(Commitment) == []


def test_when_earshot_leaves_a_channel_only_what_was_asked_for_stays(stage: Stage, company: Company) -> None:
    kept(stage, company)
    stage.settle(company, events.message(PLANS, stamp(NOW, 6), READER, SENTENCE))
    assert len(stage.rows(Commitment)) == 2
    stage.settle(company, events.membership("left", PLANS, events.BOT_USER))
    assert state(stage) == ("kept", None)


def test_a_promise_follows_its_channel_to_another_id(stage: Stage, company: Company) -> None:
    kept(stage, company)
    changed = {"type": "channel_id_changed", "old_channel_id": PLANS, "new_channel_id": "CNEW"}
    stage.takes(events.callback(changed))
    assert [row.channel_id for row in stage.rows(Commitment)] == ["CNEW"]
