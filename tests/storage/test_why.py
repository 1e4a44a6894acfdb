from datetime import timedelta

from sqlmodel import Session

from storage import digests, posts
from storage.why import Fate, fate
from tests.moments import stamp
from tests.storage.samples import NOW, engaged, ranked, said

TS = stamp(NOW)


def _fate(session: Session, reader: str = "U1") -> Fate | None:
    session.flush()
    return fate(session, "T1", reader, "C1", TS)


def test_a_post_that_was_never_read_has_none(session: Session) -> None:
    assert _fate(session) is None


def test_what_became_of_a_post_differs_by_reader(session: Session) -> None:
    posts.keep_post(session, "T1", said(TS), with_text=True)
    fresh = Fate("U2", NOW, is_by_app=False, is_deleted=False, is_answered=False, shown_at=None)
    assert _fate(session) == fresh
    posts.keep_engagements(session, "T1", [engaged(TS, "U1")])
    digests.write(
        session,
        "T1",
        "U1",
        period="1",
        title="T",
        changed_by="",
        lines=[(ranked("C1", TS), "why")],
        threshold=0.2,
        now=NOW + timedelta(hours=1),
    )
    known = _fate(session)
    assert known
    assert known.is_answered
    assert known.shown_at == NOW + timedelta(hours=1)
    assert _fate(session, "U3") == fresh


def test_an_emoji_that_was_taken_back_is_no_answer(session: Session) -> None:
    posts.keep_post(session, "T1", said(TS), with_text=True)
    posts.keep_engagements(session, "T1", [engaged(TS, "U1")])
    posts.take_back(session, "T1", [engaged(TS, "U1", at=NOW)])
    known = _fate(session)
    assert known
    assert not known.is_answered


def test_a_deleted_post_keeps_that_it_was_deleted(session: Session) -> None:
    posts.keep_post(session, "T1", said(TS), with_text=True)
    posts.mark_deleted(session, "T1", "C1", TS, NOW)
    known = _fate(session)
    assert known
    assert (known.is_deleted, known.author) == (True, "")
