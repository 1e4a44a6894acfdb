"""One conversation with its messages, kept sorted so that a page of history needs no scan."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from sandbox.errors import SlackError
from sandbox.messages import Message
from sandbox.timestamps import ts_micros


@dataclass
class Channel:
    """A channel, private channel, direct message or group message. Times are unix seconds.

    `last_read` tells by user id up to which ts somebody has read.
    `messages` is ordered by ts; `timeline` holds the ts that the channel itself shows, `threads` those of the replies by the ts of
    their parent; both are sorted. `ephemerals` are seen by one person each and appear in no history.
    In a read-only channel only admins write.
    """

    id: str
    name: str = ""
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_archived: bool = False
    is_general: bool = False
    is_read_only: bool = False
    created: int = 0
    creator: str = ""
    members: set[str] = field(default_factory=set)
    topic: str = ""
    purpose: str = ""
    previous_names: list[str] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)
    threads: dict[str, list[str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Slack's channel_type: channel, group, im or mpim."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    @property
    def is_public(self) -> bool:
        """Whether any full member may see and join it."""
        return self.kind == "channel"

    def message(self, ts: str) -> Message:
        """The message at `ts`; raises message_not_found."""
        found = self.messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def add(self, message: Message) -> None:
        """Store a message at its place."""
        in_order = not self.messages or next(reversed(self.messages)) < message.ts
        self.messages[message.ts] = message
        if not in_order:
            self.messages = dict(sorted(self.messages.items()))
        if message.is_in_channel:
            insort(self.timeline, message.ts)
        if message.is_reply and message.thread_ts:
            insort(self.threads.setdefault(message.thread_ts, []), message.ts)

    def remove(self, message: Message) -> None:
        """Forget a message; its thread, if it has one, has to be empty."""
        del self.messages[message.ts]
        if message.is_in_channel:
            del self.timeline[bisect_left(self.timeline, message.ts)]
        if message.is_reply and message.thread_ts:
            replies = self.threads[message.thread_ts]
            replies.remove(message.ts)
            if not replies:
                del self.threads[message.thread_ts]

    def replies(self, thread_ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        return [self.messages[ts] for ts in self.threads.get(thread_ts, ())]


def span(sorted_ts: list[str], oldest: str, latest: str, *, inclusive: bool) -> range:
    """The indices of the timestamps between two moments ("" = no bound); raises ValueError on malformed bounds."""
    start, end = 0, len(sorted_ts)
    if oldest:
        cut = bisect_left if inclusive else bisect_right
        start = cut(sorted_ts, ts_micros(oldest), key=ts_micros)
    if latest:
        cut = bisect_right if inclusive else bisect_left
        end = cut(sorted_ts, ts_micros(latest), key=ts_micros)
    return range(start, max(start, end))
