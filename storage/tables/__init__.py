"""Every table. Each row has its team_id; times are UTC; Slack timestamps stay strings."""

from storage.tables.ama import AmaFlag, AmaLog, AmaPoll, AmaQuestion, AmaSession, AmaSlot, AmaVote
from storage.tables.attention import AttentionModel
from storage.tables.calls import Inbox, Outbox, Watermark
from storage.tables.company import Channel, Person, Workspace
from storage.tables.following import Digest, DigestItem, Follow, Follower
from storage.tables.green_button import BusyWord, Poll, PollVote, Press
from storage.tables.nudges import Nudge, Quiet
from storage.tables.posts import Backfill, Engagement, Post

__all__ = [
    "AmaFlag",
    "AmaLog",
    "AmaPoll",
    "AmaQuestion",
    "AmaSession",
    "AmaSlot",
    "AmaVote",
    "AttentionModel",
    "Backfill",
    "BusyWord",
    "Channel",
    "Digest",
    "DigestItem",
    "Engagement",
    "Follow",
    "Follower",
    "Inbox",
    "Nudge",
    "Outbox",
    "Person",
    "Poll",
    "PollVote",
    "Post",
    "Press",
    "Quiet",
    "Watermark",
    "Workspace",
]
