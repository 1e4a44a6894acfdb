"""Three months of a small company, written out so that a test can count them by hand.

Nine, whom the reader follows, answers most of what is said in #plans and little in #chatter.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.backfill import keeps_text
from bot.posts import moment
from storage import channels, posts
from storage.tables import Post
from tests.handlers import events
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER, TEAM, command
from tests.handlers.stage import NOW, Stage
from tests.moments import at, stamp

READER, NINE, AUTHOR, OTHER = "U1", "U9", "U2", "U3"
PLANS, CHATTER, BOARD = "CPLANS", "CCHATTER", "CBOARD"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
DUE = at("2026-03-03 09:00")
WEEK = timedelta(days=7)  # an answer later than this is none


def fernwood() -> Company:
    """Two open channels and a private one, each with a post a day until 15 days ago, and nothing since."""
    company = quiet()
    for channel, room in company.rooms.items():
        room.posts = [_daily(channel, day) for day in range(89, 14, -1)]
    return company


def followed(stage: Stage, *submissions: dict[str, Any]) -> Company:
    """The same, followed and known as if it had been read back (which takes a call a thread)."""
    company, past = quiet(), fernwood()
    stage.settle(company, *submissions)
    with Session(stage.engine) as session, session.begin():
        for channel, room in past.rooms.items():
            company.rooms[channel].posts = room.posts
            if channels.is_followed(session, TEAM, channel):
                _read(session, channel, room.posts)
    company.sent.clear()
    return company


def quiet() -> Company:
    """The same people and channels, with nothing said."""
    everybody = {READER, NINE, AUTHOR, OTHER}
    return Company(
        {
            PLANS: Room({*everybody, BOT_USER}),
            CHATTER: Room({*everybody, BOT_USER}),
            BOARD: Room({READER, NINE, AUTHOR, BOT_USER}, is_private=True),
        }
    )


def _read(session: Session, channel: str, said: list[Said]) -> None:
    rows: list[dict[str, Any]] = []
    for each in said:
        posted, post = moment(each.ts), {"channel_id": channel, "ts": each.ts}
        text = each.text if keeps_text(posted, NOW) else None
        session.add(
            Post(team_id=TEAM, channel_id=channel, ts=each.ts, user_id=each.user, posted_at=posted, text=text)
        )
        for user, ts in each.replies:
            rows.append(post | {"user_id": user, "kind": "reply", "name": ts, "at": moment(ts)})
        for name, users in each.reactions.items():
            rows += [post | {"user_id": user, "kind": "reaction", "name": name, "at": None} for user in users]
    posts.keep_engagements(session, TEAM, rows)


def says(stage: Stage, company: Company, channel: str, user: str = AUTHOR, text: str = "news") -> Said:
    """Somebody writes now, seen as it happens."""
    said = company.post(
        channel, Said(stamp(stage.clock.now(), len(company.rooms[channel].posts)), user, text)
    )
    stage.settle(company, events.message(channel, said.ts, user, text))
    return said


def due(stage: Stage, company: Company) -> None:
    """It is nine on the next morning."""
    stage.later(DUE)
    stage.minute()
    stage.settle(company)


def now(stage: Stage, company: Company) -> None:
    """The reader asks for a digest."""
    stage.settle(company, command(READER, "digest"))


def _daily(channel: str, day: int) -> Said:
    posted = NOW - day * DAY
    said = Said(stamp(posted), AUTHOR if day % 2 else OTHER, f"{channel} {day}")
    if channel != CHATTER and day % 4:
        said.replies = [(NINE, stamp(posted + (5 + day % 10) * MINUTE))]
    if channel != CHATTER and day % 7 == 0:
        said.reactions = {"eyes": [NINE], "+1": [NINE, AUTHOR]}
    if channel == CHATTER and day % 20 == 0:
        said.reactions = {"tada": [NINE]}
    if day % 13 == 0:
        said.replies = [*said.replies, (NINE, stamp(posted + WEEK + MINUTE))]
    return said


def counted(company: Company, channel: str, until: datetime, author: str = "") -> tuple[int, int]:
    """How many posts there were before then, in the channel (by the author), and how many Nine answered."""
    seen = [
        post
        for post in company.rooms[channel].posts
        if NOW - 90 * DAY <= moment(post.ts) < until and post.user != NINE and author in {"", post.user}
    ]
    return len([post for post in seen if _answered(post, until)]), len(seen)


def _answered(post: Said, until: datetime) -> bool:
    reacted = any(NINE in users for users in post.reactions.values())
    end = min(until, moment(post.ts) + WEEK + timedelta(microseconds=1))
    return reacted or any(user == NINE and moment(ts) < end for user, ts in post.replies)
