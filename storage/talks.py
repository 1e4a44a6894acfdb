"""Conversations as they are stored: a post with what came after it, as far as contact between people needs it.

Somebody's year may hold some thousand of them and is read once an hour, so rows are read as plain columns.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, cast, literal, or_, tuple_, union, union_all
from sqlmodel import Session, col, select

from bot.posts import moment
from bot.relationships import Said, Talk
from storage.tables import Engagement, Post

Place = tuple[str, str]  # channel and ts of the post that began a conversation

_NOBODY = "[]"  # as JSON; most messages name nobody
_OPENING = ""  # the kind of the post itself, beside those of what came after it
_WORDS: Any = (cast(Post.mentions, Text), col(Post.text))
_POST: Any = (Post.channel_id, Post.ts, Post.user_id, Post.posted_at, *_WORDS)
_ROW: Any = (Engagement.channel_id, Engagement.ts, Engagement.kind, Engagement.name)
_REPLY: Any = (*_ROW, Engagement.user_id, Engagement.at, cast(Engagement.mentions, Text))


def involving(
    session: Session, team_id: str, user_id: str, channels: Sequence[str], since: datetime
) -> list[Talk]:
    """The conversations of these channels in which somebody wrote or was named since then, the oldest first.

    Their emoji are left out: those alone are no conversation.
    """
    posts: Any = select(Post.channel_id, Post.ts).where(_begun(team_id, channels, since))
    answers: Any = select(Engagement.channel_id, Engagement.ts).where(_answered(team_id, channels, since))
    mine = union(
        posts.where(or_(col(Post.user_id) == user_id, _names(Post.mentions, user_id))),
        answers.where(or_(col(Engagement.user_id) == user_id, _names(Engagement.mentions, user_id))),
    )
    return _talks(session, team_id, mine, ("reply",))


def of_late(session: Session, team_id: str, channels: Sequence[str], since: datetime) -> list[Talk]:
    """All conversations of these channels that began since then, the oldest first."""
    posts: Any = select(Post.channel_id, Post.ts).where(_begun(team_id, channels, since))
    return _talks(session, team_id, posts, ("reply", "reaction"))


def naming(
    session: Session, team_id: str, user_id: str, channels: Sequence[str], since: datetime
) -> list[tuple[Place, str, Said]]:
    """Messages that name somebody since then: the post that began it, their own ts, and what was said.

    Of replies nobody keeps the words.
    """
    roots: Any = select(*_POST).where(_begun(team_id, channels, since))
    replies: Any = select(*_REPLY).where(_answered(team_id, channels, since))
    found = [
        ((channel, ts), ts, Said(author, at, _listed(named), text))
        for channel, ts, author, at, named, text in session.exec(roots.where(_names(Post.mentions, user_id)))
    ]
    return found + [
        ((channel, ts), name, Said(author, at, _listed(named)))
        for channel, ts, _kind, name, author, at, named in session.exec(
            replies.where(_names(Engagement.mentions, user_id))
        )
    ]


def author(session: Session, team_id: str, channel_id: str, ts: str) -> str:
    """Who wrote a message, a post or a reply; "" where it is gone."""
    post: Any = select(Post.user_id).where(Post.team_id == team_id, Post.channel_id == channel_id)
    reply: Any = select(Engagement.user_id).where(
        Engagement.team_id == team_id, Engagement.channel_id == channel_id, ~col(Engagement.is_gone)
    )
    found = session.exec(post.where(Post.ts == ts)).first()
    return str(found or session.exec(reply.where(Engagement.name == ts)).first() or "")


def _begun(team_id: str, channels: Sequence[str], since: datetime) -> Any:
    here = and_(col(Post.team_id) == team_id, col(Post.channel_id).in_(channels))
    return and_(here, col(Post.posted_at) >= since, ~col(Post.is_deleted))


def _answered(team_id: str, channels: Sequence[str], since: datetime) -> Any:
    here = and_(col(Engagement.team_id) == team_id, col(Engagement.channel_id).in_(channels))
    replies = and_(col(Engagement.kind) == "reply", ~col(Engagement.is_gone))
    return and_(here, replies, col(Engagement.at) >= since)


def _names(mentions: Any, user_id: str) -> Any:
    """Whether a list of people holds somebody: it is stored as JSON, in which each stands in quotation marks."""
    return cast(mentions, Text).contains(f'"{user_id}"', autoescape=True)


def _listed(mentions: str) -> tuple[str, ...]:
    return () if mentions == _NOBODY else tuple(json.loads(mentions))


def _talks(session: Session, team_id: str, places: Any, kinds: Sequence[str]) -> list[Talk]:
    """The conversations at the places that a query gives."""
    openings, replies = dict[Place, Said](), dict[Place, list[Said]]()
    emoji = dict[Place, list[tuple[str, datetime | None]]]()
    for channel, ts, kind, author, at, named, text in session.exec(_messages(team_id, places, kinds)):
        place, said = (channel, ts), Said(author, at, _listed(named), text)
        if kind == _OPENING:
            openings[place] = said
        elif kind == "reply":
            replies.setdefault(place, []).append(said)
        else:
            emoji.setdefault(place, []).append((author, at))
    found = (
        Talk(
            *place,
            openings.get(place) or Said("", moment(place[1])),  # older than what was read back
            tuple(sorted(replies.get(place, ()), key=lambda said: said.at)),
            tuple(emoji.get(place, ())),
        )
        for place in {**openings, **replies}
    )
    return sorted(found, key=lambda talk: talk.opening.at)


def _messages(team_id: str, places: Any, kinds: Sequence[str]) -> Any:
    """Everything said at the places, in one question, so that they are looked for once."""
    wanted = places.cte("places")
    opening, after = literal(_OPENING).label("kind"), literal(None, Text).label("text")
    post: Any = (Post.channel_id, Post.ts, opening, Post.user_id, Post.posted_at, *_WORDS)
    named = cast(Engagement.mentions, Text)
    who: Any = (Engagement.channel_id, Engagement.ts, Engagement.kind, Engagement.user_id, Engagement.at)
    reply: Any = (*who, named, after)
    there: Any = select(wanted.c.channel_id, wanted.c.ts)
    openings: Any = select(*post).where(Post.team_id == team_id, ~col(Post.is_deleted))
    answers: Any = select(*reply).where(Engagement.team_id == team_id, ~col(Engagement.is_gone))
    return union_all(
        openings.where(tuple_(Post.channel_id, Post.ts).in_(there)),
        answers.where(
            col(Engagement.kind).in_(kinds), tuple_(Engagement.channel_id, Engagement.ts).in_(there)
        ),
    )
