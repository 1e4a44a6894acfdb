"""Writing feedback: one form a person, then what it will look like and who will see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
)

from bot.feedback import Field, Flag, Visibility
from bot.feedback.visibility import LABELS, NO_MANAGER, YOU_MANAGE, preview
from bot.feedback.writing import HINTS, LAST, MOST_CHARACTERS, PROMPTS
from handlers.views import form, text
from handlers.views.feedback_letter import body
from handlers.views.feedback_turn import Turn, packed
from storage.feedback import Written

WRITE, SEND, ENDED = "feedback.write", "feedback.send", "feedback.ended"
SKIP, PREVIOUS, CHANGE = "feedback.skip", "feedback.previous", "feedback.change"

TITLE = "Two sentences"
WHO = "Who will see it?"
ONLY_THEM = "Only they will see it."
ASKS_BACK, ASKS_BACK_LABEL = "Ask them for two sentences back", "And you?"
FOR = "*For {person}.* Two sentences are enough; one moment is better than a summary."
SHARED = "To read again: {links}"
FILLED = "What stands there already is from your notes and those threads. Keep what fits."
TOPIC = "They asked for feedback on: {topic}"
GOES = "It waits for their calm hours: they get it when their day has begun."
KINDLY = "A thought before you send it; it is fine as it is if you think so."
KEPT = "“Not now” keeps it as a draft for 14 days, for you alone."
SENT_TO = "Sent: {people}"
NOT_SENT = "Left out: {people}. Anything you typed for them is a draft for 14 days."
NOTHING_SENT = "Nothing was sent. Anything you typed is a draft for 14 days, for you alone."


@dataclass(frozen=True)
class Start:
    """What is said above a form: lines in mrkdwn, links (label, address) to what they shared, whether it is filled in."""

    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    is_filled: bool = False


@dataclass(frozen=True)
class Page:
    """What one form begins with. `options` are who may see it."""

    turn: Turn
    typed: Written
    options: tuple[Visibility, ...] = ("them",)
    name: str = "somebody"
    manager_name: str = ""
    author: str = ""
    start: Start = Start()


def write(page: Page) -> dict[str, Any]:
    """The form for one person."""
    turn = page.turn
    blocks: list[Block] = [note(line) for line in page.start.lines]
    blocks.append(section(FOR.format(person=text.person(turn.person))))
    if turn.topic:
        blocks.append(note(TOPIC.format(topic=text.escape(text.one_line(turn.topic)))))
    if page.start.links:
        blocks.append(
            note(SHARED.format(links=text.listed(text.link(url, label) for label, url in page.start.links)))
        )
    if page.start.is_filled and any(page.typed.words.values()):
        blocks.append(note(FILLED))
    blocks += [_field(page, field) for field in PROMPTS]
    blocks += [*_visibility(page), _asks_back(page), *_steps(turn)]
    return _view(WRITE, turn, blocks, ("Preview", "Not now"), packed(turn))


def _field(page: Page, field: Field) -> InputBlock:
    element = PlainTextInputElement(
        action_id=field,
        multiline=True,
        max_length=MOST_CHARACTERS,
        initial_value=page.typed.words.get(field) or None,
    )
    prompt = PROMPTS[field].format(name=text.cut(text.one_line(page.name), 60))
    return InputBlock(
        block_id=f"{field}.{page.turn.person}",  # of this person: Slack carries entries over by block id
        label=PlainTextObject(text=prompt),
        element=element,
        hint=PlainTextObject(text=f"Such as: {HINTS[field]}"),
        optional=field in {"situation", "wish"},
    )


def _visibility(page: Page) -> Sequence[Block]:
    if page.options == ("them",):
        why = YOU_MANAGE if page.turn.manager and page.turn.manager == page.author else NO_MANAGER
        return [note(f"{ONLY_THEM} {why}" if page.turn.manager != page.turn.person else ONLY_THEM)]
    manager = text.cut(text.one_line(page.manager_name), 30)
    labels = {
        each: LABELS[each] if each == "them" or not manager else f"{LABELS[each]} ({manager})"
        for each in page.options
    }
    options = {name: Option(value=name, label=label) for name, label in labels.items()}
    chosen = page.typed.visibility if page.typed.visibility in options else "them"
    element = RadioButtonsElement(
        action_id="visibility", options=list(options.values()), initial_option=options[chosen]
    )
    block_id = f"visibility.{page.turn.person}"
    return [InputBlock(block_id=block_id, label=PlainTextObject(text=WHO), element=element)]


def _asks_back(page: Page) -> InputBlock:
    option = Option(value="yes", label=ASKS_BACK)
    element = CheckboxesElement(
        action_id="asks_back", options=[option], initial_options=[option] if page.typed.asks_back else None
    )
    return InputBlock(
        block_id=f"asks_back.{page.turn.person}",
        label=PlainTextObject(text=ASKS_BACK_LABEL),
        element=element,
        optional=True,
    )


def _steps(turn: Turn) -> Sequence[Block]:
    buttons = []
    if len(turn.round.people) > 1:
        buttons.append(ButtonElement(text="Leave them out", action_id=SKIP, value=turn.person))
    if turn.skipped:
        buttons.append(ButtonElement(text="Back to who was left out", action_id=PREVIOUS, value=turn.person))
    return [ActionsBlock(block_id=f"feedback.steps.{turn.person}", elements=buttons)] if buttons else []


def shown(turn: Turn, typed: Written, flags: Sequence[Flag], *, waits: bool) -> dict[str, Any]:
    """What was typed as its readers will see it, who they are, and what one might say otherwise."""
    manager = turn.manager or None
    blocks: list[Block] = [section(f"*{preview(typed.visibility, turn.person, manager)}*")]
    blocks += body(typed, named=True)
    blocks += [section(text.escape(flag.advice)) for flag in flags[:5]]
    blocks += [note(line) for line in ((GOES,) if waits else ()) + ((KINDLY,) if flags else ()) + (KEPT,)]
    change = ButtonElement(text="Change it", action_id=CHANGE, value=turn.person)
    blocks.append(ActionsBlock(block_id="feedback.change", elements=[change]))
    chosen = {"visibility": typed.visibility, "asks_back": typed.asks_back}
    submit = "Send as it is" if flags else "Send"
    return _view(SEND, turn, blocks, (submit, "Not now"), packed(turn, **chosen))


def ended(turn: Turn, lines: Sequence[str] = ()) -> dict[str, Any]:
    """The end of a round: who was written to, and who was not."""
    told = [SENT_TO.format(people=_people(turn.sent)), LAST] if turn.sent else [NOTHING_SENT]
    if turn.sent and turn.skipped:
        told.append(NOT_SENT.format(people=_people(turn.skipped)))
    return only(*told, *lines)


def only(*lines: str) -> dict[str, Any]:
    """A modal that says something in mrkdwn."""
    return form.modal(ENDED, TITLE, [section(line) for line in lines], ("", "Done"))


def _people(people: Sequence[str]) -> str:
    return text.listed(text.person(person) for person in people)


def section(words: str) -> SectionBlock:
    """Words in mrkdwn."""
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))


def note(words: str) -> ContextBlock:
    """Small words in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=text.cut(words, 2000))])


def _view(
    callback: str, turn: Turn, blocks: Sequence[Block], ends: tuple[str, str], carried: str
) -> dict[str, Any]:
    title = f"{TITLE}, {turn.round.progress}" if turn.round.progress else TITLE
    return form.modal(callback, title, blocks, (ends[0], ends[1]), carried)
