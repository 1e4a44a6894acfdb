"""A Slack export as a history: what counts as a post, a response, and a person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.attention.log import Engagement, Post
from bot.people import Person, person_from
from bot.posts import Message, message_from
from evaluation.history import History
from sandbox.export import Export, read_export

Row = tuple[Message, dict[str, Any]]
"""What a message means, and Slack's message object."""


def read_history(path: Path) -> History:
    """The history in the zip file that Slack's export makes. Raises ExportError, one line.

    Public channels and private ones are read; direct messages are nobody's to rank, and are left out.
    """
    return history_of(read_export(path))


def history_of(export: Export) -> History:
    """The history of an export that was read already."""
    posts, engagements = [], []
    for channel in export.channels:
        if channel["is_im"] or channel["is_mpim"]:
            continue
        said = list(_said(export.messages[channel["id"]], channel["id"]))
        roots = {message.ts: (message, raw) for message, raw in said if message.is_root}
        posts += [_post(message, raw, is_private=channel["is_private"]) for message, raw in roots.values()]
        engagements += [reply for message, _ in said if (reply := _reply(message, roots))]
        engagements += [reaction for row in roots.values() for reaction in _reactions(*row)]
    people = [person_from(user) for user in export.users]
    return History(
        posts=tuple(sorted(posts, key=lambda post: (post.at, post.channel))),
        engagements=tuple(engagements),
        names={person.user_id: person.name for person in people},
        handles={user["id"]: user["name"] for user in export.users},
        bots=_bots(people, posts),
        oddities=(*export.skipped, *_left_out(export)),
    )


def _said(messages: list[dict[str, Any]], channel: str) -> Iterator[Row]:
    for raw in messages:
        message = message_from(raw, channel)  # as when Slack sends it: None for joins and other notices
        if message is not None:
            yield message, raw


def _post(message: Message, raw: dict[str, Any], *, is_private: bool) -> Post:
    return Post(
        channel=message.channel,
        ts=message.ts,
        author=message.user,
        at=message.at,
        text=message.text,
        files=len(raw.get("files", ())),
        is_bot=message.is_bot,
        is_private=is_private,
    )


def _reply(message: Message, roots: dict[str, Row]) -> Engagement | None:
    if message.is_root or message.is_bot or message.root not in roots:
        return None
    return Engagement(message.channel, message.root, message.user, "reply", message.at, message.text)


def _reactions(message: Message, raw: dict[str, Any]) -> Iterator[Engagement]:
    for reaction in raw.get("reactions", ()):
        for user in reaction["users"]:
            yield Engagement(message.channel, message.ts, user, "reaction", None)


def _bots(people: list[Person], posts: list[Post]) -> frozenset[str]:
    listed = {person.user_id for person in people if person.is_bot}
    return frozenset(listed | {post.author for post in posts if post.is_bot})


def _left_out(export: Export) -> list[str]:
    direct = sum(channel["is_im"] or channel["is_mpim"] for channel in export.channels)
    return [f"direct messages, left out: {direct} conversations"] if direct else []
