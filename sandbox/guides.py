"""Whom a newcomer may act as first, and what to try then."""

from collections import Counter
from dataclasses import dataclass

from sandbox import sample
from sandbox.workspace import Workspace

_MOST_ACTIVE = 3


@dataclass(frozen=True)
class Guide:
    """A person to act as: their id, what they are to the product, and a line on what to try."""

    person: str
    role: str
    try_first: str


def of_sample(workspace: Workspace) -> list[Guide]:
    """The three kinds of users in the sample company."""
    return [
        Guide(workspace.find_person(handle).id, role, sample.TRY_FIRST[role])
        for role, handle in sample.GUIDES.items()
    ]


def most_active(workspace: Workspace) -> list[Guide]:
    """The people who wrote most, in a workspace that nobody described."""
    wrote = Counter(
        message.user for channel in workspace.channels.values() for message in channel.messages.values()
    )
    active = [
        (person, number)
        for person, number in wrote.most_common()
        if person in workspace.people
        and not (workspace.people[person].is_bot or workspace.people[person].deleted)
    ]
    return [
        Guide(person, f"wrote {number:,} messages", "Type /earshot follow, then /earshot digest.")
        for person, number in active[:_MOST_ACTIVE]
    ]
