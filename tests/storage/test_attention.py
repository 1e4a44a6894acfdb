"""What is learned from, in the order in which it became known, and the versions of what was learned."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.attention import Engagement, Post, Watched
from bot.attention.learning import Learned
from bot.follow import Choice
from bot.people import Person
from bot.posts import moment
from storage import attention, channels, follows, people, posts
from storage.tables import AttentionModel
from tests.moments import stamp
from tests.storage.samples import NOW, engaged, said

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, SECOND = stamp(NOW - 3 * DAY), stamp(NOW - 2 * DAY)
LEARNED = Learned(("U8", "U9"), b"state", 12, 34)


def _log(session: Session, since: timedelta = 9 * DAY, until: timedelta = timedelta()) -> list[Any]:
    return list(attention.log(session, "T1", NOW - since, NOW - until))


def _keep(session: Session, ts: str, text: str = "words", **fields: Any) -> None:
    posts.keep_post(session, "T1", replace(said(ts, text=text), **fields), with_text=True)
    session.flush()


def _reply(session: Session, ts: str, at: timedelta, user: str = "U9", **fields: Any) -> None:
    when = NOW - at
    posts.keep_engagements(session, "T1", [engaged(ts, user, "reply", stamp(when), at=when) | fields])


def test_the_log_is_in_the_order_in_which_things_became_known(session: Session) -> None:
    _keep(session, SECOND)
    _keep(session, FIRST)
    _reply(session, FIRST, at=HOUR)
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9"), engaged(SECOND, "U8", at=NOW - DAY)])
    told = [(type(event).__name__, event.ts, known) for event, known in _log(session)]
    assert told == [
        ("Post", FIRST, NOW - 3 * DAY),
        ("Post", SECOND, NOW - 2 * DAY),
        ("Engagement", FIRST, NOW - 2 * DAY),  # of an emoji nobody knows when, so a day later
        ("Engagement", SECOND, NOW - DAY),
        ("Engagement", FIRST, NOW - HOUR),
    ]


def test_at_whatever_moment_the_log_is_cut_nothing_is_lost_or_told_twice(session: Session) -> None:
    for ts in (FIRST, SECOND):
        _keep(session, ts)
        _reply(session, ts, at=HOUR)
        posts.keep_engagements(session, "T1", [engaged(ts, "U9"), engaged(ts, "U8", at=NOW - DAY)])
    whole = _log(session)
    for cut in (3 * DAY, 2 * DAY, DAY, HOUR, timedelta()):
        assert _log(session, until=cut) + _log(session, since=cut, until=-HOUR) == whole


def test_the_log_tells_all_that_is_known_of_a_post(session: Session) -> None:
    channels.channel(session, "T1", "C1").is_private = True
    _keep(session, FIRST, "for <@U9|nine> and <@U8>", files=2, is_bot=True)
    ((post, _),) = _log(session)
    text = "for <@U9|nine> and <@U8>"
    assert post == Post("C1", FIRST, "U2", moment(FIRST), text, files=2, is_bot=True, is_private=True)
    _reply(session, FIRST, at=HOUR, mentions=["U7"])
    _, (reply, _) = _log(session)
    assert reply == Engagement("C1", FIRST, "U9", "reply", NOW - HOUR, "<@U7>", is_private=True)


def test_when_words_are_forgotten_whom_they_mention_is_not(session: Session) -> None:
    _keep(session, FIRST, "for <@U9|nine> and <@U8>")
    _keep(session, SECOND)
    _reply(session, FIRST, at=HOUR, mentions=["U7"])
    posts.forget_text(session, NOW)
    session.expire_all()
    assert [event.text for event, _ in _log(session)] == ["<@U9> <@U8>", None, "<@U7>"]


def test_other_words_mention_others_and_a_deleted_post_nobody(session: Session) -> None:
    _keep(session, FIRST, "for <@U9>")
    _keep(session, FIRST, "for <@U8>", edited=SECOND)
    posts.forget_text(session, NOW)
    session.expire_all()
    assert [event.text for event, _ in _log(session)] == ["<@U8>"]
    posts.mark_deleted(session, "T1", "C1", FIRST, NOW)
    assert _log(session) == []


def test_what_was_taken_back_is_not_told(session: Session) -> None:
    _keep(session, FIRST)
    _reply(session, FIRST, at=HOUR, mentions=["U7"])
    posts.take_back(
        session, "T1", [engaged(FIRST, "U9", "reply", stamp(NOW - HOUR), at=NOW, mentions=["U7"])]
    )
    assert [type(event) for event, _ in _log(session)] == [Post]


def test_a_response_to_a_post_that_is_not_kept_is_not_told(session: Session) -> None:
    _reply(session, FIRST, at=HOUR)
    assert _log(session) == []


def test_how_much_is_kept_of_some_channels(session: Session) -> None:
    _keep(session, FIRST)
    _keep(session, SECOND, channel="C2")
    _reply(session, FIRST, at=HOUR)
    posts.keep_engagements(session, "T1", [engaged(FIRST, "U9")])
    assert attention.learned(session, "T1", ["C1", "C2"]) == (2, 2)
    assert attention.learned(session, "T1", ["C2"]) == (1, 0)
    assert attention.learned(session, "T1", []) == (0, 0)


def test_learned_is_the_attention_of_everybody_who_is_followed_and_can_respond(session: Session) -> None:
    for reader, watched in (("U1", ["U9", "UAPP"]), ("U2", ["U9", "U8", "UGONE"])):
        choice = Choice((), tuple(Watched(user, 1) for user in watched), "daily")
        follows.follow(session, "T1", reader, choice, next_digest_at=NOW, now=NOW)
    app = Person("UAPP", "App", "UTC", is_bot=True, is_guest=False, is_deleted=False)
    gone = Person("UGONE", "Gone", "UTC", is_bot=False, is_guest=False, is_deleted=True)
    people.remember(session, "T1", [app, gone])
    session.flush()
    assert attention.followed(session, "T1") == ["U8", "U9"]
    assert attention.followed(session, "T2") == []


def test_whether_channels_are_still_kept(session: Session) -> None:
    _keep(session, FIRST)
    assert attention.are_kept(session, "T1", {"C1"})
    assert attention.are_kept(session, "T1", set())
    assert not attention.are_kept(session, "T1", {"C1", "C2"})
    assert not attention.are_kept(session, "T2", {"C1"})


def test_a_version_is_kept_with_its_state(session: Session) -> None:
    assert attention.latest(session, "T1") is None
    version = attention.keep(session, "T1", LEARNED, until=NOW - HOUR, reason="schedule", now=NOW)
    assert attention.latest(session, "T1") == version
    assert (version.version, version.made_at, version.until) == (1, NOW, NOW - HOUR)
    assert (version.reason, version.people) == ("schedule", ("U8", "U9"))
    assert (version.posts, version.responses) == (12, 34)
    assert attention.learned_before(session, "T1", version) == LEARNED


def test_the_last_five_versions_are_kept(session: Session) -> None:
    for number in range(1, 8):
        version = attention.keep(session, "T1", LEARNED, until=NOW, reason="schedule", now=NOW)
        assert version.version == number
    attention.keep(session, "T2", LEARNED, until=NOW, reason="schedule", now=NOW)
    kept = session.exec(select(AttentionModel.version).where(AttentionModel.team_id == "T1")).all()
    assert sorted(kept) == [3, 4, 5, 6, 7]


def test_a_state_that_is_damaged_is_none(session: Session) -> None:
    version = attention.keep(session, "T1", LEARNED, until=NOW, reason="schedule", now=NOW)
    session.get_one(AttentionModel, ("T1", 1)).state = b"stale"
    session.flush()
    assert attention.learned_before(session, "T1", version) is None


@pytest.mark.parametrize(
    "forget", [channels.forget_channel, lambda s, t, c: channels.id_changed(s, t, c, "C9")]
)
def test_what_was_learned_goes_with_a_channel_that_is_forgotten(session: Session, forget: Any) -> None:
    attention.keep(session, "T1", LEARNED, until=NOW, reason="schedule", now=NOW)
    attention.keep(session, "T2", LEARNED, until=NOW, reason="schedule", now=NOW)
    forget(session, "T1", "C1")
    assert attention.latest(session, "T1") is None
    assert attention.latest(session, "T2") is not None
