from datetime import timedelta

from sqlmodel import Session, select

from bot.event import Event
from bot.retry import HANDLER_TRIES
from storage import inbox
from storage.tables import Inbox
from tests.storage.samples import NOW, OTHER_TEAM, event


def _take(session: Session) -> str | None:
    """Handle the next event; its id."""
    found = inbox.next_event(session, NOW)
    if found is None:
        return None
    inbox.done(session, found[0], NOW)
    return found[1].event_id


def _fail(session: Session, event_id: str, times: int = 1) -> bool:
    row = session.exec(select(Inbox).where(Inbox.event_id == event_id)).one()
    assert row.id is not None
    return [inbox.failed(session, row.id, "Traceback\nValueError: no", NOW) for _ in range(times)][-1]


def test_an_event_comes_back_as_it_was_written_down(session: Session) -> None:
    written = event()
    inbox.happened(session, written)
    found = inbox.next_event(session, NOW)
    assert found is not None
    assert found[1] == written


def test_an_event_that_arrives_twice_is_one_event(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    inbox.write_down(session.connection(), [inbox.arrival(event("Ev1")), inbox.arrival(event("Ev2"))])
    assert [_take(session) for _ in range(3)] == ["Ev1", "Ev2", None]


def test_an_event_that_arrives_again_after_it_was_handled_is_not_handled_again(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    _take(session)
    inbox.happened(session, event("Ev1"))
    assert _take(session) is None


def test_the_same_event_id_in_two_workspaces_is_two_events(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    inbox.happened(session, event("Ev1", team=OTHER_TEAM))
    assert [_take(session) for _ in range(3)] == ["Ev1", "Ev1", None]


def test_it_is_known_whether_another_of_its_lane_waits_behind_an_event(session: Session) -> None:
    for event_id in ("Ev1", "Ev2"):
        inbox.happened(session, event(event_id))
    inbox.happened(session, event("Ev3", lane="another"))
    assert inbox.is_followed(session, event("Ev1"))
    assert not inbox.is_followed(session, event("Ev3", lane="another"))
    for _ in range(2):
        _take(session)
    assert not inbox.is_followed(session, event("Ev2"))


def test_what_was_done_keeps_its_id_and_forgets_its_content(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    _take(session)
    row = session.exec(select(Inbox)).one()
    session.refresh(row)
    assert (row.event_id, row.payload, row.state, row.done_at) == ("Ev1", "{}", "done", NOW)


def test_any_text_that_a_person_can_type_survives(session: Session) -> None:
    words = "naïve \U0001f984 \u202e \x00 \ud800 end"
    inbox.happened(session, Event("T1", "Ev1", "event.message", "C1", {"text": words}, NOW))
    found = inbox.next_event(session, NOW)
    assert found is not None
    assert found[1].payload == {"text": words}


def test_a_failing_event_blocks_its_lane_and_only_that(session: Session) -> None:
    for event_id, lane, team in (
        ("Ev1", "C1", "T1"),
        ("Ev2", "C1", "T1"),
        ("Ev3", "C2", "T1"),
        ("Ev4", "C1", "T2"),
    ):
        inbox.happened(session, event(event_id, lane, team))
    _fail(session, "Ev1")
    assert [_take(session) for _ in range(3)] == ["Ev3", "Ev4", None]


def test_a_failed_event_is_tried_again_after_a_growing_pause_and_keeps_its_place(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    inbox.happened(session, event("Ev2"))
    pauses = []
    for _ in range(HANDLER_TRIES - 1):
        _fail(session, "Ev1")
        row = session.exec(select(Inbox).where(Inbox.event_id == "Ev1")).one()
        pauses.append(row.not_before - NOW)
        assert inbox.next_event(session, row.not_before - timedelta(milliseconds=1)) is None
        found = inbox.next_event(session, row.not_before)
        assert found is not None
        assert found[1].event_id == "Ev1"
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]


def test_after_the_last_try_an_event_is_set_aside_with_its_cause_and_its_lane_goes_on(
    session: Session,
) -> None:
    inbox.happened(session, event("Ev1"))
    inbox.happened(session, event("Ev2"))
    assert not _fail(session, "Ev1", HANDLER_TRIES - 1)
    assert _fail(session, "Ev1")
    assert inbox.set_aside(session) == [("event.message", "Ev1", "ValueError: no")]
    assert inbox.waiting(session) == 1
    assert _take(session) == "Ev2"


def test_a_done_event_is_forgotten_when_it_can_no_longer_come_again(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    inbox.happened(session, event("Ev2"))
    _take(session)
    inbox.forget_old(session, NOW + inbox.KEPT)
    assert len(session.exec(select(Inbox)).all()) == 2
    inbox.forget_old(session, NOW + inbox.KEPT + timedelta(seconds=1))
    assert [row.event_id for row in session.exec(select(Inbox)).all()] == ["Ev2"]


def test_what_was_set_aside_is_forgotten_after_a_month(session: Session) -> None:
    inbox.happened(session, event("Ev1"))
    _fail(session, "Ev1", HANDLER_TRIES)
    inbox.forget_old(session, NOW + timedelta(days=29))
    assert len(inbox.set_aside(session)) == 1
    inbox.forget_old(session, NOW + timedelta(days=31))
    assert inbox.set_aside(session) == []
