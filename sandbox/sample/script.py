"""The hand-written posts, read from stories/*.txt.

A story file starts with a description; then each post is

    d12 09:40 #engineering wren [tag tag]
    The text. Lines are joined unless the next one begins a list item or a quotation.
      14m alder: A reply, fourteen minutes after the post, or later where people must first get up.
      :eyes: tern, hazel

Day 12 is the twelfth of thirty working days, and the time is that of the author's own clock. A reply comes minutes
(m), hours (h) or working days (d) after the post. In a text, `@wren` mentions a person, `#product` links a channel,
`{day12}` and `{date12}` name a working day. Tags say what the post is about; they decide who cares (see
attention.py) and are not part of the messages.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from functools import cache
from pathlib import Path

_STORIES = Path(__file__).parent / "stories"
_HEADER = re.compile(r"d(\d+) (\d\d):(\d\d) #([\w-]+) (\w+)(?: \[([\w ]+)\])?$")
_REPLY = re.compile(r"  (\d+)([mhd]) (\w+): (.+)$")
_REACTION = re.compile(r"  :([\w+-]+): ([\w, ]+)$")
_BROKEN_HEADER = re.compile(r"d\d+ \d")
_OWN_LINE = re.compile(r"(• |> |\d\. )")


class StoryError(ValueError):
    """A story file has a line that is none of the kinds described above."""


@dataclass(frozen=True)
class Reply:
    """A reply in a thread, some minutes or working days after the post."""

    after_min: int
    author: str
    text: str
    after_days: int = 0


@dataclass(frozen=True)
class Post:
    """A root post of the sample and what is known to happen to it."""

    day: int
    at: time
    channel: str
    author: str
    tags: frozenset[str]
    text: str
    replies: tuple[Reply, ...] = ()
    reactions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weekend: bool = False
    subtype: str = ""


@cache
def read_stories() -> tuple[Post, ...]:
    """Every hand-written post, file by file."""
    return tuple(post for path in sorted(_STORIES.glob("*.txt")) for post in _read(path))


def _read(path: Path) -> Iterator[Post]:
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        try:
            yield _post(lines[start], lines[start + 1 : stop])
        except StoryError as error:
            raise StoryError(f"{path.name}, post at line {start + 1}: {error}") from None


def _post(header: str, lines: list[str]) -> Post:
    found = _HEADER.match(header)
    assert found is not None
    day, hour, minute, channel, author, tags = found.groups()
    body = [line for line in lines if not line.startswith("  ")]
    if broken := next(filter(_BROKEN_HEADER.match, body), None):
        raise StoryError(f"not quite a post's first line: {broken}")
    at, about = time(int(hour), int(minute)), frozenset((tags or "").split())
    post = Post(int(day), at, channel, author, about, flow(body))
    return _with_answers(post, [line for line in lines if line.startswith("  ")])


def _with_answers(post: Post, lines: Iterable[str]) -> Post:
    replies: list[Reply] = []
    reactions: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if found := _REPLY.match(line):
            replies.append(_reply(int(found[1]), found[2], found[3], found[4]))
        elif found := _REACTION.match(line):
            reactions[found[1]] = tuple(found[2].split(", "))
        elif line.startswith("    ") and replies:
            replies[-1] = replace(replies[-1], text=f"{replies[-1].text} {line.strip()}")
        else:
            raise StoryError(f"neither a reply nor a reaction: {line.strip()}")
    return replace(post, replies=tuple(replies), reactions=reactions)


def _reply(number: int, unit: str, author: str, text: str) -> Reply:
    if unit == "d":
        return Reply(0, author, text, after_days=number)
    return Reply(number * (60 if unit == "h" else 1), author, text)


def flow(lines: Iterable[str]) -> str:
    """Lines joined into paragraphs; list items and quotations keep their own line."""
    text = ""
    for line in lines:
        if not line:
            text = f"{text.rstrip()}\n\n" if text else ""
        elif not text or text.endswith("\n"):
            text += line
        else:
            text += f"\n{line}" if _OWN_LINE.match(line) else f" {line}"
    return text.strip()
