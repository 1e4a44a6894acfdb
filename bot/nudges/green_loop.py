"""Something that the reader wanted to find out more about, or to find somebody for, and that is still open."""

from datetime import datetime, timedelta

from bot.nudges.nudge import Answer, Kind, Nudge

WORTH = 0.6
KEPT_FOR = timedelta(days=28)

KIND = Kind(
    "green_loop",
    (Answer("closed", "It's settled"), Answer("entry", "Decide now")),
    "You gave yourself that long when you weighed it. I remind you once; it stays on my Home tab until you close it.",
)
TITLES = {
    "discover": "You wanted to find out more",
    "delegate": "You put your name down, to find the right person",
}
WORDS = {
    "discover": "Do you know enough to decide? A red is a good answer too.",
    "delegate": "Have you found somebody? If nobody wants it, that says something as well.",
}


def nudge(ask: str, button: str, due: datetime, once: str) -> Nudge:
    """The one reminder of an open discovery or name-down; `once` names the press for good."""
    return Nudge(KIND.name, once, WORTH, due, due + KEPT_FOR, TITLES[button], WORDS[button], quote=ask)
