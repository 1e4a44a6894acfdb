"""Messages and reactions: how they come, change and go."""

import re
import time
import uuid
from typing import Any

from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.events import (
    changed_event,
    deleted_event,
    mention_event,
    mentions,
    message_event,
    reaction_event,
)
from sandbox.membership import Membership
from sandbox.messages import Message
from sandbox.objects import message_json
from sandbox.people import SLACKBOT_ID, Person

Blocks = list[dict[str, Any]]
MAX_REACTION_KINDS = 23


class Posting(Membership):
    """Changes to messages. Live ones make events; `at` dates a post into the past, silently."""

    def post(
        self,
        user_id: str,
        channel_id: str,
        text: str,
        blocks: Blocks | None = None,
        thread_ts: str | None = None,
        *,
        at: float | None = None,
        metadata: dict[str, Any] | None = None,
        reply_broadcast: bool = False,
        files: list[dict[str, Any]] | None = None,
        attachments: Blocks | None = None,
        extra: dict[str, Any] | None = None,
        must_be_member: bool = True,
    ) -> Message:
        """Post as a member of the workspace; `text` is stored as given, so a person's typing is escaped by the caller.

        `at` is in unix seconds. `extra` are further keys of the message; `username` among them makes it a bot_message.
        Raises channel_not_found, not_in_channel, is_archived, no_text, thread_not_found, cannot_reply_to_message, user_disabled,
        restricted_action_read_only_channel.
        """
        author = self.active_person(user_id)
        channel = self._writable(author, channel_id, must_be_member=must_be_member)
        if not (text or blocks or files or attachments):
            raise SlackError("no_text")
        self._check_thread(channel, thread_ts, at)
        message = self._new_message(channel, author, text, at, extra or {})
        message.blocks, message.attachments = blocks, attachments
        message.files, message.metadata = files, metadata
        message.thread_ts = thread_ts
        if thread_ts and reply_broadcast:
            message.subtype = "thread_broadcast"
        elif files and not message.subtype:
            message.subtype = "file_share"
        channel.add(message)
        if at is None:
            message.received = time.monotonic()
            self._announce(channel, message)
        return message

    def ephemeral(
        self,
        user_id: str,
        channel_id: str,
        to: str,
        text: str,
        blocks: Blocks | None = None,
        *,
        thread_ts: str | None = None,
        attachments: Blocks | None = None,
        must_be_member: bool = True,
    ) -> Message:
        """Show a message to `to` alone, who must be in the conversation (user_not_in_channel); it makes no event.

        Otherwise it raises what `post` raises.
        """
        author = self.active_person(user_id)
        channel = self._writable(author, channel_id, must_be_member=must_be_member)
        if to not in channel.members or self.person(to).deleted:
            raise SlackError("user_not_in_channel")
        if not (text or blocks or attachments):
            raise SlackError("no_text")
        message = self._new_message(channel, author, text, None, {})
        message.blocks, message.attachments = blocks, attachments
        message.thread_ts, message.ephemeral_to = thread_ts, to
        channel.ephemerals[message.ts] = message
        return message

    def update(
        self,
        user_id: str,
        channel_id: str,
        ts: str,
        text: str | None = None,
        blocks: Blocks | None = None,
        *,
        attachments: Blocks | None = None,
        metadata: dict[str, Any] | None = None,
        reply_broadcast: bool = False,
    ) -> Message:
        """Edit one's own message. New text without blocks drops the blocks; `metadata` None keeps it, {} clears it.

        Raises message_not_found, cant_update_message, no_text, is_archived, not_in_channel.
        """
        channel = self.open_channel(user_id, channel_id)
        message = channel.message(ts)
        if message.user != user_id or message.is_system:
            raise SlackError("cant_update_message")
        if text == "" and not (blocks or attachments or message.files):
            raise SlackError("no_text")
        before = message_json(channel, message, self.team_id)
        _rewrite(message, text, blocks, attachments, metadata)
        message.edited = {"user": user_id, "ts": self.new_ts(channel)}
        if reply_broadcast and message.is_reply and message.subtype != "thread_broadcast":
            channel.remove(message)
            message.subtype = "thread_broadcast"
            channel.add(message)
        self._tell_changed(channel, message, before)
        return message

    def delete(self, user_id: str, channel_id: str, ts: str) -> None:
        """Remove one's own message; admins may remove any. A message with replies leaves a tombstone in its place.

        Raises message_not_found, cant_delete_message, is_archived, not_in_channel.
        """
        channel = self.open_channel(user_id, channel_id)
        message = channel.message(ts)
        may_delete = message.user == user_id or self.person(user_id).is_admin
        if not may_delete or message.is_system:
            raise SlackError("cant_delete_message")
        before = message_json(channel, message, self.team_id)
        if ts in channel.threads:
            _bury(message)
            self._tell_changed(channel, message, before)
            return
        channel.remove(message)
        self.emit(deleted_event(channel, before, self.event_ts()), channel.id)
        self._clear_tombstone(channel, message.thread_ts)

    def react(self, user_id: str, channel_id: str, ts: str, name: str) -> None:
        """Add a reaction (a name without colons). Raises already_reacted, invalid_name, too_many_emoji, message_not_found."""
        channel, message = self._reactable(user_id, channel_id, ts, name)
        users = message.reactions.get(name, [])
        if user_id in users:
            raise SlackError("already_reacted")
        if not users and len(message.reactions) >= MAX_REACTION_KINDS:
            raise SlackError("too_many_emoji")
        message.reactions[name] = [*users, user_id]
        event = reaction_event("reaction_added", user_id, name, channel, message, ts=self.event_ts())
        self.emit(event, channel.id)

    def unreact(self, user_id: str, channel_id: str, ts: str, name: str) -> None:
        """Take one's reaction back. Raises no_reaction, invalid_name or message_not_found."""
        channel, message = self._reactable(user_id, channel_id, ts, name)
        users = message.reactions.get(name, [])
        if user_id not in users:
            raise SlackError("no_reaction")
        message.reactions[name] = [one for one in users if one != user_id]
        if not message.reactions[name]:
            del message.reactions[name]
        event = reaction_event("reaction_removed", user_id, name, channel, message, ts=self.event_ts())
        self.emit(event, channel.id)

    def _writable(self, author: Person, channel_id: str, *, must_be_member: bool) -> Channel:
        find = self.joined_channel if must_be_member else self.visible_channel
        channel = find(author.id, channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        if channel.is_read_only and not author.is_admin:
            raise SlackError("restricted_action_read_only_channel")
        if SLACKBOT_ID in channel.members and author.is_bot:
            raise SlackError("cannot_dm_bot")
        return channel

    def _check_thread(self, channel: Channel, thread_ts: str | None, at: float | None) -> None:
        if at is not None and at > self.clock.now():
            raise SlackError("time_in_future")
        if thread_ts is None:
            return
        parent = channel.messages.get(thread_ts)
        if parent is None:
            raise SlackError("thread_not_found")
        if parent.is_reply or (parent.is_system and parent.subtype != "tombstone"):
            raise SlackError("cannot_reply_to_message")
        if at is not None and at <= float(parent.ts):
            raise SlackError("time_before_parent")

    def _new_message(
        self, channel: Channel, author: Person, text: str, at: float | None, extra: dict[str, Any]
    ) -> Message:
        message = Message(ts=self.new_ts(channel, at), user=author.id, text=text, extra=dict(extra))
        if not author.is_bot:
            message.client_msg_id = str(uuid.uuid4())
            return message
        message.bot_id, message.app_id = author.bot_id, author.app_id or None
        if "username" in extra:
            message.subtype = "bot_message"
        else:
            message.extra.setdefault("bot_profile", _bot_profile(author, self.team_id))
        return message

    def _announce(self, channel: Channel, message: Message) -> None:
        self.emit(message_event(channel, message, self.team_id), channel.id)
        if channel.is_im or message.user == self.bot_user_id or not self.bot_user_id:
            return
        if mentions(message, self.bot_user_id):
            self.emit(mention_event(channel, message, self.team_id), channel.id)

    def _tell_changed(self, channel: Channel, message: Message, before: dict[str, Any]) -> None:
        after = message_json(channel, message, self.team_id)
        if not message.is_system:
            after |= {"source_team": self.team_id, "user_team": self.team_id}
        self.emit(changed_event(channel, after, before, self.event_ts()), channel.id)

    def _clear_tombstone(self, channel: Channel, thread_ts: str | None) -> None:
        parent = channel.messages.get(thread_ts or "")
        if parent is not None and parent.subtype == "tombstone" and parent.ts not in channel.threads:
            channel.remove(parent)

    def _reactable(self, user_id: str, channel_id: str, ts: str, name: str) -> tuple[Channel, Message]:
        if not re.fullmatch(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?", name):
            raise SlackError("invalid_name")
        self.active_person(user_id)
        channel = self.open_channel(user_id, channel_id)
        return channel, channel.message(ts)


def _bot_profile(author: Person, team_id: str) -> dict[str, Any]:
    return {
        "id": author.bot_id,
        "app_id": author.app_id,
        "user_id": author.id,
        "name": author.real_name or author.name,
        "icons": {},
        "deleted": False,
        "updated": author.updated,
        "team_id": team_id,
    }


def _rewrite(
    message: Message,
    text: str | None,
    blocks: Blocks | None,
    attachments: Blocks | None,
    metadata: dict[str, Any] | None,
) -> None:
    if text is not None or blocks is not None:
        message.blocks = blocks
    if text is not None:
        message.text = text
    if attachments is not None:
        message.attachments = attachments
    if metadata is not None:
        message.metadata = metadata or None


def _bury(message: Message) -> None:
    message.subtype, message.user, message.text = "tombstone", SLACKBOT_ID, "This message was deleted."
    message.blocks = message.attachments = message.files = message.metadata = message.edited = None
    message.bot_id = message.app_id = message.client_msg_id = None
    message.reactions = {}
    message.extra = {"hidden": True}
