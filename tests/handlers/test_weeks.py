"""The weekly message of those who lead people: when it comes, what is in it, and what never is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.managers_week import NAMES, NOTHING
from handlers import weeks
from handlers.views import week as view
from handlers.views import week_settings
from handlers.views.digest import GONE
from storage import feedback
from storage.feedback import Letter, Written
from storage.tables import Follow, Follower, Listener, Person, Week, WeekItem, WeekMessage
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER, TEAM, click, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, CHATTER, NINE, OTHER, PLANS, READER
from tests.handlers.leads import opened, pressed, reply, settings
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MONDAY = at("2026-03-09 09:00")
CALL = "We're looking for somebody to lead the offline pilot."


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader leads people, and follows Nine, their manager, in #plans and #board; a colleague follows #chatter."""
    company = fernwood.followed(
        stage, submission(READER, [PLANS, BOARD], [NINE]), submission(OTHER, [CHATTER], [NINE])
    )
    stage.settle(company, settings(READER))
    company.sent.clear()
    return company


def monday(stage: Stage, company: Company, moment: datetime = MONDAY) -> None:
    """It is nine on a Monday."""
    stage.later(moment)
    stage.minute()
    stage.settle(company)


def says(stage: Stage, company: Company, channel: str, text: str, user: str = AUTHOR) -> Said:
    """Somebody writes now."""
    return fernwood.says(stage, company, channel, user, text)


def replies(stage: Stage, company: Company, channel: str, said: Said, user: str) -> str:
    """Somebody answers in the thread now."""
    ts = stamp(stage.clock.now(), 500 + len(said.replies))
    said.replies.append((user, ts))
    stage.settle(company, events.message(channel, ts, user, "an answer", thread_ts=said.ts))
    return ts


def kinds(stage: Stage) -> list[str]:
    """What kinds of things were shown, in their order."""
    return [item.kind for item in stage.rows(WeekItem)]


def weeks_of(company: Company) -> int:
    """How many weeks were sent."""
    return len(
        [1 for name, sent in company.sent if name == "chat.postMessage" and "Your week: " in sent["text"]]
    )


def test_a_post_that_asks_for_somebody_comes_on_monday_with_its_words_and_the_way_to_it(
    stage: Stage, company: Company
) -> None:
    said = says(stage, company, PLANS, CALL)
    monday(stage, company)
    assert kinds(stage) == ["hand_on"]
    shown = company.said()
    assert NAMES["hand_on"] in shown
    assert "looking for somebody to lead the offline pilot" in shown
    assert f"https://b.example/archives/{PLANS}/p{said.ts.replace('.', '')}" in shown


def test_nothing_to_say_is_no_message_and_who_asks_is_told_so(stage: Stage, company: Company) -> None:
    monday(stage, company)
    assert weeks_of(company) == 0
    assert stage.rows(Week)[0].next_at == MONDAY + 7 * DAY
    stage.settle(company, click(READER, view.NOW))
    assert company.last("chat.postMessage")["text"] == NOTHING


def test_it_comes_once_a_week_however_often_the_clock_says_so(stage: Stage, company: Company) -> None:
    for minutes in range(3):
        says(stage, company, PLANS, f"{CALL} {minutes}")
        monday(stage, company, MONDAY + minutes * MINUTE)
    assert weeks_of(company) == 1
    monday(stage, company, MONDAY + 7 * DAY)
    assert weeks_of(company) == 2


def test_what_was_shown_is_not_shown_again(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS, CALL)
    stage.settle(company, click(READER, view.NOW))
    assert weeks_of(company) == 1
    monday(stage, company)
    assert weeks_of(company) == 1


def test_another_weekday_and_time_are_kept_and_one_week_has_one_message(
    stage: Stage, company: Company
) -> None:
    says(stage, company, PLANS, CALL)
    monday(stage, company)
    stage.settle(company, settings(READER, day=3, at="14:30"))
    assert stage.rows(Week)[0].next_at == at("2026-03-19 14:30")  # this week's came on Monday
    says(stage, company, PLANS, f"{CALL} Again.")
    monday(stage, company, at("2026-03-12 14:30"))
    assert weeks_of(company) == 1
    monday(stage, company, at("2026-03-19 14:30"))
    assert weeks_of(company) == 1  # two weeks old by then: no news


def hours(stage: Stage, **changes: object) -> None:
    """The reader's settings."""
    with Session(stage.engine) as session, session.begin():
        row = session.get_one(Listener, (TEAM, READER))
        for name, value in changes.items():
            setattr(row, name, value)
        session.add(row)


def test_a_day_off_moves_it_to_the_next_day_of_work(stage: Stage, company: Company) -> None:
    hours(stage, days_off=["2026-03-09"])
    stage.later(MONDAY - HOUR)
    says(stage, company, PLANS, CALL)
    monday(stage, company)
    assert weeks_of(company) == 0
    monday(stage, company, stage.rows(Week)[0].next_at)
    assert weeks_of(company) == 1
    assert f"{stage.clock.now():%a %H:%M}" == "Tue 09:00"
    assert stage.rows(Week)[0].next_at == MONDAY + 7 * DAY


def test_a_pause_of_the_whole_week_leaves_it_out(stage: Stage, company: Company) -> None:
    stage.settle(company, command(READER, "pause"))
    says(stage, company, PLANS, CALL)
    monday(stage, company)
    assert weeks_of(company) == 0
    assert stage.rows(Week)[0].next_at == MONDAY + 7 * DAY


def test_one_that_was_missed_comes_later_that_week_and_in_the_next_one_not_twice(
    stage: Stage, company: Company
) -> None:
    stage.later(MONDAY + DAY)
    says(stage, company, PLANS, CALL)
    monday(stage, company, MONDAY + DAY + HOUR)
    assert weeks_of(company) == 1
    says(stage, company, PLANS, f"{CALL} Again.")
    monday(stage, company, MONDAY + 7 * DAY)
    assert weeks_of(company) == 2
    assert stage.rows(Week)[0].next_at == MONDAY + 14 * DAY


def test_it_follows_its_reader_into_another_zone(stage: Stage, company: Company) -> None:
    company.zones[READER] = "America/Los_Angeles"
    user = {"id": READER, "name": READER, "tz": "America/Los_Angeles"}
    stage.settle(company, events.callback({"type": "user_change", "user": user}))
    assert stage.rows(Week)[0].next_at == at("2026-03-02 17:00")
    monday(stage, company, at("2026-03-02 17:00"))
    assert stage.rows(Week)[0].next_at == at("2026-03-09 16:00")  # summer time there since the 8th


def test_what_the_people_above_are_likely_to_answer_is_worth_attention(
    stage: Stage, company: Company
) -> None:
    said = says(stage, company, PLANS, "We decide about the depot on Thursday.")
    stage.takes(events.reaction(PLANS, said.ts, NINE, stamp(NOW, 9)))
    stage.settle(company, click(READER, view.NOW))
    assert kinds(stage) == ["strategic"]
    assert f"<@{NINE}> is already in it." in stage.rows(WeekItem)[0].line


def test_who_helped_with_a_question_and_heard_nothing_deserves_thanks(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS, "Does anybody know why the import stops?", READER)
    replies(stage, company, PLANS, said, OTHER)
    monday(stage, company)
    assert kinds(stage) == ["thanks"]
    assert f"<@{OTHER}> helped" in company.said()


@pytest.mark.parametrize("how", ["emoji", "word"])
def test_who_was_thanked_is_not_named(stage: Stage, company: Company, how: str) -> None:
    said = says(stage, company, PLANS, "Does anybody know why the import stops?", READER)
    ts = replies(stage, company, PLANS, said, OTHER)
    stage.later(NOW + HOUR)
    if how == "emoji":
        stage.settle(company, events.reaction(PLANS, ts, READER, stamp(stage.clock.now(), 1)))
    else:
        replies(stage, company, PLANS, said, READER)
    monday(stage, company)
    assert stage.rows(WeekMessage) == []


def letter(stage: Stage, visibility: str, manager: str) -> None:
    """Somebody wrote feedback on somebody."""
    written = Written(OTHER, {"situation": "s"}, visibility, asks_back=False)  # type: ignore[arg-type]
    with Session(stage.engine) as session, session.begin():
        feedback.send(session, TEAM, Letter(f"f{visibility}{manager}", AUTHOR, written, manager, NOW, NOW))


def test_feedback_is_named_to_whom_it_was_shared_with_and_to_nobody_else(
    stage: Stage, company: Company
) -> None:
    letter(stage, "them", READER)
    letter(stage, "them_and_manager", NINE)
    stage.settle(company, click(READER, view.NOW))
    assert stage.rows(WeekItem) == []
    letter(stage, "them_and_manager", READER)
    stage.settle(company, click(READER, view.NOW))
    assert [item.line for item in stage.rows(WeekItem)] == [
        f"<@{AUTHOR}> wrote feedback on <@{OTHER}> and chose that you see it."
    ]


def crowd(stage: Stage, company: Company, size: int, writers: int) -> None:
    """The reader leads so many people, and so many of them write in #plans."""
    people = [f"U{number}" for number in range(100, 100 + size)]
    company.rooms[PLANS].members |= set(people)
    with Session(stage.engine) as session, session.begin():
        for user in people:
            session.add(Person(team_id=TEAM, user_id=user, name=user))
    stage.settle(company, settings(READER, people=people))
    for user in people[:writers]:
        says(stage, company, PLANS, "news of the day", user)


@pytest.mark.parametrize(
    ("size", "writers", "is_shown"), [(10, 5, True), (9, 5, False), (10, 6, False), (12, 4, False)]
)
def test_a_group_is_counted_only_where_five_wrote_and_five_did_not(
    stage: Stage, company: Company, size: int, writers: int, is_shown: bool
) -> None:
    crowd(stage, company, size, writers)
    stage.settle(company, click(READER, view.NOW))
    lines = [item.line for item in stage.rows(WeekItem) if item.kind == "group"]
    assert lines == ([f"{writers} of your {size} people wrote in <#{PLANS}> this week."] if is_shown else [])


def test_what_its_reader_cannot_see_is_left_out(stage: Stage, company: Company) -> None:
    company.rooms["CSECRET"] = Room({AUTHOR, OTHER, BOT_USER}, is_private=True)
    stage.settle(company, submission(OTHER, ["CSECRET"], [NINE]))
    says(stage, company, "CSECRET", CALL)
    says(stage, company, PLANS, f"{CALL} In the open.")
    stage.settle(company, click(READER, view.NOW))
    assert [item.channel_id for item in stage.rows(WeekItem)] == [PLANS]


def test_who_leads_without_following_anybody_has_a_week_too(stage: Stage, company: Company) -> None:
    company.rooms[PLANS].members.add("U7")
    stage.settle(company, settings("U7"))
    says(stage, company, PLANS, CALL)
    stage.settle(company, click("U7", view.NOW))
    assert [(item.user_id, item.kind) for item in stage.rows(WeekItem)] == [("U7", "hand_on")]


def place(stage: Stage) -> tuple[str, str]:
    """Where the last week stands."""
    last = stage.rows(WeekMessage)[-1]
    return last.channel_id, last.ts


def test_a_deleted_post_disappears_from_it(stage: Stage, company: Company) -> None:
    said = says(stage, company, PLANS, CALL)
    stage.settle(company, click(READER, view.NOW))
    stage.settle(company, events.deleted(PLANS, said.ts, stamp(stage.clock.now(), 77)))
    shown = company.said("chat.update")
    assert company.last("chat.update")["ts"] == place(stage)[1]
    assert GONE in shown
    assert "offline pilot" not in shown


def test_a_post_that_is_deleted_while_the_week_is_on_its_way_disappears_too(
    stage: Stage, company: Company
) -> None:
    said = says(stage, company, PLANS, CALL)
    stage.takes(click(READER, view.NOW))
    (asked,) = stage.promised("users.conversations")
    stage.answer(asked, company.answer(asked.method, asked.arguments))
    stage.work()
    stage.takes(events.deleted(PLANS, said.ts, stamp(stage.clock.now(), 77)))
    stage.settle(company)
    assert "offline pilot" in company.said()
    assert "offline pilot" not in company.said("chat.update")


def test_less_is_three_in_place_until_it_is_taken_back(stage: Stage, company: Company) -> None:
    for number in range(6):
        says(stage, company, PLANS, f"{CALL} {number}")
    stage.settle(company, click(READER, view.NOW))
    stage.settle(company, pressed(READER, view.LESS, place(stage)))
    assert view.THREE in company.said("chat.update")
    for number in range(6, 12):
        says(stage, company, PLANS, f"{CALL} {number}")
    stage.settle(company, click(READER, view.NOW))
    assert len(stage.rows(WeekItem)) == 5 + 3
    stage.settle(company, pressed(READER, view.MORE_AGAIN, place(stage)))
    assert view.THREE not in company.said("chat.update")
    assert stage.rows(Week)[0].wants_less is False


def test_nobody_changes_the_week_of_somebody_else(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS, CALL)
    stage.settle(company, click(READER, view.NOW))
    company.sent.clear()
    stage.settle(company, pressed(OTHER, view.LESS, place(stage)))
    assert company.sent == []


def test_what_is_saved_is_confirmed_with_whom_it_leaves_out(stage: Stage, company: Company) -> None:
    with Session(stage.engine) as session, session.begin():
        session.add(Person(team_id=TEAM, user_id="UAPP", name="app", is_bot=True))
        session.add(Person(team_id=TEAM, user_id="UGONE", name="gone", is_deleted=True))
        session.add(Person(team_id=TEAM, user_id="UFAR", name="far", is_stranger=True))
    left_out = [READER, "UAPP", "UGONE", "UFAR", "UNOBODY"]
    stage.settle(company, settings(READER, people=[OTHER, *left_out], day=1))
    said = str(company.last("chat.postMessage")["text"])
    assert "on Tuesdays at 09:00 your time" in said
    for line in (
        "I leave you out: that's you.",
        "I leave <@UAPP> out: apps don't need this.",
        "I leave <@UGONE> out: those accounts are deactivated.",
        "I leave <@UFAR> out: they belong to another organisation",
        "I don't know 1 of them.",
    ):
        assert line in said
    assert stage.rows(Week)[0].people == [OTHER]


def test_a_time_at_night_a_day_of_rest_and_two_hundred_people_are_refused(
    stage: Stage, company: Company
) -> None:
    refused = reply(
        stage, settings(READER, at="23:00", day=6, people=[f"U{number}" for number in range(1000, 1200)])
    )
    assert refused is not None
    assert refused.is_written is False
    assert refused.answer["errors"] == {
        "at": weeks.QUIET.format(wakes="08:00", sleeps="20:00"),
        "day": weeks.REST,
        "people": "That's 200 people. Up to 150 at once, please: the few that matter most.",
    }
    assert reply(stage, settings(READER)) is None
    assert reply(stage, settings(READER, leads="no", at="23:00", day=6)) is None


def test_no_is_an_answer_and_nothing_comes(stage: Stage, company: Company) -> None:
    stage.settle(company, settings(READER, leads="no"))
    assert company.last("chat.postMessage")["text"] == weeks.SAVED_OFF
    says(stage, company, PLANS, CALL)
    monday(stage, company)
    assert weeks_of(company) == 0


def _chosen(modal: dict[str, Any]) -> str | None:
    """What the modal says of whether its reader leads people."""
    (block,) = [each for each in modal["blocks"] if each.get("block_id") == "leads"]
    return (block["element"].get("initial_option") or {}).get("value")


def test_the_modal_asks_whether_one_leads_people_and_comes_back_as_it_was_left(
    stage: Stage, company: Company
) -> None:
    fresh, left = str(opened(stage, NINE)), str(opened(stage, READER))
    assert week_settings.LEADS in fresh
    assert _chosen(opened(stage, NINE)) is None
    assert _chosen(opened(stage, READER)) == "yes"
    assert view.NOW in left
    assert view.NOW not in fresh


def test_everybody_is_shown_what_a_manager_sees_of_them_and_who_counts_them(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, settings(READER, people=[OTHER]))
    assert week_settings.MIRROR in str(opened(stage, OTHER)).replace("\\n", "\n")
    assert week_settings.LED_BY.format(people=f"<@{READER}>") in str(opened(stage, OTHER))
    assert "Who counts you" not in str(opened(stage, AUTHOR))


def test_who_stops_is_counted_no_more_and_keeps_no_week(stage: Stage, company: Company) -> None:
    stage.settle(company, settings(READER, people=[OTHER, NINE]))
    stage.settle(company, command(OTHER, "stop"))
    assert stage.rows(Week)[0].people == [NINE]
    says(stage, company, PLANS, CALL)
    stage.settle(company, click(READER, view.NOW))
    stage.settle(company, command(READER, "stop"))
    assert (stage.rows(Week), stage.rows(WeekMessage), stage.rows(WeekItem)) == ([], [], [])


def test_to_say_that_one_leads_people_is_to_start(stage: Stage, company: Company) -> None:
    stage.settle(company, settings("U7"))
    assert "U7" in {row.user_id for row in stage.rows(Listener)}
    assert {row.user_id for row in stage.rows(Follower)} == {READER, OTHER}
    assert {row.user_id for row in stage.rows(Follow)} == {READER, OTHER}
