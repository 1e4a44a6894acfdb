"""What a workspace holds, and how its parts are found. The files that change it build on this one."""

from collections.abc import Callable
from typing import Any

from sandbox.app_config import AppConfig
from sandbox.channels import Channel
from sandbox.clock import WorkspaceClock
from sandbox.errors import SlackError
from sandbox.events import Event, WorkspaceEvent
from sandbox.files import File
from sandbox.log import Log
from sandbox.people import Person, slackbot
from sandbox.timestamps import MICROS, micros_ts, unix_micros


class WorkspaceState:
    """People, conversations, files and custom profile fields of one team, with the app's own bot user."""

    def __init__(
        self, team_id: str, name: str, domain: str, *, clock: WorkspaceClock, config: AppConfig, url: str
    ) -> None:
        self.team_id = team_id
        self.name = name
        self.domain = domain
        self.clock = clock
        self.config = config
        self.url = url
        self.bot_user_id = ""
        self.is_uninstalled = False
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.profile_fields: list[dict[str, Any]] = []
        self.listeners: list[Callable[[WorkspaceEvent], None]] = []
        self.log = Log(clock)
        self.last_id = 0
        helper = slackbot()
        self.people[helper.id] = helper

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.people[self.bot_user_id]

    @property
    def app_id(self) -> str:
        """The id of the installed app."""
        return self.bot.app_id

    def new_id(self, prefix: str) -> str:
        """An id that nothing in this workspace has: "U", "C", "D", "G", "F", "B" and so on, then digits."""
        while True:
            self.last_id += 1
            candidate = f"{prefix}0LOCAL{self.last_id:04d}"
            if (
                candidate not in self.people
                and candidate not in self.channels
                and candidate not in self.files
            ):
                return candidate

    def new_ts(self, channel: Channel, at: float | None = None) -> str:
        """A ts that `channel` has not used, at the moment `at` (default now) or a few microseconds after it."""
        moment = self.clock.now() if at is None else at
        micros = unix_micros(moment)
        while micros_ts(micros) in channel.messages or micros_ts(micros) in channel.ephemerals:
            micros += 1
        if at is None:
            self.clock.mark(micros / MICROS)
        return micros_ts(micros)

    def event_ts(self) -> str:
        """The ts of an event that happens now."""
        return micros_ts(unix_micros(self.clock.now()))

    def emit(self, event: Event, channel_id: str | None) -> None:
        """Tell every listener; `channel_id` limits it to bots in that channel."""
        for listener in tuple(self.listeners):
            listener(WorkspaceEvent(event, channel_id))

    def person(self, user_id: str) -> Person:
        """The member with this id; raises user_not_found."""
        found = self.people.get(user_id)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def active_person(self, user_id: str) -> Person:
        """The member with this id; raises user_disabled when they are deactivated."""
        found = self.person(user_id)
        if found.deleted:
            raise SlackError("user_disabled")
        return found

    def channel(self, channel_id: str) -> Channel:
        """The conversation with this id; raises channel_not_found."""
        found = self.channels.get(channel_id)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def visible_channel(self, user_id: str, channel_id: str) -> Channel:
        """The conversation if this member may know of it; raises channel_not_found as for one that does not exist."""
        found = self.channel(channel_id)
        may_browse = found.is_public and not self.person(user_id).is_guest
        if user_id not in found.members and not may_browse:
            raise SlackError("channel_not_found")
        return found

    def joined_channel(self, user_id: str, channel_id: str) -> Channel:
        """The conversation if this member is in it; raises not_in_channel or channel_not_found."""
        found = self.visible_channel(user_id, channel_id)
        if user_id not in found.members:
            raise SlackError("not_in_channel")
        return found

    def open_channel(self, user_id: str, channel_id: str) -> Channel:
        """The conversation if this member may write to it now; raises is_archived besides the errors above."""
        found = self.joined_channel(user_id, channel_id)
        if found.is_archived:
            raise SlackError("is_archived")
        return found

    def channels_of(self, user_id: str) -> list[Channel]:
        """The conversations a member is in, in the order of their ids."""
        return sorted(
            (one for one in self.channels.values() if user_id in one.members), key=lambda one: one.id
        )

    def find_person(self, ref: str) -> Person:
        """The member meant by an id, a handle or "@handle"; raises user_not_found."""
        handle = ref.removeprefix("@")
        if handle in self.people:
            return self.people[handle]
        for person in self.people.values():
            if handle in (person.name, person.email):
                return person
        raise SlackError("user_not_found")

    def find_channel(self, ref: str) -> Channel:
        """The conversation meant by an id, a name or "#name"; raises channel_not_found."""
        name = ref.removeprefix("#")
        if name in self.channels:
            return self.channels[name]
        for channel in self.channels.values():
            if channel.name == name and not channel.is_im:
                return channel
        raise SlackError("channel_not_found")
