"""What to write from: one's own notes, and what the shared conversations hold. When and where, and no judgement.

The words are for whoever reads the letter, so that nothing odd is sent where the writer leaves them as they are; the
link is for the writer, to read it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.writing import MOST_CHARACTERS, Field
from bot.relationships import Talk

MOST = 3  # facts

ANSWERED = "When you answered my question in #{channel} on {day}"
THEIRS = "In your thread in #{channel} on {day}"
TOGETHER = "In the thread in #{channel} on {day}"
LABEL = "#{channel}, {day}"


@dataclass(frozen=True)
class Fact:
    """Something that happened in a conversation that both were in; its words, a short name for it, and its link."""

    words: str
    label: str
    link: str


def facts(
    me: str,
    person: str,
    talks: Sequence[Talk],
    channel: Callable[[str], str],
    link: Callable[[str, str], str],
) -> list[Fact]:
    """What the conversations of two people hold, those with most of the other's words first.

    `channel` and `link` turn an id into what Slack shows as a name, and a post into its address.
    """
    shared = [talk for talk in talks if {me, person} <= talk.writers]
    shared.sort(key=lambda talk: (_count(talk, person), talk.ts), reverse=True)
    return [_fact(me, person, talk, channel, link) for talk in shared[:MOST]]


def _fact(
    me: str, person: str, talk: Talk, channel: Callable[[str], str], link: Callable[[str, str], str]
) -> Fact:
    if talk.opening.author == me and "?" in (talk.opening.text or ""):
        copy = ANSWERED
    else:
        copy = THEIRS if talk.opening.author == person else TOGETHER
    where = {"channel": channel(talk.channel), "day": told(talk.opening.at)}
    return Fact(copy.format(**where), LABEL.format(**where), link(talk.channel, talk.ts))


def told(at: datetime) -> str:
    """A day as people say it: 4 December."""
    return f"{at.day} {at:%B}"


def _count(talk: Talk, person: str) -> int:
    return sum(said.author == person for said in (talk.opening, *talk.replies))


def draft(notes: Sequence[str], found: Sequence[Fact]) -> dict[Field, str]:
    """What stands in the fields when they open, for the writer to change: the first fact says where, their notes what."""
    filled: dict[Field, str] = {}
    if found:
        filled["situation"] = found[0].words
    if notes:
        filled["behaviour"] = "\n".join(notes)[:MOST_CHARACTERS]
    return filled
