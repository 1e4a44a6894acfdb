"""What there is to type and press, in a few groups."""

from difflib import get_close_matches
from typing import Any

from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock

from handlers.views import form

INTRO = "I keep you within earshot of the conversations where work gets decided."
END = "Buttons do all of it too: my Home tab has them, and says what is open and when your next digest comes."
# Heading, and each command with what it does.
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Listen",
        (
            ("/earshot follow", "pick channels, and the people whose attention matters to you"),
            ("/earshot digest", "the posts they are likely to answer, right now"),
            ("/earshot why", "and a link to a post: why it is in your digest, or why it is not"),
        ),
    ),
    (
        "People",
        (
            ("/earshot people", "stay in touch with whom you choose, with something to give each time"),
            ("/earshot met", "and @somebody: you talked where I can't see it"),
            ("/earshot feedback", "two sentences to somebody you worked with, or ask for some"),
            ("/earshot note", "@somebody and a few words: yours alone, for feedback later"),
            ("/earshot promises", "what you said you would do, where you wanted a reminder"),
            (
                "/earshot week",
                "for leads, five things on Mondays; for everybody, what a manager can see here",
            ),
        ),
    ),
    (
        "Decide and ask",
        (
            ("/greenbutton", "take a chance that somebody offers you, or stay with the day job?"),
            ("/ama", "collect questions in a channel, named or anonymous, and keep track of every answer"),
        ),
    ),
    (
        "Quiet",
        (
            ("/earshot settings", "when I may write to you: hours, days off, a pause"),
            (
                "/earshot pause",
                "silence; `pause until 3 Dec` and `pause 2 weeks` work too, `/earshot resume` ends it",
            ),
            ("/earshot stop", "forget what I keep for you"),
        ),
    ),
)
UNKNOWN = "I don't know `/earshot {word}`. "
MEANT = "Did you mean `/earshot {word}`? "


def _lines(commands: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"• `{command}` {says}" for command, says in commands)


def _parts() -> list[str]:
    return [INTRO, *(f"*{heading}*\n{_lines(commands)}" for heading, commands in GROUPS), END]


HELP = "\n".join(_parts())
"""All of it as the text of a message."""


def typed() -> list[str]:
    """The words after /earshot that help names."""
    commands = [command for _, group in GROUPS for command, _ in group]
    return [command.split()[1] for command in commands if command.startswith("/earshot ")]


def unknown(word: str) -> str:
    """What to say to a word that nobody knows: what may have been meant, and what there is."""
    close = get_close_matches(word.lower(), [*typed(), "resume", "help"], n=1, cutoff=0.7)
    meant = MEANT.format(word=close[0]) if close else ""
    return UNKNOWN.format(word=word) + meant + "\n" + HELP


def modal() -> dict[str, Any]:
    """The same as a modal."""
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=part)) for part in _parts()]
    return form.modal("", "What you can type", blocks, ("", "Close"))
