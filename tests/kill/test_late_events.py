"""Slack repeats what was not acknowledged minutes later, so events arrive in any order and more than once.

Whatever the order, what is kept in the end is what it would be in the order in which it was said.
"""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.attention import Watched
from bot.event import Event
from bot.follow import Choice
from handlers import handler_for
from handlers.edges.arrival import arrival
from storage import follows
from storage.tables import Engagement, Post
from tests.moments import at, stamp

NOW = at("2026-03-02 09:00")
POST, REPLY, *LATER = (f"{stamp(NOW)[:-6]}{number:06d}" for number in range(1, 8))
Inner = dict[str, Any]


def _said(ts: str, text: str, **fields: Any) -> Inner:
    return {"type": "message", "channel": "C1", "ts": ts, "user": "U2", "text": text, **fields}


def _changed(ts: str, text: str) -> Inner:
    message = _said(POST, text, edited={"user": "U2", "ts": ts})
    return {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message, "ts": ts}


def _deleted(said: Inner, ts: str) -> Inner:
    before = {"previous_message": said, "deleted_ts": said["ts"], "event_ts": ts}
    return {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": ts, **before}


def _reaction(kind: str, ts: str) -> Inner:
    item = {"type": "message", "channel": "C1", "ts": POST}
    return {"type": kind, "user": "U3", "reaction": "eyes", "item": item, "event_ts": ts}


ROOT = _said(POST, "the first words")
ANSWER = _said(REPLY, "an answer", thread_ts=POST)
STORIES = {
    "edited twice": [ROOT, _changed(LATER[0], "better words"), _changed(LATER[1], "the best words")],
    "edited and deleted": [ROOT, _changed(LATER[0], "better words"), _deleted(ROOT, LATER[1])],
    "an answer that was deleted": [ROOT, ANSWER, _deleted(ANSWER, LATER[0])],
    "a reaction that was taken back": [
        ROOT,
        _reaction("reaction_added", LATER[0]),
        _reaction("reaction_removed", LATER[1]),
    ],
    "a reaction that came again": [
        _reaction("reaction_added", LATER[0]),
        _reaction("reaction_removed", LATER[1]),
        _reaction("reaction_added", LATER[2]),
    ],
}


def _event(number: int, inner: Inner) -> Event:
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": inner}
    event = arrival(body, NOW)
    assert event is not None
    return event


def _kept(session: Session, told: list[Inner]) -> object:
    """What is kept after these events, in a world of their own."""
    with session.begin_nested() as world:
        for number, inner in enumerate(told):
            event = _event(number, inner)
            handler_for(event.kind)(event, session, NOW)
        session.flush()
        posts = session.exec(select(Post.ts, Post.text, Post.is_deleted)).all()
        engaged = session.exec(
            select(Engagement.user_id, Engagement.kind, Engagement.name).where(~col(Engagement.is_gone))
        ).all()
        world.rollback()
    session.expire_all()
    return set(posts), set(engaged)


@pytest.mark.parametrize("story", STORIES)
def test_whatever_the_order_and_however_often_the_end_is_the_same(engine: Engine, story: str) -> None:
    told = STORIES[story]
    with Session(engine) as session:
        choice = Choice(("C1",), (Watched("U9", 1),), "daily")
        follows.follow(session, "T1", "U1", choice, next_digest_at=NOW, now=NOW)
        session.flush()
        expected = _kept(session, told)
        for order in permutations(told):
            assert _kept(session, [*order, *order]) == expected, order


def test_each_story_ends_as_it_was_told(engine: Engine) -> None:
    with Session(engine) as session:
        choice = Choice(("C1",), (Watched("U9", 1),), "daily")
        follows.follow(session, "T1", "U1", choice, next_digest_at=NOW, now=NOW)
        ends = {story: _kept(session, told) for story, told in STORIES.items()}
    assert ends == {
        "edited twice": ({(POST, "the best words", False)}, set()),
        "edited and deleted": ({(POST, None, True)}, set()),
        "an answer that was deleted": ({(POST, "the first words", False)}, set()),
        "a reaction that was taken back": ({(POST, "the first words", False)}, set()),
        "a reaction that came again": (set(), {("U3", "reaction", "eyes")}),
    }
