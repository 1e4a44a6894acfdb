"""What somebody follows, on the Home tab: their digest, how far the reading is, and what is muted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from handlers.views import form, text
from handlers.views.digest import FOLLOW, NOW
from storage.follows import Following

UNMUTE, ALL_MUTED = "home.unmute", "home.muted"
NEXT = "Next: {when}, if there is something. {last}"
PAUSED = "Paused, until you resume. {last}"
LAST, NO_LAST = "Last one: {when}.", "None so far."
NOBODY_YET = "nobody yet"
THROUGH = "Through {people}"
NOTHING_YET = "No channel yet. Pick where work gets discussed, and the people whose attention matters to you."
MORE = "and {n} more channels"
LEARNED = "Learned from {posts:,} posts and {responses:,} responses in these channels{refit}."
REFIT = "; last relearned {when}"
MUTED, ALL = "{channel} is muted", "All {n} muted channels"
NOTHING_MUTED = "Nothing is muted any more."
_ROWS, _PER_BLOCK, _MOST_MUTED, PAGE = 40, 10, 3, 40  # channels; a view holds a hundred blocks


@dataclass(frozen=True)
class State:
    """What the Home tab shows. `progress` is (channel, words) and `muted` is (item id, channel).

    `learned` counts posts and responses in the followed channels; `refit_at` is when all of it was last learned anew.
    """

    following: Following | None
    progress: Sequence[tuple[str, str]] = ()
    muted: Sequence[tuple[int, str]] = ()
    last_digest: datetime | None = None
    learned: tuple[int, int] = (0, 0)
    refit_at: datetime | None = None


def digest(state: State) -> list[Block]:
    """When the digest came and comes, and the button that brings one now."""
    if state.following is None:
        return []
    now = ButtonElement(text="Send me one now", action_id=NOW, style="primary")
    return [_said(_when(state, state.following)), ActionsBlock(block_id="home.digest", elements=[now])]


def _when(state: State, following: Following) -> str:
    last = LAST.format(when=text.when(state.last_digest)) if state.last_digest else NO_LAST
    if following.is_paused:
        return PAUSED.format(last=last)
    return NEXT.format(when=text.when(following.next_digest_at), last=last)


def section(state: State) -> list[Block]:
    """Through whom and where, with progress."""
    following = state.following
    if following is None:
        choose = ButtonElement(text="Choose what to follow", action_id=FOLLOW, style="primary")
        return [_said(NOTHING_YET), ActionsBlock(block_id="home.follow", elements=[choose])]
    people = text.listed(text.person(each.user) for each in following.watched) or NOBODY_YET
    change = ButtonElement(text="Change what I follow", action_id=FOLLOW)
    return [
        _said(THROUGH.format(people=people)),
        *_channels(state.progress),
        *_learned(state),
        *_muted(state),
        ActionsBlock(block_id="home.follow", elements=[change, *_all_muted(state)]),
    ]


def _channels(progress: Sequence[tuple[str, str]]) -> list[Block]:
    rows = [f"{text.channel(channel)}: {words}" for channel, words in progress[:_ROWS]]
    if progress[_ROWS:]:
        rows.append(MORE.format(n=len(progress) - _ROWS))
    return [_said("\n".join(rows[at : at + _PER_BLOCK])) for at in range(0, len(rows), _PER_BLOCK)]


def _learned(state: State) -> list[Block]:
    posts, responses = state.learned
    if not posts:
        return []
    refit = REFIT.format(when=text.when(state.refit_at)) if state.refit_at else ""
    line = LEARNED.format(posts=posts, responses=responses, refit=refit)
    return [ContextBlock(elements=[MarkdownTextObject(text=line)])]


def once_each(muted: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The muted channels, each once, however often it was muted."""
    seen = {channel: item_id for item_id, channel in muted}
    return [(item_id, channel) for channel, item_id in seen.items()]


def _muted(state: State) -> list[Block]:
    return [_unmute(*each) for each in once_each(state.muted)[:_MOST_MUTED]]


def _unmute(item_id: int, channel: str) -> Block:
    return SectionBlock(
        block_id=f"home.muted.{item_id}",
        text=MarkdownTextObject(text=MUTED.format(channel=text.channel(channel))),
        accessory=ButtonElement(text="Unmute", action_id=UNMUTE, value=channel),
    )


def _all_muted(state: State) -> list[ButtonElement]:
    count = len(once_each(state.muted))
    if count <= _MOST_MUTED:
        return []
    return [ButtonElement(text=ALL.format(n=count), action_id=ALL_MUTED, value="0")]


def all_muted(muted: Sequence[tuple[int, str]], skipped: int) -> dict[str, Any]:
    """A page of the modal that lists every muted channel, after `skipped` of them."""
    each = once_each(muted)
    blocks = [_unmute(*one) for one in each[skipped : skipped + PAGE]] or [_said(NOTHING_MUTED)]
    turning = []
    if skipped:
        before = str(max(0, skipped - PAGE))
        turning.append(ButtonElement(text="Back", action_id=f"{ALL_MUTED}.back", value=before))
    if each[skipped + PAGE :]:
        turning.append(ButtonElement(text="More", action_id=f"{ALL_MUTED}.more", value=str(skipped + PAGE)))
    if turning:
        blocks.append(ActionsBlock(block_id="home.muted.page", elements=turning))
    return form.modal("", "Muted channels", blocks, ("", "Close"), str(skipped))


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))
