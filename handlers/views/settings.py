"""When Earshot may write to somebody: a line on the Home tab, and the modal that changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    TimePickerElement,
)

from bot.days import spans, told
from handlers.views import form, text
from handlers.views.digest import RESUME
from handlers.views.nudge import PAUSE
from storage.nudges import Hours

OPEN, CALLBACK = "settings.open", "settings.save"
TITLE = "When I may write"
INTRO = (
    "What comes by itself comes between these hours ({zone}), on working days, and never while Slack keeps quiet "
    "for you. Digests and weekly messages keep to it too."
)
WAKES, SLEEPS = "Not before", "Not after"
DAYS_OFF, DAYS_OFF_HINT = "Days off", "One day or span on each line, such as 24 Dec to 2 Jan."
SILENCE = "Pause"
SILENCES = {"no": "No pause", "date": "Until the day below", "ever": "Until I resume"}
DAY, DAY_HINT = "The day on which I'm back", "Only for “Until the day below”."
LINE = "I write between {wakes} and {sleeps}, on working days{off}."
OFF = "; next days off: {days}"
PAUSED, PAUSED_UNTIL = "Paused until you resume.", "Paused until {day}."
_MOST_TYPED = 2000
_SHOWN = 2  # spans of days off in the line


@dataclass(frozen=True)
class State:
    """What the section shows. `ends` is the local day on which a dated pause is over."""

    hours: Hours
    ends: date | None
    has_started: bool


def section(state: State) -> list[Block]:
    """How it stands, with a button to change it and one for silence."""
    if not state.has_started:
        return []
    is_paused = state.hours.pause_begin is not None
    pause = ButtonElement(text="Resume", action_id=RESUME) if is_paused else _pause()
    buttons = [ButtonElement(text="Hours and days off", action_id=OPEN), pause]
    return [
        SectionBlock(text=MarkdownTextObject(text=line(state))),
        ActionsBlock(block_id="home.settings", elements=buttons),
    ]


def _pause() -> ButtonElement:
    return ButtonElement(text="Pause", action_id=f"{PAUSE}.home")


def line(state: State) -> str:
    """When Earshot writes, in a sentence or two."""
    hours = state.hours
    shown = [told(*span) for span in spans(hours.days_off)]
    more = [f"{len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    off = OFF.format(days=text.listed([*shown[:_SHOWN], *more])) if shown else ""
    words = LINE.format(wakes=f"{hours.wakes:%H:%M}", sleeps=f"{hours.sleeps:%H:%M}", off=off)
    if hours.pause_begin is None:
        return words
    return f"*{PAUSED_UNTIL.format(day=told(state.ends)) if state.ends else PAUSED}* {words}"


def modal(state: State, zone: str) -> dict[str, Any]:
    """The modal, filled in with how it stands."""
    hours = state.hours
    lines = "\n".join(told(*span) for span in spans(hours.days_off))
    days_off = PlainTextInputElement(
        action_id="days_off", multiline=True, max_length=_MOST_TYPED, initial_value=lines or None
    )
    return form.modal(
        CALLBACK,
        TITLE,
        [
            SectionBlock(text=MarkdownTextObject(text=INTRO.format(zone=text.escape(zone)))),
            _time("wakes", WAKES, hours.wakes),
            _time("sleeps", SLEEPS, hours.sleeps),
            InputBlock(
                block_id="days_off",
                label=PlainTextObject(text=DAYS_OFF),
                hint=PlainTextObject(text=DAYS_OFF_HINT),
                element=days_off,
                optional=True,
            ),
            *_silence(state),
        ],
        ("Save", "Cancel"),
    )


def _time(name: str, label: str, initial: time) -> InputBlock:
    element = TimePickerElement(action_id=name, initial_time=f"{initial:%H:%M}")
    return InputBlock(block_id=name, label=PlainTextObject(text=label), element=element)


def _silence(state: State) -> list[Block]:
    options = {
        value: Option(value=value, text=PlainTextObject(text=label)) for value, label in SILENCES.items()
    }
    is_paused = state.hours.pause_begin is not None
    now = "no" if not is_paused else "date" if state.ends else "ever"
    day = DatePickerElement(action_id="day", initial_date=state.ends.isoformat() if state.ends else None)
    radio = RadioButtonsElement(
        action_id="silence", options=list(options.values()), initial_option=options[now]
    )
    return [
        InputBlock(block_id="silence", label=PlainTextObject(text=SILENCE), element=radio),
        InputBlock(
            block_id="day",
            label=PlainTextObject(text=DAY),
            hint=PlainTextObject(text=DAY_HINT),
            element=day,
            optional=True,
        ),
    ]


@dataclass(frozen=True)
class Chosen:
    """What was entered, as it was entered."""

    wakes: time
    sleeps: time
    days_off: str
    silence: str
    day: date | None


def chosen_from(view: Mapping[str, Any]) -> Chosen:
    """What a submitted modal holds."""
    values = view["state"]["values"]
    day = values["day"]["day"].get("selected_date")
    return Chosen(
        time.fromisoformat(values["wakes"]["wakes"]["selected_time"]),
        time.fromisoformat(values["sleeps"]["sleeps"]["selected_time"]),
        str(values["days_off"]["days_off"].get("value") or ""),
        str(values["silence"]["silence"]["selected_option"]["value"]),
        date.fromisoformat(day) if day else None,
    )
