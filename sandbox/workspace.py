"""The workspace: everything in it, and every change that can be made to it.

Changes are made on behalf of a member, raise SlackError with Slack's own codes, and tell `listeners` what happened.
"""

from sandbox.app_config import AppConfig
from sandbox.channels import Channel
from sandbox.clock import WorkspaceClock
from sandbox.directory import Directory
from sandbox.export import Export
from sandbox.messages import message_from_export
from sandbox.people import person_from_export
from sandbox.posting import Posting


class Workspace(Posting, Directory):
    """One team in which one app, the bot under test, is installed."""

    def __init__(
        self,
        team_id: str = "T0LOCAL",
        name: str = "Local",
        domain: str = "local",
        *,
        clock: WorkspaceClock,
        config: AppConfig,
        url: str = "",
    ) -> None:
        super().__init__(team_id, name, domain, clock=clock, config=config, url=url)
        self.add_app()

    def permalink(self, channel_id: str, ts: str, thread_ts: str | None = None) -> str:
        """Where a message can be looked at."""
        link = f"{self.url}archives/{channel_id}/p{ts.replace('.', '')}"
        return f"{link}?thread_ts={thread_ts}&cid={channel_id}" if thread_ts else link

    def load(self, export: Export) -> None:
        """Add everything in an export to the workspace, making no events; the app and Slackbot stay as they are."""
        for user in export.users:
            self.people.setdefault(user["id"], person_from_export(user))
        self.profile_fields.extend(export.profile_fields)
        for raw in export.channels:
            channel = _channel_from_export(raw)
            for message in export.messages.get(channel.id, ()):
                channel.add(message_from_export(message))
            self.channels[channel.id] = channel


def _channel_from_export(raw: dict[str, object]) -> Channel:
    def text(key: str) -> str:
        value = raw.get(key)
        return str(value.get("value", "")) if isinstance(value, dict) else str(value or "")

    members = raw.get("members")
    return Channel(
        id=text("id"),
        name=text("name"),
        is_private=bool(raw.get("is_private")),
        is_im=bool(raw.get("is_im")),
        is_mpim=bool(raw.get("is_mpim")),
        is_archived=bool(raw.get("is_archived")),
        is_general=bool(raw.get("is_general")),
        created=int(float(text("created") or 0)),
        creator=text("creator"),
        members=set(members) if isinstance(members, list) else set(),
        topic=text("topic"),
        purpose=text("purpose"),
    )
