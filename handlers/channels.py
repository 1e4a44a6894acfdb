"""Channels: where Earshot was invited or removed, and what became of a channel."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import backfill
from bot.event import Event
from handlers import backfill as reading
from handlers import join_channel
from handlers.ama import channel as sessions
from storage import channels, people


def _channel_id(event: Event) -> str:
    channel: Any = event.payload["event"].get("channel")
    return str(channel["id"] if isinstance(channel, dict) else channel)


def on_joined(event: Event, session: Session, now: datetime) -> None:
    """Earshot was invited somewhere: start to listen if somebody waits for it."""
    channel = _channel_id(event)
    user = str(event.payload["event"]["user"])
    if not people.is_ourselves(session, event.team_id, user):
        join_channel.on_someone_joined(session, event.team_id, user, channel)
        return  # what other people may see is asked when it is shown
    known = channels.channel(session, event.team_id, channel)
    known.is_joined = True
    known.is_private = known.is_private or event.payload["event"].get("channel_type") == "G"
    session.add(known)
    sessions.on_joined(session, event, channel, now)
    if channels.is_followed(session, event.team_id, channel):
        reading.start(session, event.team_id, channel, backfill.oldest(now), now)


def on_someone_left(event: Event, session: Session, now: datetime) -> None:
    """Somebody left; if it was Earshot, it forgets what it read there."""
    if people.is_ourselves(session, event.team_id, event.payload["event"]["user"]):
        on_left(event, session, now)


def on_left(event: Event, session: Session, now: datetime) -> None:
    """Earshot is no longer in a channel: what it read there is removed."""
    channel = _channel_id(event)
    known = channels.channel(session, event.team_id, channel)
    known.is_joined = False
    session.add(known)
    channels.forget_channel(session, event.team_id, channel)
    sessions.on_left(session, event, channel, now)


def on_renamed(event: Event, session: Session, now: datetime) -> None:
    """Take over a channel's new name."""
    known = channels.channel(session, event.team_id, _channel_id(event))
    known.name = str(event.payload["event"]["channel"].get("name", known.name))
    session.add(known)


def on_archived(event: Event, session: Session, now: datetime) -> None:
    """Nothing new will be said there; what was learned stays."""
    _archive(session, event, archived=True)
    sessions.on_archived(session, event, _channel_id(event), now)


def on_unarchived(event: Event, session: Session, now: datetime) -> None:
    """The channel is open again; Slack has removed apps from it, so Earshot waits to be in it."""
    _archive(session, event, archived=False)


def _archive(session: Session, event: Event, *, archived: bool) -> None:
    known = channels.channel(session, event.team_id, _channel_id(event))
    known.is_archived = archived
    session.add(known)


def on_id_changed(event: Event, session: Session, now: datetime) -> None:
    """Slack gave a channel another id: follow it there and read it anew."""
    changed = event.payload["event"]
    old, new = str(changed["old_channel_id"]), str(changed["new_channel_id"])
    channels.id_changed(session, event.team_id, old, new)
    sessions.on_id_changed(session, event.team_id, old, new, now)
    if channels.is_followed(session, event.team_id, new):
        reading.start(session, event.team_id, new, backfill.oldest(now), now)


HANDLERS = {
    "event.member_joined_channel": on_joined,
    "event.member_left_channel": on_someone_left,
    "event.channel_left": on_left,
    "event.group_left": on_left,
    "event.channel_deleted": on_left,
    "event.group_deleted": on_left,
    "event.channel_rename": on_renamed,
    "event.group_rename": on_renamed,
    "event.channel_archive": on_archived,
    "event.group_archive": on_archived,
    "event.channel_unarchive": on_unarchived,
    "event.group_unarchive": on_unarchived,
    "event.channel_id_changed": on_id_changed,
}
