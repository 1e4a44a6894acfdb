"""People write feedback and ask for some; those who get it need not know Earshot."""

from datetime import time, timedelta
from functools import partial

from quarter.run import Quarter

WRITTEN = (
    (1, "wren", ("gannet", "thrush")),
    (5, "tern", ("wren",)),
    (8, "kestrel", ("elm", "osprey", "wren")),
)
ASKED = ((4, "severn", ("gannet",)), (9, "wren", ("kestrel",)))


def plan(quarter: Quarter) -> None:
    """Some feedback in some weeks, late on purpose: it waits for the receiver's day."""
    for week, author, people in WRITTEN:
        if quarter.people[author].starts is None:
            continue
        moment = quarter.people[author].at(quarter.first + timedelta(weeks=week, days=3), time(22, 40))
        quarter.plan(moment, partial(_write, quarter, author, people))
    for week, author, people in ASKED:
        if quarter.people[author].starts is None:
            continue
        moment = quarter.people[author].at(quarter.first + timedelta(weeks=week, days=2), time(13, 30))
        quarter.plan(moment, partial(_ask, quarter, author, people))


async def _write(quarter: Quarter, author: str, people: tuple[str, ...]) -> None:
    await quarter.types(author, "/earshot feedback")
    await quarter.through(author, people=[quarter.people[each].user for each in people])


async def _ask(quarter: Quarter, author: str, people: tuple[str, ...]) -> None:
    await quarter.types(author, "/earshot feedback")
    await quarter.hand.presses(author, "feedback.open_ask")
    await quarter.settle()
    await quarter.through(author, people=[quarter.people[each].user for each in people])
