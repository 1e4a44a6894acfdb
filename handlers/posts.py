"""Messages and reactions in channels that somebody follows."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.attention import mentioned
from bot.backfill import keeps_text
from bot.event import Event
from bot.posts import Message, message_from, moment
from handlers import digest, nudges, promises, surprises, weeks
from handlers.ama import channel as sessions
from storage import channels, green_button, posts

WORDS_GONE = "Something in a message that was deleted since"
_GONE = "tombstone"  # what Slack leaves of a deleted post that has replies


def keep(session: Session, team_id: str, message: Message, now: datetime) -> bool:
    """Store what somebody said, a root post or a reply to one; whether it is a post not known before."""
    if message.is_root:
        with_text = keeps_text(message.at, now) and not message.is_bot
        return posts.keep_post(session, team_id, message, with_text=with_text)
    if not message.is_bot:
        posts.keep_engagements(session, team_id, [reply_row(message)])
    return False


def reply_row(message: Message) -> dict[str, Any]:
    """A reply as engagement with the post it answers."""
    return {
        "channel_id": message.channel,
        "ts": message.root,
        "user_id": message.user,
        "kind": "reply",
        "name": message.ts,
        "at": message.at,
        "mentions": mentioned(message.text),
    }


def on_message(event: Event, session: Session, now: datetime) -> None:
    """Write a new message down, where anybody follows the channel."""
    said = event.payload["event"]
    message = message_from(said, str(said.get("channel", "")))
    if message is not None and channels.is_followed(session, event.team_id, message.channel):
        keep(session, event.team_id, message, now)
        surprises.on_said(session, event, message, now)
        promises.on_said(session, event, message, now)
        if not message.is_root and not message.is_bot:
            place = (message.channel, message.root)
            digest.somebody_came(session, event, place, message.user, now)


def on_message_changed(event: Event, session: Session, now: datetime) -> None:
    """Take over new words. Slack also sends this for unfurled links, where nothing was said anew."""
    changed = event.payload["event"]
    said, channel = changed.get("message") or {}, str(changed.get("channel", ""))
    if said.get("subtype") == _GONE:
        sessions.on_message_deleted(session, event.team_id, channel, str(said.get("ts")), now)
        promises.on_deleted(session, event, channel, str(said.get("ts")), now)
        _delete(session, event.team_id, channel, str(said.get("ts")))
        nudges.source_gone(session, event, channel, str(said.get("ts")), now)
        digest.show_again(session, event, channel, str(said.get("ts")), now)
        weeks.show_again(session, event, channel, str(said.get("ts")), now)
        return
    message = message_from(said, channel)
    if message is not None and channels.is_followed(session, event.team_id, channel):
        keep(session, event.team_id, message, now)
        surprises.on_said(session, event, message, now)
        digest.show_again(session, event, channel, message.ts, now)
        weeks.show_again(session, event, channel, message.ts, now)
    if message is not None:
        promises.on_said(session, event, message, now)


def on_message_deleted(event: Event, session: Session, now: datetime) -> None:
    """Forget what was deleted, here and in digests that showed it."""
    deleted = event.payload["event"]
    before, channel = deleted.get("previous_message") or {}, str(deleted.get("channel", ""))
    ts = str(deleted.get("deleted_ts") or before.get("ts") or "")
    sessions.on_message_deleted(session, event.team_id, channel, ts, now)
    promises.on_deleted(session, event, channel, ts, now)
    nudges.source_gone(session, event, channel, ts, now)
    reply = message_from(before, channel)
    if reply is not None and not reply.is_root:
        posts.take_back(session, event.team_id, [reply_row(reply) | {"at": _event_time(event, now)}])
        digest.somebody_came(session, event, (channel, reply.root), reply.user, now, gone=True)
    elif ts:
        _delete(session, event.team_id, channel, ts)
        digest.show_again(session, event, channel, ts, now)
        weeks.show_again(session, event, channel, ts, now)


def _delete(session: Session, team_id: str, channel: str, ts: str) -> None:
    green_button.words_are_gone(session, team_id, channel, ts, WORDS_GONE)
    if channels.is_followed(session, team_id, channel):
        posts.mark_deleted(session, team_id, channel, ts, moment(ts))


def _event_time(event: Event, now: datetime) -> datetime:
    return moment(str(event.payload["event"].get("event_ts") or now.timestamp()))


def on_reaction_added(event: Event, session: Session, now: datetime) -> None:
    """Count an emoji. The post itself may still be on its way, so it need not be known yet."""
    reaction = event.payload["event"]
    item = reaction.get("item") or {}
    if item.get("type") != "message" or not channels.is_followed(session, event.team_id, item["channel"]):
        return
    posts.keep_engagements(session, event.team_id, [_which(reaction) | {"at": _event_time(event, now)}])
    digest.somebody_came(session, event, _place(item), str(reaction["user"]), now)


def on_reaction_removed(event: Event, session: Session, now: datetime) -> None:
    """Take an emoji back."""
    reaction = event.payload["event"]
    item = reaction.get("item") or {}
    if item.get("type") == "message" and channels.is_followed(session, event.team_id, item["channel"]):
        posts.take_back(session, event.team_id, [_which(reaction) | {"at": _event_time(event, now)}])
        digest.somebody_came(session, event, _place(item), str(reaction["user"]), now, gone=True)


def _place(item: dict[str, Any]) -> tuple[str, str]:
    return str(item["channel"]), str(item["ts"])


def _which(reaction: dict[str, Any]) -> dict[str, Any]:
    item = reaction["item"]
    return {
        "channel_id": item["channel"],
        "ts": item["ts"],
        "user_id": reaction["user"],
        "kind": "reaction",
        "name": reaction["reaction"],
    }


HANDLERS = {
    "event.message": on_message,
    "event.message.message_changed": on_message_changed,
    "event.message.message_deleted": on_message_deleted,
    "event.reaction_added": on_reaction_added,
    "event.reaction_removed": on_reaction_removed,
}
