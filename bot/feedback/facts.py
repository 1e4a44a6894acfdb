"""What to write from: one's own notes, and what the shared conversations hold. Facts with links, no judgement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.feedback.writing import MOST_CHARACTERS
from bot.relationships import Talk

MOST = 3  # facts in a draft

ANSWERED_YOU = "{name} answered your question in #{channel} on {day}: {link}"
YOU_ANSWERED = "You wrote {count} in {name}'s thread in #{channel} on {day}: {link}"
TOGETHER = "You both wrote in a thread in #{channel} on {day}, {name} {count}: {link}"
FROM_NOTES = "Your notes: {notes}"


@dataclass(frozen=True)
class Fact:
    """Something that happened in a conversation that both were in."""

    words: str
    channel: str
    ts: str


def facts(
    me: str,
    person: str,
    name: str,
    talks: Sequence[Talk],
    channel: Callable[[str], str],
    link: Callable[[str, str], str],
) -> list[Fact]:
    """What the conversations of two people hold, those with most of the other's words first.

    `channel` and `link` turn an id into what Slack shows as a name, and a post into its address.
    """
    shared = [talk for talk in talks if {me, person} <= talk.writers]
    shared.sort(key=lambda talk: (_count(talk, person), talk.ts), reverse=True)
    return [_fact(me, person, name, talk, channel, link) for talk in shared[:MOST]]


def _fact(
    me: str,
    person: str,
    name: str,
    talk: Talk,
    channel: Callable[[str], str],
    link: Callable[[str, str], str],
) -> Fact:
    if talk.opening.author == me and "?" in (talk.opening.text or ""):
        copy, count = ANSWERED_YOU, 0
    elif talk.opening.author == person:
        copy, count = YOU_ANSWERED, _count(talk, me)
    else:
        copy, count = TOGETHER, _count(talk, person)
    day = talk.opening.at
    words = copy.format(
        name=name,
        channel=channel(talk.channel),
        day=f"{day.day} {day:%B}",
        link=link(talk.channel, talk.ts),
        count="once" if count == 1 else f"{count} times",
    )
    return Fact(words, talk.channel, talk.ts)


def _count(talk: Talk, person: str) -> int:
    return sum(said.author == person for said in (talk.opening, *talk.replies))


def draft(notes: str, found: Sequence[Fact]) -> str:
    """What stands in the situation field when it opens: the writer's own notes, then the facts; theirs to change."""
    parts = [FROM_NOTES.format(notes=notes.strip())] if notes.strip() else []
    for fact in found:
        if len("\n".join([*parts, fact.words])) <= MOST_CHARACTERS:
            parts.append(fact.words)
    return "\n".join(parts)[:MOST_CHARACTERS]
