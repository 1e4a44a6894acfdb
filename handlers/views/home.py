"""The Home tab: what is followed, how far the reading is, when the next digest comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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

from handlers.views import green_journal, text
from handlers.views.digest import FOLLOW, NOW, PAUSE, RESUME
from storage.follows import Following

WELCOME = (
    "Work gets decided in conversations. I keep you within earshot of them: pick the channels and the people "
    "whose attention matters, and I bring you the posts they are likely to answer, with a reason you can check."
)
PROMISES = (
    "At most five posts, nothing when there is nothing. I read only channels I'm in, show you only what you "
    "can see, and keep words for 30 days. `/earshot stop` removes everything I keep for you."
)
LEARNED = "Learned from {posts:,} posts and {responses:,} responses in these channels{refit}."
REFIT = "; last relearned {when}"
UNMUTE = "home.unmute"
_MOST_ROWS = 40  # channels shown one by one; a view holds a hundred blocks


@dataclass(frozen=True)
class State:
    """What the Home tab shows. `progress` is (channel, words) and `muted` is (item id, channel).

    `learned` counts posts and responses in the followed channels; `refit_at` is when all of it was last learned anew.
    """

    following: Following | None
    progress: Sequence[tuple[str, str]]
    muted: Sequence[tuple[int, str]]
    last_digest: datetime | None
    learned: tuple[int, int] = (0, 0)
    refit_at: datetime | None = None
    journal: green_journal.Journal = green_journal.NOTHING


def view(state: State) -> dict[str, Any]:
    """The view as views.publish takes it."""
    blocks = _welcome() if state.following is None else _overview(state, state.following)
    blocks += green_journal.section(state.journal)
    blocks += [DividerBlock(), ContextBlock(elements=[MarkdownTextObject(text=PROMISES)])]
    return dict(View(type="home", blocks=blocks).to_dict())


def _welcome() -> list[Block]:
    start = ButtonElement(text="Choose what to follow", action_id=FOLLOW, style="primary")
    return [
        HeaderBlock(text=PlainTextObject(text="Stay within earshot")),
        SectionBlock(text=MarkdownTextObject(text=WELCOME)),
        ActionsBlock(block_id="home.start", elements=[start]),
    ]


def _overview(state: State, following: Following) -> list[Block]:
    people = text.listed(text.person(each.user) for each in following.watched) or "nobody yet"
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text="Your digest")),
        SectionBlock(text=MarkdownTextObject(text=_when(state, following))),
        ActionsBlock(block_id="home.digest", elements=_buttons(following)),
        HeaderBlock(text=PlainTextObject(text="What you follow")),
        SectionBlock(text=MarkdownTextObject(text=text.cut(f"Through {people}", 3000))),
    ]
    rows = [f"{text.channel(channel)}: {words}" for channel, words in state.progress]
    for start in range(0, min(len(rows), _MOST_ROWS), 10):
        lines = "\n".join(rows[start : start + 10])
        blocks.append(SectionBlock(text=MarkdownTextObject(text=lines)))
    return [*blocks, *_learned(state), *_muted(state)]


def _learned(state: State) -> list[Block]:
    posts, responses = state.learned
    if not posts:
        return []
    refit = REFIT.format(when=text.when(state.refit_at)) if state.refit_at else ""
    line = LEARNED.format(posts=posts, responses=responses, refit=refit)
    return [ContextBlock(elements=[MarkdownTextObject(text=line)])]


def _when(state: State, following: Following) -> str:
    last = f"Last one: {text.when(state.last_digest)}." if state.last_digest else "None so far."
    if following.is_paused:
        return f"Paused, until you resume. {last}"
    return f"Next: {text.when(following.next_digest_at)}, if there is something. {last}"


def _buttons(following: Following) -> list[ButtonElement]:
    paused = following.is_paused
    return [
        ButtonElement(text="Send me one now", action_id=NOW, style="primary"),
        ButtonElement(text="Change what I follow", action_id=FOLLOW),
        ButtonElement(text="Resume" if paused else "Pause", action_id=RESUME if paused else PAUSE),
    ]


def _muted(state: State) -> list[Block]:
    seen = {channel: item_id for item_id, channel in state.muted}
    return [
        SectionBlock(
            block_id=f"home.muted.{item_id}",
            text=MarkdownTextObject(text=f"{text.channel(channel)} is muted"),
            accessory=ButtonElement(text="Unmute", action_id=UNMUTE, value=channel),
        )
        for channel, item_id in list(seen.items())[:_MOST_ROWS]
    ]
