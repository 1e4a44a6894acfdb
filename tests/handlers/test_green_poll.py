"""The thought experiment in a channel: one vote a person, changeable, counted in place, now and after a restart."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from handlers import green_poll
from handlers.views import green_poll as view
from storage.tables import Poll, PollVote
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command
from tests.handlers.fernwood import NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.views.rendered import faults

SECOND = timedelta(seconds=1)


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader asked in #plans."""
    company = fernwood.quiet()
    typed = command(READER, "poll") | {"command": "/greenbutton", "channel_id": PLANS}
    stage.settle(company, typed)
    return company


def vote(stage: Stage, user: str, button: str, channel: str = PLANS) -> dict[str, Any]:
    """Somebody presses a button of the poll."""
    (poll,) = stage.rows(Poll)
    place = {"type": "message", "channel_id": channel, "message_ts": poll.ts}
    return click(user, button, str(poll.id), container=place, response_url="https://hooks.example/vote")


def votes(stage: Stage) -> dict[str, str]:
    """Who chose which."""
    return {row.user_id: row.button for row in stage.rows(PollVote)}


def test_it_is_posted_where_it_was_asked_for(stage: Stage, company: Company) -> None:
    asked = company.last("chat.postMessage")
    assert asked["channel"] == PLANS
    assert faults(asked) == []
    assert [(row.channel_id, row.asked_by, bool(row.ts)) for row in stage.rows(Poll)] == [
        (PLANS, READER, True)
    ]


def test_everybody_has_one_vote_and_may_change_it(stage: Stage, company: Company) -> None:
    for user, button in ((READER, view.GREEN), (NINE, view.GREEN), (READER, view.RED), (READER, view.RED)):
        stage.later(stage.clock.now() + 2 * SECOND)
        stage.settle(company, vote(stage, user, button))
    assert votes(stage) == {READER: "red", NINE: "green"}
    drawn = company.last("chat.update")
    assert (drawn["channel"], drawn["ts"]) == (PLANS, stage.rows(Poll)[0].ts)
    assert "🟢 1 · 🔴 1" in str(drawn)
    assert NINE not in str(drawn)


def test_many_votes_at_once_are_one_update_a_second(stage: Stage, company: Company) -> None:
    stage.later(NOW + 5 * SECOND)
    stage.takes(vote(stage, READER, view.GREEN))
    (first,) = stage.promised("chat.update")
    stage.answer(first, {"ok": True})
    for user in ("U11", "U12", "U13", "U14"):
        stage.takes(vote(stage, user, view.RED))
    (update,) = stage.promised("chat.update")
    assert update.not_before == NOW + 6 * SECOND
    assert "🟢 1 · 🔴 4" in str(update.arguments)


def test_a_vote_counts_after_a_restart(stage: Stage, company: Company, engine: Engine) -> None:
    stage.settle(company, vote(stage, READER, view.GREEN))
    again = Stage(engine)
    again.later(NOW + 9 * SECOND)
    again.settle(company, vote(again, OTHER, view.RED))
    assert votes(again) == {READER: "green", OTHER: "red"}
    assert "🟢 1 · 🔴 1" in str(company.last("chat.update"))
    assert again.troubles() == []


def test_where_earshot_is_not_it_says_how_to_invite_it(stage: Stage) -> None:
    company = fernwood.quiet()
    company.refused["chat.postMessage"] = "not_in_channel"
    stage.settle(company, command(READER, "poll") | {"command": "/greenbutton", "channel_id": "CELSE"})
    told = company.last("response_url")
    assert (told["text"], told["response_type"]) == (green_poll.NOT_HERE, "ephemeral")


def test_a_vote_from_another_channel_or_for_no_poll_is_answered_and_not_counted(
    stage: Stage, company: Company
) -> None:
    for body in (vote(stage, NINE, view.GREEN, "CELSE"), click(NINE, view.RED, "77"), click(NINE, view.RED)):
        stage.settle(company, body | {"response_url": "https://hooks.example/vote"})
        assert company.last("response_url")["text"] == green_poll.GONE
    assert votes(stage) == {}


def test_whoever_stops_takes_their_vote_along(stage: Stage, company: Company) -> None:
    stage.settle(company, vote(stage, NINE, view.GREEN), command(NINE, "stop"))
    assert votes(stage) == {}


def test_whoever_asked_and_stops_is_no_longer_named_and_the_poll_goes_on(
    stage: Stage, company: Company
) -> None:
    stage.settle(company, command(READER, "stop"))
    assert [row.asked_by for row in stage.rows(Poll)] == [""]
    stage.settle(company, vote(stage, NINE, view.GREEN))
    drawn = company.last("chat.update")
    assert "🟢 1 · 🔴 0" in str(drawn)
    assert "Asked by" not in str(drawn)
    assert faults(drawn) == []


def test_who_stops_leaves_the_names_of_others_on_their_polls(stage: Stage, company: Company) -> None:
    stage.settle(company, command(NINE, "stop"))
    assert [row.asked_by for row in stage.rows(Poll)] == [READER]
