"""One request to the control interface, and the readers of its arguments."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sandbox.block_actions import BlockActions
from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.messages import Message
from sandbox.modals import Modals
from sandbox.objects import message_json
from sandbox.people import Person
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from sandbox.site import Site

MAX_WAIT_S = 60.0
Answer = dict[str, Any]


class ControlError(Exception):
    """What is wrong with a request; the message is one clear line."""


@dataclass
class Desk:
    """Everything that the control interface works with."""

    site: "Site"
    block_actions: BlockActions = field(init=False)
    modals: Modals = field(init=False)

    def __post_init__(self) -> None:
        self.block_actions = BlockActions(self.site.interactivity)
        self.modals = Modals(self.site.interactivity, self.block_actions)

    @property
    def workspace(self) -> Workspace:
        """The workspace that is controlled."""
        return self.site.workspace


@dataclass(frozen=True)
class ControlRequest:
    """The arguments of one request: a query's strings, or the values of a JSON body. Readers raise ControlError."""

    desk: Desk
    arguments: dict[str, Any]

    @property
    def workspace(self) -> Workspace:
        """The workspace that is controlled."""
        return self.desk.workspace

    def value(self, name: str) -> Any:
        """The argument as it is, None when missing."""
        return self.arguments.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required unless there is a default."""
        value = self.arguments.get(name, default)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise ControlError(f"{name} is missing: it must be a text.")
        return str(value)

    def optional(self, name: str) -> str | None:
        """A text, None when missing or empty."""
        return self.text(name, "") or None

    def flag(self, name: str) -> bool:
        """A yes or no; missing is no."""
        value = self.arguments.get(name, False)
        if value in (True, "true", "1", 1):
            return True
        if value in (False, "false", "0", 0, ""):
            return False
        raise ControlError(f"{name} must be true or false.")

    def number(self, name: str, default: float) -> float:
        """A finite number, at least 0."""
        value = self.arguments.get(name, default)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise ControlError(f"{name} must be a number.") from None
        if not math.isfinite(number) or number < 0:
            raise ControlError(f"{name} must be a number, 0 or above.")
        return number

    def wait_s(self, default: float = 0.0) -> float:
        """How long the caller is ready to wait, at most a minute."""
        return min(self.number("wait_s", default), MAX_WAIT_S)

    def person(self, name: str = "person") -> Person:
        """A member of the workspace by id, handle or email."""
        ref = self.text(name)
        try:
            return self.workspace.find_person(ref)
        except SlackError:
            raise ControlError(
                f"{name}: nobody is called {ref!r}; GET /control/people lists everybody."
            ) from None

    def actor(self) -> Person:
        """The member who uses the app here; deactivated ones and bots do not."""
        person = self.person()
        if person.deleted or person.is_bot:
            raise ControlError(
                f"{person.name} is {'a bot' if person.is_bot else 'deactivated'} and cannot do that."
            )
        return person

    def channel(self) -> Channel:
        """The conversation that `channel` names, or the direct message that `dm` asks for."""
        if self.value("dm"):
            return self._direct_message()
        ref = self.text("channel")
        try:
            return self.workspace.find_channel(ref)
        except SlackError:
            raise ControlError(
                f"channel: there is none called {ref!r}; GET /control/channels lists them."
            ) from None

    def has_channel(self) -> bool:
        """Whether a conversation is named."""
        return bool(self.value("dm") or self.value("channel"))

    def message(self) -> tuple[Channel, Message]:
        """The message `ts` in that conversation, among those the person sees."""
        channel, ts = self.channel(), self.text("ts")
        found = channel.messages.get(ts) or channel.ephemerals.get(ts)
        if found is None or not sees(self.person(), channel, found):
            raise ControlError(f"ts: there is no message {ts} that {self.person().name} sees there.")
        return channel, found

    def moment(self, name: str) -> float | None:
        """Unix seconds, given as such or as ISO 8601 (UTC unless it names an offset); None when missing."""
        value = self.value(name)
        if value is None or value == "":
            return None
        try:
            return float(value)
        except (TypeError, ValueError):
            pass
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            raise ControlError(
                f"{name} must be unix seconds or a moment like 2026-01-31T09:30:00Z."
            ) from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

    def _direct_message(self) -> Channel:
        asked = self.value("dm")
        if asked in (True, "true", "1", "bot"):
            others = [self.workspace.bot_user_id]
        else:
            refs = asked if isinstance(asked, list) else str(asked).split(",")
            others = [self._somebody(str(ref)).id for ref in refs]
        return self.workspace.open_dm([self.person().id, *others])

    def _somebody(self, ref: str) -> Person:
        try:
            return self.workspace.find_person(ref)
        except SlackError:
            raise ControlError(f"dm: nobody is called {ref!r}; true means the bot.") from None


def sees(person: Person, channel: Channel, message: Message | None = None) -> bool:
    """Whether a person may see a conversation, and a message in it."""
    browsable = channel.is_public and not person.is_guest
    if person.id not in channel.members and not browsable:
        return False
    return message is None or message.ephemeral_to in (None, person.id)


def iso(unix: float) -> str:
    """A moment as ISO 8601 in UTC."""
    return datetime.fromtimestamp(unix, tz=UTC).isoformat(timespec="seconds")


def shown_message(workspace: Workspace, channel: Channel, message: Message) -> Answer:
    """A message in Slack's shape, with its channel and its time as ISO 8601."""
    shown = message_json(channel, message, workspace.team_id)
    return {**shown, "channel": channel.id, "iso": iso(float(message.ts))}
