"""Who leads people switches the weekly message on."""

from datetime import time, timedelta
from functools import partial

from quarter.persona import Persona
from quarter.run import Quarter


def plan(quarter: Quarter) -> None:
    """On the first Tuesday."""
    for persona in quarter.people.values():
        if persona.leads:
            moment = persona.at(quarter.first + timedelta(days=1), time(10, 30))
            quarter.plan(moment, partial(_lead, quarter, persona))


async def _lead(quarter: Quarter, persona: Persona) -> None:
    team = [
        who.id for who in quarter.cast.people.values() if who.manager == persona.handle and not who.deleted
    ]
    await quarter.types(persona.handle, "/earshot week")
    await quarter.through(persona.handle, people=team, leads="yes")
