"""One entry of the journal, to look at, change or delete."""

from typing import Any, cast, get_args

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)

from bot.green_button.journal import Button, Review
from handlers.views import form, text
from handlers.views.green_button import MOST
from handlers.views.green_journal import ANSWERS, OPEN, VERDICTS
from handlers.views.green_verdict import CHANCE, CHOICES, chance_options, decision_from, preformatted
from storage.green_button import Kept

CALLBACK, DELETE = "green_journal.save", "green_journal.delete"
TITLE = "In my journal"
ADVISED = "Weighed {day}{who}. The advice was {verdict}."
WENT = "How did it go?"
DECISION = "What did you decide?"
NOTE, ASK = "Your notes", "What was asked"
SURE, FOR_GOOD = "Delete this entry?", "It is gone for good, also from your counts."


def modal(kept: Kept) -> dict[str, Any]:
    """The entry as a form."""
    who = f", asked by {text.person(kept.weighed.asker)}" if kept.weighed.asker else ""
    advised = ADVISED.format(day=text.day(kept.pressed_at), who=who, verdict=VERDICTS[kept.weighed.verdict])
    blocks: list[Block] = [
        ContextBlock(elements=[MarkdownTextObject(text=advised)]),
        _typed("ask", ASK, kept.weighed.ask, is_optional=False),
        _decision(kept),
        _chance(kept),
    ]
    if kept.entry is not None:
        blocks.append(_went(kept))
    blocks.append(_typed("note", NOTE, kept.note, is_optional=True))
    if kept.reply:
        blocks.append(preformatted(kept.reply))
    blocks.append(_buttons(kept))
    return form.modal(CALLBACK, TITLE, blocks, ("Save", "Close"), str(kept.id))


def _typed(name: str, label: str, words: str, *, is_optional: bool) -> InputBlock:
    element = PlainTextInputElement(
        action_id=name, multiline=True, max_length=MOST, initial_value=text.cut(words, MOST) or None
    )
    return InputBlock(block_id=name, label=PlainTextObject(text=label), element=element, optional=is_optional)


def _decision(kept: Kept) -> InputBlock:
    options = {name: Option(value=name, label=label) for name, label in CHOICES.items()}
    chosen = options[kept.entry.button] if kept.entry else None
    element = RadioButtonsElement(action_id="decision", options=list(options.values()), initial_option=chosen)
    return InputBlock(
        block_id="decision", label=PlainTextObject(text=DECISION), element=element, optional=True
    )


def _chance(kept: Kept) -> InputBlock:
    options = chance_options()
    chosen = next((each for each in options if each.value == str(kept.chance)), None)
    element = StaticSelectElement(
        action_id="chance",
        placeholder=PlainTextObject(text="Your guess"),
        options=options,
        initial_option=chosen,
    )
    return InputBlock(block_id="chance", label=PlainTextObject(text=CHANCE), element=element, optional=True)


def _went(kept: Kept) -> InputBlock:
    assert kept.entry is not None
    options = {name: Option(value=name, label=label) for name, label in ANSWERS.items()}
    reviews = kept.entry.reviews
    element = RadioButtonsElement(
        action_id="went",
        options=list(options.values()),
        initial_option=options[reviews[-1].answer] if reviews else None,
    )
    return InputBlock(block_id="went", label=PlainTextObject(text=WENT), element=element, optional=True)


def _buttons(kept: Kept) -> ActionsBlock:
    sure = ConfirmObject(title=SURE, text=PlainTextObject(text=FOR_GOOD), confirm="Delete", deny="Keep")
    elements = [
        ButtonElement(text="All entries", action_id=OPEN, value="0"),
        ButtonElement(text="Delete", action_id=DELETE, value=str(kept.id), style="danger", confirm=sure),
    ]
    return ActionsBlock(block_id="green_journal.entry", elements=elements)


def changes_from(view: dict[str, Any]) -> tuple[str, str, Button | None, int | None, Review | None]:
    """What was entered: the words of the ask, the note, the decision, how likely in per cent, and how it went."""
    values = view.get("state", {}).get("values", {})

    def element(name: str) -> dict[str, Any]:
        found = (values.get(name) or {}).get(name)
        return found if isinstance(found, dict) else {}

    decision, chance = decision_from(view)
    went = str((element("went").get("selected_option") or {}).get("value", ""))
    ask, note = (str(element(name).get("value") or "").strip() for name in ("ask", "note"))
    return ask, note, decision, chance, cast("Review", went) if went in get_args(Review) else None
