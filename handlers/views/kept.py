"""What Earshot keeps for somebody, in counts, and the button that forgets it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from handlers.views import form

FORGET = "home.forget"
INTRO = "What I keep for you. Nobody else sees it, but for feedback where you sent it:"
NOTHING = "I keep nothing for you."
# By table. An empty text is said by another line already.
WORDS: Mapping[str, str] = {
    "follow": "channels and people that you follow: {n}",
    "follower": "",
    "digest": "digests: {n}",
    "digestitem": "posts in them, with what you pressed: {n}",
    "press": "entries in your green and red journal: {n}",
    "pollvote": "votes in polls of the thought experiment: {n}",
    "busyword": "words that you want flagged: {n}",
    "tie": "people you want to stay in touch with: {n}",
    "meeting": "times you said that you met: {n}",
    "tagcadence": "how often you want to hear of a tag: {n}",
    "commitment": "promises of yours: {n}",
    "feedback": "feedback that you sent: {n}",
    "feedbackdraft": "feedback that you began: {n}",
    "feedbacknote": "notes for feedback: {n}",
    "feedbackspared": "people you won't write feedback to for now: {n}",
    "feedbackrequest": "colleagues you asked for feedback: {n}",
    "week": "whom you lead, and when your weekly message comes",
    "weekmessage": "weekly messages: {n}",
    "weekitem": "",
    "smallaction": "small actions that I suggested: {n}",
    "channelhint": "channels that I suggested: {n}",
    "nudge": "messages that I sent you unasked: {n}",
    "listener": "your hours and days off",
}
BESIDES = (
    "Besides: your name, zone and language as Slack's directory has them; and, as of everybody in a followed channel, who wrote "
    "and reacted, with the words for 30 days. In sessions: the questions you asked with your name. Who asked anonymously and "
    "who voted is written nowhere. If you said that you take no feedback here, only that stays: otherwise some would come again."
)
FORGOTTEN = "Done: forgotten. `/earshot follow` starts anew."
SURE = (
    "What you follow, your journal, notes and everything else above go at once. Nobody can bring them back."
)


def modal(counts: Mapping[str, int]) -> dict[str, Any]:
    """The modal; `counts` is how many rows are kept, by table."""
    lines = [WORDS[table].format(n=f"{n:,}") for table, n in counts.items() if n and WORDS[table]]
    kept = INTRO + "".join(f"\n• {line}" for line in lines) if lines else NOTHING
    blocks: list[Block] = [_said(kept), ContextBlock(elements=[MarkdownTextObject(text=BESIDES)])]
    if lines:
        blocks.append(ActionsBlock(block_id="home.forget", elements=[_forget()]))
    return _view(blocks)


def _forget() -> ButtonElement:
    confirm = ConfirmObject(
        title=PlainTextObject(text="Forget all of it?"),
        text=PlainTextObject(text=SURE),
        confirm=PlainTextObject(text="Forget it"),
        deny=PlainTextObject(text="Keep it"),
        style="danger",
    )
    return ButtonElement(text="Forget all of it", action_id=FORGET, style="danger", confirm=confirm)


def forgotten() -> dict[str, Any]:
    """The modal once it is done."""
    return _view([_said(FORGOTTEN)])


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words))


def _view(blocks: list[Block]) -> dict[str, Any]:
    return form.modal("", "What I keep for you", blocks, ("", "Close"))
