"""The modal of /earshot week: for those who lead people, and what a manager sees for everybody."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
)

from handlers.views import form, text
from handlers.views.week import NOW
from storage.weeks import Lead

CALLBACK = "week.save"
TITLE = "Your week"
INTRO = (
    "For people who lead people: once a week, up to five things in one message. Questions that wait for you, chances to "
    "hand on, posts the people above you are likely to answer, feedback you were given to see, thanks worth saying."
)
LEADS = "Do you lead people?"
YES, NO = "Yes, send me my week", "No, or not now"
DAY, AT = "On which day", "At what time"
PEOPLE = "Who is in your team?"
PEOPLE_HINT = "Used for one count: how many of at least five wrote in a channel. Never who."
MUCH = "How much"
MUCH_OPTIONS = {"five": "Up to five things", "three": "Up to three"}
MIRROR = (
    "*What a manager sees of you here*\n"
    "What you write in channels where they are too, when it asks for somebody, answers them, or is likely to be answered "
    "by the people above them. Feedback that its author let them see. Of a group of five and more, how many wrote in a "
    "channel, never who. Nothing else: no counts of you, no times, and nothing of what you read, weigh, note or press."
)
LED_BY = "Who counts you among their people: {people}."
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_NAMED = 10


def modal(lead: Lead | None, led_by: Sequence[str]) -> dict[str, Any]:
    """The modal, filled in with what was chosen; for somebody new it asks whether they lead people."""
    now = lead or Lead()
    blocks: list[Block] = [_said(INTRO), _radio("leads", LEADS, {"yes": YES, "no": NO}, _leads(lead))]
    blocks += [_day(now.weekday), _at(now.at), _people(now.people)]
    blocks.append(_radio("much", MUCH, MUCH_OPTIONS, "three" if now.wants_less else "five"))
    if lead is not None and lead.is_on:
        button = ButtonElement(text="Send me one now", action_id=NOW)
        blocks.append(ActionsBlock(block_id="week.now", elements=[button]))
    blocks.append(_said(MIRROR))
    if led_by:
        people = text.listed(text.person(each) for each in led_by[:_NAMED])
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=LED_BY.format(people=people))]))
    return form.modal(CALLBACK, TITLE, blocks, ("Save", "Cancel"))


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words))


def _leads(lead: Lead | None) -> str | None:
    return None if lead is None else "yes" if lead.is_on else "no"


def _radio(name: str, label: str, choices: Mapping[str, str], chosen: str | None) -> InputBlock:
    options = {value: Option(value=value, label=words) for value, words in choices.items()}
    initial = options[chosen] if chosen else None
    element = RadioButtonsElement(action_id=name, options=list(options.values()), initial_option=initial)
    return form.field(name, label, element)


def _day(weekday: int) -> InputBlock:
    options = [Option(value=str(number), label=name) for number, name in enumerate(DAYS)]
    return form.field(
        "day", DAY, StaticSelectElement(action_id="day", options=options, initial_option=options[weekday])
    )


def _at(at: time) -> InputBlock:
    return form.field("at", AT, TimePickerElement(action_id="at", initial_time=f"{at:%H:%M}"))


def _people(chosen: Sequence[str]) -> InputBlock:
    element = UserMultiSelectElement(
        action_id="people", placeholder=PlainTextObject(text="People"), initial_users=list(chosen) or None
    )
    return form.field("people", PEOPLE, element, hint=PEOPLE_HINT, optional=True)


def chosen_from(view: Mapping[str, Any]) -> Lead:
    """What was chosen in the submitted modal, whoever was picked."""
    values = view["state"]["values"]

    def picked(name: str) -> Mapping[str, Any]:
        found = (values.get(name) or {}).get(name)
        return found if isinstance(found, Mapping) else {}

    def option(name: str) -> str:
        return str((picked(name).get("selected_option") or {}).get("value", ""))

    return Lead(
        is_on=option("leads") == "yes",
        weekday=int(option("day") or 0),
        at=time.fromisoformat(str(picked("at").get("selected_time") or "09:00")),
        people=tuple(dict.fromkeys(str(each) for each in picked("people").get("selected_users") or ())),
        wants_less=option("much") == "three",
    )
