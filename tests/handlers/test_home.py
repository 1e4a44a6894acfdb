"""The Home tab, which follows what happens without being opened again."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.event import Event
from handlers import home_page
from tests.handlers import events
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER, TEAM, submission
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

OPEN, SECRET = "COPEN", "CSECRET"


@pytest.fixture
def company() -> Company:
    """A public channel that Earshot has to join, and a private one that it is in."""
    rooms = {OPEN: Room({"U1", "U9"}), SECRET: Room({"U1", "U9", BOT_USER}, is_private=True)}
    company = Company(rooms)
    for channel in rooms:
        post = company.post(channel, Said(stamp(NOW - timedelta(days=1)), "U2"))
        post.replies = [("U9", stamp(NOW - timedelta(hours=20)))]
    return company


def _shown(company: Company) -> list[str]:
    return [str(asked["view"]) for method, asked in company.sent if method == "views.publish"]


def test_after_following_it_shows_how_the_reading_goes_on_until_it_is_done(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, submission("U1", [SECRET], ["U9"]))
    started, listed, done = _shown(company)
    assert f"<#{SECRET}>: {home_page.STARTING}" in started
    assert f"<#{SECRET}>: Learned from 1 posts so far; 1 conversations still to read" in listed
    assert f"<#{SECRET}>: Learned from 1 posts" in done
    assert "still to read" not in done


def test_a_channel_that_is_joined_first_is_shown_as_it_starts(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    waiting, started, *_rest = _shown(company)
    assert f"<#{OPEN}>: {home_page.WAITING}" in waiting
    assert f"<#{OPEN}>: {home_page.STARTING}" in started


def test_it_says_from_how_much_was_learned(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN, SECRET], ["U9"]))
    stage.settle(company, events.callback({"type": "app_home_opened", "user": "U1", "tab": "home"}))
    assert "Learned from 2 posts and 2 responses in these channels" in _shown(company)[-1]


def test_one_that_still_waits_gives_way_to_a_newer_one(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    opened = {"type": "app_home_opened", "user": "U1", "tab": "home"}
    stage.takes(events.callback(opened), events.command("U1", "pause"), events.callback(opened))
    (waiting,) = stage.promised("views.publish")
    assert "Paused, until you resume" in str(waiting.arguments)


def test_who_does_not_follow_a_channel_hears_nothing_of_its_reading(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    company.sent.clear()
    stage.settle(company, submission("U9", [SECRET], ["U1"]))
    assert {asked["user_id"] for method, asked in company.sent if method == "views.publish"} == {"U9"}


def test_changes_that_come_together_are_drawn_once(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", [OPEN], ["U9"]))
    before = len(company.sent)
    opened = [events.callback({"type": "app_home_opened", "user": "U1", "tab": "home"}) for _ in range(3)]
    stage.settle(company, *opened, events.command("U1", "pause"))
    assert [method for method, _ in company.sent[before:]].count("views.publish") == 1
    assert "Paused, until you resume" in _shown(company)[-1]


def test_a_drawing_with_a_later_one_behind_it_is_left_to_that(stage: Stage, company: Company) -> None:
    now = stage.clock.now()
    drawings = [Event(TEAM, f"home:U1:{n}", "home.draw", "home:U1", {"user": "U1"}, now) for n in range(2)]
    for each in drawings:
        stage.happens(each)
    with Session(stage.engine) as session, session.begin():
        home_page.on_draw(drawings[0], session, now)
    assert stage.promised("views.publish") == []
    stage.work()
    assert [row.period for row in stage.promised("views.publish")] == ["home:U1:1"]
