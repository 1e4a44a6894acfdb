"""What we promise about each Slack method we call: how often, and what to do after a doubtful end."""

from dataclasses import dataclass
from typing import Literal

Doubt = Literal["again", "look", "drop"]
# Each has a sender of its own, so that none holds up another.
Party = Literal["write", "read", "history", "learn", "keys"]
