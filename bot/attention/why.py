"""Why a post is, or is not, in somebody's digest: one answer from what is known at the moment they ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Answer = Literal[
    "nobody", "unknown", "not_followed", "deleted", "app", "own", "shown", "muted", "answered", "old",
    "theirs", "unlikely", "crowded", "paused", "next",
]  # fmt: skip

SAID: dict[Answer, str] = {
    "nobody": "You don't follow anyone yet, so you have no digest. `/earshot follow` takes under a minute.",
    "unknown": "I don't know that post. I know posts of the last 90 days, in channels that you and I are both in.",
    "not_followed": "You don't follow {channel}, so its posts don't come to you. `/earshot follow` adds it.",
    "deleted": "That post was deleted, so nothing of it is kept or shown.",
    "app": "An app wrote that post, and I leave out what apps write.",
    "own": "You wrote that post yourself. Your digest has what others write.",
    "shown": "You've had that post: it was in your digest of {shown}. *Why?* below it there says more.",
    "muted": "You muted {channel}, so nothing of it comes. My Home tab lets it in again.",
    "answered": "You've reacted or replied to that post yourself, so it would be no news to you.",
    "old": "That post is from {posted}, and your digest reaches back {days} days.",
    "theirs": "{author} wrote that post, and you follow nobody else: I look for what the people you follow "
    "would answer, not for what they write.",
    "unlikely": "Nobody you follow is likely enough to react or reply. {who} comes closest: my guess is {chance} "
    "posts like this one, and your digest starts at {starts}.",
    "crowded": "That post is worth showing, but {most} others come first: {others}.",
    "paused": "That post would be in your next digest, but you paused it. `/earshot resume` lets it come, "
    "and `/earshot digest` sends it now.",
    "next": "Nothing keeps that post out: it will be in your next digest, {due}, unless likelier ones come "
    "until then. `/earshot digest` sends it now.",
}
REPLY = "That's a reply, so I went by the post that it answers. "
NOT_TOLD = "Slack didn't tell me which channels you are in, so I can't say. Please try once more."
NO_LINK = (
    "I need a link to one post: choose *Copy link* in its menu, then for example `/earshot why {example}`."
)
ELSEWHERE = (
    "That link leads to another workspace. I need one of this workspace, such as `/earshot why {example}`."
)


@dataclass(frozen=True)
class Facts:
    """What holds of one post and one reader. The post is the first one of its conversation."""

    follows_somebody: bool = True
    is_in_channel: bool = True  # the reader, as Slack says right now
    is_followed: bool = True  # the channel
    is_known: bool = True  # the post was read
    is_deleted: bool = False
    is_by_app: bool = False
    is_own: bool = False
    is_shown: bool = False
    is_muted: bool = False  # the channel
    is_answered: bool = False  # by the reader
    is_old: bool = False
    is_judged: bool = True  # somebody followed could respond to it
    is_likely: bool = True  # or somebody followed is in it already
    is_chosen: bool = True  # a digest made now would show it
    is_paused: bool = False


# The first that holds is the answer. What a reader may not see comes before anything that is known of it.
_IN_ORDER: tuple[tuple[Answer, Callable[[Facts], bool]], ...] = (
    ("nobody", lambda facts: not facts.follows_somebody),
    ("unknown", lambda facts: not facts.is_in_channel),
    ("not_followed", lambda facts: not facts.is_followed),
    ("unknown", lambda facts: not facts.is_known),
    ("deleted", lambda facts: facts.is_deleted),
    ("app", lambda facts: facts.is_by_app),
    ("own", lambda facts: facts.is_own),
    ("shown", lambda facts: facts.is_shown),
    ("muted", lambda facts: facts.is_muted),
    ("answered", lambda facts: facts.is_answered),
    ("old", lambda facts: facts.is_old),
    ("theirs", lambda facts: not facts.is_judged),
    ("unlikely", lambda facts: not facts.is_likely),
    ("crowded", lambda facts: not facts.is_chosen),
    ("paused", lambda facts: facts.is_paused),
)


def why(facts: Facts) -> Answer:
    """The reason that decides; "next" where nothing keeps the post from the next digest."""
    return next((answer for answer, holds in _IN_ORDER if holds(facts)), "next")
