"""What receivers can do: thank, answer, or take no more of it; and what the author hears of that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

TITLE = "{author} wrote down some feedback for you"
ABOUT = "{author} wrote down some feedback on {person}"
ASKED_BACK = "{author} would be glad of two sentences back, if you like. No is a fine answer."
REQUEST = "{author} asks you for feedback{topic}. Two sentences help; no is a fine answer."
REQUEST_TOPIC = " on {topic}"
FIRST_CONTACT = (
    "I'm Earshot, an app that passes this on. You get it because a colleague wrote it to you, and nothing else comes "
    "with it. \u201cNo more feedback here\u201d below ends it for good."
)

SENT = "Sent to {readers}."
WAITS = "It waits for their working day: {readers} will see it then."
THANKED = "{person} thanks you for your feedback."
ANSWERED = "{person} answered your feedback:"
REFUSED = (
    "{people} {prefer} not to get feedback through me. Nothing was sent; a word in person may be welcome."
)
REFUSING = "Noted. I pass no more feedback on to you; `/earshot feedback settings` changes that back."
NOBODY_LEFT = "Nobody is left to write to: {people} {prefer} not to get feedback through me."


@dataclass(frozen=True)
class Receivers:
    """Whom feedback can be passed on to, and what the author is told of the others."""

    people: tuple[str, ...]
    line: str = ""


def receivers(chosen: Sequence[str], refused: Collection[str]) -> Receivers:
    """Leave out those who take none through Earshot; the author is told before writing, not after."""
    left_out = [person for person in chosen if person in refused]
    kept = tuple(person for person in chosen if person not in refused)
    if not left_out:
        return Receivers(kept)
    return Receivers(kept, refused_line(left_out, NOBODY_LEFT if not kept else REFUSED))


def refused_line(people: Sequence[str], copy: str = REFUSED) -> str:
    """Who takes no feedback through Earshot, in words for the author."""
    prefer = "prefers" if len(people) == 1 else "prefer"
    return copy.format(people=", ".join(f"<@{person}>" for person in people), prefer=prefer)


def request(author: str, topic: str) -> str:
    """What somebody reads who is asked for feedback; the topic is the author's words, in plain text."""
    words = " ".join(topic.split())
    about = REQUEST_TOPIC.format(topic=words) if words else ""
    return REQUEST.format(author=f"<@{author}>", topic=about)
