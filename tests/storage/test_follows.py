from datetime import timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from bot.attention import Watched
from bot.follow import Choice
from bot.people import Person
from storage import digests, follows, outbox, people
from storage.follows import Following
from storage.tables import Digest, DigestItem, Follow, Follower, Outbox
from tests.storage.samples import NOW, promised, ranked

CHOICE = Choice(("C2", "C1"), (Watched("U9", 1), Watched("U8", 0)), "weekly")
DAY = timedelta(days=1)


def _follow(session: Session, user: str = "U1", choice: Choice = CHOICE) -> None:
    follows.follow(session, "T1", user, choice, next_digest_at=NOW + DAY, now=NOW)
    session.flush()


def _following(session: Session, user: str = "U1") -> Following:
    session.flush()
    found = follows.following(session, "T1", user)
    assert found is not None
    return found


def test_a_choice_comes_back_in_the_order_in_which_it_was_made(session: Session) -> None:
    assert follows.following(session, "T1", "U1") is None
    _follow(session)
    following = _following(session)
    assert (following.channels, following.watched, following.cadence) == (
        CHOICE.channels, CHOICE.watched, CHOICE.cadence,
    )  # fmt: skip
    assert following.next_digest_at == NOW + DAY
    assert (following.is_paused, following.confirmation) == (False, None)


def test_a_new_choice_replaces_the_old_one_and_ends_a_pause(session: Session) -> None:
    _follow(session)
    follows.pause(session, "T1", "U1", paused=True)
    _follow(session, choice=Choice(("C3",), (Watched("U7", 2),), "daily"))
    following = _following(session)
    assert (following.channels, following.watched) == (("C3",), (Watched("U7", 2),))
    assert (following.cadence, following.is_paused) == ("daily", False)
    assert session.get_one(Follower, ("T1", "U1")).started_at == NOW


def test_digests_are_due_from_their_moment_on_and_not_while_paused(session: Session) -> None:
    _follow(session, "U1")
    _follow(session, "U2")
    assert follows.due(session, NOW + DAY - timedelta(seconds=1)) == []
    follows.pause(session, "T1", "U2", paused=True)
    session.flush()
    assert follows.due(session, NOW + DAY) == [("T1", "U1", NOW + DAY)]
    follows.next_digest(session, "T1", "U1", NOW + 2 * DAY)
    session.flush()
    assert follows.due(session, NOW + DAY) == []


def test_the_confirming_message_is_remembered_for_those_who_still_follow(session: Session) -> None:
    follows.confirmed_in(session, "T1", "U1", "D1", "1.2")
    assert follows.following(session, "T1", "U1") is None
    _follow(session)
    follows.confirmed_in(session, "T1", "U1", "D1", "1.2")
    assert _following(session).confirmation == ("D1", "1.2")


def test_a_zone_is_utc_until_it_is_known(session: Session) -> None:
    assert follows.zone(session, "T1", "U1") == "UTC"
    known = Person("U1", "Ana", "Asia/Tokyo", is_bot=False, is_guest=False, is_deleted=False)
    people.remember(session, "T1", [known])
    assert follows.zone(session, "T1", "U1") == "Asia/Tokyo"


@pytest.mark.parametrize("table", [Follow, Follower, Digest, DigestItem, Outbox])
def test_nothing_is_left_of_somebody_who_stops_and_others_keep_theirs(
    session: Session, table: type[SQLModel]
) -> None:
    for user in ("U1", "U2"):
        _follow(session, user)
        lines = [(ranked("C1", "1.2"), "a reason")]
        digests.write(
            session, "T1", user, period="1", title="", changed_by="", lines=lines, threshold=0.2, now=NOW
        )
        outbox.promise(session, promised(recipient=user), NOW)
    before = len(session.exec(select(table)).all())
    follows.forget_follower(session, "T1", "U1")
    session.expire_all()
    left = session.exec(select(table)).all()
    assert len(left) == before / 2
    assert {row.model_dump().get("user_id", row.model_dump().get("recipient")) for row in left} == {"U2"}
