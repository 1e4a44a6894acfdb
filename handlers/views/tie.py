"""The forms about people: one person, people to add, and how often for a tag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)

from bot.relationships.tags import LONGEST, MOST, tags_from
from handlers.views import form, text
from handlers.views.green_verdict import preformatted
from handlers.views.relationships import CADENCES, OPEN, UNDO, Line, stands

SAVE, ADDED, TAGGED = (f"relationships.{verb}" for verb in ("save", "added", "tagged"))
MET, SNOOZE, WAKE, LET_GO, PICK_UP = (
    f"relationships.{verb}" for verb in ("met", "snooze", "wake", "let_go", "pick_up")
)
OFTEN, WHICH_TAGS = "How often do you want to talk?", "Tags"
TAGS_HINT = "With commas between them, such as: customers, mentors. A tag can have a rhythm of its own."
WHO = "Who?"
WHO_HINT = "Up to 50 colleagues at once. They aren't told, and nobody but you sees it."
WHICH_TAG = "Which tag?"
TAG_HINT = "For everybody with the tag whom you gave no rhythm of their own."
GIVE = "*Something you could give*"
TYPED = MOST * (
    LONGEST + 12
)  # characters; a few more than fit, so that the answer can say which tag is too long


@dataclass(frozen=True)
class Offer:
    """What there is to give, in mrkdwn, with the address of the post that it rests on ("" for none), and a draft."""

    words: str
    address: str
    draft: str


def person(line: Line, offer: Offer | None, notes: Sequence[str] = (), undo: str = "") -> dict[str, Any]:
    """One person as a form; `undo` is the value of an Undo button, if the press before can be taken back."""
    who = line.standing.person
    blocks: list[Block] = [_said(each) for each in notes]
    if undo:
        blocks.append(_row("undo", [ButtonElement(text="Undo", action_id=UNDO, value=undo)]))
    blocks += [_said(f"*{text.person(who)}*\n{stands(line)}"), *_offered(offer)]
    blocks += [_row("act", _acts(line, who)), *_about(who, line.kept.cadence, line.kept.tags)]
    return _form(SAVE, "Stay in touch", "Save", blocks, who)


def _acts(line: Line, who: str) -> list[ButtonElement]:
    if line.kept.is_let_go:
        acts = [("Pick up again", PICK_UP)]
    elif line.standing.state == "snoozed":
        acts = [("We met", MET), ("Not that late", WAKE), ("Let go", LET_GO)]
    else:
        acts = [("We met", MET), ("In a week", SNOOZE), ("Let go", LET_GO)]
    everybody = ButtonElement(text="All people", action_id=OPEN, value="0")
    return [*(ButtonElement(text=label, action_id=action, value=who) for label, action in acts), everybody]


def _offered(offer: Offer | None) -> list[Block]:
    if offer is None:
        return []
    blocks: list[Block] = [_said(f"{GIVE}\n{offer.words}")]
    if offer.address:
        words = text.link(offer.address, "Open the conversation")
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=words)]))
    return [*blocks, preformatted(text.cut(offer.draft, 3000))]


def adding(people: Sequence[str] = ()) -> dict[str, Any]:
    """The form that adds people."""
    element = UserMultiSelectElement(
        action_id="people", placeholder=PlainTextObject(text="People"), initial_users=list(people) or None
    )
    who = InputBlock(
        block_id="people",
        label=PlainTextObject(text=WHO),
        element=element,
        hint=PlainTextObject(text=WHO_HINT),
    )
    return _form(ADDED, "Stay in touch", "Add", [who, *_about("new", "month", ())])


def tagging(tags: Sequence[str], cadences: Mapping[str, str]) -> dict[str, Any]:
    """The form that gives a tag its rhythm; `tags` are those in use, at least one."""
    options = [Option(value=tag, label=text.cut(tag, 75)) for tag in tags[:100]]
    element = StaticSelectElement(
        action_id="tag", placeholder=PlainTextObject(text="Tag"), options=options, initial_option=options[0]
    )
    hint = PlainTextObject(text=TAG_HINT)
    which = InputBlock(block_id="tag", label=PlainTextObject(text=WHICH_TAG), element=element, hint=hint)
    known = [f"#{text.escape(tag)}: {CADENCES[cadences[tag]]}" for tag in tags if tag in cadences]
    noted: list[Block] = [_said(text.cut("\n".join(known), 3000))] if known else []
    back = _row("act", [ButtonElement(text="All people", action_id=OPEN, value="0")])
    chosen = cadences.get(tags[0], "month")
    return _form(TAGGED, "How often by tag", "Save", [*noted, which, _cadence("tag", chosen), back])


def _about(of: str, cadence: str, tags: Sequence[str]) -> list[Block]:
    """Fields of one form alone: Slack keeps what was typed in a field of the same name when a modal changes."""
    element = PlainTextInputElement(action_id="tags", max_length=TYPED, initial_value=", ".join(tags) or None)
    typed = InputBlock(
        block_id=f"tags.{of}",
        label=PlainTextObject(text=WHICH_TAGS),
        element=element,
        hint=PlainTextObject(text=TAGS_HINT),
        optional=True,
    )
    return [_cadence(of, cadence), typed]


def _cadence(of: str, chosen: str) -> InputBlock:
    options = {
        name: Option(value=name or "usual", label=f"{words[0].upper()}{words[1:]}")
        for name, words in CADENCES.items()
    }
    element = RadioButtonsElement(
        action_id="cadence", options=list(options.values()), initial_option=options[chosen]
    )
    return InputBlock(block_id=f"cadence.{of}", label=PlainTextObject(text=OFTEN), element=element)


def _form(
    callback: str, title: str, submit: str, blocks: Sequence[Block], metadata: str = ""
) -> dict[str, Any]:
    return form.modal(callback, title, blocks, (submit, "Close"), metadata)


def _row(name: str, elements: Sequence[ButtonElement]) -> ActionsBlock:
    return ActionsBlock(block_id=f"relationships.{name}", elements=list(elements))


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))


def people_from(view: Mapping[str, Any]) -> tuple[str, ...]:
    """Who was picked in the form that adds people."""
    return tuple(str(each) for each in _element(view, "people").get("selected_users") or ())


def chosen_from(view: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The cadence and the tags that were chosen in a form; the cadence is "" for the pair's own."""
    cadence = str((_element(view, "cadence").get("selected_option") or {}).get("value") or "")
    return cadence if cadence in CADENCES else "", tags_from(str(_element(view, "tags").get("value") or ""))


def tag_from(view: Mapping[str, Any]) -> str:
    """The tag that was chosen, or ""."""
    return str((_element(view, "tag").get("selected_option") or {}).get("value") or "")


def block_of(view: Mapping[str, Any], name: str) -> str:
    """The id of the block that holds a field; the field's own name where there is none."""
    return next((block for block, fields in _values(view).items() if name in fields), name)


def _element(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = (_values(view).get(block_of(view, name)) or {}).get(name)
    return found if isinstance(found, Mapping) else {}


def _values(view: Mapping[str, Any]) -> Mapping[str, Any]:
    return (view.get("state") or {}).get("values") or {}
