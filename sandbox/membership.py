"""Conversations and who is in them."""

import re
from typing import Any

from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.events import channel_event, member_event, message_event
from sandbox.messages import Message
from sandbox.people import SLACKBOT_ID
from sandbox.state import WorkspaceState

MAX_DM_MEMBERS = 9


class Membership(WorkspaceState):
    """Changes to conversations and their members."""

    def create_channel(
        self,
        user_id: str,
        name: str,
        *,
        is_private: bool = False,
        channel_id: str = "",
        is_general: bool = False,
    ) -> Channel:
        """A new channel with its creator as the only member. Raises name_taken or invalid_name_specials."""
        self.active_person(user_id)
        self._check_name(name)
        channel = Channel(
            id=channel_id or self.new_id("C"),
            name=name,
            is_private=is_private,
            is_general=is_general,
            created=int(self.clock.now()),
            creator=user_id,
        )
        self.channels[channel.id] = channel
        if channel.is_public:
            told = {"id": channel.id, "name": name, "created": channel.created, "creator": user_id}
            self.emit({"type": "channel_created", "channel": told, "event_ts": self.event_ts()}, None)
        self.enter(channel, user_id)
        return channel

    def rename(self, user_id: str, channel_id: str, name: str) -> Channel:
        """Give a channel another name. Raises name_taken or invalid_name_specials."""
        channel = self._manageable(user_id, channel_id)
        self._check_name(name)
        before, channel.name = channel.name, name
        channel.previous_names.insert(0, before)
        text = f'has renamed the channel from "{before}" to "{name}"'
        self.system_message(channel, user_id, "channel_name", text, old_name=before, name=name)
        told = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        event = channel_event("rename", channel, self.event_ts()) | {"channel": told}
        self.emit(event, self._audience(channel))
        return channel

    def archive(self, user_id: str, channel_id: str) -> None:
        """Close a channel for writing. Raises already_archived or cant_archive_general."""
        channel = self.joined_channel(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_general:
            raise SlackError("cant_archive_general")
        if channel.is_archived:
            raise SlackError("already_archived")
        self.system_message(channel, user_id, "channel_archive", "archived the channel")
        channel.is_archived = True
        self.emit(channel_event("archive", channel, self.event_ts(), user=user_id), self._audience(channel))

    def unarchive(self, user_id: str, channel_id: str) -> None:
        """Open an archived channel again. Raises not_archived."""
        channel = self.visible_channel(user_id, channel_id)
        if not channel.is_archived:
            raise SlackError("not_archived")
        channel.is_archived = False
        self.system_message(channel, user_id, "channel_unarchive", "un-archived the channel")
        self.emit(channel_event("unarchive", channel, self.event_ts(), user=user_id), self._audience(channel))

    def delete_channel(self, user_id: str, channel_id: str) -> None:
        """Remove a channel with everything in it. Raises cant_delete_general."""
        channel = self.visible_channel(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_general:
            raise SlackError("cant_delete_general")
        # Told while the members are still known, because listeners look them up.
        self.emit(
            channel_event("deleted", channel, self.event_ts(), actor_id=user_id), self._audience(channel)
        )
        del self.channels[channel.id]

    def make_private(self, user_id: str, channel_id: str) -> None:
        """Turn a public channel into a private one."""
        channel = self._manageable(user_id, channel_id)
        if not channel.is_public:
            raise SlackError("channel_type_not_supported")
        channel.is_private = True
        text = "made this channel *private*. Now, it can only be viewed or joined by invitation."
        self.system_message(channel, user_id, "channel_convert_to_private", text)

    def join(self, user_id: str, channel_id: str) -> bool:
        """Enter a public channel; False when already in it. Raises is_archived or channel_not_found (private ones)."""
        self.active_person(user_id)
        channel = self.visible_channel(user_id, channel_id)
        if not channel.is_public:
            raise SlackError("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise SlackError("is_archived")
        if user_id in channel.members:
            return False
        self.enter(channel, user_id)
        return True

    def invite(self, user_id: str, channel_id: str, invitee_id: str) -> Channel:
        """Bring somebody into a channel. Raises already_in_channel, cant_invite_self, user_not_found or user_disabled."""
        channel = self._manageable(user_id, channel_id)
        if invitee_id == user_id:
            raise SlackError("cant_invite_self")
        self.active_person(invitee_id)
        if invitee_id in channel.members:
            raise SlackError("already_in_channel")
        self.enter(channel, invitee_id, inviter=user_id)
        return channel

    def leave(self, user_id: str, channel_id: str) -> bool:
        """Leave a channel; False when not in it. Raises cant_leave_general."""
        channel = self.visible_channel(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        if user_id not in channel.members:
            return False
        if channel.is_general:
            raise SlackError("cant_leave_general")
        if channel.is_archived:
            raise SlackError("is_archived")
        self._exit(channel, user_id, actor_id=user_id)
        return True

    def kick(self, user_id: str, channel_id: str, member_id: str) -> None:
        """Remove somebody from a channel. Raises not_in_channel, cant_kick_self or cant_kick_from_general."""
        channel = self._manageable(user_id, channel_id)
        if member_id == user_id:
            raise SlackError("cant_kick_self")
        if channel.is_general:
            raise SlackError("cant_kick_from_general")
        if member_id not in channel.members:
            raise SlackError("not_in_channel")
        self._exit(channel, member_id, actor_id=user_id)

    def set_topic(self, user_id: str, channel_id: str, topic: str) -> Channel:
        """Set what a channel shows as its topic (up to 250 characters). Raises too_long."""
        return self._describe(user_id, channel_id, "topic", topic)

    def set_purpose(self, user_id: str, channel_id: str, purpose: str) -> Channel:
        """Set what a channel says it is for (up to 250 characters). Raises too_long."""
        return self._describe(user_id, channel_id, "purpose", purpose)

    def open_dm(self, user_ids: list[str]) -> Channel:
        """The direct message between two people, or the group message of up to nine; made when there is none.

        Raises user_not_found, user_disabled or cannot_dm_bot (Slackbot, or two bots).
        """
        people = [self.active_person(user_id) for user_id in dict.fromkeys(user_ids)]
        if any(one.id == SLACKBOT_ID for one in people) or sum(one.is_bot for one in people) > 1:
            raise SlackError("cannot_dm_bot")
        if not 2 <= len(people) <= MAX_DM_MEMBERS:
            raise SlackError("too_many_users" if len(people) > MAX_DM_MEMBERS else "not_enough_users")
        members = {one.id for one in people}
        return self.dm_between(members) or self._make_dm(user_ids[0], members)

    def dm_between(self, members: set[str]) -> Channel | None:
        """The direct or group message that exactly these people share, if there is one already."""
        return self._dms().get(frozenset(members))

    def system_message(
        self, channel: Channel, user_id: str, subtype: str, text: str, **extra: Any
    ) -> Message:
        """What Slack itself writes into a channel, such as who joined."""
        ts = self.new_ts(channel)
        message = Message(ts=ts, user=user_id, text=f"<@{user_id}> {text}", subtype=subtype, extra=extra)
        channel.add(message)
        self.emit(message_event(channel, message, self.team_id), channel.id)
        return message

    def _dms(self) -> dict[frozenset[str], Channel]:
        return {frozenset(one.members): one for one in self.channels.values() if one.is_im or one.is_mpim}

    def _make_dm(self, creator: str, members: set[str]) -> Channel:
        is_group = len(members) > 2
        channel = Channel(
            id=self.new_id("C" if is_group else "D"),
            is_im=not is_group,
            is_mpim=is_group,
            is_private=is_group,
            created=int(self.clock.now()),
            creator=creator,
            members=members,
        )
        if is_group:
            handles = sorted(self.people[one].name for one in members)
            channel.name = f"mpdm-{'--'.join(handles)}-1"
        self.channels[channel.id] = channel
        return channel

    def enter(self, channel: Channel, user_id: str, inviter: str = "") -> None:
        """Make somebody a member, with the message and the event that tell of it."""
        channel.members.add(user_id)
        extra = {"inviter": inviter} if inviter else {}
        self.system_message(channel, user_id, "channel_join", "has joined the channel", **extra)
        event = member_event(
            "member_joined_channel",
            user_id,
            channel,
            team_id=self.team_id,
            ts=self.event_ts(),
            inviter=inviter,
        )
        self.emit(event, channel.id)

    def _exit(self, channel: Channel, user_id: str, actor_id: str) -> None:
        channel.members.discard(user_id)
        if user_id == self.bot_user_id:
            # Not limited to the channel, which the bot has just left; no other bot of a workspace listens here.
            self.emit(channel_event("left", channel, self.event_ts(), actor_id=actor_id), None)
        self.system_message(channel, user_id, "channel_leave", "has left the channel")
        event = member_event(
            "member_left_channel", user_id, channel, team_id=self.team_id, ts=self.event_ts()
        )
        self.emit(event, channel.id)

    def _describe(self, user_id: str, channel_id: str, what: str, value: str) -> Channel:
        channel = self._manageable(user_id, channel_id)
        if len(value) > 250:
            raise SlackError("too_long")
        setattr(channel, what, value)
        text = f"set the channel {what}: {value}" if value else f"cleared the channel {what}"
        self.system_message(channel, user_id, f"channel_{what}", text, **{what: value})
        return channel

    def _manageable(self, user_id: str, channel_id: str) -> Channel:
        channel = self.open_channel(user_id, channel_id)
        if channel.is_im or channel.is_mpim:
            raise SlackError("method_not_supported_for_channel_type")
        return channel

    def _audience(self, channel: Channel) -> str | None:
        return None if channel.is_public else channel.id

    def _check_name(self, name: str) -> None:
        if not re.fullmatch(r"[^\s.#@/A-Z&<>\"]{1,80}", name):
            raise SlackError("invalid_name_specials")
        if any(one.name == name for one in self.channels.values()):
            raise SlackError("name_taken")
