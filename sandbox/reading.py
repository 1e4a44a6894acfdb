"""How far people have read in their conversations, and what is new to them."""

import re
from bisect import bisect_right

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.timestamps import micros_ts, unix_micros
from sandbox.workspace import Workspace


class Reading:
    """Keeps each person's place in `Channel.last_read`. What was there before this object was made counts as read."""

    def __init__(self, workspace: Workspace) -> None:
        self._opened = micros_ts(unix_micros(workspace.clock.now()))

    def last_read(self, person: Person, channel: Channel) -> str:
        """The ts up to which the person has read."""
        return channel.last_read.setdefault(person.id, self._opened)

    def mark(self, person: Person, channel: Channel, ts: str) -> None:
        """The person has read up to `ts`, or is back at it when that is earlier."""
        channel.last_read[person.id] = ts

    def unread(self, person: Person, channel: Channel) -> tuple[int, int]:
        """How many messages by others are new to the person, and how many of these call them by name."""
        start = bisect_right(channel.timeline, self.last_read(person, channel))
        new = [channel.messages[ts] for ts in channel.timeline[start:]]
        new = [message for message in new if message.user != person.id and not message.is_system]
        return len(new), sum(calls(person, message) for message in new)


def calls(person: Person, message: Message) -> bool:
    """Whether a message mentions the person, or everybody."""
    return bool(re.search(rf"<@{re.escape(person.id)}[|>]|<!(?:channel|here|everyone)[|>]", message.text))
