"""The journal of green and red: on the Home tab, as a modal, and the questions that come by message."""

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
    MarkdownTextObject,
    SectionBlock,
)

from bot.green_button.calibration import ENOUGH, Calibration, bars, in_words
from bot.green_button.journal import Mix, Review
from handlers.views import form, text
from handlers.views.green_button import OPEN as WEIGH
from handlers.views.green_verdict import preformatted
from storage.green_button import Kept

OPEN, ENTRY, CLOSE, EXPORT = (f"green_journal.{verb}" for verb in ("open", "entry", "close", "export"))
WORDS = "green_words.open"
ANSWERS: dict[Review, str] = {
    "worked": "It worked",
    "not": "It didn't",
    "not_yet": "Not yet",
    "let_go": "Let it go",
}
MOST_OPEN, MOST_UNDECIDED = 4, 2  # lines on Home
PAGE = 15  # entries of one page: a view holds a hundred blocks

FIRST = "Somebody asks you for something on top of your day job: green or red? It takes under a minute."
MIX = "So far: {parts}."
NONE = "Nothing decided yet."
PARTS: tuple[tuple[str, str], ...] = (
    ("green", "{n} green"),
    ("red", "{n} red"),
    ("discover", "{n} to find out more"),
    ("delegate", "{n} for somebody in your team"),
)
LOOPS: dict[str, str] = {
    "discover": "Find out more about {ask}: by {due}",
    "delegate": "Find the right person for {ask}: by {due}",
}
UNDECIDED = "Not decided yet: {ask}"
CALIBRATION = "*How well you guess*"
SO_FAR = "{n} of {enough} reviews until you can see how well you guess."
EMPTY = "Nothing in it yet. `/greenbutton` and what was asked begins it."
VERDICTS: dict[str, str] = {
    "green": ":large_green_circle: green",
    "red": ":red_circle: red",
    "discover": ":mag: find out more",
    "delegate": ":busts_in_silhouette: somebody in my team",
}
NOTED: dict[Review, str] = {
    "worked": "Noted: it worked. Worth a line to the people who helped?",
    "not": "Noted: it didn't. That's how green goes, and you know more than before.",
    "not_yet": "Noted: not yet. I'll ask again {again}.",
    "let_go": "Noted: let go. Making room is a decision too.",
}
NEVER_AGAIN = "Noted: not yet. I won't ask again; it stays in your journal."
DONE: dict[str, str] = {"discover": "I know enough", "delegate": "I found somebody"}
CLOSED = "Closed: {ask}"


@dataclass(frozen=True)
class Journal:
    """What the Home tab shows of it. `kept` is oldest first; `reviews` counts those with a guess and an end."""

    kept: Sequence[Kept]
    mix: Mix
    reviews: int
    calibration: Calibration | None


NOTHING = Journal((), Mix(0, 0, 0, 0), 0, None)


def ask(kept: Kept, most: int = 120) -> str:
    """What was asked, short, in quotation marks, safe in mrkdwn."""
    return f"“{text.escape(text.cut(text.one_line(kept.weighed.ask), most))}”"


def is_open_loop(kept: Kept) -> bool:
    """Whether it is a discovery or a name-down that nobody has closed."""
    entry = kept.entry
    return entry is not None and entry.button in LOOPS and entry.closed is None


def section(journal: Journal) -> list[Block]:
    """Its numbers on the Home tab, and how to weigh something now."""
    if not journal.kept:
        return [_said(FIRST), ActionsBlock(block_id="home.green", elements=[_weigh()])]
    buttons = [_weigh(), ButtonElement(text="My journal", action_id=OPEN, value="0")]
    numbers: list[Block] = [_said(_mix(journal.mix)), *_calibration(journal)]
    return [*numbers, ActionsBlock(block_id="home.green", elements=buttons)]


def loops(journal: Journal) -> list[Block]:
    """What is open of it on the Home tab; the journal has the rest."""
    found = [_loop(each) for each in journal.kept if is_open_loop(each)][:MOST_OPEN]
    undecided = [each for each in reversed(journal.kept) if each.entry is None][:MOST_UNDECIDED]
    return [*found, *(_line(UNDECIDED.format(ask=ask(each)), "Decide", ENTRY, each) for each in undecided)]


def _weigh() -> ButtonElement:
    return ButtonElement(text="Green or red?", action_id=WEIGH)


def _mix(mix: Mix) -> str:
    counts = {name: getattr(mix, name) for name, _ in PARTS}
    parts = [copy.format(n=counts[name]) for name, copy in PARTS if counts[name]]
    return MIX.format(parts=text.listed(parts)) if parts else NONE


def _loop(kept: Kept) -> SectionBlock:
    assert kept.entry is not None
    due = text.day(kept.loop_due_at) if kept.loop_due_at else "when you get to it"
    words = LOOPS[kept.entry.button].format(ask=ask(kept), due=due)
    return _line(words, DONE[kept.entry.button], CLOSE, kept)


def _line(words: str, button: str, action: str, kept: Kept) -> SectionBlock:
    element = ButtonElement(text=button, action_id=action, value=str(kept.id))
    return SectionBlock(
        block_id=f"{action}.{kept.id}", text=MarkdownTextObject(text=text.cut(words, 3000)), accessory=element
    )


def _calibration(journal: Journal) -> list[Block]:
    if journal.calibration is None:
        if not journal.reviews:
            return []
        return [
            ContextBlock(elements=[MarkdownTextObject(text=SO_FAR.format(n=journal.reviews, enough=ENOUGH))])
        ]
    words = "\n".join([CALIBRATION, *in_words(journal.calibration)])
    return [_said(words), preformatted("\n".join(bars(journal.calibration)))]


def modal(kept: Sequence[Kept], skipped: int) -> dict[str, Any]:
    """A page of the journal, latest first, after `skipped` entries."""
    newest = list(reversed(kept))
    shown = newest[skipped : skipped + PAGE]
    blocks: list[Block] = [_line(_entry(each), "Open", ENTRY, each) for each in shown] or [_said(EMPTY)]
    turning = []
    if skipped:
        turning.append(
            ButtonElement(text="Later", action_id=f"{OPEN}.later", value=str(max(0, skipped - PAGE)))
        )
    if newest[skipped + PAGE :]:
        turning.append(ButtonElement(text="Earlier", action_id=f"{OPEN}.earlier", value=str(skipped + PAGE)))
    turning.append(ButtonElement(text="Words to look for", action_id=WORDS))
    if kept:
        turning.append(ButtonElement(text="Export", action_id=EXPORT))
    blocks += [DividerBlock(), ActionsBlock(block_id="green_journal.page", elements=turning)]
    return plain_modal("My journal", blocks)


def plain_modal(title: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """A modal that only shows something."""
    return form.modal("", title, blocks, ("", "Close"))


def _entry(kept: Kept) -> str:
    parts = [text.day(kept.pressed_at), VERDICTS[kept.entry.button] if kept.entry else "_not decided_"]
    if kept.entry and kept.entry.reviews:
        parts.append(ANSWERS[kept.entry.reviews[-1].answer].lower())
    elif is_open_loop(kept) and kept.loop_due_at:
        parts.append(f"open until {text.day(kept.loop_due_at)}")
    return f"{ask(kept)}\n{' · '.join(parts)}"


def only(words: str) -> dict[str, Any]:
    """The modal where there is one thing to say."""
    return plain_modal("My journal", [_said(words)])


def reviewed(kept: Kept, answer: Review, next_at: datetime | None) -> dict[str, Any]:
    """The same message once it is answered; `next_at` is when it is asked about again, if ever."""
    noted = NOTED[answer] if next_at or answer != "not_yet" else NEVER_AGAIN
    again = text.day(next_at) if next_at else ""
    note = ButtonElement(text="Change it, or add a note", action_id=ENTRY, value=str(kept.id))
    return _message(f"{ask(kept)}\n{noted.format(again=again)}", [note])


def closed(kept: Kept) -> dict[str, Any]:
    """The same message once the loop is closed."""
    entry = ButtonElement(text="Open it", action_id=ENTRY, value=str(kept.id))
    return _message(CLOSED.format(ask=ask(kept)), [entry])


def _message(words: str, buttons: Sequence[ButtonElement]) -> dict[str, Any]:
    blocks: list[Block] = [_said(words), ActionsBlock(block_id="green_journal", elements=list(buttons))]
    return {"text": words, "blocks": [block.to_dict() for block in blocks], "unfurl_links": False}


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))
