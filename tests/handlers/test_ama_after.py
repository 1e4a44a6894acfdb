"""The end of a session and what follows: the ledger, the files, the poll, the trend, promises, and the next set-up."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ama.after import POLL_LASTS, SHOWN_FROM
from bot.ama.question import SETTLED
from handlers.views.ama import ending
from handlers.views.ama import hosts as hosts_view
from storage.tables import AmaFlag, AmaPoll, AmaSlot, AmaVote
from tests.handlers.events import click, command
from tests.handlers.sessions import CHANNEL, HOST, PEOPLE, SECOND, Town
from tests.handlers.stage import NOW, Stage

WHY, WHAT = "Why do we price per round and not per seat?", "What would we stop doing with half of us?"
WHO = "Who decides which of the bets we drop?"


@pytest.fixture
def town(stage: Stage, tmp_path: Path) -> Town:
    """A session with three questions, one of them answered in writing and one declined."""
    found = Town(stage, tmp_path)
    found.set_up(hosts=(HOST, SECOND))
    for place, words in enumerate((WHY, WHAT, WHO)):
        found.asks(PEOPLE[place], words)
        found.votes(PEOPLE[place + 1], words)
    found.decides(HOST, "per round", "written", note="A round is what a courier sells.")
    found.decides(HOST, "half of us", "decline", note="We answered it in the last all-hands.")
    return found


def later(town: Town, moment: datetime) -> None:
    """The clock comes to a minute."""
    town.stage.later(moment)
    town.stage.minute()
    town.settle()


def summary(town: Town) -> str:
    """The message that says how it ended, as it stands."""
    return str(town._message(town.ama.poll_ts))


def files(town: Town) -> dict[str, str]:
    """What was exported last, by name."""
    shared: list[dict[str, Any]] = town.company.last("files.share")["files"]
    return {str(each["name"]): str(each.get("text", "")) for each in shared}


def test_at_close_every_question_has_an_outcome_and_nothing_leads_to_a_person(town: Town) -> None:
    key = town.folder / "keys" / f"{town.ama.ama_id}.key"
    assert key.exists()
    assert "1 without an outcome. They are promised by 9 March" in town.opens(HOST, hosts_view.CLOSE)
    town.closes()
    assert town.ama.state == "closed"
    assert {each.state for each in town.asked} == {"written", "declined", "parked"}
    assert all(each.state in SETTLED for each in town.asked)
    assert (town.about("bets").due_owner, str(town.about("bets").due_on)) == (HOST, "2026-03-09")
    assert not key.exists()
    assert [town.stage.rows(table) for table in (AmaVote, AmaFlag, AmaSlot)] == [[], [], []]
    assert [each.votes for each in town.asked] == [1, 1, 1]
    said = summary(town)
    assert "3 asked: 1 answered, 1 to be answered by a date, 1 declined." in said
    assert "We answered it in the last all-hands." in said
    assert "Closed" in town.board()
    assert "Vote" not in town.message("per round")


def test_everything_is_in_two_files_in_the_thread_of_the_summary(town: Town) -> None:
    town.closes()
    assert town.company.last("files.share")["thread_ts"] == town.ama.poll_ts
    exported = files(town)
    assert list(exported) == ["ama-1.md", "ama-1.csv"]
    for words in (
        WHY,
        WHAT,
        WHO,
        "A round is what a courier sells.",
        "We answered it in the last all-hands.",
    ):
        assert words in exported["ama-1.md"]
    rows = list(csv.DictReader(io.StringIO(exported["ama-1.csv"])))
    assert [row["question"] for row in rows] == [WHY, WHAT, WHO]
    assert {row["asked by"] for row in rows} == {"anonymous"}
    assert not any(user in text for user in PEOPLE for text in exported.values())


def test_the_files_can_be_sent_again(town: Town) -> None:
    town.closes()
    town.presses(PEOPLE[0], hosts_view.EXPORT)
    assert town.company.count("files.share") == 1
    town.presses(SECOND, hosts_view.EXPORT)
    assert town.company.count("files.share") == 2


def taps(town: Town, user: str, *choices: str) -> None:
    """Somebody taps answers of the poll."""
    for choice in choices:
        action = f"{ending.POLL}.{choice.replace(':', '.')}"
        town.arrives(click(user, action, town.place(choice=choice)))


def test_two_taps_count_once_for_each_person_and_are_shown_from_five(town: Town) -> None:
    town.closes()
    for user in PEOPLE[:4]:
        taps(town, user, "useful:no", "useful:yes", "next:longer")
    assert "Useful 4" not in summary(town)
    taps(town, PEOPLE[4], "useful:partly", "next:longer")
    assert len(town.stage.rows(AmaPoll)) == SHOWN_FROM
    assert "Useful 4 · Partly 1 · Not this time 0" in summary(town)
    assert "More time for answers 5" in summary(town)
    assert not any(user in str(row) for row in town.stage.rows(AmaPoll) for user in PEOPLE)


def test_the_poll_ends_its_key_goes_and_what_was_said_is_in_the_next_set_up(town: Town) -> None:
    town.closes()
    for user in PEOPLE[:5]:
        taps(town, user, "useful:yes", "next:longer")
    key = town.folder / "keys" / f"{town.ama.ama_id}.poll.key"
    assert key.exists()
    later(town, NOW + POLL_LASTS + timedelta(minutes=1))
    assert not key.exists()
    before = summary(town)
    assert ending.POLL_OVER in before
    late = click(PEOPLE[5], f"{ending.POLL}.useful.no", town.place(choice="useful:no"))
    town.arrives(late)
    assert summary(town) == before
    typed = {**command(HOST, ""), "command": "/ama", "channel_id": CHANNEL}
    shown = str(town.modal(typed))
    assert "5 of 5 said: more time for answers → " in shown
    assert "Ask the founders" in shown


def test_the_second_edition_shows_what_was_done_and_at_its_end_the_trend_as_a_picture(town: Town) -> None:
    town.closes()
    later(town, NOW + POLL_LASTS + timedelta(minutes=1))
    assert town.company.count("files.share") == 1  # no trend of one
    opens = town.stage.clock.now()
    town.set_up(
        title="Again",
        opens=opens,
        closes=opens + timedelta(days=1),
        we_did="more time for answers → an hour more\nno arrow",
    )
    assert town.ama.edition == 2
    assert "more time for answers → an hour more" in town.board()
    assert "no arrow" not in town.board()
    town.closes()
    later(town, town.stage.clock.now() + POLL_LASTS + timedelta(minutes=1))
    (picture,) = town.company.last("files.share")["files"]
    assert picture["name"] == "ama-trend.png"
    assert [each["number"] for each in picture["trend"]] == [1, 2]
    assert picture["trend"][0]["answered"] == pytest.approx(1 / 3)


def test_a_promise_that_is_due_on_a_day_of_rest_is_named_on_the_next_working_day(town: Town) -> None:
    town.closes()
    saturday = (NOW + timedelta(days=12)).date()
    given = {"note": {"note": {"value": ""}}, "due": {"due": {"selected_date": saturday.isoformat()}}}
    town.arrives(town.submission(HOST, ending.PROMISED, town.place("bets"), given))
    for days in (12, 13):
        later(town, NOW.replace(hour=10) + timedelta(days=days))
    assert "due" not in town.told()
    later(town, NOW.replace(hour=10) + timedelta(days=14))
    assert "promised by 14 March (2 days ago)" in town.said_alone()


def test_a_promise_is_followed_up_on_its_day_and_every_week_until_it_is_kept(town: Town) -> None:
    town.closes()
    day = NOW.replace(hour=7, minute=59) + timedelta(days=7)
    later(town, day)
    assert "due" not in town.told()
    later(town, day + timedelta(minutes=2))  # nine in Berlin
    assert town.told()["due"] == {HOST}
    assert "You promised an answer by today" in town.said_alone()
    later(town, day + timedelta(hours=5))
    assert town.log().count("was reminded of #3") == 1
    for further in range(1, 7):
        later(town, day + timedelta(days=further, hours=1))
    assert town.log().count("was reminded of #3") == 1
    later(town, day + timedelta(days=7, minutes=5))
    assert "Still waiting for your answer" in town.said_alone()
    given = {"note": {"note": {"value": "The four of us do, on the first Monday."}}, "due": {"due": {}}}
    town.arrives(town.submission(HOST, ending.PROMISED, town.place("bets"), given))
    assert town.about("bets").state == "written"
    assert "The four of us do" in town.message("bets")
    reminded = town.said_alone().count("Still waiting")
    later(town, day + timedelta(days=14, minutes=5))
    assert town.said_alone().count("Still waiting") == reminded
    assert "#3 was due → answered" in str(
        town.modal({**command(HOST, ""), "command": "/ama", "channel_id": CHANNEL})
    )


def test_a_promise_can_be_moved_by_its_owner_or_a_host_and_by_nobody_else(town: Town) -> None:
    town.closes()
    moved = {"note": {"note": {"value": None}}, "due": {"due": {"selected_date": "2026-04-01"}}}
    town.arrives(town.submission(PEOPLE[0], ending.PROMISED, town.place("bets"), moved))
    assert str(town.about("bets").due_on) == "2026-03-09"
    town.arrives(town.submission(SECOND, ending.PROMISED, town.place("bets"), moved))
    assert str(town.about("bets").due_on) == "2026-04-01"
    assert "by 1 April" in town.log()
    past = {**moved, "due": {"due": {"selected_date": "2026-01-01"}}}
    reply = town.arrives(town.submission(HOST, ending.PROMISED, town.place("bets"), past))
    assert reply is not None
    assert "due" in reply.answer["errors"]


def test_open_space_topics_run_on_the_same_engine(stage: Stage, tmp_path: Path) -> None:
    town = Town(stage, tmp_path)
    town.set_up(kind="topics", title="Open space in March")
    assert "Propose a topic" in str(town.company.posted[town.ama.board_ts])
    town.asks(PEOPLE[0], "How we could hand over nights without paper", "named")
    town.votes(PEOPLE[1], "nights")
    assert "1 topic · 1 vote" in town.board()
    town.closes()
    assert list(files(town)) == ["topics-1.md", "topics-1.csv"]
