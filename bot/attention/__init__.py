"""How likely a watched person is to respond to a post, and why."""

from bot.attention.counts import Counts
from bot.attention.guess import Evidence, Guess
from bot.attention.log import Engagement, Kind, Post
from bot.attention.rank import Candidate, Model, Ranked, Taste, Watched, rank
from bot.attention.reasons import reasons

__all__ = [
    "Candidate",
    "Counts",
    "Engagement",
    "Evidence",
    "Guess",
    "Kind",
    "Model",
    "Post",
    "Ranked",
    "Taste",
    "Watched",
    "rank",
    "reasons",
]
