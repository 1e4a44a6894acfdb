"""People weigh what they are asked for, and press green or red."""

from datetime import time, timedelta
from functools import partial

from quarter.run import Quarter

WEEKS = (0, 1, 4, 6)
BUTTONS = ("green", "green", "discover", "red")
POLL = ("wren", "product")
ASKS = (
    "Could you look after the pilot with the harbour?",
    "Would you speak at the all-hands about rounds?",
    "Can you join the hiring panel until summer?",
    "Will you write the first draft of the locker plan?",
)


def plan(quarter: Quarter) -> None:
    """Everybody in the core weighs something in some weeks, and one asks a channel the thought experiment."""
    for week, ask in zip(WEEKS, ASKS, strict=True):
        for persona in quarter.people.values():
            day = quarter.first + timedelta(weeks=week, days=quarter.rng.randint(1, 4))
            if persona.is_core and persona.uses_earshot(day) and week < quarter.weeks:
                moment = persona.at(day, time(quarter.rng.randint(10, 16), 12))
                button = quarter.rng.choice(BUTTONS)
                quarter.plan(moment, partial(_weigh, quarter, persona.handle, ask, button))

    asker = quarter.people[POLL[0]]
    if asker.starts is not None:
        moment = asker.at(quarter.first + timedelta(weeks=1, days=2), time(13, 5))
        quarter.plan(moment, partial(quarter.types, asker.handle, "/greenbutton poll", channel=POLL[1]))


async def _weigh(quarter: Quarter, person: str, ask: str, button: str) -> None:
    await quarter.types(person, f"/greenbutton {ask}")
    await quarter.through(person, chance="70", decision=button)
