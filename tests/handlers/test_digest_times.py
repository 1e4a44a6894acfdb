"""When digests come and how long they are: exactly one per period, shorter when let pass, back at a press."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.digest_pace import LINE_BACK, LINE_LESS, LINE_RARE, LINE_SHORT
from handlers.views import digest as view
from storage.tables import Digest, DigestItem, Follower, Listener
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click, command, submission
from tests.handlers.fernwood import AUTHOR, NINE, PLANS, READER, says
from tests.handlers.stage import Stage
from tests.moments import at, stamp

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TUESDAY = at("2026-03-03 09:00")


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader, in UTC, follows Nine in #plans since a Monday."""
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


def morning(stage: Stage, company: Company, moment: datetime, posts: int = 1) -> None:
    """So many posts come just before a moment, Nine answers each, and then the clock says it."""
    stage.later(moment - HOUR / 2)
    for _ in range(posts):
        said = says(stage, company, PLANS, AUTHOR)
        stage.takes(events.reaction(PLANS, said.ts, NINE, stamp(stage.clock.now(), 9)))
    stage.later(moment)
    stage.minute()
    stage.settle(company)


def mornings(stage: Stage, company: Company, count: int, posts: int = 1) -> None:
    """So many days from Tuesday on, weekends included."""
    for day in range(count):
        morning(stage, company, TUESDAY + day * DAY, posts)


def sent(stage: Stage) -> list[str]:
    """On which days digests came."""
    return [f"{row.created_at:%a}" for row in stage.rows(Digest)]


def lengths(stage: Stage) -> list[int]:
    """How many items each digest has."""
    items = [item.digest_id for item in stage.rows(DigestItem)]
    return [items.count(row.id or 0) for row in stage.rows(Digest)]


def press(action: str, stage: Stage, company: Company, value: str = "") -> None:
    """The reader presses a button of the last digest."""
    last = stage.rows(Digest)[-1]
    place = {"container": {"type": "message", "channel_id": last.channel_id, "message_ts": last.ts}}
    stage.settle(company, click(READER, action, value, **place))


def test_two_let_pass_make_it_three_and_four_make_it_weekly(stage: Stage, company: Company) -> None:
    mornings(stage, company, 13, posts=6)
    assert sent(stage) == ["Tue", "Wed", "Thu", "Fri", "Mon"]
    assert lengths(stage) == [5, 5, 3, 3, 3]
    assert [row.line for row in stage.rows(Digest)] == ["", "", LINE_SHORT, LINE_SHORT, LINE_RARE]
    assert stage.rows(Follower)[0].next_digest_at == at("2026-03-16 09:00")


def test_who_let_four_pass_in_one_week_is_not_written_to_again_in_it(stage: Stage, company: Company) -> None:
    stage.later(TUESDAY - DAY + HOUR)
    says(stage, company, PLANS)
    mornings(stage, company, 5, posts=6)
    assert sent(stage) == ["Tue", "Wed", "Thu", "Fri"]


@pytest.mark.parametrize("button", [view.USEFUL, "why.open", view.NOT_FOR_ME])
def test_a_single_press_on_any_item_brings_everything_back(
    stage: Stage, company: Company, button: str
) -> None:
    mornings(stage, company, 8, posts=6)
    item = stage.rows(DigestItem)[-1]
    press(button, stage, company, str(item.id))
    assert stage.rows(Follower)[0].next_digest_at == at("2026-03-11 09:00")
    morning(stage, company, at("2026-03-11 09:00"), posts=6)
    assert (sent(stage)[-1], lengths(stage)[-1], stage.rows(Digest)[-1].line) == ("Wed", 5, "")


@pytest.mark.parametrize("button", [view.FOLLOW, view.PAUSE, "digest.more.green"])
def test_so_does_whatever_else_can_be_pressed_there(stage: Stage, company: Company, button: str) -> None:
    mornings(stage, company, 2, posts=6)
    if button == "digest.more.green":
        value = f"green:{stage.rows(DigestItem)[-1].id}"
        menu = {"action_id": view.MORE, "type": "overflow", "selected_option": {"value": value}}
        stage.settle(company, click(READER, button) | {"actions": [menu | {"action_ts": "1.0"}]})
    else:
        press(button, stage, company)
    assert [row.answered_at is not None for row in stage.rows(Digest)] == [False, True]


def test_a_press_says_that_it_brings_back_what_was_chosen(stage: Stage, company: Company) -> None:
    mornings(stage, company, 3, posts=6)
    assert LINE_SHORT in company.said()
    press(view.USEFUL, stage, company, str(stage.rows(DigestItem)[-1].id))
    assert LINE_BACK in company.said("chat.update")
    assert LINE_SHORT not in company.said("chat.update")


def test_asking_for_one_brings_five_at_once_and_counts_as_an_answer(stage: Stage, company: Company) -> None:
    mornings(stage, company, 3, posts=6)
    stage.settle(company, command(READER, "digest"))
    assert lengths(stage) == [5, 5, 3, 5]
    morning(stage, company, TUESDAY + 3 * DAY, posts=6)
    assert lengths(stage)[-1] == 5


def test_less_is_three_until_it_is_taken_back(stage: Stage, company: Company) -> None:
    morning(stage, company, TUESDAY, posts=6)
    press(view.LESS, stage, company)
    assert LINE_LESS in company.said("chat.update")
    assert view.MORE_AGAIN in str(company.last("chat.update"))
    morning(stage, company, TUESDAY + DAY, posts=6)
    press(view.USEFUL, stage, company, str(stage.rows(DigestItem)[-1].id))
    morning(stage, company, TUESDAY + 2 * DAY, posts=6)
    assert lengths(stage) == [5, 3, 3]
    press(view.MORE_AGAIN, stage, company)
    assert view.LESS in str(company.last("chat.update"))
    morning(stage, company, TUESDAY + 3 * DAY, posts=6)
    assert lengths(stage) == [5, 3, 3, 5]


def test_what_could_not_be_delivered_was_not_let_pass(stage: Stage, company: Company) -> None:
    company.refused["chat.postMessage"] = "channel_not_found"
    mornings(stage, company, 2, posts=6)
    company.refused.clear()
    morning(stage, company, TUESDAY + 2 * DAY, posts=6)
    assert lengths(stage) == [5, 5, 5]


def moves(stage: Stage, company: Company, zone: str, locale: str = "en-US") -> None:
    """The reader lives there from now on, and Slack says so."""
    company.zones[READER] = zone
    user = {"id": READER, "name": READER, "tz": zone, "locale": locale}
    stage.settle(company, events.callback({"type": "user_change", "user": user}))


def test_one_morning_twice_on_the_way_west_brings_one_digest(stage: Stage, company: Company) -> None:
    moves(stage, company, "Asia/Tokyo")
    morning(stage, company, at("2026-03-03 00:00"))  # nine in Tokyo
    assert len(stage.rows(Digest)) == 1
    moves(stage, company, "America/Los_Angeles")
    morning(stage, company, at("2026-03-03 17:00"))  # nine in Los Angeles, on the same day
    assert len(stage.rows(Digest)) == 1
    morning(stage, company, at("2026-03-04 17:00"))
    assert len(stage.rows(Digest)) == 2


def test_a_moment_that_was_planned_elsewhere_and_is_at_night_here_waits_for_nine(
    stage: Stage, company: Company
) -> None:
    moves(stage, company, "Asia/Tokyo")
    with Session(stage.engine) as session, session.begin():
        session.get_one(Follower, (TEAM, READER)).next_digest_at = at("2026-03-03 16:00")  # one at night
    morning(stage, company, at("2026-03-03 16:00"))
    assert stage.rows(Digest) == []
    morning(stage, company, at("2026-03-04 00:00"))
    assert len(stage.rows(Digest)) == 1


def hours(stage: Stage, **changes: object) -> None:
    """The reader's settings."""
    with Session(stage.engine) as session, session.begin():
        row = session.get_one(Listener, (TEAM, READER))
        for name, value in changes.items():
            setattr(row, name, value)
        session.add(row)


def test_a_day_off_has_no_digest(stage: Stage, company: Company) -> None:
    hours(stage, days_off=["2026-03-04"])
    mornings(stage, company, 3)
    assert sent(stage) == ["Tue", "Thu"]


def test_a_weekly_digest_waits_for_the_first_day_of_work(stage: Stage, company: Company) -> None:
    stage.settle(company, submission(READER, [PLANS], [NINE], cadence="weekly"))
    hours(stage, days_off=["2026-03-09"])
    mornings(stage, company, 14)
    assert [f"{row.created_at:%m-%d %H:%M}" for row in stage.rows(Digest)] == ["03-10 09:00", "03-16 09:00"]


def test_a_dated_pause_ends_by_itself(stage: Stage, company: Company) -> None:
    hours(stage, pause_begin=TUESDAY - HOUR, pause_end=at("2026-03-05 07:00"))
    mornings(stage, company, 4)
    assert sent(stage) == ["Thu", "Fri"]


def test_quiet_hours_until_ten_move_it_to_ten(stage: Stage, company: Company) -> None:
    hours(stage, wakes="10:00")
    morning(stage, company, TUESDAY)
    assert stage.rows(Digest) == []
    morning(stage, company, TUESDAY + HOUR)
    assert len(stage.rows(Digest)) == 1


def test_where_people_rest_on_friday_and_saturday_it_comes_on_sunday(stage: Stage, company: Company) -> None:
    moves(stage, company, "Africa/Cairo", "ar-EG")
    for day in range(7):
        morning(stage, company, at("2026-03-03 07:00") + day * DAY)
        press(view.USEFUL, stage, company, str(stage.rows(DigestItem)[-1].id))
    assert sent(stage)[:5] == ["Tue", "Wed", "Thu", "Sun", "Mon"]
