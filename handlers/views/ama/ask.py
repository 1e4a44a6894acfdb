"""Asking: the modal with what is kept, the step before sending, and one's own questions."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)

from bot.ama.act import NAMED, NAMING_BLOCK
from bot.ama.ama import Ama, Naming
from bot.ama.place import Place
from bot.ama.question import FEWEST, MOST, Question
from handlers.views import form, text
from handlers.views.ama import entry
from handlers.views.ama.board import BACK, VOTE

CALLBACK, EDITED = "ama.ask", "ama.edit"
EDIT, WITHDRAW, REWRITE, MINE = "ama.edit", "ama.withdraw", "ama.rewrite", "ama.mine"
VOTE_HERE = f"{VOTE}.here"
WORDS, REWRITTEN = "words", "words.rewritten"
SEEN = "sent"  # the choice of a modal in which similar questions and the hint were shown

TITLE = {"ama": "Ask a question", "topics": "Propose a topic"}
LABEL = {"ama": "Your question", "topics": "Your topic"}
KEPT: dict[str, str] = {
    "anonymous": (
        ":lock: *What I keep of an anonymous one: the words, and nothing else.* No name, no time, in no table, log or "
        "message. That each person asks and votes only so often is checked with a key that is destroyed at close."
    ),
    "slack": (
        "Slack itself knows that you opened this window, and whoever runs your Slack or the machine I run on could, with "
        "effort, watch it happen. Your style of writing may give you away too."
    ),
    "named": "With your name: I keep the words and your name, and both stand on the board.",
}
FEW = (
    ":warning: Fewer than five people have taken part so far. In such a small circle, others may guess who asked, "
    "whatever I keep."
)
MODERATED = "A host reads it before it appears, and can decline it only with a reason that the board shows."
CHOICES = {"anonymous": "Anonymously", NAMED: "With my name"}
SIMILAR = "*This may have been asked already.* A vote for it counts as much as a question of your own:"
SIMILAR_BUTTON = "Vote for that one instead"
HINT = ":bulb: *Only if you like:* {hint}"
BEFORE = "*One way to put it* is in the field now; keep it, change it, or go back to what you wrote:"
REWRITE_BUTTON = "Show me a rewrite"
SENT = "*It's on its way to the board.* Nothing of you went with it."
SENT_NAMED = "*It's on its way to the board*, with your name."
SENT_HELD = "A host reads it first."
CHANGE = "Press *Mine* on the board to change or withdraw it, until it is being answered."
VOTED = "*Your vote is with that one.* You can take it back at the question, or under *Mine*."
NOT_NOW = "This is closed, so nothing more can be asked or changed."
NO_KEY = "I can't find the key that keeps this anonymous, so I take nothing in. Please tell a host."
USED_UP = (
    "You have asked the {most} anonymous ones that each person has here. Withdraw one, or vote for others."
)
NOTHING_MINE = "You have asked nothing here and voted for nothing."
YOURS, YOUR_VOTES = "*What you asked*", "*What you voted for*"
ONLY_YOU = "Only you see this, and only while it is open: it is worked out now, and kept nowhere."
_MOST_ASKED, _MOST_VOTED = 10, 20  # a view holds a hundred blocks


def modal(
    ama: Ama,
    *,
    few: bool,
    words: str = "",
    naming: str = "",
    similar: Sequence[Question] = (),
    hint: str = "",
    can_rewrite: bool = False,
    before: str = "",
    is_second: bool = False,
) -> dict[str, Any]:
    """The modal to ask in. In its second step similar questions and a hint stand above what was written."""
    kept = [entry.note(*_kept(ama.plan.naming)), *([entry.section(FEW)] if few else [])]
    if ama.plan.is_moderated:
        kept.append(entry.note(MODERATED))
    blocks = [
        *_similar(ama, similar),
        *_hint(ama, hint, can_rewrite=can_rewrite),
        *([entry.section(BEFORE), text.quote(text.one_line(before))] if before else []),
        _words(LABEL[ama.plan.kind], words, WORDS if not before else REWRITTEN),
        *_naming(ama.plan.naming, naming),
        *kept,
    ]
    if ama.plan.rules and not is_second:
        blocks += [entry.note("Rules of the house:"), text.quote(text.one_line(ama.plan.rules))]
    submit = "Send mine" if is_second else "Send"
    place = Place(ama.ama_id, choice=SEEN if is_second else "")
    return _view(CALLBACK, TITLE[ama.plan.kind], blocks, place, submit)


def _view(
    callback: str, title: str, blocks: Sequence[Block], place: Place, submit: str = ""
) -> dict[str, Any]:
    return form.modal(callback, title, blocks, (submit, "Not now" if submit else "Close"), place.written())


def _kept(naming: Naming) -> list[str]:
    if naming == "named":
        return [KEPT["named"]]
    return [KEPT["anonymous"], KEPT["slack"], *([KEPT["named"]] if naming == "both" else [])]


def _words(label: str, words: str, action_id: str = WORDS) -> InputBlock:
    # Slack keeps what stands in a field of the same name, so one that is filled in anew has another.
    element = PlainTextInputElement(
        action_id=action_id, multiline=True, min_length=FEWEST, max_length=MOST, initial_value=words or None
    )
    return InputBlock(block_id=WORDS, label=PlainTextObject(text=label), element=element)


def _naming(naming: Naming, chosen: str) -> list[Block]:
    if naming != "both":
        return []
    options = {value: Option(value=value, label=label) for value, label in CHOICES.items()}
    picked = options[chosen if chosen in options else "anonymous"]
    element = RadioButtonsElement(
        action_id=NAMING_BLOCK, options=list(options.values()), initial_option=picked
    )
    return [InputBlock(block_id=NAMING_BLOCK, label=PlainTextObject(text="How"), element=element)]


def _similar(ama: Ama, similar: Sequence[Question]) -> list[Block]:
    blocks: list[Block] = [entry.section(SIMILAR)] if similar else []
    for each in similar:
        here = Place(ama.ama_id, each.question_id).written()
        button = ButtonElement(text=SIMILAR_BUTTON, action_id=VOTE_HERE, value=here)
        line = entry.section(entry.line(each))
        line.accessory = button
        blocks += [line, entry.words(each)]
    return [*blocks, DividerBlock()] if blocks else []


def _hint(ama: Ama, hint: str, *, can_rewrite: bool) -> list[Block]:
    if not hint:
        return []
    said = entry.section(HINT.format(hint=text.escape(hint)))
    if not can_rewrite:
        return [said]
    button = ButtonElement(text=REWRITE_BUTTON, action_id=REWRITE, value=Place(ama.ama_id).written())
    return [said, ActionsBlock(block_id="ama.hint", elements=[button])]


def sent(ama: Ama, *, is_named: bool) -> dict[str, Any]:
    """What the modal says after sending."""
    said = [SENT_NAMED if is_named else SENT, *([SENT_HELD] if ama.plan.is_moderated else []), CHANGE]
    return only(ama, *said)


def only(ama: Ama | None, *said: str) -> dict[str, Any]:
    """A modal that only says something."""
    title = TITLE[ama.plan.kind] if ama else TITLE["ama"]
    return _view("ama.said", title, [entry.section(each) for each in said], Place(ama.ama_id if ama else ""))


def edit(ama: Ama, question: Question) -> dict[str, Any]:
    """The modal to change one's own question in."""
    place = Place(ama.ama_id, question.question_id)
    blocks = [
        _words(LABEL[ama.plan.kind], question.text),
        entry.note("Votes stay. What it said before is overwritten."),
    ]
    return _view(EDITED, "Change it", blocks, place, "Change")


def mine(ama: Ama, asked: Sequence[Question], voted: Sequence[Question]) -> dict[str, Any]:
    """One's own questions, to change or withdraw, and one's votes, to take back."""
    blocks: list[Block] = []
    if asked:
        blocks.append(entry.section(YOURS))
        for each in asked[:_MOST_ASKED]:
            blocks += [entry.section(entry.line(each)), entry.words(each), *entry.outcome(each)]
            blocks += _changes(ama, each)
    if voted:
        blocks.append(entry.section(YOUR_VOTES))
        for each in voted[:_MOST_VOTED]:
            line = entry.section(entry.line(each))
            back = Place(ama.ama_id, each.question_id, BACK).written()
            line.accessory = ButtonElement(text="Take it back", action_id=f"{VOTE}.mine", value=back)
            blocks += [line, entry.words(each, entry.SHORT)]
    if not blocks:
        blocks = [entry.section(NOTHING_MINE)]
    return _view("ama.mine", "Mine", [*blocks, entry.note(ONLY_YOU)], Place(ama.ama_id))


def _changes(ama: Ama, question: Question) -> list[Block]:
    if not ama.takes_questions or question.state not in {"open", "held"}:
        return []
    here = Place(ama.ama_id, question.question_id).written()
    change = ButtonElement(text="Change", action_id=EDIT, value=here)
    withdraw = ButtonElement(text="Withdraw", action_id=WITHDRAW, value=here, style="danger")
    return [ActionsBlock(block_id=f"ama.mine.{question.question_id}", elements=[change, withdraw])]
