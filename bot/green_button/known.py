"""What Earshot knows already, so that nobody has to answer it: filled in, marked, and easy to change.

It knows little, and says so: what it can't see, such as a talk in the kitchen, may make any of it wrong.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

DAYS_SEEN = 90  # how far back threads are counted
QUIET_DAYS = 30  # after so long without a thread together, a relationship could do with water
LIKE_THIS = 2  # presses that say the same; one is no pattern

FILLED_IN = "Filled in: {because}. Change it if that's wrong."
LEVELS = {
    1: "you follow them as your manager",
    2: "you follow them two levels up",
    3: "you follow them three levels up",
}
NO_THREADS = "no thread with the two of you in the last 90 days, as far as I can see"
LAST_THREAD = "your last thread together was {days} days ago"
MANY_THREADS = "you two met in {threads} in the last 90 days"
BEFORE = {
    "grow": "you wanted to grow there in {count} earlier presses",
    "partly": "it stretched you in {count} earlier presses there",
    "strong": "you were strong there in {count} earlier presses",
    "elsewhere": "you were headed elsewhere in {count} earlier presses there",
}


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
    """An answer that was filled in, and the clause that says why; `hint` is that as the person reads it."""

    choice: str
    because: str

    @property
    def hint(self) -> str:
        """What stands under the question."""
        return FILLED_IN.format(because=self.because)


def filled_in(known: Known) -> Mapping[str, Filled]:
    """The answers that follow from what is known, by question; nothing is guessed from what wasn't seen."""
    found = {
        "asker": _asker(known.asker_level),
        "relationship": _relationship(known.shared_threads, known.days_since),
        "growth": _growth(known.like_this),
    }
    return {question: filled for question, filled in found.items() if filled}


def _asker(level: int | None) -> Filled | None:
    """Another voice (0) may be anybody, so they are left to the person."""
    return Filled("above", LEVELS[level]) if level in LEVELS else None


def _relationship(threads: int | None, days_since: int | None) -> Filled | None:
    if threads is None:
        return None
    if not threads:
        return Filled("new", NO_THREADS)
    if days_since is not None and days_since >= QUIET_DAYS:
        return Filled("water", LAST_THREAD.format(days=days_since))
    return Filled(
        "neither", MANY_THREADS.format(threads="one thread" if threads == 1 else f"{threads} threads")
    )


def _growth(before: tuple[str, ...]) -> Filled | None:
    """What the person said most often; nothing where it isn't clear. Growing becomes strong, so the latest decides."""
    counted = Counter(each for each in before if each in BEFORE)
    if not counted or counted.most_common(1)[0][1] < LIKE_THIS:
        return None
    choice, count = counted.most_common(1)[0]
    latest = [each for each in before if each in BEFORE][-1]
    return Filled(choice, BEFORE[choice].format(count=count)) if latest == choice else None
