"""What Earshot says unasked: one budget, one file for each kind."""

from bot.nudges.budget import (
    IN,
    PACE,
    Listener,
    Pace,
    Sent,
    choose,
    letter_moment,
    next_moment,
    not_before,
    pace,
)
from bot.nudges.calm import Day, Silence, calm_moment
from bot.nudges.nudge import Answer, Kind, Nudge, Source
from bot.nudges.weekends import weekend

__all__ = [
    "IN",
    "PACE",
    "Answer",
    "Day",
    "Kind",
    "Listener",
    "Nudge",
    "Pace",
    "Sent",
    "Silence",
    "Source",
    "calm_moment",
    "choose",
    "letter_moment",
    "next_moment",
    "not_before",
    "pace",
    "weekend",
]
