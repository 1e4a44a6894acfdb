"""What Earshot says unasked, and what can be answered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Answer:
    """A button below a nudge; `verb` is the second half of its action id.

    With an `address` it also opens that page of the workspace; {about} in it is what the nudge is about.
    """

    verb: str
    label: str
    address: str = ""


DONE = Answer("done", "Done")
SNOOZE = Answer("snooze", "In a week")
LET_GO = Answer("let_go", "Let go")


@dataclass(frozen=True)
class Kind:
    """One reason to write to somebody; Pause and "Why this" stand below every kind."""

    name: str
    answers: tuple[Answer, ...]
    why: str  # what "Why this" answers
    is_urgent: bool = False  # loses its meaning within hours
    is_for_anyone: bool = False  # also for people who never started Earshot: a host, a receiver of feedback


@dataclass(frozen=True)
class Source:
    """The post that something rests on; `root` is that of its thread, for a reply."""

    channel: str
    ts: str
    label: str = "their post"
    root: str = ""


@dataclass(frozen=True)
class Nudge:
    """One thing to say to one person between `due` and `expires`.

    `about` tells nudges of a kind apart: the same is never said twice. `worth` is from 0 to 1: 1 somebody waits for an
    answer right now, 0.8 somebody waits, 0.5 the reader will be glad of it, 0.2 nice to know.
    `title` and `words` are ours, in Slack's markup; `quote` and `draft` hold people's words, and are plain text.
    """

    kind: str
    about: str
    worth: float
    due: datetime
    expires: datetime
    title: str
    words: str
    quote: str = ""
    source: Source | None = None
    draft: str = ""
