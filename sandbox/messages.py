"""One message and what Slack's message JSON keeps of it."""

from dataclasses import dataclass, field
from typing import Any

# Written by Slack itself about the channel: nobody can edit or answer them.
SYSTEM_SUBTYPES = frozenset(
    f"channel_{what}"
    for what in ("join", "leave", "topic", "purpose", "name", "archive", "unarchive", "convert_to_private")
) | {"tombstone"}

_OWN_KEYS = frozenset(
    {
        "ts",
        "user",
        "text",
        "blocks",
        "thread_ts",
        "subtype",
        "bot_id",
        "app_id",
        "edited",
        "reactions",
        "metadata",
    }
    | {"files", "attachments", "client_msg_id", "type", "team", "channel", "is_ephemeral"}
)
_COMPUTED_KEYS = frozenset(
    {"reply_count", "reply_users", "reply_users_count", "latest_reply", "replies", "subscribed", "last_read"}
    | {"unread_count", "is_locked", "parent_user_id", "root", "source_team", "user_team", "user_profile"}
)


@dataclass
class Message:
    """A message as stored. `extra` holds the keys that belong to its subtype, such as `topic` or `inviter`.

    `received` is the real (monotonic) second at which it came in, 0 for history.
    """

    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    edited: dict[str, str] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: dict[str, Any] | None = None
    files: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    received: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it answers another message, in whose thread it stands."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_in_channel(self) -> bool:
        """Whether the channel itself shows it, not only a thread."""
        return not self.is_reply or self.subtype == "thread_broadcast"

    @property
    def is_system(self) -> bool:
        """Whether Slack wrote it about the channel."""
        return self.subtype in SYSTEM_SUBTYPES

    def to_json(self) -> dict[str, Any]:
        """What is stored, in Slack's shape; what depends on its thread is added by `objects.message_json`."""
        shown: dict[str, Any] = {"type": "message", "text": self.text, "ts": self.ts, **self.extra}
        for key in (
            "user",
            "subtype",
            "bot_id",
            "app_id",
            "client_msg_id",
            "thread_ts",
            "edited",
            "metadata",
        ):
            if getattr(self, key):
                shown[key] = getattr(self, key)
        for key in ("blocks", "files", "attachments"):
            if getattr(self, key):
                shown[key] = list(getattr(self, key))
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.ephemeral_to:
            shown["is_ephemeral"] = True
        return shown


def message_from_export(raw: dict[str, Any]) -> Message:
    """A message out of Slack's message JSON; what Slack computes about its thread is left out."""
    reactions = {row["name"]: list(row["users"]) for row in raw.get("reactions") or []}
    # An export gives a parent no thread_ts of its own meaning: only replies need it here.
    thread_ts = raw.get("thread_ts")
    return Message(
        ts=raw["ts"],
        user=raw.get("user") or "",
        text=raw.get("text") or "",
        blocks=raw.get("blocks"),
        thread_ts=thread_ts if thread_ts != raw["ts"] else None,
        subtype=raw.get("subtype"),
        bot_id=raw.get("bot_id"),
        app_id=raw.get("app_id"),
        edited=raw.get("edited"),
        reactions=reactions,
        metadata=raw.get("metadata"),
        files=raw.get("files"),
        attachments=raw.get("attachments"),
        client_msg_id=raw.get("client_msg_id"),
        extra={key: value for key, value in raw.items() if key not in _OWN_KEYS | _COMPUTED_KEYS},
    )
