from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.call import Call
from bot.retry import CALL_TRIES
from storage import inbox, outbox
from storage.tables import Inbox, Outbox
from tests.storage.samples import NOW, OTHER_TEAM, promised

SECOND = timedelta(seconds=1)


def _promise(session: Session, **fields: object) -> int:
    """Promise a call; its id."""
    assert outbox.promise(session, promised(**fields), NOW)
    return max(row.id or 0 for row in session.exec(select(Outbox)).all())


def _row(session: Session, call_id: int) -> Outbox:
    session.flush()
    session.expire_all()
    return session.get_one(Outbox, call_id)


def _due(session: Session, party: str = "write", after: timedelta = timedelta()) -> list[Call]:
    session.flush()
    return outbox.due(session, party, NOW + after)


def _answers(session: Session) -> list[Inbox]:
    return list(session.exec(select(Inbox).order_by(Inbox.id)).all())  # type: ignore[arg-type]  # a column


def test_a_promise_is_a_call_that_is_due(session: Session) -> None:
    call_id = _promise(session, arguments={"text": "hello", "blocks": [{"type": "divider"}]})
    (call,) = _due(session)
    assert (call.id, call.method, call.recipient) == (call_id, "chat.postMessage", "U1")
    assert call.arguments == {"text": "hello", "blocks": [{"type": "divider"}]}
    assert (call.tries, call.looks, call.is_unsure, call.attempted_at) == (0, 0, False, None)


def test_the_same_promise_twice_is_one_call_whatever_it_says(session: Session) -> None:
    assert outbox.promise(session, promised(), NOW)
    assert not outbox.promise(session, promised(arguments={"text": "other words"}), NOW + SECOND)
    assert [call.arguments for call in _due(session)] == [{"text": "hello"}]


@pytest.mark.parametrize("field", ["team_id", "recipient", "purpose", "period"])
def test_promises_that_differ_in_what_they_are_for_are_two(session: Session, field: str) -> None:
    outbox.promise(session, promised(), NOW)
    assert outbox.promise(session, promised(**{field: "another"}), NOW)


def test_a_promise_that_was_kept_is_not_made_again(session: Session) -> None:
    outbox.kept(session, _promise(session), {}, NOW)
    assert not outbox.promise(session, promised(), NOW + timedelta(days=300))


def test_every_call_has_its_own_delivery_id(session: Session) -> None:
    _promise(session)
    _promise(session, recipient="U2")
    ids = [call.delivery_id for call in _due(session)]
    assert len(set(ids)) == 2
    assert all(len(each) == 32 for each in ids)


def test_writes_reads_and_a_long_reading_back_do_not_wait_for_each_other(session: Session) -> None:
    for thread in range(150):
        _promise(
            session, method="conversations.replies", recipient="C1", lane=f"{thread}", period=f"{thread}"
        )
    _promise(session, method="users.info", recipient="U3", lane="other")
    _promise(session, recipient="U2", lane="another")
    assert {call.method for call in _due(session, "history")} == {"conversations.replies"}
    assert [call.method for call in _due(session, "read")] == ["users.info"]
    assert [call.method for call in _due(session, "write")] == ["chat.postMessage"]


def test_a_call_is_not_due_before_its_time(session: Session) -> None:
    _promise(session, not_before=NOW + SECOND)
    assert _due(session) == []
    assert len(_due(session, after=SECOND)) == 1


@pytest.mark.parametrize("state", ["waiting", "sending", "unsure"])
def test_calls_of_one_lane_wait_for_the_open_one_before_them(session: Session, state: str) -> None:
    first = _promise(session, period="1")
    _promise(session, period="2")
    _promise(session, period="1", recipient="U2")
    row = _row(session, first)
    row.state, row.not_before = state, NOW + timedelta(hours=1)
    session.add(row)
    assert [call.recipient for call in _due(session)] == ["U2"]


@pytest.mark.parametrize("end", ["sent", "failed", "expired"])
def test_the_next_call_of_a_lane_goes_on_when_the_one_before_has_ended(session: Session, end: str) -> None:
    first = _promise(session, period="1")
    second = _promise(session, period="2")
    if end == "sent":
        outbox.kept(session, first, {}, NOW)
    else:
        outbox.given_up(session, first, "no", NOW, end)
    assert [call.id for call in _due(session)] == [second]


def test_one_lane_name_in_two_workspaces_is_two_lanes(session: Session) -> None:
    _promise(session)
    _promise(session, team_id=OTHER_TEAM)
    assert len(_due(session)) == 2


def test_a_kept_promise_forgets_its_content(session: Session) -> None:
    call_id = _promise(session, context={"words": "secret"})
    outbox.kept(session, call_id, {"ts": "1.2"}, NOW)
    row = _row(session, call_id)
    assert (row.state, row.arguments, row.context, row.done_at) == ("sent", {}, {}, NOW)
    assert _answers(session) == []


def test_the_answer_to_a_call_becomes_an_event_once(session: Session) -> None:
    context = {"channel": "C7", "lane": "C7"}
    call_id = _promise(session, answer="read", context=context)
    outbox.kept(session, call_id, {"messages": []}, NOW)
    found = inbox.next_event(session, NOW)
    assert found is not None
    assert (found[1].kind, found[1].lane, found[1].team_id) == ("answer.read", "C7", "T1")
    assert found[1].payload == {
        "ok": True, "answer": {"messages": []}, "context": context, "recipient": "U1",
    }  # fmt: skip
    outbox.kept(session, call_id, {"messages": []}, NOW)
    assert len(_answers(session)) == 1


@pytest.mark.parametrize("state", ["failed", "expired"])
def test_a_call_that_is_given_up_answers_with_the_reason(session: Session, state: str) -> None:
    call_id = _promise(session, answer="read", context={"a": 1})
    outbox.given_up(session, call_id, "channel_not_found", NOW, state)
    found = inbox.next_event(session, NOW)
    assert found is not None
    assert found[1].payload == {
        "ok": False, "error": "channel_not_found", "context": {"a": 1}, "recipient": "U1",
    }  # fmt: skip
    assert found[1].lane == "U1"
    row = _row(session, call_id)
    assert (row.state, row.problem, row.arguments, row.context) == (state, "channel_not_found", {}, {})


def test_a_call_that_is_going_out_is_not_due(session: Session) -> None:
    outbox.sending(session, _promise(session), NOW)
    assert _due(session, after=timedelta(days=1)) == []


def test_the_first_attempt_is_remembered_over_later_ones(session: Session) -> None:
    call_id = _promise(session)
    outbox.sending(session, call_id, NOW)
    outbox.later(session, call_id, "not reached", NOW)
    outbox.sending(session, call_id, NOW + SECOND)
    row = _row(session, call_id)
    assert (row.tries, row.attempted_at) == (2, NOW)


def test_what_did_not_arrive_is_tried_again_with_growing_pauses_until_the_last_try(session: Session) -> None:
    call_id = _promise(session, answer="read")
    pauses, goes_on = [], True
    for _ in range(20):
        outbox.sending(session, call_id, NOW)
        goes_on = outbox.later(session, call_id, "refused", NOW)
        if not goes_on:
            break
        pauses.append(_row(session, call_id).not_before - NOW)
    assert pauses == [SECOND * 2**n for n in range(CALL_TRIES - 1)]
    assert _row(session, call_id).state == "failed"
    assert [row.kind for row in _answers(session)] == ["answer.read"]


def test_being_asked_to_wait_is_no_failed_try(session: Session) -> None:
    call_id = _promise(session)
    for _ in range(CALL_TRIES * 2):
        outbox.sending(session, call_id, NOW)
        assert outbox.later(session, call_id, "ratelimited", NOW, timedelta(seconds=30))
    row = _row(session, call_id)
    assert (row.tries, row.state, row.not_before) == (0, "waiting", NOW + timedelta(seconds=30))


def test_a_doubtful_call_is_due_for_a_look_at_its_time_and_blocks_its_lane(session: Session) -> None:
    call_id = _promise(session, period="1")
    _promise(session, period="2")
    outbox.sending(session, call_id, NOW)
    outbox.unsure(session, call_id, "time-out", NOW + 5 * SECOND)
    assert _due(session, after=4 * SECOND) == []
    (call,) = _due(session, after=5 * SECOND)
    assert (call.id, call.is_unsure, call.attempted_at) == (call_id, True, NOW)


def test_looks_are_counted_and_after_the_last_the_call_goes_out_again(session: Session) -> None:
    call_id = _promise(session)
    outbox.sending(session, call_id, NOW)
    outbox.unsure(session, call_id, "time-out", NOW)
    outbox.looked(session, call_id, NOW + 10 * SECOND, NOW)
    row = _row(session, call_id)
    assert (row.state, row.looks, row.not_before) == ("unsure", 1, NOW + 10 * SECOND)
    outbox.looked(session, call_id, None, NOW + 10 * SECOND)
    (call,) = _due(session, after=10 * SECOND)
    assert (call.is_unsure, call.looks, call.tries) == (False, 0, 1)


def test_calls_that_were_going_out_when_the_process_ended_are_found(session: Session) -> None:
    going = _promise(session, period="1", recipient="U1")
    _promise(session, period="1", recipient="U2")
    outbox.sending(session, going, NOW)
    session.flush()
    assert outbox.found_open(session) == [(going, "chat.postMessage")]


@pytest.mark.parametrize("state", ["sending", "unsure", "sent", "failed", "expired"])
def test_only_a_call_that_waits_goes_out(session: Session, state: str) -> None:
    call_id = _promise(session)
    row = _row(session, call_id)
    row.state = state
    session.add(row)
    assert not outbox.sending(session, call_id, NOW)
    assert _row(session, call_id).tries == 0


def test_a_call_that_is_forgotten_while_it_is_on_its_way_is_no_problem(session: Session) -> None:
    gone = 999
    assert not outbox.sending(session, gone, NOW)
    outbox.kept(session, gone, {}, NOW)
    outbox.given_up(session, gone, "no", NOW)
    outbox.unsure(session, gone, "no", NOW)
    outbox.looked(session, gone, None, NOW)
    outbox.recipient_is(session, gone, "D1")
    assert not outbox.later(session, gone, "no", NOW)
    assert outbox.tries(session, gone) == 0
    assert _answers(session) == []


def test_calls_are_counted_by_state(session: Session) -> None:
    outbox.given_up(session, _promise(session, period="1"), "no", NOW)
    _promise(session, period="2")
    session.flush()
    assert outbox.count(session, "failed") == 1
    assert outbox.count(session, "failed", "waiting") == 2


def test_an_ended_promise_is_forgotten_when_it_can_no_longer_be_repeated(session: Session) -> None:
    outbox.kept(session, _promise(session, period="1"), {}, NOW)
    _promise(session, period="2")
    outbox.forget_old(session, NOW + outbox.KEPT)
    assert len(session.exec(select(Outbox)).all()) == 2
    outbox.forget_old(session, NOW + outbox.KEPT + SECOND)
    assert [row.period for row in session.exec(select(Outbox)).all()] == ["2"]


@pytest.mark.parametrize("method", ["conversations.history", "views.publish"])
def test_reads_and_home_tabs_are_forgotten_within_days(session: Session, method: str) -> None:
    outbox.kept(session, _promise(session, method=method, period="1"), {}, NOW)
    outbox.kept(session, _promise(session, period="2"), {}, NOW)
    outbox.forget_old(session, NOW + outbox.QUICKLY_FORGOTTEN + SECOND)
    assert [row.method for row in session.exec(select(Outbox)).all()] == ["chat.postMessage"]


def test_only_what_waits_in_a_lane_of_one_workspace_is_taken_back(session: Session) -> None:
    for number, lane in enumerate(("home:U1", "home:U1", "home:U2")):
        outbox.promise(session, promised(lane=lane, period=str(number)), NOW)
    outbox.promise(session, promised(lane="home:U1", team_id=OTHER_TEAM), NOW)
    first = session.exec(select(Outbox).order_by(col(Outbox.id))).all()[0]
    assert first.id is not None
    outbox.sending(session, first.id, NOW)
    outbox.withdraw(session, "T1", "home:U1")
    left = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    assert [(row.team_id, row.lane, row.state) for row in left] == [
        ("T1", "home:U1", "sending"),
        ("T1", "home:U2", "waiting"),
        (OTHER_TEAM, "home:U1", "waiting"),
    ]


def test_a_call_in_hand_is_not_made_for_the_one_that_got_its_number(session: Session) -> None:
    gone = _promise(session)
    in_hand = session.get_one(Outbox, gone).delivery_id
    session.get_one(Outbox, gone).delivery_id = "another"
    session.flush()
    assert not outbox.sending(session, gone, NOW, in_hand)
    assert outbox.sending(session, gone, NOW, "another")
