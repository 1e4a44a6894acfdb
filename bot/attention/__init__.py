"""How likely a watched person is to respond to a post, and why."""

from bot.attention.counts import Counts
from bot.attention.guess import Evidence, Guess
from bot.attention.log import Engagement, Kind, Post, mentioned
from bot.attention.rank import Candidate, Model, Ranked, Watched, Weighed, rank
from bot.attention.reasons import reasons
from bot.attention.taste import THRESHOLD, Press, Taste, taste

__all__ = [
    "THRESHOLD",
    "Candidate",
    "Counts",
    "Engagement",
    "Evidence",
    "Guess",
    "Kind",
    "Model",
    "Post",
    "Press",
    "Ranked",
    "Taste",
    "Watched",
    "Weighed",
    "mentioned",
    "rank",
    "reasons",
    "taste",
]
