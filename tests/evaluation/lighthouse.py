"""An invented workspace: the keepers of a lighthouse, who post every few hours and respond by simple habits."""

import json
import random
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.attention.log import Engagement, Post
from evaluation.history import History
from tests.moments import at, stamp

BEGIN = at("2026-01-01 06:00")
KEEPERS = {
    "U0LAMP": "Lampwick Tallow",
    "U0FOGG": "Foghorn Wemble",
    "U0GULL": "Gullinda Sprat",
    "U0KELP": "Kelp Barnaclesby",
    "U0BUOY": "Buoyce Driftwood",
}
CHANNELS = {"C0LIGHT": "the-light", "C0FOG": "fog", "C0TEA": "tea"}
Row = dict[str, Any]


def post(
    number: int, channel: str = "C0LIGHT", author: str = "U0LAMP", *, hours: float = 6, **parts: Any
) -> Post:
    """The post of a number: one every six hours."""
    when = BEGIN + timedelta(hours=hours * number)
    return Post(channel, stamp(when), author, when, **parts)


def reply(to: Post, user: str, *, hours: float = 1) -> Engagement:
    """Somebody answers in the thread."""
    return Engagement(to.channel, to.ts, user, "reply", to.at + timedelta(hours=hours))


def reaction(to: Post, user: str) -> Engagement:
    """Somebody puts an emoji on the post, nobody knows when."""
    return Engagement(to.channel, to.ts, user, "reaction", None)


def history(
    posts: Iterable[Post], engagements: Iterable[Engagement] = (), bots: Iterable[str] = ()
) -> History:
    """The history of these keepers."""
    handles = {user: name.split()[0].lower() for user, name in KEEPERS.items()}
    return History(tuple(posts), tuple(engagements), dict(KEEPERS), handles, frozenset(bots))


def keepers(posts: int = 400) -> History:
    """Gullinda responds to most of the fog, Foghorn to most of Lampwick's, Kelp to a few of anything; the same always."""
    chance = random.Random(7)
    said = [
        post(n, chance.choice(list(CHANNELS)), chance.choice(["U0LAMP", "U0KELP", "U0BUOY"]))
        for n in range(posts)
    ]
    done = []
    for each in said:
        if chance.random() < (0.8 if each.channel == "C0FOG" else 0.1):
            done.append(reply(each, "U0GULL", hours=chance.randint(1, 60)))
        if each.author == "U0LAMP" and chance.random() < 0.7:
            done.append(reaction(each, "U0FOGG"))
        if chance.random() < 0.05:
            done.append(reaction(each, "U0KELP"))
    return history(said, done)


def export(folder: Path, found: History, **files: list[Row]) -> Path:
    """A zip file as Slack makes it, of a history; `files` are further ones, by name without .json."""
    path = folder / "lighthouse.zip"
    users = [
        {"id": user, "name": found.handles[user], "profile": {"real_name": name}}
        for user, name in found.names.items()
    ]
    channels = [{"id": key, "name": name, "members": list(KEEPERS)} for key, name in CHANNELS.items()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in {"users": users, "channels": channels, **files, **_days(found)}.items():
            archive.writestr(f"{name}.json", json.dumps(rows))
    return path


def message(user: str, when: datetime, **parts: Any) -> Row:
    """A message in Slack's format."""
    return {"type": "message", "user": user, "text": "The lamp is lit.", "ts": stamp(when)} | parts


def _days(found: History) -> dict[str, list[Row]]:
    days: dict[str, list[Row]] = {}
    reactors: dict[tuple[str, str], list[str]] = {}
    for done in found.engagements:
        if done.at is None:
            reactors.setdefault((done.channel, done.ts), []).append(done.user)
        else:
            row = message(done.user, done.at, thread_ts=done.ts)
            days.setdefault(f"{CHANNELS[done.channel]}/{done.at:%Y-%m-%d}", []).append(row)
    for each in found.posts:
        users = reactors.get((each.channel, each.ts), [])
        row = message(
            each.author,
            each.at,
            reactions=[{"name": "ship", "users": users, "count": len(users)}] if users else [],
        )
        days.setdefault(f"{CHANNELS[each.channel]}/{each.at:%Y-%m-%d}", []).append(row)
    return days
