"""What is said unasked: one look at one person, the best of what could be said, and what its buttons do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot import nudges as budget
from bot.event import Event
from bot.nudges.budget import FULL
from bot.nudges.kinds import KINDS
from handlers import nudges
from handlers.views import nudge as view
from storage import nudges as listeners
from storage.tables import Inbox, Listener, Nudge, Outbox
from tests.handlers import events
from tests.handlers.events import TEAM, command
from tests.handlers.fernwood import AUTHOR, BOARD, OTHER, PLANS, READER
from tests.handlers.listening import CALM, DAY, URGENT, Listening, nudge, resting_on
from tests.handlers.stage import NOW
from tests.moments import at

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NIGHT, MORNING = at("2026-03-02 23:00"), at("2026-03-03 08:00")
TS = "1772442000.000100"


@pytest.fixture
def here(engine: Engine) -> Iterator[Listening]:
    """The reader has started; nothing may have failed by the end."""
    built = Listening(engine)
    built.starts(READER)
    yield built
    assert built.stage.troubles() == []


def looks(here: Listening, user: str = READER, event_id: str = "Ev1") -> None:
    """Something urgent happened: think of a person at once."""
    now = here.stage.clock.now()
    event = Event(TEAM, event_id, "event.message", "C1", {}, now)
    with Session(here.stage.engine) as session, session.begin():
        nudges.look_now(session, TEAM, user, event, now)
        nudges.look_now(session, TEAM, user, event, now)
    here.stage.settle(here.company)


def said(here: Listening) -> list[str]:
    """What was said so far, by what it was about."""
    return [row.about for row in here.stage.rows(Nudge)]


def test_of_what_could_be_said_the_best_is(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, worth=0.3), nudge("b", NOW, worth=0.6))
    assert here.minute(NOW + HOUR) == ["Title b"]
    assert here.minute(NOW + 2 * HOUR) == []
    assert here.minute(MORNING) == ["Title a"]


def test_what_is_not_due_yet_comes_to_the_minute(here: Listening) -> None:
    here.could(READER, nudge("a", NOW + HOUR + 7 * MINUTE))
    assert here.minute(NOW + HOUR) == []
    assert here.minute(NOW + HOUR + 6 * MINUTE) == []
    assert here.minute(NOW + HOUR + 7 * MINUTE) == ["Title a"]


def test_what_is_due_at_night_comes_when_the_day_begins(here: Listening) -> None:
    here.could(READER, nudge("a", NIGHT, kind=URGENT))
    assert here.minute(NIGHT) == []
    assert here.minute(MORNING - MINUTE) == []
    assert here.minute(MORNING) == ["Title a"]


def test_at_night_no_domain_is_asked_anything(here: Listening) -> None:
    here.minute(NIGHT)
    before = here.domain.asked
    for hours in range(1, 9):
        here.minute(NIGHT + hours * HOUR)
    assert here.domain.asked == before
    here.minute(MORNING)
    assert here.domain.asked > before


def test_what_cannot_wait_is_said_at_once(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, kind=URGENT))
    looks(here)
    assert said(here) == ["a"]
    assert [row.kind for row in here.stage.rows(Inbox)].count("nudge.look") == 2  # the first one of the start


def test_nobody_hears_anything_who_never_started(here: Listening) -> None:
    here.could(AUTHOR, nudge("a", NOW), nudge("b", NOW, kind=URGENT))
    looks(here, AUTHOR)
    assert here.minute(NOW + DAY) == []
    assert said(here) == []


def test_whoever_stopped_hears_nothing_more_and_leaves_nothing(here: Listening) -> None:
    here.could(READER, nudge("a", NOW), nudge("b", NOW))
    here.minute(NOW + HOUR)
    here.stage.settle(here.company, command(READER, "stop"))
    assert here.minute(NOW + 2 * DAY) == []
    assert (here.stage.rows(Nudge), here.stage.rows(Listener)) == ([], [])


def test_the_message_has_its_buttons_and_is_remembered_where_it_stands(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, draft="Hello <@U2>\nHow are you?", **resting_on(PLANS)))
    here.minute(NOW + HOUR)
    (row,) = here.stage.rows(Nudge)
    shown = here.company.last("chat.postMessage")
    pressed = [each["action_id"] for each in shown["blocks"][-1]["elements"]]
    answers = [f"{CALM}.{answer.verb}" for answer in KINDS[CALM].answers]
    assert pressed == [*answers, view.WHY, view.PAUSE]
    assert {each["value"] for each in shown["blocks"][-1]["elements"]} == {str(row.id)}
    assert "their @u2 words" in here.company.said()
    assert (row.channel_id, bool(row.ts), row.answered_at) == ("D1", True, None)


def test_what_rests_on_a_post_is_said_only_to_those_in_its_channel(here: Listening) -> None:
    here.company.rooms[BOARD].members.discard(READER)
    here.could(READER, nudge("a", NOW, worth=0.9, **resting_on(BOARD)), nudge("b", NOW, worth=0.2))
    assert here.minute(NOW + HOUR) == ["Title b"]
    assert here.minute(MORNING) == []
    here.company.rooms[BOARD].members.add(READER)
    assert here.minute(MORNING + HOUR) == ["Title a"]


def test_while_slack_does_not_say_who_is_where_nothing_is_said(here: Listening) -> None:
    here.company.refused["users.conversations"] = "fatal_error"
    here.could(READER, nudge("a", NOW, **resting_on(PLANS)))
    assert here.minute(NOW + HOUR) == []
    here.company.refused.clear()
    assert here.minute(NOW + 2 * HOUR) == ["Title a"]


def test_a_message_that_was_deleted_is_no_longer_quoted(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, draft="as you wrote", **resting_on(PLANS, TS)))
    here.minute(NOW + HOUR)
    here.stage.settle(here.company, events.deleted(PLANS, TS, "1772450000.000100"))
    (row,) = here.stage.rows(Nudge)
    assert (row.quote, row.draft) == ("", "")
    assert nudges.SOURCE_GONE in here.company.said("chat.update")
    assert "words" not in here.company.said("chat.update").replace("Words.", "")
    here.stage.settle(here.company, events.deleted(PLANS, "1772442000.000200", "1772450000.000200"))
    assert here.company.count("chat.update") == 1


def test_why_this_tells_the_reason_and_how_often_and_counts_as_an_answer(here: Listening) -> None:
    here.could(READER, nudge("a", NOW))
    here.minute(NOW + HOUR)
    (row,) = here.stage.rows(Nudge)
    here.presses(READER, view.WHY, row.id or 0)
    assert KINDS[CALM].why in here.company.said()
    assert budget.PACE[FULL] in here.company.said()
    assert here.stage.rows(Nudge)[0].answered_at == NOW + HOUR


@pytest.mark.parametrize("value", [0, 99, int("9" * 25)])
def test_a_button_of_anothers_nudge_says_that_it_is_gone(here: Listening, value: int) -> None:
    here.starts(OTHER)
    here.could(OTHER, nudge("a", NOW))
    here.minute(NOW + HOUR)
    (row,) = here.stage.rows(Nudge)
    for number in (value, row.id or 0):
        here.presses(READER, view.WHY, number)
        assert nudges.GONE in here.company.said()
    assert here.stage.rows(Nudge)[0].answered_at is None


def test_two_let_pass_make_one_a_week_and_a_press_makes_three_again(here: Listening) -> None:
    here.could(READER, *(nudge(str(number), NOW) for number in range(6)))
    for moment in (NOW + HOUR, MORNING):
        assert len(here.minute(moment)) == 1
    assert here.minute(at("2026-03-09 10:30")) == []  # the two were let pass: one in seven days
    assert len(here.minute(at("2026-03-10 08:00"))) == 1
    assert here.minute(at("2026-03-12 08:00")) == []
    here.presses(READER, view.WHY, here.stage.rows(Nudge)[-1].id or 0)
    assert len(here.minute(at("2026-03-12 08:01"))) == 1


def test_one_that_never_arrived_was_not_let_pass(here: Listening) -> None:
    here.company.refused["chat.postMessage"] = "channel_not_found"
    here.could(READER, nudge("a", NOW))
    here.minute(NOW + HOUR)
    assert here.stage.rows(Nudge)[0].answered_at is not None


def test_words_are_forgotten_after_a_month_and_that_it_was_said_is_not(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, draft="d", **resting_on(PLANS)))
    here.minute(NOW + HOUR)
    here.could(READER)
    here.minute(at("2026-04-02 11:00"))
    (row,) = here.stage.rows(Nudge)
    assert (row.title, row.words, row.quote, row.draft) == ("", "", "", "")
    assert row.about == "a"
    here.minute(at("2027-06-01 00:00"))
    assert here.stage.rows(Nudge) == []


def test_who_is_unknown_is_asked_for(engine: Engine) -> None:
    here = Listening(engine)
    here.starts("U77")
    assert here.knows("U77")


def test_the_weekend_is_that_of_the_place(engine: Engine) -> None:
    here = Listening(engine)
    here.company.locales[READER], here.company.zones[READER] = "ar-EG", "Africa/Cairo"
    here.starts(READER)
    here.could(READER, nudge("a", at("2026-03-06 10:00")))  # a Friday
    assert here.minute(at("2026-03-06 10:00")) == []
    assert here.minute(at("2026-03-08 05:59")) == []
    assert here.minute(at("2026-03-08 06:00")) == ["Title a"]  # Sunday, eight there


def test_while_slack_keeps_quiet_nothing_is_said(here: Listening) -> None:
    begin, end = at("2026-03-02 10:00"), at("2026-03-02 16:30")
    here.company.dnd[READER] = (int(begin.timestamp()), int(end.timestamp()))
    here.could(READER, nudge("a", NOW + HOUR))
    assert here.minute(at("2026-03-02 10:00")) == []
    assert here.minute(at("2026-03-02 10:30")) == []
    assert here.minute(end - MINUTE) == []
    assert here.minute(end) == ["Title a"]


def test_whoever_turns_slack_quiet_or_back_is_heard_at_once(here: Listening) -> None:
    status = {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(NOW.timestamp()),
        "next_dnd_end_ts": 1_999_999_999,
    }
    quiet = {"type": "dnd_updated_user", "user": READER, "dnd_status": status}
    here.stage.settle(here.company, events.callback(quiet))
    here.could(READER, nudge("a", NOW))
    assert here.minute(NOW + 5 * MINUTE) == []
    back = {**quiet, "dnd_status": {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}}
    here.stage.settle(here.company, events.callback(back))
    assert here.minute(NOW + 6 * MINUTE) == ["Title a"]


def letters(here: Listening, *users: str) -> dict[str, object]:
    """A letter to each; when it goes out."""
    now = here.stage.clock.now()
    with Session(here.stage.engine) as session, session.begin():
        return {
            user: nudges.letter(session, TEAM, user, "feedback", "1", {"text": "A letter"}, now)
            for user in users
        }


def due(here: Listening) -> dict[str, object]:
    """When the letters that wait go out."""
    rows = here.stage.rows(Outbox)
    return {row.recipient: row.not_before for row in rows if row.purpose == "feedback"}


def test_a_letter_waits_for_the_day_also_of_those_who_never_started(here: Listening) -> None:
    assert letters(here, READER) == {READER: NOW}
    here.stage.later(NIGHT)
    assert letters(here, AUTHOR) == {AUTHOR: MORNING}
    assert said(here) == []


def test_a_letter_holds_up_nothing_else(here: Listening) -> None:
    here.stage.later(NIGHT)
    letters(here, READER)
    lanes = {row.lane for row in here.stage.rows(Outbox) if row.purpose == "feedback"}
    assert lanes == {f"letter:{READER}:feedback:1"}


def test_a_letter_moves_with_the_silence_of_its_receiver(here: Listening) -> None:
    here.stage.later(NIGHT)
    letters(here, READER, OTHER)
    here.stage.takes(command(READER, "pause 2 weeks"))
    assert due(here) == {READER: at("2026-03-16 08:00"), OTHER: MORNING}
    here.stage.takes(command(READER, "pause"))
    (row,) = [row for row in here.stage.rows(Outbox) if row.lane.startswith(f"letter:{READER}")]
    assert row.not_before > NIGHT + 300 * DAY
    assert row.expires_at is not None
    assert row.expires_at - row.not_before == 7 * DAY
    here.stage.takes(command(READER, "resume"))
    assert due(here)[READER] == MORNING


def test_a_letter_waits_while_slack_keeps_quiet(here: Listening) -> None:
    here.stage.later(NIGHT)
    here.starts(OTHER)
    letters(here, OTHER)
    assert due(here) == {OTHER: MORNING}
    here.company.dnd[OTHER] = (int(MORNING.timestamp()), int((MORNING + 4 * HOUR).timestamp()))
    here.stage.later(NIGHT + HOUR)
    here.stage.minute()
    (asked,) = here.stage.promised("dnd.teamInfo")
    here.stage.answer(asked, here.company.answer(asked.method, asked.arguments))
    here.stage.work()
    assert due(here) == {OTHER: MORNING + 4 * HOUR}


def test_settling_keeps_what_was_said_and_undo_brings_the_buttons_back(here: Listening) -> None:
    here.could(READER, nudge("a", NOW, **resting_on(PLANS)))
    here.minute(NOW + HOUR)
    event = Event(TEAM, "Ev9", "action.x", READER, {"user": {"id": READER}}, NOW)
    with Session(here.stage.engine) as session, session.begin():
        row = listeners.said(session, TEAM, READER, CALM, "a")
        assert row is not None
        undo = ("Undo", "going_cold.undo")
        nudges.settle(session, row, "Done, <@U2> will be glad.", NOW, event=event, undo=undo)
    here.stage.settle(here.company)
    shown = here.company.last("chat.update")
    assert (shown["channel"], shown["ts"]) == (row.channel_id, row.ts)
    assert "Title a" in here.company.said("chat.update")
    assert "their @u2" not in here.company.said("chat.update")
    assert [each["action_id"] for each in shown["blocks"][-1]["elements"]] == ["going_cold.undo"]
    again = Event(TEAM, "Ev10", "action.x", READER, {"user": {"id": READER}}, NOW)
    with Session(here.stage.engine) as session, session.begin():
        nudges.show_again(session, row, NOW, event=again)
    here.stage.settle(here.company)
    assert f"{CALM}.done" in str(here.company.last("chat.update"))
