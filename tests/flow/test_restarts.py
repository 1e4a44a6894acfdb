"""Stopped and started again: nothing is lost, nothing comes twice."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.tables import Engagement, Post
from tests.flow.company import Company, served
from tests.flow.fernhill import SEEN_BY_OSKAR
from tests.flow.running import Bot, variables
from tests.flow.waiting import wait_for

_KNOWN = (Post, Engagement)


@pytest.fixture(name="slow")
def _slow(company: Company) -> Company:
    """The bot is stopped while it reads #partners back, whose threads take a while each."""
    company.control.post("faults", method="conversations.replies", kind="delay", seconds=0.1, times=1000)
    company.iris.follows(["partners"], "oskar")
    wait_for(lambda: len(company.calls("conversations.replies")) >= 2)
    company.bot.stop()
    assert not company.bot.has_read_everything()
    return company


def test_stopped_while_reading_back_it_goes_on_and_ends_with_equal_tables(
    slow: Company, tmp_path: Path
) -> None:
    before = len(slow.calls("conversations.replies"))
    slow.bot.start()
    slow.bot.settle()
    assert slow.bot.has_read_everything()
    after = len(slow.calls("conversations.replies"))
    slow.bot.stop()
    assert _tables_of_a_bot_that_was_not_stopped(slow, tmp_path / "other") == slow.bot.tables(*_KNOWN)
    threads = len(slow.calls("conversations.replies")) - after
    assert after <= threads + 1, "at most the thread at hand is read twice"
    assert before < threads


def _tables_of_a_bot_that_was_not_stopped(company: Company, folder: Path) -> dict[str, set[tuple[str, ...]]]:
    other = Bot(variables(folder, company.server.url, company.workspace.config, None))
    other.start()
    try:
        company.iris.follows(["partners"], "oskar")
        other.settle()
        return other.tables(*_KNOWN)
    finally:
        other.stop()


def test_what_was_said_while_it_was_down_in_the_middle_of_reading_back_is_there(slow: Company) -> None:
    slow.paul.says("partners", "Said in the dark", at=slow.workspace.clock.now() - 0.5)
    slow.bot.start()
    slow.bot.settle()
    assert slow.iris.digest_now().about("in the dark")


def test_what_was_said_while_it_was_down_is_there_after_the_start(company: Company) -> None:
    company.follow_and_read("partners")
    company.bot.stop()
    # Dated, so that nobody tells the bot: all that is left is to read it back.
    now = company.workspace.clock.now()
    ts = company.paul.says("partners", "Said in the dark", at=now - 0.5)
    company.oskar.says("partners", "Seen in the dark", thread_ts=ts, at=now - 0.2)
    company.bot.start()
    company.bot.settle()
    item = company.iris.digest_now().about("Said in the dark")
    assert item.reason.startswith("<@UOSKAR> is already in it")


def test_a_digest_due_while_it_was_down_comes_once_after_the_start(company: Company) -> None:
    company.follow_and_read("partners", cadence="weekly")
    company.bot.stop()
    company.control.post("clock", advance="next monday 10:00", tz="Europe/Berlin")
    company.bot.start()
    wait_for(company.iris.digests)
    company.bot.stop()
    company.bot.start()
    company.clock_moves(advance="1h")
    assert [digest.about(SEEN_BY_OSKAR).channel for digest in company.iris.digests()] == ["CPARTNERS"]


def test_buttons_of_a_digest_from_before_the_restart_work(company: Company) -> None:
    company.follow_and_read("partners")
    digest = company.iris.digest_now()
    company.settle()
    company.bot.stop()
    company.bot.start()
    company.iris.clicks("digest.useful", dm="bot", ts=digest.ts)
    wait_for(lambda: "Noted: useful" in company.iris.digest_words())


def test_stopped_while_people_write_it_ends_without_a_complaint(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    company.follow_and_read("partners")
    with ThreadPoolExecutor(4) as writers:
        said = [writers.submit(company.paul.says, "partners", f"Part {number}") for number in range(40)]
        wait_for(said[10].done)
        company.bot.stop()
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []
    company.bot.start()
    company.settle()
    assert company.bot.knows("partners") >= {each.result() for each in said}


def test_an_event_that_finds_nobody_is_brought_again_after_the_start(
    tmp_path: Path, migrated_sqlite: str
) -> None:
    with served(tmp_path, "http", database_url=migrated_sqlite, retry_schedule_s=(0.0, 1.5, 3.0)) as company:
        company.bot.start()
        company.follow_and_read("partners")
        company.bot.stop()
        ts = company.paul.says("partners", "Is anybody there?")
        company.oskar.does("react", channel="partners", ts=ts, name="wave")
        company.bot.start()
        company.settle()
        assert company.iris.digest_now().about("anybody").reason.startswith("<@UOSKAR> is already in it")
