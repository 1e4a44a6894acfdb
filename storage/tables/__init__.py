"""Every table. Each row has its team_id; times are UTC; Slack timestamps stay strings."""

from storage.tables.ama import AmaFlag, AmaLog, AmaPoll, AmaQuestion, AmaSession, AmaSlot, AmaVote
from storage.tables.attention import AttentionModel
from storage.tables.calls import Inbox, Outbox, Watermark
from storage.tables.company import Channel, Person, Workspace
from storage.tables.feedback import (
    Feedback,
    FeedbackChoice,
    FeedbackDraft,
    FeedbackNote,
    FeedbackRequest,
    FeedbackSpared,
)
from storage.tables.following import Digest, DigestItem, Follow, Follower
from storage.tables.green_button import BusyWord, Poll, PollVote, Press
from storage.tables.join_channel import ChannelHint
from storage.tables.nudges import Listener, Nudge
from storage.tables.posts import Backfill, Engagement, Post
from storage.tables.promises import Commitment
from storage.tables.relationships import Meeting, TagCadence, Tie
from storage.tables.small_actions import SmallAction
from storage.tables.weeks import Week, WeekItem, WeekMessage

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
    "ChannelHint",
    "Commitment",
    "Digest",
    "DigestItem",
    "Engagement",
    "Feedback",
    "FeedbackChoice",
    "FeedbackDraft",
    "FeedbackNote",
    "FeedbackRequest",
    "FeedbackSpared",
    "Follow",
    "Follower",
    "Inbox",
    "Listener",
    "Meeting",
    "Nudge",
    "Outbox",
    "Person",
    "Poll",
    "PollVote",
    "Post",
    "Press",
    "SmallAction",
    "TagCadence",
    "Tie",
    "Watermark",
    "Week",
    "WeekItem",
    "WeekMessage",
    "Workspace",
]
