"""The journal: asked at the right times and no oftener, reminded once, changed, taken along, and calibrated."""

from datetime import datetime, timedelta

import pytest

from bot.green_button.calibration import ENOUGH
from bot.nudges import green_loop, green_review
from handlers import green_journal
from handlers.views import green_journal as view
from storage.tables import Nudge, Press
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command
from tests.handlers.fernwood import READER
from tests.handlers.green import ANSWERS, Desk
from tests.handlers.stage import NOW, Stage
from tests.moments import at

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
THIRTY, NINETY = at("2026-04-01 10:00"), at("2026-06-01 08:00")  # 31 May, day 90, is a Sunday
NINE_MONTHS = at("2027-03-01 10:00")  # after the answer of 1 June
WEEK = at("2026-03-09 10:00")


@pytest.fixture
def company() -> Company:
    """Nobody follows anything; the journal needs no following."""
    return fernwood.quiet()


@pytest.fixture
def desk(stage: Stage, company: Company) -> Desk:
    """The reader's."""
    return Desk(stage, company, READER)


def comes(stage: Stage, company: Company, moment: datetime) -> list[str]:
    """The minute comes; what Earshot says in it."""
    before = len(company.sent)
    stage.later(moment)
    stage.minute()
    stage.settle(company)
    sent = company.sent[before:]
    return [arguments["text"] for method, arguments in sent if method == "chat.postMessage"]


def press(stage: Stage) -> Press:
    """The only entry."""
    (row,) = stage.rows(Press)
    return row


def answers(stage: Stage, company: Company, answer: str, in_round: str, user: str = READER) -> None:
    """The one tap under the question."""
    (asked,) = [row for row in stage.rows(Nudge) if row.about.endswith(in_round)]
    body = click(user, f"green_review.{answer}", str(asked.id))
    place = {"type": "message", "channel_id": "D1", "message_ts": "1.1"}
    stage.settle(company, body | {"container": place})


def test_green_is_asked_about_after_thirty_and_ninety_days(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides("Lead the pilot?")
    assert comes(stage, company, THIRTY - MINUTE) == []
    (asked,) = comes(stage, company, THIRTY)
    words = green_review.WORDS["30 days"].format(chance=" You saw 7 in 10.")
    assert asked == f"{green_review.TITLES['30 days']}\n{words}"
    assert "Lead the pilot?" in company.said()
    assert comes(stage, company, THIRTY + MINUTE) == []
    assert comes(stage, company, NINETY - MINUTE) == []
    (asked,) = comes(stage, company, NINETY)
    assert asked.startswith("Three months ago")
    assert comes(stage, company, NINETY + 400 * DAY) == []


@pytest.mark.parametrize("answer", ["worked", "not", "let_go"])
def test_an_end_is_kept_shown_and_not_asked_about_again(
    stage: Stage, company: Company, desk: Desk, answer: str
) -> None:
    desk.decides()
    comes(stage, company, THIRTY)
    answers(stage, company, answer, "30 days")
    assert [(each["round"], each["answer"]) for each in press(stage).reviews] == [("30 days", answer)]
    assert view.NOTED[answer] in str(company.last("chat.update"))  # type: ignore[index]
    assert comes(stage, company, NINETY) == []


def test_not_yet_comes_back_after_nine_months_and_then_rests(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides()
    comes(stage, company, THIRTY)
    answers(stage, company, "not_yet", "30 days")
    assert "I'll ask again <!date^" in company.said("chat.update")
    comes(stage, company, NINETY)
    answers(stage, company, "not_yet", "90 days")
    assert comes(stage, company, NINE_MONTHS - MINUTE) == []
    (asked,) = comes(stage, company, NINE_MONTHS)
    assert asked.startswith("Nine months ago")
    answers(stage, company, "not_yet", "9 months")
    assert view.NEVER_AGAIN in company.said("chat.update")
    assert comes(stage, company, NINE_MONTHS + 800 * DAY) == []


def test_an_answer_may_be_changed_by_another_tap(stage: Stage, company: Company, desk: Desk) -> None:
    desk.decides()
    comes(stage, company, THIRTY)
    for answer in ("worked", "worked", "not"):
        answers(stage, company, answer, "30 days")
    assert [each["answer"] for each in press(stage).reviews] == ["not"]


@pytest.mark.parametrize("button", ["red", "discover", "delegate"])
def test_only_green_is_asked_about(stage: Stage, company: Company, desk: Desk, button: str) -> None:
    desk.decides(button=button)
    assert press(stage).review_at is None


@pytest.mark.parametrize(("button", "due"), [("discover", WEEK), ("delegate", WEEK + 7 * DAY)])
def test_an_open_loop_is_named_once(
    stage: Stage, company: Company, desk: Desk, button: str, due: datetime
) -> None:
    desk.decides("Lead the pilot?", button)
    assert "Lead the pilot?" in company.said("views.publish")
    assert comes(stage, company, due - MINUTE) == []
    (told,) = comes(stage, company, due)
    assert told == f"{green_loop.TITLES[button]}\n{green_loop.WORDS[button]}"
    assert [comes(stage, company, due + days * DAY) for days in (1, 7, 100)] == [[], [], []]
    assert view.DONE[button] in company.said("views.publish")


def test_a_loop_that_is_closed_is_not_named(stage: Stage, company: Company, desk: Desk) -> None:
    desk.decides(button="discover")
    desk.presses("green_journal.close", str(press(stage).id))
    assert comes(stage, company, WEEK) == []
    assert view.DONE["discover"] not in company.said("views.publish")


def test_a_decision_that_was_changed_counts_from_then(stage: Stage, company: Company, desk: Desk) -> None:
    desk.decides(button="discover")
    comes(stage, company, WEEK)
    desk.presses("green_journal.entry", str(press(stage).id))
    desk.submits({"decision": "delegate"})
    assert press(stage).loop_due_at == at("2026-03-23 10:00")
    assert len(comes(stage, company, at("2026-03-23 10:00"))) == 1
    desk.presses("green_journal.entry", str(press(stage).id))
    desk.submits({"decision": "green"})
    assert press(stage).review_at == at("2026-04-22 10:00")
    assert press(stage).loop_due_at is None


def test_several_that_are_due_at_once_come_one_a_day_and_two_a_week(
    stage: Stage, company: Company, desk: Desk
) -> None:
    for number in range(5):
        desk.decides(f"Ask {number}", "discover")
    came = {
        moment: len(said)
        for moment in (WEEK + timedelta(hours=hours) for hours in range(9 * 24))
        if (said := comes(stage, company, moment))
    }
    assert came == {WEEK: 1, WEEK + timedelta(hours=22): 1, WEEK + 8 * DAY - timedelta(hours=2): 1}


def test_the_entry_opens_from_its_reminder_and_closes_there(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides("Lead the pilot?", "discover")
    comes(stage, company, WEEK)
    (told,) = stage.rows(Nudge)
    assert desk.presses("green_loop.entry", str(told.id))["callback_id"] == "green_journal.save"
    place = {"container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"}}
    desk.presses("green_loop.closed", str(told.id), **place)
    assert press(stage).loop_closed_at == WEEK
    assert "Closed" in company.said("chat.update")
    assert stage.rows(Nudge)[0].answered_at == WEEK


def test_a_question_whose_entry_is_gone_says_so_in_its_place(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides()
    comes(stage, company, THIRTY)
    desk.presses("green_journal.delete", str(press(stage).id))
    (asked,) = stage.rows(Nudge)
    for action in ("green_review.worked", "green_loop.closed", "green_loop.entry"):
        desk.presses(action, str(asked.id))
    assert green_journal.GONE in company.said("chat.update")


def test_a_question_that_never_had_its_turn_makes_room_for_the_next(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides()
    stage.settle(company, command(READER, "pause"))
    assert comes(stage, company, at("2026-05-20 10:00")) == []
    stage.settle(company, command(READER, "resume"))
    assert comes(stage, company, at("2026-05-20 11:00")) == []
    assert press(stage).review_round == "90 days"


@pytest.mark.parametrize(
    ("now", "then"),
    [("2026-03-09 20:00", "2026-03-10 08:00"), ("2026-03-14 12:00", "2026-03-16 08:00")],
    ids=["in the evening", "on a weekend"],
)
def test_nothing_comes_at_an_hour_without_work(
    stage: Stage, company: Company, desk: Desk, now: str, then: str
) -> None:
    desk.decides(button="discover")
    assert comes(stage, company, at(now)) == []
    assert comes(stage, company, at(then) - MINUTE) == []
    assert len(comes(stage, company, at(then))) == 1


def test_the_hours_are_those_of_the_persons_own_clock(stage: Stage, company: Company, desk: Desk) -> None:
    company.zones[READER] = "Asia/Tokyo"
    desk.types("the pilot")
    desk.submits(ANSWERS)
    desk.submits({"decision": "discover"})
    assert press(stage).loop_due_at == at("2026-03-09 01:00")
    assert len(comes(stage, company, at("2026-03-09 01:00"))) == 1


def test_whoever_pauses_is_left_alone_until_they_resume(stage: Stage, company: Company, desk: Desk) -> None:
    desk.decides(button="discover")
    stage.settle(company, command(READER, "pause"))
    assert comes(stage, company, WEEK) == []
    stage.settle(company, command(READER, "resume"))
    assert len(comes(stage, company, WEEK + DAY)) == 1


def test_whoever_has_no_account_any_more_is_not_written_to(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides(button="discover")
    gone = {"id": READER, "name": "wren", "deleted": True, "tz": "UTC"}
    stage.settle(company, events.callback({"type": "user_change", "user": gone}))
    assert comes(stage, company, WEEK) == []


def test_an_entry_can_be_reworded_noted_and_reviewed_by_hand(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides()
    desk.presses("green_journal.entry", str(press(stage).id))
    assert desk.submits({"ask": " "}) == {"errors": {"ask": green_journal.NO_ASK}}
    values = {"ask": "Lead the harbour pilot", "note": "Larch helped", "chance": "90", "went": "worked"}
    assert desk.submits(values) == {}
    row = press(stage)
    assert (row.ask, row.note, row.chance) == ("Lead the harbour pilot", "Larch helped", 90)
    assert row.decided_at == NOW
    assert row.reviews[0]["answer"] == "worked"
    assert comes(stage, company, NINETY) == []


def test_what_is_kept_open_can_be_decided_from_the_journal(stage: Stage, desk: Desk) -> None:
    desk.types("the pilot")
    desk.submits(ANSWERS)
    desk.presses("green_journal.entry", str(press(stage).id))
    desk.submits({"decision": "green", "chance": "10"})
    assert (press(stage).decision, press(stage).review_at) == ("green", THIRTY)


def test_an_entry_that_is_deleted_is_gone_and_says_so_on_the_other_device(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides()
    phone = Desk(stage, company, READER)
    phone.presses("green_journal.entry", str(press(stage).id))
    assert green_journal.DELETED in str(desk.presses("green_journal.delete", str(press(stage).id)))
    assert stage.rows(Press) == []
    phone.submits({"note": "too late"})
    assert green_journal.GONE in company.said()
    assert comes(stage, company, THIRTY) == []


@pytest.mark.parametrize(
    ("button", "first", "second"),
    [("discover", WEEK, at("2026-03-16 10:00")), ("green", THIRTY, at("2026-05-01 10:00"))],
)
def test_the_entry_after_a_deleted_one_is_asked_about_too(
    stage: Stage, company: Company, desk: Desk, button: str, first: datetime, second: datetime
) -> None:
    for moment in (first, second):
        desk.decides(button=button)
        assert len(comes(stage, company, moment)) == 1
        desk.presses("green_journal.delete", str(press(stage).id))


def test_the_journal_is_taken_along_as_markdown_by_message(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.decides("Lead the pilot?")
    desk.presses("green_journal.open", "0")
    assert green_journal.TAKEN in str(desk.presses("green_journal.export"))
    said = company.said()
    assert "## 2026-03-02: Lead the pilot?" in said
    assert "- decided 2026-03-02: green, 70 % likely to work" in said


def test_a_long_journal_comes_in_parts_with_nothing_left_out(
    stage: Stage, company: Company, desk: Desk
) -> None:
    for number in range(4):
        desk.types("")
        desk.submits({"ask": f"{number}" + "x" * 2998 + "!"})
    company.sent.clear()
    desk.presses("green_journal.export")
    parts = [arguments for method, arguments in company.sent if method == "chat.postMessage"]
    whole = "".join(part["blocks"][0]["elements"][0]["elements"][0]["text"] for part in parts)
    assert whole.count("x") >= 4 * 2998
    assert whole.count("!") == 4


def test_the_mix_is_on_home_and_from_twenty_reviews_on_how_well_one_guesses(
    stage: Stage, company: Company, desk: Desk
) -> None:
    for number in range(ENOUGH):
        desk.decides(f"Ask {number}", chance="70" if number % 2 else "30")
        row = stage.rows(Press)[-1]
        body = click(READER, f"green_journal.{'worked' if number % 3 else 'not'}", f"{row.id}:30 days")
        stage.settle(company, body)
        home = company.said("views.publish")
        assert (view.CALIBRATION in home) is (number == ENOUGH - 1)
        assert f"{number + 1} of 20 reviews" in home or number == ENOUGH - 1
    assert "So far: 20 green." in home
    assert "When you said 7 in 10, it worked 7 times of 10." in home
    assert "│" in home  # the picture
    desk.types("the pilot")
    assert "moved with how 20 presses of yours went" in str(desk.submits(ANSWERS))


@pytest.mark.parametrize("value", ["", "x", "1", "99:30 days", "1:never", "9" * 30 + ":30 days"])
def test_a_button_of_an_entry_that_is_gone_says_so(stage: Stage, company: Company, value: str) -> None:
    stage.settle(company, click(READER, "green_journal.worked", value))
    stage.settle(company, click(READER, "green_journal.close", value))
    assert company.said().count(green_journal.GONE) == 1
    assert stage.rows(Press) == []
