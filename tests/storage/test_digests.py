from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.attention import Evidence, Guess, Press
from bot.attention.exploration import Shown
from storage import digests, posts
from storage.digests import Sent
from storage.tables import DigestItem
from tests.storage.samples import NOW, engaged, ranked


def _write(session: Session, period: str = "1", *posts: tuple[str, str], user: str = "U1") -> Sent:
    lines = [
        (ranked(channel, ts), f"because of {ts}") for channel, ts in posts or (("C1", "1.1"), ("C2", "2.2"))
    ]
    return digests.write(
        session,
        "T1",
        user,
        period=period,
        title="Title",
        changed_by="Less",
        lines=lines,
        threshold=0.2,
        now=NOW,
    )


def _say(session: Session, item_id: int, verdict: str) -> None:
    digests.say(session, item_id, verdict)
    session.flush()


def test_a_digest_comes_back_as_it_was_written_in_its_order(session: Session) -> None:
    sent = _write(session)
    assert (sent.user_id, sent.title, sent.changed_by, sent.channel, sent.ts) == (
        "U1",
        "Title",
        "Less",
        "",
        "",
    )
    assert [(i.channel, i.ts, i.author, i.watched, i.reason, i.verdict) for i in sent.items] == [
        ("C1", "1.1", "U2", "U9", "because of 1.1", ""),
        ("C2", "2.2", "U2", "U9", "because of 2.2", ""),
    ]
    assert digests.by_id(session, sent.id) == sent


def test_where_a_digest_stands_is_noted(session: Session) -> None:
    sent = _write(session)
    digests.arrived(session, sent.id, "D1", "9.9")
    digests.arrived(session, sent.id + 1, "D1", "9.9")
    stands = digests.by_id(session, sent.id)
    assert (stands.channel, stands.ts) == ("D1", "9.9")


def test_an_item_is_found_by_its_reader_only(session: Session) -> None:
    sent = _write(session)
    first = sent.items[0]
    assert digests.of_item(session, "T1", first.id, "U1") == (sent, first)
    assert digests.of_item(session, "T1", first.id, "U2") is None
    assert digests.of_item(session, "T2", first.id, "U1") is None
    assert digests.of_item(session, "T1", 999_999, "U1") is None


def test_the_same_period_is_never_written_twice(session: Session) -> None:
    _write(session, "1", ("C1", "1.1"))
    with pytest.raises(IntegrityError):
        _write(session, "1", ("C1", "3.3"))


def test_the_same_post_is_never_shown_twice_to_one_reader(session: Session) -> None:
    _write(session, "1", ("C1", "1.1"))
    _write(session, "1", ("C1", "1.1"), user="U2")
    assert digests.shown(session, "T1", "U1") == {("C1", "1.1")}
    with pytest.raises(IntegrityError):
        _write(session, "2", ("C1", "1.1"))


def test_an_item_keeps_what_was_known_when_it_was_shown(session: Session) -> None:
    evidence = (
        Evidence("channel", "C1", 3, 4, (timedelta(minutes=2), timedelta(seconds=1.5)), 1.25),
        Evidence("words", "", 0, 0, (), -0.1),
    )
    guess = Guess("U9", 0.3, 0.1, 3, 10, evidence)
    shown = replace(ranked("C1", "1.1"), guess=guess, score=0.35, explored=True, propensity=0.01)
    sent = digests.write(
        session,
        "T1",
        "U1",
        period="1",
        title="",
        changed_by="",
        lines=[(shown, "why")],
        threshold=0.4,
        now=NOW,
    )
    session.expire_all()
    (item,) = digests.by_id(session, sent.id).items
    assert item.guess == guess
    assert (item.score, item.threshold, item.explored) == (0.35, 0.4, True)
    assert session.get_one(DigestItem, item.id).propensity == 0.01


def test_of_an_item_from_before_guesses_were_kept_there_is_none(session: Session) -> None:
    item = _write(session).items[0]
    session.get_one(DigestItem, item.id).evidence = {}
    session.flush()
    found = digests.of_item(session, "T1", item.id, "U1")
    assert found is not None
    assert found[1].guess is None


def test_presses_come_oldest_first_and_one_that_is_taken_back_leaves_no_trace(session: Session) -> None:
    first = _write(session, "1", ("C1", "1.1"), ("C2", "2.2"))
    last = _write(session, "2", ("C3", "3.3"), ("C4", "4.4"))
    assert digests.presses(session, "T1", "U1") == []
    for item, verdict in zip(
        (*last.items, *first.items), ("mute", "useful", "not_for_me", "useful"), strict=True
    ):
        _say(session, item.id, verdict)
    told = [("not_for_me", "C1"), ("useful", "C2"), ("mute", "C3"), ("useful", "C4")]
    assert [(press.verdict, press.channel) for press in digests.presses(session, "T1", "U1")] == told
    assert digests.last_presses(session, "T1", "U1") == [
        Press("mute", "C3", "U2", "U9"),
        Press("useful", "C4", "U2", "U9"),
    ]
    for item in (*first.items, *last.items):
        _say(session, item.id, "")
    assert digests.presses(session, "T1", "U1") == digests.last_presses(session, "T1", "U1") == []


def test_muted_channels_are_listed_and_unmuted_in_every_digest(session: Session) -> None:
    items = [_write(session, period, ("C1", period)).items[0] for period in ("1.1", "2.2")]
    other = _write(session, "3.3", ("C1", "3.3")).items[0]
    for item in items:
        _say(session, item.id, "mute")
    _say(session, other.id, "useful")
    assert digests.muted(session, "T1", "U1") == [(item.id, "C1") for item in items]
    digests.unmute(session, "T1", "U1", "C1")
    session.flush()
    assert digests.muted(session, "T1", "U1") == []
    assert digests.presses(session, "T1", "U1") == [Press("useful", "C1", "U2", "U9")]


def test_the_last_presses_are_those_on_the_latest_digest(session: Session) -> None:
    assert digests.last_presses(session, "T1", "U1") == []
    _say(session, _write(session, "1", ("C1", "1.1")).items[0].id, "useful")
    _say(session, _write(session, "2", ("C2", "2.2")).items[0].id, "mute")
    assert digests.last_presses(session, "T1", "U1") == [Press("mute", "C2", "U2", "U9")]
    _write(session, "3", ("C3", "3.3"))
    assert digests.last_presses(session, "T1", "U1") == []
    assert digests.count(session, "T1", "U1") == 3
    assert digests.count(session, "T1", "U2") == 0


def test_every_digest_that_shows_a_post_is_found(session: Session) -> None:
    shown = [_write(session, "1", ("C1", "1.1"), user=user) for user in ("U1", "U2")]
    _write(session, "2", ("C1", "4.4"))
    assert digests.with_post(session, "T1", "C1", "1.1") == shown


def test_when_the_last_digest_was_made(session: Session) -> None:
    assert digests.last(session, "T1", "U1") is None
    _write(session)
    later = NOW + timedelta(days=1)
    digests.write(
        session, "T1", "U1", period="2", title="", changed_by="", lines=[], threshold=0.2, now=later
    )
    assert digests.last(session, "T1", "U1") == later


def test_what_became_of_items_tells_tries_from_guesses_and_leaves_out_what_was_no_guess(
    session: Session,
) -> None:
    tried = replace(ranked("C1", "1.1"), score=0.1, explored=True, propensity=0.02)
    likely, in_it = ranked("C1", "2.2"), replace(ranked("C1", "3.3"), score=0.1, already=("U9",))
    lines = [(each, "why") for each in (likely, tried, in_it)]
    sent = digests.write(
        session, "T1", "U1", period="1", title="", changed_by="", lines=lines, threshold=0.2, now=NOW
    )
    _say(session, sent.items[0].id, "useful")
    posts.keep_engagements(session, "T1", [engaged("1.1", "U9"), engaged("2.2", "U8"), engaged("3.3", "U9")])
    responses, useful = digests.outcomes(session, "T1", NOW + timedelta(days=7))
    assert responses == [Shown(False, 1.0, False), Shown(True, 0.02, True)]
    assert useful == [Shown(False, 1.0, True), Shown(True, 0.02, False)]
    assert digests.outcomes(session, "T1", NOW) == ([], [])
