"""What to write from: one's own notes, and what the shared conversations hold. Facts with links, no judgement.

They are worded for whoever reads the letter, so that nothing odd is sent where the writer leaves them as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.writing import MOST_CHARACTERS
from bot.relationships import Talk

MOST = 3  # facts in a draft

ANSWERED = "You answered my question in #{channel} on {day}: {link}"
THEIRS = "Your thread in #{channel} on {day}: {link}"
TOGETHER = "The thread in #{channel} on {day}: {link}"


@dataclass(frozen=True)
class Fact:
    """Something that happened in a conversation that both were in."""

    words: str
    channel: str
    ts: str


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
    words = copy.format(
        channel=channel(talk.channel), day=told(talk.opening.at), link=link(talk.channel, talk.ts)
    )
    return Fact(words, talk.channel, talk.ts)


def told(at: datetime) -> str:
    """A day as people say it: 4 December."""
    return f"{at.day} {at:%B}"


def _count(talk: Talk, person: str) -> int:
    return sum(said.author == person for said in (talk.opening, *talk.replies))


def draft(notes: str, found: Sequence[Fact]) -> str:
    """What stands in the situation field when it opens: the writer's own notes, then the facts; theirs to change."""
    parts = [notes.strip()] if notes.strip() else []
    for fact in found:
        if len("\n".join([*parts, fact.words])) <= MOST_CHARACTERS:
            parts.append(fact.words)
    return "\n".join(parts)[:MOST_CHARACTERS]
