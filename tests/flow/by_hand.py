"""Counting by hand: how many posts somebody responded to, from nothing but the workspace's own history."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

DAY = 86_400.0
FIRST_WINDOW_DAYS = 14  # of somebody's first digest; what lies before it is counted
Post = dict[str, Any]


def history(client: WebClient, channel: str) -> list[Post]:
    """Every root post of a person in a channel, each with its replies."""
    posts: list[Post] = []
    cursor: str | None = None
    for _ in range(100):
        page = client.conversations_history(channel=channel, limit=50, cursor=cursor)
        posts += [each for each in page["messages"] if "subtype" not in each and "bot_id" not in each]
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return [{**post, "replies": _replies(client, channel, post)} for post in posts]


def counted(
    posts: list[Post], person: str, now: float, like: Callable[[Post], bool] = bool
) -> tuple[int, int]:
    """(responded, posts): of the posts of others that are older than a first digest's window, up to 90 days."""
    earlier = [
        post
        for post in posts
        if now - 90 * DAY <= float(post["ts"]) < now - FIRST_WINDOW_DAYS * DAY
        and post["user"] != person
        and like(post)
    ]
    return sum(_responded(post, person) for post in earlier), len(earlier)


def _responded(post: Post, person: str) -> bool:
    reacted = any(person in reaction["users"] for reaction in post.get("reactions", ()))
    in_time = (each for each in post["replies"] if each["user"] == person and _days_between(post, each) <= 7)
    return reacted or any(in_time)


def _days_between(post: Post, reply: Post) -> float:
    return (float(reply["ts"]) - float(post["ts"])) / DAY


def _replies(client: WebClient, channel: str, post: Post) -> list[Post]:
    if not post.get("reply_count"):
        return []
    answer = client.conversations_replies(channel=channel, ts=post["ts"], limit=999)
    return [each for each in answer["messages"] if each["ts"] != post["ts"]]
