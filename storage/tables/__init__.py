"""Every table. Each row has its team_id; times are UTC; Slack timestamps stay strings."""

from storage.tables.attention import AttentionModel
from storage.tables.calls import Inbox, Outbox, Watermark
from storage.tables.company import Channel, Person, Workspace
from storage.tables.following import Digest, DigestItem, Follow, Follower
from storage.tables.posts import Backfill, Engagement, Post

__all__ = [
    "AttentionModel",
    "Backfill",
    "Channel",
    "Digest",
    "DigestItem",
    "Engagement",
    "Follow",
    "Follower",
    "Inbox",
    "Outbox",
    "Person",
    "Post",
    "Watermark",
    "Workspace",
]
