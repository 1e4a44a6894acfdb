"""Two small things a week: picked where least was seen, shown on Home and in the digest, answered and taken back."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.small_actions import ACTIONS, ENOUGH, Action
from handlers import small_action_answers, small_actions
from handlers.views import small_actions as view
from storage import channels, relationships
from storage import small_actions as small_store
from storage.tables import Commitment, Press, SmallAction
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

WEEK = timedelta(days=7)
NEXT = NOW + WEEK  # when what the reader did this week is known


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans."""
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


def picked(stage: Stage, now: datetime = NOW, user: str = READER) -> list[str]:
    """The keys of this week's, as somebody first looks at it."""
    with Session(stage.engine) as session, session.begin():
        return [each.action.key for each in small_actions.this_week(session, TEAM, user, now)]


def habits(stage: Stage, now: datetime = NOW) -> set[str]:
    """The habits of this week's."""
    keys = set(picked(stage, now))
    return {row.habit for row in stage.rows(SmallAction) if row.key in keys}


def answers(stage: Stage, company: Company, action_id: str, key: str, week: str = "2026-W10") -> None:
    """A press on the Home tab."""
    stage.settle(company, click(READER, action_id, f"{week}:{key}"))


def test_two_of_different_habits_and_the_same_all_week(stage: Stage, company: Company) -> None:
    first = picked(stage)
    assert len(first) == len(habits(stage)) == 2
    assert picked(stage, at("2026-03-08 23:59")) == first
    later = picked(stage, at("2026-03-09 00:01"))
    assert len(later) == 2
    assert not {*first} & {*later}


def test_the_week_begins_on_monday_where_the_person_is(stage: Stage, company: Company) -> None:
    company.zones[READER] = "Pacific/Auckland"
    stage.settle(company, submission(READER, [PLANS], [NINE]))
    sunday = picked(stage, at("2026-03-08 10:59"))
    assert picked(stage, at("2026-03-08 11:01")) != sunday


def test_who_never_started_gets_none(stage: Stage, company: Company) -> None:
    assert picked(stage, user=OTHER) == []
    assert {row.user_id for row in stage.rows(SmallAction)} == {READER}


def test_what_was_seen_counts(stage: Stage, company: Company) -> None:
    ts = [stamp(NOW, number) for number in range(5)]
    stage.settle(company, *(events.message(PLANS, each, NINE) for each in ts))
    replies = [events.message(PLANS, stamp(NOW, 50 + i), READER, thread_ts=each) for i, each in enumerate(ts)]
    stage.settle(company, *replies)
    own = stamp(NOW, 90)
    stage.settle(company, events.message(PLANS, own, READER, "I sat with support: I learned a lot."))
    stage.settle(company, *(events.reaction(PLANS, own, each, own) for each in (NINE, AUTHOR, OTHER)))
    assert habits(stage, NOW + WEEK) == {"relationships", "green"}


def test_whoever_does_plenty_is_left_alone(stage: Stage, company: Company) -> None:
    test_what_was_seen_counts(stage, company)
    with Session(stage.engine) as session, session.begin():
        for number in range(4):
            session.add(_kept(f"{number}.1"))
        session.add(Press(team_id=TEAM, user_id=READER, view_id="V", pressed_at=NOW, ask="x", verdict="green",
                          decision="green", decided_at=NOW))  # fmt: skip
    assert picked(stage, NOW + 2 * WEEK) == []
    with Session(stage.engine) as session, session.begin():
        (block,) = view.section(small_actions.home_state(session, TEAM, READER, NOW + 2 * WEEK))
    assert ENOUGH in str(block.to_dict())


def _kept(ts: str) -> Commitment:
    return Commitment(team_id=TEAM, channel_id=PLANS, ts=ts, root=ts, user_id=READER, sentence="I'll send it.",
                      said_at=NOW, state="done", closed_at=NOW)  # fmt: skip


def test_a_post_that_people_answered_goes_before_what_is_general(stage: Stage, company: Company) -> None:
    stage.later(NEXT)
    busy, quiet = stamp(NEXT, 1), stamp(NEXT, 2)
    stage.settle(company, events.message(PLANS, busy, NINE), events.message(PLANS, quiet, NINE))
    stage.settle(
        company, events.reaction(PLANS, busy, AUTHOR, busy), events.reaction(PLANS, busy, OTHER, busy)
    )
    stage.settle(company, events.reaction(PLANS, quiet, OTHER, quiet))
    assert f"read:{PLANS}:{busy}" in picked(stage, NEXT)
    with Session(stage.engine) as session, session.begin():
        line = small_actions.line(session, TEAM, READER, NEXT)
    assert f"Read what <@{NINE}> wrote in <#{PLANS}>" in line
    assert f"https://b.example/archives/{PLANS}/p{busy.replace('.', '')}" in line
    stage.settle(company, events.deleted(PLANS, busy, stamp(NEXT, 3), user=NINE))
    assert f"read:{PLANS}:{busy}" not in picked(stage, NEXT)


def test_a_post_in_a_private_channel_is_not_suggested(stage: Stage) -> None:
    company = fernwood.followed(stage, submission(READER, [BOARD], [NINE]))
    stage.later(NEXT)
    busy = stamp(NEXT, 1)
    stage.settle(company, events.message(BOARD, busy, NINE), events.reaction(BOARD, busy, AUTHOR, busy))
    assert picked(stage, NEXT)
    assert not [key for key in picked(stage, NEXT) if key.startswith("read:")]


def test_what_one_answered_oneself_is_not_suggested(stage: Stage, company: Company) -> None:
    stage.later(NEXT)
    busy = stamp(NEXT, 1)
    stage.settle(company, events.message(PLANS, busy, NINE))
    stage.settle(
        company, events.reaction(PLANS, busy, AUTHOR, busy), events.reaction(PLANS, busy, READER, busy)
    )
    assert not [key for key in picked(stage, NEXT) if key.startswith("read:")]


def test_nothing_is_picked_before_what_they_follow_is_read(stage: Stage) -> None:
    stage.takes(submission(READER, [PLANS], [NINE]))
    with Session(stage.engine) as session, session.begin():
        channels.start_reading(session, TEAM, PLANS, stamp(NOW), NOW)
        assert view.section(small_actions.home_state(session, TEAM, READER, NOW)) == []
    assert stage.rows(SmallAction) == []


def test_done_and_not_this_week_are_noted_and_taken_back(stage: Stage, company: Company) -> None:
    one, other = picked(stage)
    answers(stage, company, view.DONE, one)
    answers(stage, company, view.SKIP, other)
    assert {row.key: row.answer for row in stage.rows(SmallAction)} == {one: "done", other: "skip"}
    with Session(stage.engine) as session, session.begin():
        assert small_actions.line(session, TEAM, READER, NOW) == ""
    answers(stage, company, view.UNDO, one)
    assert {row.key: row.answer for row in stage.rows(SmallAction)} == {one: "", other: "skip"}


def test_a_habit_that_was_skipped_gives_way(stage: Stage, company: Company) -> None:
    before = habits(stage)
    for key in picked(stage):
        answers(stage, company, view.SKIP, key)
    assert not habits(stage, NOW + WEEK) & before


@pytest.mark.parametrize("value", ["", "x", "2026-W10:nothing", "1999-W01:thank", "9" * 300])
def test_an_odd_or_old_one_changes_nothing_and_says_so(stage: Stage, company: Company, value: str) -> None:
    picked(stage)
    stage.settle(company, click(READER, view.DONE, value))
    assert {row.answer for row in stage.rows(SmallAction)} == {""}
    assert small_action_answers.GONE in company.said()


def test_they_are_forgotten_when_they_no_longer_matter_and_with_their_owner(
    stage: Stage, company: Company
) -> None:
    picked(stage)
    stage.later(at("2026-06-22 09:00"))
    stage.minute()
    assert len(stage.rows(SmallAction)) == 2
    stage.later(at("2026-06-23 10:00"))
    stage.minute()
    assert stage.rows(SmallAction) == []
    picked(stage, stage.clock.now())
    stage.settle(company, command(READER, "stop"))
    assert stage.rows(SmallAction) == []


def test_people_one_met_and_promises_made_good_count_as_relationships(stage: Stage, company: Company) -> None:
    with Session(stage.engine) as session, session.begin():
        for number, person in enumerate((NINE, AUTHOR)):
            relationships.met(session, TEAM, READER, person, f"by hand {number}", NOW)
            session.add(_kept(f"{number}.1"))
        for habit in ("matters", "beginner"):
            keys = [key for key, (of, _) in ACTIONS.items() if of == habit]
            done = [Action(habit, f"{habit}:{key}", "x") for key in keys]
            small_store.offer(session, TEAM, READER, "2026-W09", done, NOW)
            for each in done:
                small_store.say(session, TEAM, READER, "2026-W09", each.key, "done")
    assert habits(stage, NEXT) == {"brand", "green"}
