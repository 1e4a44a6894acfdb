"""The follow modal, and the message that confirms a choice."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ConversationFilter,
    ConversationMultiSelectElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    UserMultiSelectElement,
)

from bot.attention import Watched
from bot.follow import Choice, once_each
from handlers.views import form
from handlers.views.digest import FOLLOW, NOW, PAUSE
from storage.follows import Following

CALLBACK = "follow"
INTRO = (
    "I listen in the channels you pick, learn what these people react and reply to, and bring you "
    "the posts that are likely to get their attention. Only where you are too, and only what you can see."
)
FROM_PROFILE = "Filled in from your Slack profile."
PEOPLE_FIELDS = (
    ("level1", 1, "Your manager", "Who decides what you work on."),
    ("level2", 2, "Their manager", "What matters there may differ."),
    ("level3", 3, "One level further up", "Optional, like the one above."),
    (
        "voices",
        0,
        "Other voices",
        "Anyone whose attention tells you something: a product lead, an architect.",
    ),
)
CADENCES = {"daily": "Weekdays at 9:00", "weekly": "Mondays at 9:00"}


def modal(now_following: Following | None, manager: str | None) -> dict[str, Any]:
    """The modal as views.open takes it, filled in with what is followed now, or with the manager found."""
    channels = list(now_following.channels) if now_following else []
    watched = now_following.watched if now_following else ()
    if not watched and manager:
        watched = (Watched(manager, 1),)
    guessed = not (now_following and now_following.watched) and manager is not None
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=INTRO)), _channels(channels)]
    for name, level, label, hint in PEOPLE_FIELDS:
        chosen = [person.user for person in watched if person.level == level]
        blocks.append(_people(name, label, FROM_PROFILE if guessed and level == 1 else hint, chosen))
    blocks.append(_cadence(now_following.cadence if now_following else "daily"))
    return form.modal(CALLBACK, "Stay within earshot", blocks, ("Follow", "Not now"))


def _channels(chosen: list[str]) -> InputBlock:
    element = ConversationMultiSelectElement(
        action_id="channels",
        placeholder=PlainTextObject(text="Channels"),
        filter=ConversationFilter(include=["public", "private"], exclude_external_shared_channels=False),
        initial_conversations=chosen or None,
    )
    hint = PlainTextObject(text="Where work gets discussed. I join public ones; invite me to private ones.")
    return InputBlock(
        block_id="channels", label=PlainTextObject(text="Channels to listen in"), element=element, hint=hint
    )


def _people(name: str, label: str, hint: str, chosen: list[str]) -> InputBlock:
    element = UserMultiSelectElement(
        action_id=name, placeholder=PlainTextObject(text="People"), initial_users=chosen or None
    )
    # Optional to Slack, so that other voices alone can be sent too; bot/follow.py asks for somebody.
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint),
        optional=True,
    )


def _cadence(chosen: str) -> InputBlock:
    options = {name: Option(value=name, label=label) for name, label in CADENCES.items()}
    element = RadioButtonsElement(
        action_id="cadence", options=list(options.values()), initial_option=options[chosen]
    )
    return InputBlock(block_id="cadence", label=PlainTextObject(text="Your digest"), element=element)


def choice_from(values: Mapping[str, Any]) -> Choice:
    """What was chosen, from the `state.values` of the submitted modal."""

    def picked(block: str) -> Mapping[str, Any]:
        element = (values.get(block) or {}).get(block)
        return element if isinstance(element, Mapping) else {}

    people = [
        Watched(str(user), level)
        for name, level, _label, _hint in PEOPLE_FIELDS
        for user in picked(name).get("selected_users") or ()
    ]
    cadence = (picked("cadence").get("selected_option") or {}).get("value")
    channels = dict.fromkeys(str(each) for each in picked("channels").get("selected_conversations") or ())
    return Choice(tuple(channels), once_each(people), "weekly" if cadence == "weekly" else "daily")


def confirmation(lines: Sequence[str]) -> dict[str, Any]:
    """The message that says what is followed now; its first line is the notification."""
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=lines[0]))]
    if lines[1:]:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=line) for line in lines[1:]]))
    buttons = [
        ButtonElement(text="Send my digest now", action_id=NOW, style="primary"),
        ButtonElement(text="Change what I follow", action_id=FOLLOW),
        ButtonElement(text="Pause", action_id=PAUSE),
    ]
    blocks.append(ActionsBlock(block_id="follow.confirmed", elements=buttons))
    return {"text": lines[0], "blocks": [block.to_dict() for block in blocks], "unfurl_links": False}
