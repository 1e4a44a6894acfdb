from datetime import timedelta

from sqlmodel import Session, SQLModel, select

from bot.attention import Watched
from bot.follow import Choice
from storage import channels, digests, follows, posts
from storage.tables import Channel, Engagement, Follow, Post
from tests.moments import stamp
from tests.storage.samples import NOW, engaged, ranked, said

OLDEST = stamp(NOW - timedelta(days=90))


def _follow(session: Session, user: str, *followed: str) -> None:
    choice = Choice(followed, (Watched("U9", 1),), "daily")
    follows.follow(session, "T1", user, choice, next_digest_at=NOW, now=NOW)
    session.flush()


def _count(session: Session, table: type[SQLModel]) -> int:
    session.flush()
    return len(session.exec(select(table)).all())


def test_a_channel_is_made_where_it_is_new_and_found_again(session: Session) -> None:
    channels.channel(session, "T1", "C1").name = "general"
    assert channels.channel(session, "T1", "C1").name == "general"
    assert _count(session, Channel) == 1


def test_a_channel_is_followed_while_somebody_follows_it(session: Session) -> None:
    _follow(session, "U1", "C1")
    _follow(session, "U2", "C1", "C2")
    assert channels.is_followed(session, "T1", "C1")
    assert not channels.is_followed(session, "T1", "C3")
    assert sorted(channels.followers(session, "T1", "C1")) == ["U1", "U2"]
    _follow(session, "U2", "C3")
    assert not channels.is_followed(session, "T1", "C2")


def test_channels_that_earshot_is_in_and_somebody_follows(session: Session) -> None:
    _follow(session, "U1", "C1", "C2")
    for channel_id, is_joined in (("C1", True), ("C2", False), ("C3", True)):
        channels.channel(session, "T1", channel_id).is_joined = is_joined
    session.flush()
    assert channels.joined(session, "T1") == ["C1"]


def test_reading_starts_and_starts_anew_from_the_earliest_point_asked_for(session: Session) -> None:
    assert channels.backfill(session, "T1", "C1") is None
    row = channels.start_reading(session, "T1", "C1", OLDEST, NOW)
    row.posts_read, row.threads_open, row.is_listed, row.problem = 7, 2, True, "no"
    row.done_at = NOW
    later = NOW + timedelta(days=1)
    again = channels.start_reading(session, "T1", "C1", stamp(NOW), later)
    assert (again.oldest, again.started_at, again.posts_read) == (OLDEST, later, 7)
    assert (again.threads_open, again.is_listed, again.done_at, again.problem) == (0, False, None, "")


def test_how_far_channels_are_is_told_for_those_asked(session: Session) -> None:
    for channel_id in ("C1", "C2", "C3"):
        channels.start_reading(session, "T1", channel_id, OLDEST, NOW)
    found = channels.backfills(session, "T1", ["C1", "C3", "C4"])
    assert sorted(row.channel_id for row in found) == ["C1", "C3"]


def test_forgetting_a_channel_leaves_nothing_of_what_was_said_there(session: Session) -> None:
    _fill(session, "C1")
    _fill(session, "C2")
    channels.forget_channel(session, "T1", "C1")
    session.expire_all()
    left = [session.exec(select(table.channel_id)).all() for table in (Post, Engagement)]
    assert left == [["C2"], ["C2"]]
    assert channels.backfill(session, "T1", "C1") is None
    assert channels.backfill(session, "T1", "C2") is not None


def test_what_nobody_follows_any_more_is_forgotten(session: Session) -> None:
    _fill(session, "C1")
    _fill(session, "C2")
    _follow(session, "U1", "C1", "C2")
    _follow(session, "U2", "C2")
    follows.forget_follower(session, "T1", "U1")
    channels.forget_unfollowed(session, "T1")
    session.expire_all()
    assert session.exec(select(Post.channel_id)).all() == ["C2"]
    assert channels.backfill(session, "T1", "C1") is None


def _fill(session: Session, channel: str) -> None:
    ts = stamp(NOW)
    posts.keep_post(session, "T1", said(ts, channel), with_text=True)
    posts.keep_engagements(session, "T1", [engaged(ts, "U9", channel_id=channel)])
    channels.start_reading(session, "T1", channel, OLDEST, NOW)
    lines = [(ranked(channel, ts), "a reason")]
    digests.write(
        session, "T1", "U1", period=channel, title="", changed_by="", lines=lines, threshold=0.2, now=NOW
    )


def test_a_channel_keeps_its_followers_and_name_under_its_new_id(session: Session) -> None:
    _fill(session, "COLD")
    known = channels.channel(session, "T1", "COLD")
    known.name, known.is_joined = "plans", True
    _follow(session, "U1", "C5", "COLD")
    channels.id_changed(session, "T1", "COLD", "CNEW")
    session.flush()
    session.expire_all()
    following = follows.following(session, "T1", "U1")
    assert following is not None
    assert following.channels == ("C5", "CNEW")
    moved = channels.channel(session, "T1", "CNEW")
    assert (moved.name, moved.is_joined) == ("plans", True)
    assert session.get(Channel, ("T1", "COLD")) is None
    assert _count(session, Post) == 0


def test_who_follows_both_ids_of_a_channel_follows_the_new_one_once(session: Session) -> None:
    _follow(session, "U1", "COLD", "CNEW")
    channels.id_changed(session, "T1", "COLD", "CNEW")
    session.flush()
    targets = session.exec(select(Follow.target).where(Follow.kind == "channel")).all()
    assert targets == ["CNEW"]


def test_a_change_of_an_unknown_id_is_no_problem(session: Session) -> None:
    channels.id_changed(session, "T1", "COLD", "CNEW")
    assert _count(session, Channel) == 0


def test_channels_are_read_when_none_is_being_read(session: Session) -> None:
    assert channels.are_read(session, "T1")
    row = channels.start_reading(session, "T1", "C1", "1.0", NOW)
    channels.start_reading(session, "T2", "C1", "1.0", NOW)
    assert not channels.are_read(session, "T1")
    row.done_at = NOW
    session.flush()
    assert channels.are_read(session, "T1")
