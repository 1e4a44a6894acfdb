"""Why a post is in a digest, as a modal; why another is not, as a private answer."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from bot.attention import THRESHOLD, Guess
from bot.attention.balance import MOST_BLOCKS, Balance, Point, balance, chances
from handlers.views import form, text
from storage.digests import Item

OPEN, SHORTCUT = "why.open", "why"

GONE = "This post is no longer there for you to see, so there is nothing to explain."
NOT_ASKED = "Slack didn't tell me in time which channels you are in, so I show nothing. Please try once more."
NOT_KEPT = "That line is all I kept for this digest; newer ones say more."
GUESSED = (
    "My guess when I chose it: {who} reacts or replies to *{chance}* posts like this one; for a usual post it would be {base}. "
    "Your digest starts at {starts}{moved}."
)
MOVED = ", after what you pressed; at first it was {usual}"
TRY = "This one was below that: a try, drawn at random, to check my own guesses."
ALREADY = (
    "Somebody you follow is in it already, and such posts come whatever I guess. Others have to be likely: "
    "{starts} posts like them get a response{moved}."
)
PRO, CON = "*What speaks for it*", "*What speaks against it*"
COUNTS = " (counts: earlier posts that {who} reacted or replied to)"
NOTHING = "Nothing that I know of."
UNCHANGED = "*What you pressed* before made no difference to this one."
RAISED = "*What you pressed* before raised it from {before} to {after}."
LOWERED = "*What you pressed* before lowered it from {before} to {after}."
CHANGE = (
    "*Useful* brings more like it, *Not for me* less. *Mute*, behind the three dots, keeps the channel out. "
    "`/earshot follow` changes whom I go by, and `/earshot why` with a link explains any other post."
)
_FULL, _EMPTY = "▰", "▱"


def modal(item: Item, where: str) -> dict[str, Any]:
    """The modal about one item; `where` is the link to its post, in mrkdwn."""
    line = text.cut(f"{where} · {text.person(item.author)}\n{item.reason}", 3000)
    parts = [line, NOT_KEPT] if item.guess is None else [line, *_explained(item, item.guess)]
    return _view([SectionBlock(text=MarkdownTextObject(text=part)) for part in parts])


def only(words: str) -> dict[str, Any]:
    """The modal where there is nothing to explain."""
    return _view([SectionBlock(text=MarkdownTextObject(text=words))])


def _view(blocks: list[Block]) -> dict[str, Any]:
    change = ContextBlock(elements=[MarkdownTextObject(text=CHANGE)])
    return form.modal("", "Why this post?", [*blocks, change], ("", "Close"))


def _explained(item: Item, guess: Guess) -> Sequence[str]:
    told = chances(item.score, item.threshold, guess.probability, guess.base, THRESHOLD)
    after, starts, chance, base, usual = told
    who, moved = text.person(guess.watched), "" if starts == usual else MOVED.format(usual=usual)
    is_below = item.score < item.threshold
    copy = ALREADY if is_below and not item.explored else GUESSED
    guessed = copy.format(chance=chance, base=base, starts=starts, who=who, moved=moved)
    change = RAISED if item.score > guess.probability else LOWERED
    pressed = UNCHANGED if chance == after else change.format(before=chance, after=after)
    sides = balance(guess, text.person, text.channel)
    tried = f" {TRY}" if is_below and item.explored else ""
    return [guessed + tried, *_sides(sides, who), pressed]


def _sides(sides: Balance, who: str) -> list[str]:
    return [_side(PRO, sides.pro, who), _side(CON, sides.con, who)]


def _side(heading: str, points: Sequence[Point], who: str) -> str:
    counts = COUNTS.format(who=who) if any(point.counts for point in points) else ""
    return "\n".join(
        [heading + counts, *(_line(point) for point in points)] if points else [heading, NOTHING]
    )


def _line(point: Point) -> str:
    bar = _FULL * point.blocks + _EMPTY * (MOST_BLOCKS - point.blocks)
    return f"{bar}  {point.words}{': ' if point.counts else ''}{point.counts}"


def answer(said: str, guess: Guess | None) -> str:
    """The private answer: a sentence, and both sides where a guess decided."""
    if guess is None:
        return said
    sides = _sides(balance(guess, text.person, text.channel), text.person(guess.watched))
    return "\n\n".join([said, *sides])
