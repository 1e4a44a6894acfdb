"""Which of the people that somebody picked can be meant, and what to say of the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.people import Person, listed

MOST = 50  # people at once; a list that is longer is nobody's circle

YOURSELF = "I leave you out: that's you."
APPS = "I leave {people} out: apps don't need this."
GONE = "I leave {people} out: those accounts are deactivated."
STRANGERS = "I leave {people} out: they belong to another organisation, where I can't reach them."
GUESTS = "I leave {people} out: they are guests here, and I write to members only."
UNKNOWN = "I don't know {count} of them. If they joined today, try again tomorrow."
TOO_MANY = "That's {count} people. Up to {most} at once, please: the few that matter most."
NOBODY = "Pick at least one colleague."
_NAMED = 5  # in one line


@dataclass(frozen=True)
class Picked:
    """Whom to go on with, in their order, and a line for each reason why others are left out."""

    people: tuple[str, ...]
    lines: tuple[str, ...]


def picked(
    chosen: Sequence[str],
    me: str,
    known: Mapping[str, Person],
    *,
    strangers: Collection[str] = (),
    most: int = MOST,
    with_guests: bool = True,
) -> Picked:
    """Sort out what somebody picked: each once, never oneself, apps, the departed, strangers or the unknown.

    `strangers` are people of another organisation in shared channels. More than `most` at once are refused as a whole,
    so that nobody wonders who was dropped.
    """
    once = list(dict.fromkeys(chosen))
    if len(once) > most:
        return Picked((), (TOO_MANY.format(count=len(once), most=most),))
    reasons = {user: _reason(user, me, known, strangers, with_guests=with_guests) for user in once}
    kept = tuple(user for user, reason in reasons.items() if not reason)
    lines = []
    for copy in (YOURSELF, APPS, GONE, STRANGERS, GUESTS, UNKNOWN):
        left = [user for user, reason in reasons.items() if reason == copy]
        if left:
            lines.append(copy.format(people=listed(left, _NAMED), count=len(left)))
    return Picked(kept, tuple(lines) if kept or lines else (NOBODY,))


def _reason(
    user: str, me: str, known: Mapping[str, Person], strangers: Collection[str], *, with_guests: bool
) -> str:
    person = known.get(user)
    if user == me:
        return YOURSELF
    if user in strangers:
        return STRANGERS
    if person is None:
        return UNKNOWN
    if person.is_bot:
        return APPS
    if person.is_deleted:
        return GONE
    return GUESTS if person.is_guest and not with_guests else ""
