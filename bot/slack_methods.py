"""What we promise about each Slack method we call: how often, and what to do after a doubtful end."""

from dataclasses import dataclass
from typing import Literal

Doubt = Literal["again", "look", "drop"]
# Each has a sender of its own, so that none holds up another.
Party = Literal["write", "read", "history", "learn", "keys"]


@dataclass(frozen=True)
class SlackMethod:
    """`per_minute` is Slack's published tier for one workspace; `per_channel_second` limits one channel.

    `doubt` says what follows a call that may or may not have arrived: call again (it is idempotent), look
    in the conversation for our delivery id first, or drop it (a second copy is worse than none).
    """

    per_minute: int
    doubt: Doubt
    party: Party
    per_channel_second: bool = False


# Tiers: docs.slack.dev, "Rate limits"; each method's page names its tier (1, 20, 50, 100 a minute).
METHODS: dict[str, SlackMethod] = {
    "chat.postMessage": SlackMethod(300, "look", "write", per_channel_second=True),
    "chat.postEphemeral": SlackMethod(100, "drop", "write"),
    "chat.update": SlackMethod(50, "again", "write"),
    "views.publish": SlackMethod(100, "again", "write"),
    "views.update": SlackMethod(100, "again", "write"),
    "response_url": SlackMethod(60, "drop", "write"),
    # Three calls (files.getUploadURLExternal, the bytes, files.completeUploadExternal), made by edges/files.py as one.
    # A second copy of an export harms nobody; a missing one would.
    "files.share": SlackMethod(20, "again", "write"),
    "conversations.open": SlackMethod(50, "again", "write"),
    "conversations.join": SlackMethod(50, "again", "read"),
    "conversations.history": SlackMethod(50, "again", "history"),
    "conversations.replies": SlackMethod(50, "again", "history"),
    "users.conversations": SlackMethod(50, "again", "read"),
    "users.info": SlackMethod(100, "again", "read"),
    "dnd.teamInfo": SlackMethod(20, "again", "read"),
    "users.list": SlackMethod(20, "again", "read"),
    "keys.make": SlackMethod(300, "again", "keys"),  # these two are made by edges/keeper.py
    "keys.destroy": SlackMethod(300, "again", "keys"),
    "attention.fit": SlackMethod(60, "again", "learn"),  # made by edges/learner.py; Slack hears nothing of it
}
