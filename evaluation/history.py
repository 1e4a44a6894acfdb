"""Everything that was posted and responded to in a workspace, and when it became known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain

from bot.attention.log import Engagement, Post

REACTION_DELAY = timedelta(days=1)  # exports have no times of reactions: most are there after a day

Event = Post | Engagement
PostKey = tuple[str, str]
"""A channel, and the ts of a root post in it."""


@dataclass(frozen=True)
class Known:
    """An event, and the moment from which a ranker may use it."""

    at: datetime
    event: Event


@dataclass(frozen=True)
class History:
    """A workspace's posts, oldest first, and what people did with them.

    `names` has everybody's name as Slack shows it and `handles` what is typed after an @, both by user id; `bots` are
    the users that are no people. `oddities` says, one line per kind, what was left out or repaired on reading.
    """

    posts: tuple[Post, ...]
    engagements: tuple[Engagement, ...]
    names: dict[str, str]
    handles: dict[str, str] = field(default_factory=dict)
    bots: frozenset[str] = frozenset()
    oddities: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[PostKey, Post]:
        """The posts by channel and ts."""
        return {(post.channel, post.ts): post for post in self.posts}

    @property
    def candidates(self) -> list[Post]:
        """What could be shown to somebody: the posts of people, oldest first."""
        return [post for post in self.posts if not post.is_bot]

    def known_at(self, engagement: Engagement) -> datetime:
        """When a response became known: a reply when it was written, a reaction a day after its post."""
        post_at = self.by_key[engagement.channel, engagement.ts].at
        return post_at + REACTION_DELAY if engagement.at is None else engagement.at

    @cached_property
    def events(self) -> tuple[Known, ...]:
        """Everything in the order in which it became known; at the same moment posts come first."""
        return tuple(in_order(self.posts, self.engagements, self))

    def responses(self) -> dict[str, dict[PostKey, datetime]]:
        """For each person the candidates that they responded to, and when that became known first.

        A response is an emoji on somebody else's post, or a reply in its thread within a week.
        """
        found: dict[str, dict[PostKey, datetime]] = {}
        for engagement in self.engagements:
            post = self.by_key[engagement.channel, engagement.ts]
            if post.is_bot or engagement.user == post.author or not engagement.in_time(post):
                continue
            theirs = found.setdefault(engagement.user, {})
            known = self.known_at(engagement)
            key = post.channel, post.ts
            theirs[key] = min(known, theirs.get(key, known))
        return found


def in_order(posts: Iterable[Post], engagements: Iterable[Engagement], history: History) -> list[Known]:
    """These events of a history in the order in which they became known."""
    found = chain(
        (Known(post.at, post) for post in posts),
        (Known(history.known_at(each), each) for each in engagements),
    )
    return sorted(found, key=lambda known: (known.at, not isinstance(known.event, Post)))
