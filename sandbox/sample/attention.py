"""Who responds to a post besides those whom the script names: three leaders by taste, the others by mood."""

import random
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sandbox.sample.cast import Cast, read_yaml
from sandbox.sample.script import Post, Reply

_SCRIPTED_SHARE = 0.1  # of the posts in their taste that the script leaves without a leader's reply
_REPLY_SHARE = 0.35  # of a leader's responses to small posts; the others are emoji


@dataclass(frozen=True)
class Leader:
    """What one leader responds to, how often, how quickly and with which words."""

    cares: frozenset[str]
    share: float
    rest: float
    minutes: tuple[int, int]
    emoji: list[str]
    lines: dict[str, list[str]]

    def wants(self, post: Post, handle: str) -> bool:
        """Whether the post is to this leader's taste, or calls them by name."""
        return bool(post.tags & self.cares) or f"@{handle}" in post.text


@cache
def leaders() -> dict[str, Leader]:
    """The three leaders by handle."""
    return {handle: _leader(row) for handle, row in _sheet()["leaders"].items()}


def with_responses(post: Post, cast: Cast, *, scripted: bool) -> Post:
    """The post with the leaders' and everybody else's responses added; the same ones each time."""
    if post.subtype:
        return post
    rng = random.Random(f"attention {post.channel} {post.author} {post.text}")  # noqa: S311 - a sample, no secret
    present = [handle for handle in cast.present(post.channel, post.day) if handle != post.author]
    for handle, leader in leaders().items():
        if handle in present:
            post = _with_leader(post, handle, leader, rng, scripted=scripted)
    return _with_crowd(post, [handle for handle in present if handle not in leaders()], rng)


def _with_leader(post: Post, handle: str, leader: Leader, rng: random.Random, *, scripted: bool) -> Post:
    if _responded(post, handle):
        return post
    in_taste = leader.wants(post, handle)
    share = leader.rest if not in_taste else _SCRIPTED_SHARE if scripted else leader.share
    if rng.random() >= share:
        return post
    lines = [line for tag in sorted(post.tags & leader.cares) for line in leader.lines[tag]]
    if lines and not scripted and rng.random() < _REPLY_SHARE:
        reply = Reply(rng.randint(*leader.minutes), handle, rng.choice(lines))
        return replace(post, replies=tuple(sorted((*post.replies, reply), key=lambda each: each.after_min)))
    return _reacted(post, handle, rng.choice(leader.emoji))


def _with_crowd(post: Post, present: list[str], rng: random.Random) -> Post:
    moods = _sheet()["moods"]
    mood = next((moods[name] for name in moods if name in post.tags), moods["other"])
    number = min(len(present), int(rng.expovariate(1 / mood["typical"]) + 0.4))
    for handle in rng.sample(present, number):
        post = _reacted(post, handle, rng.choice(mood["emoji"]))
    return post


def _responded(post: Post, handle: str) -> bool:
    replied = any(reply.author == handle for reply in post.replies)
    return replied or any(handle in users for users in post.reactions.values())


def _reacted(post: Post, handle: str, emoji: str) -> Post:
    users = post.reactions.get(emoji, ())
    return post if handle in users else replace(post, reactions={**post.reactions, emoji: (*users, handle)})


@cache
def _sheet() -> dict[str, Any]:
    return dict(read_yaml("attention.yml"))


def _leader(row: dict[str, Any]) -> Leader:
    return Leader(**{**row, "cares": frozenset(row["cares"]), "minutes": tuple(row["minutes"])})
