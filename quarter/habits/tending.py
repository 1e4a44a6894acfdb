"""People say whom they want to stay in touch with, and whom they met."""

from datetime import time, timedelta
from functools import partial

from quarter.run import Quarter

ADDED = {
    "wren": ("thrush", "gannet", "ibis"),
    "tern": ("juniper", "wattle"),
    "kestrel": ("teal", "severn", "osprey", "hazel"),
    "hazel": ("plover",),
}
MET = ((2, "wren", "thrush"), (5, "tern", "juniper"))


def plan(quarter: Quarter) -> None:
    """People are added in the first week, and met later."""
    for person, others in ADDED.items():
        if quarter.people[person].starts is None:
            continue
        moment = quarter.people[person].at(quarter.first + timedelta(days=2), time(14, 10))
        quarter.plan(moment, partial(_add, quarter, person, others))
    for week, person, other in MET:
        if quarter.people[person].starts is None:
            continue
        moment = quarter.people[person].at(quarter.first + timedelta(weeks=week, days=3), time(15, 0))
        quarter.plan(moment, partial(quarter.types, person, f"/earshot met @{other}"))


async def _add(quarter: Quarter, person: str, others: tuple[str, ...]) -> None:
    await quarter.types(person, "/earshot people")
    await quarter.hand.presses(person, "relationships.add")
    await quarter.settle()
    ids = [quarter.people[other].user for other in others]
    await quarter.through(person, people=ids)
