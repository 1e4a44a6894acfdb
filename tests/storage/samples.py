"""Events and promises with something in every field, for tests that care about one of them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.attention import Evidence, Guess, Post, Ranked
from bot.call import Promise
from bot.event import Event
from bot.posts import Message, moment
from tests.moments import at

NOW = at("2026-03-02 09:00")
TEAM, OTHER_TEAM = "T1", "T2"


def event(event_id: str = "Ev1", lane: str = "C1", team: str = TEAM, received: datetime = NOW) -> Event:
    """Something that happened."""
    return Event(team, event_id, "event.message", lane, {"said": "hello"}, received)


_PROMISE = Promise(
    team_id=TEAM,
    method="chat.postMessage",
    recipient="U1",
    purpose="digest",
    period="day 1",
    arguments={"text": "hello"},
)


def promised(**fields: Any) -> Promise:
    """A post to U1, but for the fields that are given."""
    return replace(_PROMISE, **fields)


def said(
    ts: str = "1772400000.000100", channel: str = "C1", user: str = "U2", text: str = "words"
) -> Message:
    """A root post."""
    return Message(channel, ts, ts, user, text, moment(ts), is_bot=False)


def engaged(ts: str, user: str, kind: str = "reaction", name: str = "eyes", **fields: Any) -> dict[str, Any]:
    """The row of an emoji or a reply in C1, without its team."""
    row = {"channel_id": "C1", "ts": ts, "user_id": user, "kind": kind, "name": name, "at": None}
    return row | fields


def ranked(channel: str, ts: str, author: str = "U2", watched: str = "U9") -> Ranked:
    """A post that is worth showing."""
    evidence = Evidence("channel", channel, 3, 4, (), 1.0)
    guess = Guess(watched, 0.6, 0.3, 3, 10, (evidence,))
    return Ranked(Post(channel, ts, author, moment(ts)), (), guess, 0.6)
