"""Who helped somebody in a conversation that they began, and was not thanked there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SETTLES = timedelta(days=1)  # thanks may still come by themselves until then
REMEMBERED = timedelta(days=14)


@dataclass(frozen=True)
class Reply:
    """A reply in a thread: `ts` is its own."""

    author: str
    ts: str
    at: datetime


def unthanked(
    me: str, asked: str, replies: Sequence[Reply], thanked: Collection[str], now: datetime
) -> list[Reply]:
    """The last reply of everybody who helped with a question of mine and heard nothing since; the latest first.

    `asked` are the words that began it: only a question can be helped with. `thanked` are the ts of replies that I put
    an emoji on. Whatever I wrote after a reply may have been thanks, so nobody before it is named.
    """
    if "?" not in asked:
        return []
    own = max((each.at for each in replies if each.author == me), default=None)
    last: dict[str, Reply] = {}
    for each in sorted(replies, key=lambda each: each.at):
        last[each.author] = each
    heard = {each.author for each in replies if each.ts in thanked}
    found = [
        each
        for user, each in last.items()
        if user != me
        and user not in heard
        and (own is None or each.at > own)
        and SETTLES <= now - each.at <= REMEMBERED
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)
