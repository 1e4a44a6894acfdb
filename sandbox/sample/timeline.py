"""Posts on their days become Slack messages: dated, threaded, reacted to, none after the end."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.sample.cast import TEAM_ID, Cast, Colleague
from sandbox.sample.days import WorkingDays, into_working_hours
from sandbox.sample.markup import mrkdwn
from sandbox.sample.script import Post

JSON = dict[str, Any]


@dataclass
class Timeline:
    """Writes the messages of every channel; each `ts` is used once in its channel."""

    cast: Cast
    days: WorkingDays
    messages: dict[str, list[JSON]] = field(default_factory=dict)
    _used: set[tuple[str, str]] = field(default_factory=set)

    def add(self, post: Post) -> None:
        """The post with its thread, or as much of both as happened before the end."""
        rng = random.Random(f"timeline {post.channel} {post.author} {post.text}")  # noqa: S311 - a sample, no secret
        author = self.cast.people[post.author]
        moment = self._dated(post, author) + timedelta(seconds=rng.randrange(60))
        if moment > self.days.end:
            return
        room = self.cast.rooms[post.channel]
        root = self._message(room.id, author, moment, post.text, rng)
        if post.subtype:
            root["subtype"] = post.subtype
        thread = list(self._thread(post, room.id, moment, rng))
        if thread:
            _head_thread(root, thread)
        if post.reactions:
            root["reactions"] = [self._reaction(name, users) for name, users in post.reactions.items()]
        self.messages.setdefault(room.id, []).extend([root, *thread])

    def finish(self) -> dict[str, list[JSON]]:
        """The messages by channel id, oldest first."""
        for room in self.cast.rooms.values():
            self.messages.setdefault(room.id, []).sort(key=lambda message: float(message["ts"]))
        return self.messages

    def _dated(self, post: Post, author: Colleague, days_later: int = 0) -> datetime:
        find = self.days.weekend_moment if post.weekend else self.days.moment
        return find(post.day + days_later, post.at, author.tz)

    def _thread(self, post: Post, room_id: str, moment: datetime, rng: random.Random) -> Iterator[JSON]:
        earliest, root_author = moment, self.cast.people[post.author]
        for reply in post.replies:
            author = self.cast.people[reply.author]
            at = self._dated(post, root_author, reply.after_days) + timedelta(minutes=reply.after_min)
            at = max(at, earliest + timedelta(minutes=rng.randint(1, 4)))
            if not post.weekend:
                at = into_working_hours(at, author.tz, late_min=rng.randint(10, 75))
            earliest = at + timedelta(seconds=rng.randrange(60))
            if earliest > self.days.end:
                return
            yield self._message(room_id, author, earliest, reply.text, rng)

    def _message(self, room_id: str, author: Colleague, at: datetime, text: str, rng: random.Random) -> JSON:
        message: JSON = {
            "type": "message",
            "user": author.id,
            "team": TEAM_ID,
            "text": mrkdwn(self.days.fill_in(text), self.cast),
            "ts": self._ts(room_id, at, rng),
        }
        if author.bot:
            message |= {"bot_id": author.bot_id, "app_id": author.app_id}
        return message

    def _ts(self, room_id: str, at: datetime, rng: random.Random) -> str:
        while True:
            ts = f"{int(at.timestamp())}.{rng.randrange(1000, 999000):06d}"
            if (room_id, ts) not in self._used:
                self._used.add((room_id, ts))
                return ts

    def _reaction(self, name: str, users: tuple[str, ...]) -> JSON:
        return {"name": name, "users": [self.cast.people[who].id for who in users], "count": len(users)}


def _head_thread(root: JSON, thread: list[JSON]) -> None:
    repliers = list(dict.fromkeys(message["user"] for message in thread))
    root |= {
        "thread_ts": root["ts"],
        "reply_count": len(thread),
        "reply_users_count": len(repliers),
        "reply_users": repliers[:5],
        "latest_reply": thread[-1]["ts"],
    }
    for message in thread:
        message |= {"thread_ts": root["ts"], "parent_user_id": root["user"]}
