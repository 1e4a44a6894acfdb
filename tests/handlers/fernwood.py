"""Three months of a small company, written out so that a test can count them by hand.

Nine, whom the reader follows, answers most of what is said in #plans and little in #chatter.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.attention.log import ANSWER_WINDOW
from bot.posts import moment
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER
from tests.handlers.stage import NOW
from tests.moments import stamp

READER, NINE, AUTHOR, OTHER = "U1", "U9", "U2", "U3"
PLANS, CHATTER, BOARD = "CPLANS", "CCHATTER", "CBOARD"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def fernwood() -> Company:
    """Two open channels and a private one, each with a post a day until 15 days ago, and nothing since."""
    everybody = {READER, NINE, AUTHOR, OTHER}
    company = Company(
        {
            PLANS: Room({*everybody, BOT_USER}),
            CHATTER: Room({*everybody, BOT_USER}),
            BOARD: Room({READER, NINE, AUTHOR, BOT_USER}, is_private=True),
        }
    )
    for day in range(89, 14, -1):
        for channel in company.rooms:
            company.post(channel, _daily(channel, day))
    return company


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
        said.replies = [*said.replies, (NINE, stamp(posted + ANSWER_WINDOW + MINUTE))]
    return said


def counted(company: Company, channel: str, until: datetime, author: str = "") -> tuple[int, int]:
    """How many posts there were before then, in the channel (by the author), and how many Nine answered."""
    posts = [
        post
        for post in company.rooms[channel].posts
        if NOW - 90 * DAY <= moment(post.ts) < until and post.user != NINE and author in {"", post.user}
    ]
    return len([post for post in posts if _answered(post, until)]), len(posts)


def _answered(post: Said, until: datetime) -> bool:
    reacted = any(NINE in users for users in post.reactions.values())
    end = min(until, moment(post.ts) + ANSWER_WINDOW + timedelta(microseconds=1))
    return reacted or any(user == NINE and moment(ts) < end for user, ts in post.replies)
