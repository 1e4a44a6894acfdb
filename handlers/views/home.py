"""The Home tab: one calm page. Its order and headings are here; what stands below a heading is its domain's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from handlers.views.digest import FOLLOW

Lines = Sequence[Block]
"""What a domain has to say below a heading, without heading or divider."""

START, KEPT, HELP = "first_run.start", "home.kept", "home.help"

THIS_WEEK = "This week"
PEOPLE = "People"
LOOPS = "Open loops"
DIGEST = "Your digest"
LEADS = "For the people you lead"
FOLLOWING = "What you follow"
GREEN = "Green and red"
QUIET = "Quiet hours and privacy"
ORDER = (THIS_WEEK, PEOPLE, LOOPS, DIGEST, LEADS, FOLLOWING, GREEN, QUIET)
# Blocks below each heading; a view holds a hundred, and the headings, the welcome and the end take 22 of them.
ROOM = {
    THIS_WEEK: 6, PEOPLE: 12, LOOPS: 24, DIGEST: 3, LEADS: 6, FOLLOWING: 12, GREEN: 6, QUIET: 6
}  # fmt: skip

HEADING = "Stay within earshot"
WELCOME = (
    "Work gets decided in conversations. I keep you within earshot of them: pick the channels and the people "
    "whose attention matters, and I bring you the posts they are likely to answer, with a reason you can check."
)
ASKED = "I've written to you: the questions are under *Messages*."
PROMISES = (
    "At most five posts, nothing when there is nothing. I read only channels I'm in, show you only what you "
    "can see, and keep words for 30 days. `/earshot stop` removes everything I keep for you."
)


@dataclass(frozen=True)
class Page:
    """What the tab shows: the blocks below each heading, and whether its reader has not started yet.

    `has_asked` says that the first questions are on their way to them.
    """

    parts: Mapping[str, Lines]
    is_new: bool = False
    has_asked: bool = False


def view(page: Page) -> dict[str, Any]:
    """The view as views.publish takes it. What has nothing to say has no heading either."""
    blocks = _welcome(page) if page.is_new else []
    for heading in ORDER:
        if found := page.parts.get(heading):
            blocks += [DividerBlock()] if blocks else []
            blocks.append(HeaderBlock(text=PlainTextObject(text=heading)))
            blocks += found[: ROOM[heading]]
    if blocks and not page.parts.get(QUIET):
        blocks.append(DividerBlock())
    return dict(View(type="home", blocks=[*blocks, *_end()]).to_dict())


def _welcome(page: Page) -> list[Block]:
    buttons = [
        ButtonElement(text="Start, with three short questions", action_id=START, style="primary"),
        ButtonElement(text="Choose what to follow", action_id=FOLLOW),
    ]
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=HEADING)),
        SectionBlock(text=MarkdownTextObject(text=WELCOME)),
        ActionsBlock(block_id="home.start", elements=buttons),
    ]
    return [*blocks, _note(ASKED)] if page.has_asked else blocks


def _end() -> list[Block]:
    buttons = [
        ButtonElement(text="What you keep for me", action_id=KEPT),
        ButtonElement(text="What can I type?", action_id=HELP),
    ]
    return [ActionsBlock(block_id="home.end", elements=buttons), _note(PROMISES)]


def _note(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])
