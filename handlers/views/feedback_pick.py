"""The smaller modals around feedback: whom to write to, whom to ask, one's notes, what one takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.feedback.writing import MOST_AT_ONCE
from handlers.views import form, text
from handlers.views.feedback import note, section
from storage.feedback_wishes import Choice, Note

PICK, ASK, SETTINGS, NOTES = "feedback.pick", "feedback.ask", "feedback.settings", "feedback.notes"
OPEN, OPEN_ASK, OPEN_SETTINGS, OPEN_NOTES, DROP_NOTE = (
    "feedback.open",
    "feedback.open_ask",
    "feedback.open_settings",
    "feedback.open_notes",
    "feedback.drop_note",
)
INTRO = (
    "Whom did you work with? You get a short form for each, see who will read it before it goes, and can stop at any "
    "time. Up to eight people."
)
ASK_INTRO = (
    "Whom would you like to hear from? I pass it on once, and no is a fine answer. Up to eight people."
)
TOPIC, TOPIC_HINT = "About what?", "Such as: the way I ran the locker review"
NO_NOTES = "You have no notes. `/earshot note @somebody what they did` keeps one; only you see it."
NOTES_INTRO = (
    "Only you see these. They stand in the form when you write to that person, and go once you sent it."
)
MORE_NOTES = "{count} more; they come up as these go."
TAKES, TAKES_LABEL = "I take feedback through Earshot", "Feedback"
MANAGER = "Your manager"
MANAGER_HINT = (
    "For feedback that a colleague wants both of you to see. Left empty, I go by your Slack profile."
)
MOST_TOPIC = 150  # characters
_NOTES = 20  # in the modal; each takes two blocks


def pick(lines: Sequence[str] = ()) -> dict[str, Any]:
    """Whom to write to."""
    buttons = [
        ButtonElement(text="Ask for some instead", action_id=OPEN_ASK),
        ButtonElement(text="My notes", action_id=OPEN_NOTES),
        ButtonElement(text="What I take", action_id=OPEN_SETTINGS),
    ]
    row = ActionsBlock(block_id="feedback.instead", elements=buttons)
    blocks = [section(INTRO), *(note(line) for line in lines), _people("Write to"), row]
    return _view(PICK, "Two sentences", blocks, "Next")


def ask() -> dict[str, Any]:
    """Whom to ask for feedback, on what."""
    topic = PlainTextInputElement(action_id="topic", max_length=MOST_TOPIC)
    blocks = [
        section(ASK_INTRO),
        _people("Ask"),
        InputBlock(
            block_id="topic",
            label=PlainTextObject(text=TOPIC),
            element=topic,
            hint=PlainTextObject(text=TOPIC_HINT),
            optional=True,
        ),
    ]
    return _view(ASK, "Ask for feedback", blocks, "Ask")


def _people(label: str) -> InputBlock:
    element = UserMultiSelectElement(
        action_id="people", placeholder=PlainTextObject(text="Colleagues"), max_selected_items=MOST_AT_ONCE
    )
    return InputBlock(block_id="people", label=PlainTextObject(text=label), element=element)


def settings(choice: Choice) -> dict[str, Any]:
    """What somebody takes, and who their manager is."""
    option = Option(value="yes", label=TAKES)
    takes = CheckboxesElement(
        action_id="takes", options=[option], initial_options=None if choice.takes_none else [option]
    )
    manager = UserSelectElement(
        action_id="manager",
        placeholder=PlainTextObject(text="From my profile"),
        initial_user=choice.manager or None,
    )
    blocks = [
        InputBlock(block_id="takes", label=PlainTextObject(text=TAKES_LABEL), element=takes, optional=True),
        InputBlock(
            block_id="manager",
            label=PlainTextObject(text=MANAGER),
            element=manager,
            hint=PlainTextObject(text=MANAGER_HINT),
            optional=True,
        ),
    ]
    return _view(SETTINGS, "Feedback", blocks, "Save")


def notes(kept: Sequence[Note]) -> dict[str, Any]:
    """One's own notes, each with a way to delete it."""
    blocks: list[Block] = [section(NOTES_INTRO if kept else NO_NOTES)]
    for each in kept[:_NOTES]:
        delete = ButtonElement(text="Delete", action_id=DROP_NOTE, value=each.id)
        words = f"{text.person(each.person)}, {text.day(each.at)}"
        blocks.append(
            SectionBlock(block_id=f"note.{each.id}", text=MarkdownTextObject(text=words), accessory=delete)
        )
        blocks.append(text.quote(each.text))
    if len(kept) > _NOTES:
        blocks.append(note(MORE_NOTES.format(count=len(kept) - _NOTES)))
    return _view(NOTES, "My notes", blocks, "")


def _view(callback: str, title: str, blocks: Sequence[Block], submit: str) -> dict[str, Any]:
    return form.modal(callback, title, blocks, (submit, "Not now" if submit else "Done"))


def people_from(view: Mapping[str, Any]) -> list[str]:
    """Who was picked."""
    return [str(each) for each in _entered(view, "people").get("selected_users") or ()]


def topic_from(view: Mapping[str, Any]) -> str:
    """What it is to be about, in one line."""
    return text.cut(text.one_line(str(_entered(view, "topic").get("value") or "")), MOST_TOPIC)


def choice_from(view: Mapping[str, Any]) -> Choice:
    """What somebody takes, and who their manager is."""
    takes_none = not _entered(view, "takes").get("selected_options")
    return Choice(takes_none, str(_entered(view, "manager").get("selected_user") or ""))


def _entered(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    values = (view.get("state") or {}).get("values") or {}
    return (values.get(block) or {}).get(block) or {}
