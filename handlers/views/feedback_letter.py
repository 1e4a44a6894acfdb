"""What readers of feedback get, and what its author hears of it."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)

from bot.feedback import Field, seen_by
from bot.feedback.answering import (
    ABOUT,
    ANSWERED,
    ASKED_BACK,
    FIRST_CONTACT,
    REFUSING,
    THANKED,
    TITLE,
    request,
)
from bot.feedback.writing import PROMPTS
from handlers.views import form, text
from storage.feedback import Letter, Written
from storage.feedback_wishes import Request

THANK, ANSWER, BACK, REFUSE, ACCEPT = (
    "feedback.thank",
    "feedback.answer",
    "feedback.back",
    "feedback.refuse",
    "feedback.accept",
)
MORE, PAUSE, WHY = "feedback.more", "feedback.pause", "feedback.why"
WRITE, DECLINE = "feedback.request", "feedback.decline"

THEIRS: dict[Field, str] = {
    "situation": "When and where",
    "behaviour": "What you did",
    "impact": "What it changed",
    "wish": "One thing to try",
}
NAMED: dict[Field, str] = {**THEIRS, "behaviour": "What they did"}
TAKING = "Noted. Colleagues can write to you through me again."
YOU_THANKED = "You thanked {author}."
YOU_ANSWERED = "You answered {author}."
GONE = "The words are older than 30 days, so I no longer have them."
ANSWERING, ANSWER_LABEL = "Answer", "Your answer to {author}"
ANSWER_HINT = "It goes to them, with your name, and to nobody else."
DECLINED = "That's fine. {author} isn't told; nothing more comes of it."
MOST_ANSWER = 2000  # characters


def letter(
    found: Letter, reader: str, *, is_first: bool, can_pause: bool, is_refused: bool = False
) -> dict[str, Any]:
    """What one reader gets, or sees once they answered: the words, who else sees them, and what can be done."""
    typed, author = found.written, text.person(found.author)
    is_theirs = reader == typed.person
    title = (TITLE if is_theirs else ABOUT).format(author=author, person=text.person(typed.person))
    blocks: list[Block] = [_section(f"*{title}*"), *body(typed, named=not is_theirs)]
    if found.words_gone:
        blocks.append(_note(GONE))
    lines = [seen_by(typed.visibility, reader, typed.person, found.manager)]
    if is_theirs and typed.asks_back:
        blocks.append(_section(ASKED_BACK.format(author=author)))
    lines += [FIRST_CONTACT] if is_first else []
    lines += [YOU_THANKED.format(author=author)] if reader in found.thanked else []
    lines += [YOU_ANSWERED.format(author=author)] if reader in found.answered else []
    blocks += [_note(line) for line in lines]
    blocks += _refused(found) if is_refused else [_buttons(found, reader, can_pause=can_pause)]
    return message(title, blocks)


def _buttons(found: Letter, reader: str, *, can_pause: bool) -> ActionsBlock:
    thank = ButtonElement(text="Thank", action_id=THANK, value=found.id, style="primary")
    answer = ButtonElement(text="Answer", action_id=ANSWER, value=found.id)
    back = ButtonElement(text="Write two sentences back", action_id=BACK, value=found.id)
    refuse = ButtonElement(text="No more feedback here", action_id=REFUSE, value=found.id)
    buttons: list[Any] = [] if reader in found.thanked else [thank]
    buttons += [] if reader in found.answered else [answer]
    buttons += [back] if reader == found.written.person else []
    return ActionsBlock(
        block_id=f"feedback.{found.id}", elements=[*buttons, refuse, _more(can_pause=can_pause)]
    )


def _more(*, can_pause: bool) -> OverflowMenuElement:
    options = [Option(value="why", label="Why this?")]
    if can_pause:  # whoever never started it has nothing but this to pause
        options.append(Option(value="pause", label="Pause Earshot"))
    return OverflowMenuElement(action_id=MORE, options=options)


def _refused(found: Letter) -> Sequence[Block]:
    undo = ButtonElement(text="Undo", action_id=ACCEPT, value=found.id)
    return [_note(REFUSING), ActionsBlock(block_id=f"feedback.{found.id}", elements=[undo])]


def body(typed: Written, *, named: bool) -> list[Block]:
    """The words, each below what it answers, in blocks that read no markup; `named` where a third person reads them."""
    labels, blocks = NAMED if named else THEIRS, list[Block]()
    for field in PROMPTS:
        if words := typed.words.get(field, "").strip():
            quoted = text.quote(words)
            quoted.block_id = f"said.{field}"
            blocks += [_note(f"*{labels[field]}*"), quoted]
    return blocks


def thanks(reader: str) -> dict[str, Any]:
    """What the author hears when a reader says thank you."""
    return told(THANKED.format(person=text.person(reader)))


def told(line: str) -> dict[str, Any]:
    """A line of mrkdwn for the author."""
    return message(line, [_section(line), _row()])


def answer(reader: str, words: str) -> dict[str, Any]:
    """What the author hears when a reader answers."""
    line = ANSWERED.format(person=text.person(reader))
    return message(line, [_section(f"*{line}*"), text.quote(text.cut(words, MOST_ANSWER)), _row()])


def _row() -> ActionsBlock:
    why = ButtonElement(text="Why this?", action_id=WHY)
    return ActionsBlock(elements=[why, ButtonElement(text="Pause", action_id=PAUSE)])


def asked(found: Request) -> dict[str, Any]:
    """What somebody gets who is asked for feedback."""
    line = request(found.asker, text.escape(text.one_line(found.topic)))
    write = ButtonElement(text="Write two sentences", action_id=WRITE, value=found.id, style="primary")
    decline = ButtonElement(text="Not now", action_id=DECLINE, value=found.id)
    row = ActionsBlock(block_id=f"feedback.{found.id}", elements=[write, decline, _more(can_pause=True)])
    return message(line, [_section(line), row])


def settled(found: Request, line: str) -> dict[str, Any]:
    """The same once it was answered: a line in place of its buttons."""
    words = request(found.asker, text.escape(text.one_line(found.topic)))
    return message(words, [_section(words), _note(line)])


def answering(found: Letter, place: tuple[str, str]) -> dict[str, Any]:
    """The modal in which a reader answers."""
    element = PlainTextInputElement(action_id="answer", multiline=True, max_length=MOST_ANSWER)
    return form.modal(
        ANSWER,
        ANSWERING,
        [
            _section(f"*{ANSWER_LABEL.format(author=text.person(found.author))}*"),
            InputBlock(
                block_id="answer",
                label=PlainTextObject(text="A sentence or two"),
                element=element,
                hint=PlainTextObject(text=ANSWER_HINT),
            ),
        ],
        ("Send", "Not now"),
        " ".join((found.id, *place)),
    )


def answered_at(view: dict[str, Any]) -> tuple[str, tuple[str, str]]:
    """Which letter is answered, and the channel and ts of the message that shows it; empty for what isn't known."""
    found, channel, ts = [*str(view.get("private_metadata") or "").split(" "), "", "", ""][:3]
    return found, (channel, ts)


def answer_from(view: dict[str, Any]) -> str:
    """What was answered."""
    element = (view.get("state", {}).get("values", {}).get("answer") or {}).get("answer") or {}
    return str(element.get("value") or "").strip()


def message(line: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """A message; the line is also the notification."""
    return {
        "text": text.cut(line, 3000),
        "blocks": [block.to_dict() for block in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text.cut(words, 3000)))


def _note(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text.cut(words, 2000))])
