"""Recount what a digest's reason says, from the workspace's own history and nothing of Earshot's.

    python docs/recount.py http://127.0.0.1:3000 customers plover [--by elm] [--mentioned] --until 14

Counts the root posts of people in #customers (or in several channels: customers,incidents) that are older than 14 days (the window of a first digest; 7 for
later ones) and at most 90, without plover's own, and those of them that plover reacted to, or replied to within a week.
"""

import argparse
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

DAY = 86_400.0
TOKEN = "xoxb-local-earshot"  # noqa: S105 - what the local workspace prints; it protects nothing


def main() -> None:
    """Print the count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url")
    parser.add_argument("channel")
    parser.add_argument("person")
    parser.add_argument("--by", help="only posts by this person")
    parser.add_argument("--mentioned", action="store_true", help="only posts that mention the person")
    parser.add_argument("--until", type=float, default=14, help="the window of the digest in days")
    asked = parser.parse_args()
    people = {each["name"]: each["id"] for each in pages(asked.url, "users.list", "members")}
    channels = {each["name"]: each["id"] for each in pages(asked.url, "conversations.list", "channels")}
    with urllib.request.urlopen(f"{asked.url}/control/clock") as answer:  # noqa: S310 - an address one typed
        now = json.load(answer)["now"]
    person = people[asked.person]
    posts = [
        post | {"channel": channel}
        for channel in (channels[name] for name in asked.channel.split(","))
        for post in pages(asked.url, "conversations.history", "messages", channel=channel, latest=f"{now:.6f}")
        if now - 90 * DAY <= float(post["ts"]) < now - asked.until * DAY
        and not post.get("subtype") and not post.get("bot_id") and post["user"] != person
        and (asked.by is None or post["user"] == people[asked.by])
        and (not asked.mentioned or mentions(post, person))
    ]  # fmt: skip
    engaged = [
        post
        for post in posts
        if reacted(post, person) or replied(asked.url, post, person, now - asked.until * DAY)
    ]
    print(f"{asked.person} reacted or replied to {len(engaged)} of {len(posts)} posts in #{asked.channel}")


def mentions(post: dict[str, Any], person: str) -> bool:
    """Whether the post's words mention the person."""
    return any(f"<@{person}{end}" in post.get("text", "") for end in ">|")


def reacted(post: dict[str, Any], person: str) -> bool:
    """Whether the person put an emoji on the post."""
    return any(person in reaction["users"] for reaction in post.get("reactions", ()))


def replied(url: str, post: dict[str, Any], person: str, until: float) -> bool:
    """Whether the person wrote in the post's thread within a week, and before the window."""
    if not post.get("reply_count"):
        return False
    thread = pages(url, "conversations.replies", "messages", channel=post["channel"], ts=post["ts"])
    last = min(float(post["ts"]) + 7 * DAY, until)
    return any(
        each["user"] == person and each["ts"] != post["ts"] and float(each["ts"]) <= last for each in thread
    )


def pages(url: str, method: str, key: str, **arguments: str) -> Iterator[dict[str, Any]]:
    """Everything a paged method of the Web API returns."""
    cursor = ""
    while True:
        query = urllib.parse.urlencode({**arguments, "limit": 200, "cursor": cursor})
        request = urllib.request.Request(f"{url}/api/{method}?{query}")  # noqa: S310 - an address one typed
        request.add_header("Authorization", f"Bearer {TOKEN}")
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
            page = json.load(answer)
        assert page["ok"], page
        yield from page[key]
        cursor = page.get("response_metadata", {}).get("next_cursor", "")
        if not cursor:
            return


if __name__ == "__main__":
    main()
