"""How long and how often a digest is, by whether the last ones were of use.

Two in a row without a single press: three items instead of five. Four: once a week at most. A press on any digest, or
"send me one now", brings back what was chosen. Nobody is told that they ignored something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.schedule import Cadence

FULL, SHORT = 5, 3  # items
SHORTER_AFTER, RARER_AFTER = 2, 4  # digests in a row

LINE_SHORT = "I keep it to three for now. Any button here brings back five."
LINE_RARE = "I write once a week for now. Any button here brings back the daily one."
LINE_BACK = "Back to what you chose, from the next one on."
LINE_LESS = "Three posts at most from now on."


@dataclass(frozen=True)
class Pace:
    """At most so many items, so often, and what the digest says about it ("" if nothing)."""

    most: int
    cadence: Cadence
    line: str = ""


def pace(was_answered: Sequence[bool], chosen: Cadence, *, wants_less: bool = False) -> Pace:
    """The pace by the last digests, oldest first; only those that a next one has followed, or a week, are judged.

    `wants_less` is the Less button: one step down from wherever one is, until it is taken back.
    """
    ignored = 0
    for answered in reversed(was_answered):
        if answered:
            break
        ignored += 1
    steps = (ignored >= SHORTER_AFTER) + (ignored >= RARER_AFTER) + wants_less
    if steps == 0:
        return Pace(FULL, chosen)
    if steps == 1 or chosen == "weekly":
        return Pace(SHORT, chosen, "" if wants_less and not ignored >= SHORTER_AFTER else LINE_SHORT)
    return Pace(SHORT, "weekly", LINE_RARE)
