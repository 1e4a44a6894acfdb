"""A session in which questions are asked: with its host, who also gets messages, and with those who ask and vote."""

from datetime import time, timedelta
from functools import partial

from quarter.run import Quarter

HOST, CHANNEL = "banyan", "product"
WEEK_OF_IT = 1
QUESTIONS = (
    ("wren", "Which customer would we rather not lose?"),
    ("oriole", "What do we stop doing in summer?"),
    ("severn", "Why is the night shift not on the road map?"),
)


def plan(quarter: Quarter) -> None:
    """It opens on a Tuesday, people ask over two days."""
    if quarter.people[HOST].starts is None:
        return
    day = quarter.first + timedelta(weeks=WEEK_OF_IT, days=1)
    quarter.plan(quarter.people[HOST].at(day, time(11, 0)), partial(_open, quarter))
    for number, (person, words) in enumerate(QUESTIONS):
        moment = quarter.people[person].at(day + timedelta(days=1), time(10 + number, 20))
        quarter.plan(moment, partial(_ask, quarter, person, words))


async def _open(quarter: Quarter) -> None:
    await quarter.types(HOST, "/ama", channel=CHANNEL)
    await quarter.through(HOST, title="Ask the data team")


async def _ask(quarter: Quarter, person: str, words: str) -> None:
    await quarter.hand.presses(person, "ama.ask", channel=CHANNEL)
    await quarter.settle()
    await quarter.through(person, words=words)
