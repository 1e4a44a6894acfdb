from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.attention import Candidate, Engagement
from bot.attention import Post as Seen
from bot.posts import Message, moment
from storage import posts
from storage.tables import Engagement as Row
from storage.tables import Post
from tests.moments import at, stamp
from tests.storage.samples import NOW, engaged, said

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = (stamp(NOW - days * DAY) for days in (3, 2, 1))


def _keep(session: Session, *messages: Message) -> None:
    for message in messages:
        posts.keep_post(session, "T1", message, with_text=True)
    session.flush()


def _candidates(session: Session, reader: str = "U1") -> list[Candidate]:
    session.flush()
    return posts.candidates(session, "T1", ["C1"], NOW - 7 * DAY, reader)


def test_a_post_is_new_once_and_takes_over_new_words(session: Session) -> None:
    assert posts.keep_post(session, "T1", said(text="old"), with_text=True)
    assert not posts.keep_post(session, "T1", said(text="new"), with_text=True)
    assert posts.text_of(session, "T1", "C1", said().ts) == "new"


def test_a_post_may_be_kept_without_its_words(session: Session) -> None:
    posts.keep_post(session, "T1", said(), with_text=False)
    assert posts.text_of(session, "T1", "C1", said().ts) is None
    assert not posts.is_gone(session, "T1", "C1", said().ts)


def test_a_post_that_was_never_seen_is_gone(session: Session) -> None:
    assert posts.is_gone(session, "T1", "C1", "1.2")
    assert posts.text_of(session, "T1", "C1", "1.2") is None


def test_a_deleted_post_keeps_nothing_but_its_id_and_stays_deleted(session: Session) -> None:
    _keep(session, said(FIRST), said(SECOND))
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9"), engaged(SECOND, "U9")])
    posts.mark_deleted(session, "T1", "C1", FIRST, moment(FIRST))
    _keep(session, said(FIRST, text="read back"))
    row = session.get_one(Post, ("T1", "C1", FIRST))
    assert (row.text, row.user_id, row.is_deleted) == (None, "", True)
    assert [each.ts for each in session.exec(select(Row)).all()] == [SECOND]
    assert [each.post.ts for each in _candidates(session)] == [SECOND]


def test_a_post_that_is_deleted_before_it_was_seen_does_not_come_later(session: Session) -> None:
    posts.mark_deleted(session, "T1", "C1", FIRST, moment(FIRST))
    _keep(session, said(FIRST))
    assert posts.is_gone(session, "T1", "C1", FIRST)
    assert _candidates(session) == []


def test_the_same_reaction_twice_is_one_and_the_first_known_time_stays(session: Session) -> None:
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9", at=NOW)])
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9", at=None), engaged(FIRST, "U9", name="+1")])
    rows = session.exec(select(Row).order_by(Row.name)).all()
    assert [(row.name, row.at) for row in rows] == [("+1", None), ("eyes", NOW)]


def test_one_reaction_is_taken_back_and_the_others_stay(session: Session) -> None:
    rows = [
        engaged(FIRST, "U9"),
        engaged(FIRST, "U9", name="+1"),
        engaged(FIRST, "U8"),
        engaged(SECOND, "U9"),
    ]
    posts.keep_engagements(session, "T1", rows)
    posts.drop_engagement(
        session, "T1", channel_id="C1", ts=FIRST, user_id="U9", kind="reaction", name="eyes"
    )
    left = {(row.ts, row.user_id, row.name) for row in session.exec(select(Row)).all()}
    assert left == {(FIRST, "U9", "+1"), (FIRST, "U8", "eyes"), (SECOND, "U9", "eyes")}


def test_the_log_tells_each_post_followed_by_what_was_done_with_it(session: Session) -> None:
    _keep(session, said(SECOND, user="U3"), said(FIRST))
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9", "reply", THIRD, at=moment(THIRD))])
    log = list(posts.log(session, "T1", ["C1"], ["U9"], (NOW - 7 * DAY, NOW)))
    assert log == [
        Seen("C1", FIRST, "U2", moment(FIRST), "words"),
        Engagement("C1", FIRST, "U9", "reply", moment(THIRD)),
        Seen("C1", SECOND, "U3", moment(SECOND), "words"),
    ]


def test_the_log_holds_the_posts_of_its_time_and_what_was_known_before_its_end(session: Session) -> None:
    _keep(session, said(FIRST), said(SECOND), said(THIRD))
    known = [
        engaged(SECOND, "U9", "reply", "a", at=moment(THIRD) - timedelta(seconds=1)),
        engaged(SECOND, "U8"),
    ]
    posts.keep_engagements(session, "T1", [*known, engaged(SECOND, "U7", "reply", "b", at=moment(THIRD))])
    log = list(posts.log(session, "T1", ["C1"], ["U9", "U8", "U7"], (moment(SECOND), moment(THIRD))))
    assert {(type(each).__name__, each.ts) for each in log} == {("Post", SECOND), ("Engagement", SECOND)}
    assert {each.user for each in log if isinstance(each, Engagement)} == {"U9", "U8"}


def test_the_log_tells_only_of_the_people_asked_for(session: Session) -> None:
    _keep(session, said(FIRST))
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9"), engaged(FIRST, "U8")])
    log = list(posts.log(session, "T1", ["C1"], ["U8"], (NOW - 7 * DAY, NOW)))
    assert [each.user for each in log if isinstance(each, Engagement)] == ["U8"]


def test_the_log_leaves_out_apps_and_other_channels(session: Session) -> None:
    _keep(session, Message("C1", FIRST, FIRST, "B1", "", moment(FIRST), is_bot=True), said(channel="C2"))
    assert list(posts.log(session, "T1", ["C1"], ["U9"], (NOW - 7 * DAY, NOW))) == []


def test_candidates_are_what_the_reader_neither_wrote_nor_answered(session: Session) -> None:
    _keep(session, said(FIRST, user="U1"), said(SECOND), said(THIRD))
    posts.keep_engagements(session, "T1", [engaged(SECOND, "U1"), engaged(THIRD, "U9"), engaged(THIRD, "U8")])
    (found,) = _candidates(session)
    assert (found.post.ts, found.engaged) == (THIRD, frozenset({"U9", "U8"}))


def test_candidates_are_not_older_than_asked(session: Session) -> None:
    old = stamp(NOW - 7 * DAY - timedelta(seconds=1))
    _keep(session, said(old), said(stamp(NOW - 7 * DAY)))
    assert [each.post.ts for each in _candidates(session)] == [stamp(NOW - 7 * DAY)]


def test_whether_anybody_of_some_people_ever_responded_somewhere(session: Session) -> None:
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9")])
    assert posts.have_responded(session, "T1", ["C1", "C2"], ["U8", "U9"])
    assert not posts.have_responded(session, "T1", ["C1"], ["U8"])
    assert not posts.have_responded(session, "T1", ["C2"], ["U9"])


def test_words_are_forgotten_at_their_age_and_posts_are_still_counted(session: Session) -> None:
    _keep(session, said(FIRST), said(SECOND))
    posts.forget_text(session, moment(SECOND))
    session.expire_all()
    assert posts.text_of(session, "T1", "C1", FIRST) is None
    assert posts.text_of(session, "T1", "C1", SECOND) == "words"
    assert len(_candidates(session)) == 2


def test_when_earshot_last_ran_is_remembered(session: Session) -> None:
    assert posts.last_seen(session, "T1") is None
    posts.seen_now(session, "T1", at("2026-03-01 09:00"))
    posts.seen_now(session, "T1", NOW)
    session.flush()
    assert posts.last_seen(session, "T1") == NOW


@pytest.mark.parametrize("reader", ["U1", "U2"])
def test_nobody_is_offered_what_is_in_no_channel_asked_for(session: Session, reader: str) -> None:
    _keep(session, said(FIRST))
    assert posts.candidates(session, "T1", [], NOW - 7 * DAY, reader) == []
