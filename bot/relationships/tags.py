"""Tags that somebody gives to people: a few short words each, to ask for all of them at once."""

import re

MOST, LONGEST = 5, 30  # tags of one person, and characters of a tag

TOO_MANY = "That's {count} tags. Up to {most} for one person, please."
TOO_LONG = "\u201c{tag}\u201d is longer than {most} characters: a word or two is enough."

_BETWEEN = re.compile(
    r"[\s#\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+"
)  # also what turns the direction of text


def tags_from(typed: str) -> tuple[str, ...]:
    """The tags in what somebody typed with commas between them: each once, in small letters."""
    storable = typed.encode("utf-8", "replace").decode()  # halves of a character are none
    words = (_BETWEEN.sub(" ", part).strip().casefold() for part in storable.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def fault(tags: tuple[str, ...]) -> str:
    """What is wrong with them, in words for whoever typed them; "" if nothing."""
    if len(tags) > MOST:
        return TOO_MANY.format(count=len(tags), most=MOST)
    long = next((tag for tag in tags if len(tag) > LONGEST), None)
    return TOO_LONG.format(tag=f"{long[:LONGEST]}\u2026", most=LONGEST) if long else ""
