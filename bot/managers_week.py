"""A manager's week: at most five things, of different kinds, from what people chose to share.

Nothing here says how much or how well a single person worked. What is known of one person enters only if that person
gave it to the manager; anything about a group needs at least five people, as one can be told apart in fewer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST, LESS = 5, 3  # things; LESS for those who pressed it
LEAST_GROUP = 5  # people
REPEATED = 0.6  # what a further item of the same kind is worth

Kind = Literal["question", "hand_on", "strategic", "feedback", "thanks", "group"]
WHY: dict[Kind, str] = {
    "question": "A question in your AMA has no answer yet, {days}.",
    "hand_on": "Somebody asks for a person here. Is it a chance for someone in your team?",
    "strategic": "{reason}",
    "feedback": "{author} wrote feedback on {person} and chose that you see it.",
    "thanks": "{person} helped in a conversation of yours. A word of thanks takes a minute.",
    "group": "{count} of your {size} people wrote in {channel} this week.",
}
NAMES: dict[Kind, str] = {
    "question": "A question that waits for you",
    "hand_on": "To hand on",
    "strategic": "Worth your attention",
    "feedback": "Feedback you may see",
    "thanks": "A word of thanks",
    "group": "Your people, together",
}
AGAIN: frozenset[Kind] = frozenset({"question", "group"})  # what may come in more than one week
NOTHING = "Nothing this week."
TITLE = "Your week: {count} {things}"
FOOTER = "Five at most, from channels that you are in and from what people chose to show you."
_PUBLIC: frozenset[Kind] = frozenset({"question", "hand_on", "strategic", "thanks"})


@dataclass(frozen=True)
class Item:
    """One thing for the manager; `worth` is from 0 to 1. The post it rests on, if there is one, is one they can see.

    `is_shared`: the person whom it is about chose that this manager sees it. `group` is how many people a count is of.
    """

    kind: Kind
    worth: float
    line: str
    channel: str = ""
    ts: str = ""
    is_shared: bool = False
    group: int = 0

    @property
    def about(self) -> str:
        """What tells it from others of its kind."""
        return f"{self.channel}:{self.ts}" if self.ts else self.channel or self.line


def choose(items: Sequence[Item], most: int = MOST) -> list[Item]:
    """The items of one week, best first; an empty list means no message."""
    left, chosen = [item for item in items if may_show(item)], list[Item]()
    while left and len(chosen) < most:
        kinds = Counter(item.kind for item in chosen)
        best = max(left, key=lambda item: (item.worth * REPEATED ** kinds[item.kind], item.ts, item.line))
        left = [item for item in left if item is not best and not _is_same_post(item, best)]
        chosen.append(best)
    return chosen


def may_show(item: Item) -> bool:
    """Whether a manager may see it at all, by the rule at the top of this file."""
    if item.kind == "group":
        return item.group >= LEAST_GROUP
    return item.kind in _PUBLIC or item.is_shared


def _is_same_post(one: Item, other: Item) -> bool:
    return bool(one.ts) and (one.channel, one.ts) == (other.channel, other.ts)


def question(worth: float, days: int, channel: str, ts: str) -> Item:
    """An AMA question that waits for an answer."""
    waiting = "since today" if days < 1 else "for a day" if days == 1 else f"for {days} days"
    return Item("question", worth, WHY["question"].format(days=waiting), channel, ts)


def hand_on(worth: float, channel: str, ts: str) -> Item:
    """A post that asks for somebody."""
    return Item("hand_on", worth, WHY["hand_on"], channel, ts)


def strategic(worth: float, reason: str, channel: str, ts: str) -> Item:
    """A post that the people above the manager are likely to react to; `reason` is the ranker's, in counts."""
    return Item("strategic", worth, reason, channel, ts)


def feedback(worth: float, author: str, person: str, *, is_shared: bool) -> Item:
    """Feedback on one of their people, which the manager was given."""
    line = WHY["feedback"].format(author=f"<@{author}>", person=f"<@{person}>")
    return Item("feedback", worth, line, is_shared=is_shared)


def thanks(worth: float, person: str, channel: str, ts: str) -> Item:
    """Somebody helped the manager, and wasn't thanked there."""
    return Item("thanks", worth, WHY["thanks"].format(person=f"<@{person}>"), channel, ts)


def group(worth: float, writers: int, size: int, channel: str) -> Item:
    """How many of a team were in a channel; shown only if those who were, and those who weren't, are a group."""
    line = WHY["group"].format(count=writers, size=size, channel=f"<#{channel}>")
    told_apart = min(writers, size - writers) if 0 < writers < size else size
    return Item("group", worth, line, channel, group=told_apart)


def title(items: Sequence[Item]) -> str:
    """The headline, which is also the notification."""
    return TITLE.format(count=len(items), things="thing" if len(items) == 1 else "things")
