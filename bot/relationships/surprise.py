"""Somebody who rarely writes to the reader just did: that is the one to answer first.

After the talk that Earshot is built on: contact is unsurprising (one's own reports, the person at the next desk) or
surprising, and the surprising one deserves the quicker answer.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.relationships.contact import MOST_NAMED, Contact, Said
from bot.relationships.tie import span

LOOKED_BACK = timedelta(days=90)  # how far Earshot reads back when somebody starts it
RARE = timedelta(days=45)  # since they last wrote to the reader
SEEN_FOR = timedelta(days=30)  # with less history, everybody's first mention would be a surprise

FIRST = "{person} has mentioned you for the first time since I've been listening ({seen})."
AGAIN = "{person} has mentioned you, for the first time in {silence}."
ADVICE = "A quick first answer helps more here than a long one later."


def surprise(
    me: str, said: Said, earlier: Sequence[Contact], expected: Collection[str], listening_since: datetime
) -> str | None:
    """Why a message is to be answered first, in words for the reader; None if it is nothing special.

    `earlier` are the contacts with its author before it, `expected` those whose messages surprise nobody: the reader's
    manager and reports, and apps. `listening_since` is how far back Earshot knows the reader's channels.
    """
    named = me in said.mentions and len(said.mentions) <= MOST_NAMED
    known_for = min(said.at - listening_since, LOOKED_BACK)
    if not named or said.author == me or said.author in expected or known_for < SEEN_FOR:
        return None
    past = [each for each in earlier if each.person == said.author and each.at < said.at]
    real = [each.at for each in past if each.is_real]
    person = f"<@{said.author}>"
    if not real:
        return FIRST.format(person=person, seen=span(known_for))
    silence = said.at - max(real)
    return AGAIN.format(person=person, silence=span(silence)) if silence >= RARE else None
