"""What is known of people's attention when it matters, and when it is learned anew."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.attention import Post
from bot.attention.learning import SETTLED, learn
from bot.attention.ranker import Ranker
from handlers import attention as handled
from handlers.views import digest as view
from handlers.views import why
from storage import attention
from storage.tables import AttentionModel, DigestItem, Outbox
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click, command, submission
from tests.handlers.fernwood import AUTHOR, CHATTER, DAY, MINUTE, NINE, OTHER, PLANS, READER, now, says
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

HOUR = timedelta(hours=1)


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans and #chatter since this morning."""
    return fernwood.followed(stage, submission(READER, [PLANS, CHATTER], [NINE]))


def _ranker(stage: Stage, *people: str) -> Ranker:
    with Session(stage.engine) as session, session.begin():
        return handled.ranker(session, TEAM, people, stage.clock.now())


def _learn(stage: Stage, *people: str) -> None:
    """As the learner does it."""
    until = stage.clock.now() - SETTLED
    with Session(stage.engine) as session, session.begin():
        made = learn(people, attention.log(session, TEAM, until - 90 * DAY, until))
        attention.keep(session, TEAM, made, until=until, reason="schedule", now=stage.clock.now())


def _promised(stage: Stage) -> list[str]:
    """For which reasons learning is promised."""
    return [row.arguments["reason"] for row in stage.promised("attention.fit")]


def _chances(stage: Stage, ranker: Ranker, said: Any, channel: str = PLANS) -> list[float]:
    post = Post(channel, said.ts, said.user, datetime.fromtimestamp(float(said.ts), NOW.tzinfo), said.text)
    return ranker.score_later(post, stage.clock.now())


def test_without_a_version_the_log_is_read_and_learning_promised_once_an_hour(
    stage: Stage, company: Company
) -> None:
    said = says(stage, company, PLANS)
    for _ in range(2):
        assert NINE in _ranker(stage, NINE).people
    assert _promised(stage) == ["start"]
    assert all(0 < chance < 1 for chance in _chances(stage, _ranker(stage, NINE), said))


def test_a_version_is_gone_on_from_with_what_came_since(stage: Stage, company: Company) -> None:
    early = says(stage, company, PLANS)
    stage.later(NOW + HOUR)
    _learn(stage, NINE, OTHER)
    late = says(stage, company, CHATTER)
    ranker = _ranker(stage, OTHER)
    assert ranker.people == (NINE, OTHER)
    whole = Ranker.from_bytes(_whole(stage))
    for said, channel in ((early, PLANS), (late, CHATTER)):
        assert _chances(stage, ranker, said, channel) == pytest.approx(_chances(stage, whole, said, channel))
    assert _promised(stage) == []


def _whole(stage: Stage) -> bytes:
    """A ranker that learned when the version was made, and saw everything since in one piece."""
    until = stage.clock.now() - SETTLED
    with Session(stage.engine) as session:
        ranker = Ranker.from_bytes(
            learn([NINE, OTHER], attention.log(session, TEAM, until - 90 * DAY, until)).state
        )
        for event, known in attention.log(session, TEAM, until, stage.clock.now() + HOUR):
            ranker.observe(event, known)
    return ranker.to_bytes()


def test_somebody_the_version_does_not_know_is_met_at_once_and_learned_soon(
    stage: Stage, company: Company
) -> None:
    _learn(stage, NINE)
    assert set(_ranker(stage, NINE, AUTHOR).people) >= {NINE, AUTHOR}
    assert _promised(stage) == ["follow"]


@pytest.mark.parametrize("damage", ["bytes", "format"])
def test_a_damaged_version_is_told_once_and_the_log_is_read(
    stage: Stage, company: Company, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    _learn(stage, NINE)
    with Session(stage.engine) as session, session.begin():
        row = session.get_one(AttentionModel, (TEAM, 1))
        row.state = b"nonsense"
        if damage == "format":
            row.fingerprint = "5ca7d1ef8fc50ae36e1a8bbd8d6ff8af4fd6a1ea8d1ba27a5fd6f9d2f6b1b6b8"
    with caplog.at_level(logging.WARNING, "earshot"):
        for _ in range(3):
            assert NINE in _ranker(stage, NINE).people
    assert len([record for record in caplog.records if "can't be read" in record.message]) == 1
    assert _promised(stage) == ["start"]


def test_once_a_night_it_is_learned_anew_and_a_missed_night_is_made_up_for(
    stage: Stage, company: Company
) -> None:
    told = []
    for moment in (NOW, NOW + MINUTE, NOW + 17 * HOUR, NOW + 18 * HOUR, NOW + 30 * HOUR, NOW + 90 * HOUR):
        stage.later(moment)
        stage.minute()
        told.append(len([row for row in stage.rows(Outbox) if row.purpose == "attention.schedule"]))
        stage.settle(company)
    assert told == [1, 1, 1, 2, 2, 3]  # 09:30, 09:31, 02:30, 03:30 and 15:30 of the next day, and days later


def test_presses_lead_to_learning_at_the_end_of_the_hour_once(stage: Stage, company: Company) -> None:
    for _ in range(2):
        says(stage, company, PLANS)
    now(stage, company)
    for item in stage.rows(DigestItem):
        stage.takes(click(READER, view.USEFUL, str(item.id)))
    fits = [row for row in stage.rows(Outbox) if row.arguments.get("reason") == "feedback"]
    assert [row.not_before for row in fits] == [NOW + HOUR / 2]


def test_following_somebody_new_leads_to_learning(stage: Stage, company: Company) -> None:
    _learn(stage, NINE)
    stage.takes(submission(READER, [PLANS, CHATTER], [NINE]))
    assert _promised(stage) == []
    stage.takes(submission(READER, [PLANS, CHATTER], [NINE, AUTHOR]))
    assert _promised(stage) == ["follow"]


def test_what_was_learned_goes_with_a_channel_and_is_learned_without_it(
    stage: Stage, company: Company
) -> None:
    _learn(stage, NINE)
    stage.takes(submission(READER, [PLANS], [NINE]))
    assert stage.rows(AttentionModel) == []
    assert _promised(stage) == ["follow"]


def test_when_the_last_channel_is_read_back_it_is_learned_anew_once(stage: Stage) -> None:
    company = fernwood.fernwood()
    stage.settle(company, submission(READER, [PLANS, CHATTER], [NINE]))
    assert len([row for row in stage.rows(Outbox) if row.purpose == "attention.read back"]) == 1


@pytest.mark.parametrize("ok", [True, False])
def test_how_learning_ended_is_logged(
    stage: Stage, company: Company, caplog: pytest.LogCaptureFixture, ok: bool
) -> None:
    _ranker(stage, NINE)
    (call,) = stage.promised("attention.fit")
    with caplog.at_level(logging.INFO, "earshot"):
        if ok:
            stage.answer(call, {"version": 3})
        else:
            stage.refuse(call, "ZeroDivisionError")
        stage.work()
    assert ("'version': 3" if ok else "ZeroDivisionError") in caplog.text


def test_a_digest_keeps_what_was_known_when_it_was_made(stage: Stage, company: Company) -> None:
    says(stage, company, PLANS)
    now(stage, company)
    (item,) = stage.rows(DigestItem)
    assert item.score == pytest.approx(item.probability)
    assert item.threshold == 0.12
    assert (item.explored, item.propensity) == (False, 1.0)
    told = {part["scope"]: part for part in item.evidence["parts"]}
    assert told["channel"]["engaged"] <= told["channel"]["seen"] > 0
    assert item.evidence["seen"] > 0


def test_tries_come_after_some_digests_in_scheduled_ones_only(stage: Stage, company: Company) -> None:
    """Chance follows from the dates, so these mornings always hold the same tries."""
    for day in range(1, 31):
        stage.later(NOW.replace(hour=8) + day * DAY)
        said = says(stage, company, PLANS)
        says(stage, company, CHATTER, OTHER)
        stage.later(NOW.replace(hour=9, minute=0) + day * DAY)
        stage.minute()
        stage.settle(company)
        stage.settle(company, events.reaction(PLANS, said.ts, NINE, stamp(stage.clock.now(), 9)))
        for item in stage.rows(DigestItem)[-1:]:
            stage.settle(company, click(READER, why.OPEN, str(item.id)))  # or they would get rarer
    items = stage.rows(DigestItem)
    tried = [item.digest_id for item in items if item.explored]
    digests = sorted({item.digest_id for item in items})
    assert tried
    assert not set(tried) & set(digests[:3])
    for item in items:
        assert item.explored == item.reason.startswith("A try, ")
        assert not item.explored or (item.score < item.threshold and 0 < item.propensity < 0.1)


def test_a_digest_that_was_asked_for_holds_no_try(stage: Stage, company: Company) -> None:
    for hour in range(1, 21):
        stage.later(NOW + hour * HOUR)
        says(stage, company, PLANS)
        says(stage, company, CHATTER, OTHER)
        stage.settle(company, command(READER, "digest"), events.callback({"type": "none"}))
    assert not any(item.explored for item in stage.rows(DigestItem))
