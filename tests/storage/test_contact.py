"""In how many threads two people have met, as far as the channels that are asked about tell."""

from datetime import timedelta

from sqlmodel import Session

from bot.posts import moment
from storage import posts
from storage.contact import shared_threads
from tests.moments import stamp
from tests.storage.samples import NOW, TEAM, engaged, said

SINCE = NOW - timedelta(days=90)


def thread(session: Session, author: str, *repliers: str, minutes: int = 60, channel: str = "C1") -> None:
    """A post so many minutes ago, and a reply of each a minute after the other."""
    posted = NOW - timedelta(minutes=minutes)
    post = said(stamp(posted, minutes % 1000), channel, author)
    posts.keep_post(session, TEAM, post, with_text=False)
    rows = [
        engaged(post.ts, user, "reply", stamp(posted + timedelta(minutes=number), minutes % 1000))
        for number, user in enumerate(repliers, start=1)
    ]
    posts.keep_engagements(
        session, TEAM, [row | {"channel_id": channel, "at": moment(row["name"])} for row in rows]
    )


def met(session: Session, *channels: str) -> int:
    """In how many threads U1 and U2 have met there."""
    session.flush()
    return shared_threads(session, TEAM, ("U1", "U2"), channels, SINCE)[0]


def test_an_answer_to_the_other_counts_from_either_side(session: Session) -> None:
    thread(session, "U1", "U2", minutes=10)
    thread(session, "U2", "U1", minutes=20)
    assert met(session, "C1") == 2


def test_two_who_answer_a_third_have_met(session: Session) -> None:
    thread(session, "U3", "U1", "U2", "U1")
    assert met(session, "C1") == 1


def test_one_alone_has_met_nobody(session: Session) -> None:
    thread(session, "U1", "U1", "U3", minutes=10)
    thread(session, "U3", "U2", minutes=20)
    assert met(session, "C1") == 0
    assert shared_threads(session, TEAM, ("U1", "U2"), ["C1"], SINCE) == (0, None)


def test_other_channels_and_older_threads_do_not_count(session: Session) -> None:
    thread(session, "U1", "U2", channel="C2")
    thread(session, "U1", "U2", minutes=91 * 24 * 60)
    assert met(session, "C1") == 0
    assert met(session, "C1", "C2") == 1


def test_when_they_last_met_is_told(session: Session) -> None:
    thread(session, "U3", "U1", "U2", minutes=50)
    thread(session, "U3", "U1", "U2", minutes=90)
    session.flush()
    _, latest = shared_threads(session, TEAM, ("U1", "U2"), ["C1"], SINCE)
    assert latest is not None
    assert NOW - timedelta(minutes=49) < latest < NOW - timedelta(minutes=47)
