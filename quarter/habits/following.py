"""People start Earshot, follow, are away, take a day off, and stop."""

from datetime import date, datetime, time, timedelta
from functools import partial

from quarter.persona import Persona
from quarter.run import Quarter

CHANNELS = ("customers", "product", "architecture-rfcs")
LEADERS = ("alder", "plover")
GREETS = "birch"  # writes to Earshot first, and presses nothing


def plan(quarter: Quarter) -> None:
    """Everybody's first day, and what they do about it later."""
    for persona in quarter.people.values():
        if persona.starts is None:
            continue
        quarter.plan(_on(quarter, persona, persona.starts), partial(_starts, quarter, persona))
        if persona.stops is not None:
            quarter.plan(_on(quarter, persona, persona.stops), partial(_stops, quarter, persona))
        if persona.away is not None:
            quarter.plan(_on(quarter, persona, persona.away[0]), partial(_leaves, quarter, persona))
        if persona.off is not None:
            before = persona.off - timedelta(days=3)
            quarter.plan(_on(quarter, persona, before), partial(_takes_off, quarter, persona))
        if persona.is_core:
            _looks(quarter, persona)


def _on(quarter: Quarter, persona: Persona, day: date) -> datetime:
    return persona.at(day, time(8, quarter.rng.randint(5, 50)))


async def _starts(quarter: Quarter, persona: Persona) -> None:
    hand = quarter.hand
    if persona.handle == GREETS:
        hand.writes(persona.handle, "Hello! What do you do?")
        await quarter.settle()
    await hand.types(persona.handle, "/earshot follow")
    await quarter.settle()
    channels = [name for name in CHANNELS if persona.handle in quarter.cast.rooms[name].members]
    manager = quarter.cast.people[persona.handle].manager
    level1 = [manager] if manager and persona.is_core else ["alder"]
    voices = [each for each in LEADERS if each not in {persona.handle, *level1}]
    await hand.submits(
        persona.handle, channels=channels, level1=level1, voices=voices, cadence=persona.cadence
    )


async def _stops(quarter: Quarter, persona: Persona) -> None:
    await quarter.hand.types(persona.handle, "/earshot stop")


async def _leaves(quarter: Quarter, persona: Persona) -> None:
    assert persona.away is not None
    until = persona.away[1] + timedelta(days=1)
    await quarter.hand.types(persona.handle, f"/earshot pause until {until.day} {until:%b}")


async def _takes_off(quarter: Quarter, persona: Persona) -> None:
    assert persona.off is not None
    await quarter.types(persona.handle, "/earshot settings")
    await quarter.through(persona.handle, days_off=f"{persona.off.day} {persona.off:%b}")


def _looks(quarter: Quarter, persona: Persona) -> None:
    """Home is opened now and then."""
    for week in range(quarter.weeks):
        day = quarter.first + timedelta(weeks=week, days=2)
        if persona.uses_earshot(day) and quarter.rng.random() < persona.answers:
            quarter.plan(persona.at(day, time(11, 20)), partial(quarter.hand.opens_home, persona.handle))
