"""Block elements: everything that can be clicked, chosen or filled in, and images."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.blocks.rich_text import rich_text
from sandbox.blocks.rules import (
    Check,
    Extra,
    array,
    boolean,
    exactly_one_of,
    fault,
    integer,
    one_of,
    parsed,
    record,
    string,
)
from sandbox.blocks.text import (
    choice_option,
    confirmation,
    conversation_filter,
    dispatch_action_config,
    identifier,
    link,
    option_group,
    overflow_option,
    plain_text,
    select_option,
    slack_file,
    type_name,
    web_link,
)

_PERSON_OR_CHANNEL = string(64, pattern=r"[A-Z0-9]+", wording="invalid id")
_PLACEHOLDER = plain_text(150)


def _element(required: str, *extras: Extra, **fields: Check) -> Check:
    return record(f"type {required}", *extras, type=type_name, action_id=identifier, **fields)


def _input(required: str, *extras: Extra, **fields: Check) -> Check:
    return _element(required, *extras, focus_on_load=boolean, **fields)


def _day(text: str) -> None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    dt.date.fromisoformat(text)


def _time(text: str) -> None:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        raise ValueError(text)


_DATE = parsed(_day, "must be a date in the format YYYY-MM-DD")
_TIME = parsed(_time, "must be a time in the format HH:mm")
_ZONE = parsed(ZoneInfo, "must be a time zone of the IANA database")
_NUMBER = string(100, pattern=r"-?\d+(\.\d+)?", wording="must be a number in a string")


def _same_option(one: Any, other: Any) -> bool:
    return bool(one["value"] == other["value"] and one["text"]["text"] == other["text"]["text"])


def _initial_among_options(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    options = [*value.get("options", ())]
    for group in value.get("option_groups", ()):
        options += group["options"]
    initial = [("initial_option", value["initial_option"])] if "initial_option" in value else []
    initial += [
        (f"initial_options/{index}", option) for index, option in enumerate(value.get("initial_options", ()))
    ]
    for name, option in initial:
        if not any(_same_option(option, known) for known in options):
            fault(faults, "must be one of the options", f"{pointer}/{name}")


def _lengths_in_order(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        fault(faults, "must not be greater than max_length", f"{pointer}/min_length")


def _values_in_order(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    if float(value.get("min_value", "-inf")) > float(value.get("max_value", "inf")):
        fault(faults, "must not be greater than max_value", f"{pointer}/min_value")


image = record(
    "type alt_text",
    exactly_one_of("image_url", "slack_file"),
    type=type_name,
    alt_text=string(2000),
    image_url=web_link,
    slack_file=slack_file,
)

_CONFIRMED = {"confirm": confirmation}
_SHOWN = {"placeholder": _PLACEHOLDER}
_SEVERAL = {"max_selected_items": integer(1, 1000)}
_MENU = _CONFIRMED | _SHOWN
_STATIC = {"options": array(select_option, most=100), "option_groups": array(option_group, most=100)}
_CHOICES = {"options": array(choice_option, most=10)} | _CONFIRMED
_CONVERSATIONS = {"filter": conversation_filter, "default_to_current_conversation": boolean} | _MENU
_TYPED = {"dispatch_action_config": dispatch_action_config} | _SHOWN
_OPTIONS_OR_GROUPS = exactly_one_of("options", "option_groups")
_IDS = array(_PERSON_OR_CHANNEL, most=1000)
_SELECTED = array(select_option, most=100)

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "text",
        text=plain_text(75),
        url=link,
        value=string(2000),
        style=one_of("primary", "danger"),
        accessibility_label=string(75),
        **_CONFIRMED,
    ),
    "channels_select": _input("", initial_channel=_PERSON_OR_CHANNEL, response_url_enabled=boolean, **_MENU),
    "checkboxes": _input(
        "options", _initial_among_options, initial_options=array(choice_option, most=10), **_CHOICES
    ),
    "conversations_select": _input(
        "", initial_conversation=_PERSON_OR_CHANNEL, response_url_enabled=boolean, **_CONVERSATIONS
    ),
    "datepicker": _input("", initial_date=_DATE, **_MENU),
    "datetimepicker": _input("", initial_date_time=integer(0, 9_999_999_999), **_CONFIRMED),
    "email_text_input": _input("", initial_value=string(3000), **_TYPED),
    "external_select": _input("", initial_option=select_option, min_query_length=integer(0, 3000), **_MENU),
    "feedback_buttons": _element(
        "positive_button negative_button",
        **dict.fromkeys(
            ("positive_button", "negative_button"),
            record("text value", text=plain_text(75), value=string(2000), accessibility_label=string(75)),
        ),
    ),
    "file_input": _element("", filetypes=array(string(50), most=100), max_files=integer(1, 10)),
    "icon_button": _element(
        "icon text",
        icon=one_of("trash"),
        text=plain_text(75),
        value=string(2000),
        accessibility_label=string(75),
        visible_to_user_ids=_IDS,
        **_CONFIRMED,
    ),
    "image": image,
    "multi_channels_select": _input("", initial_channels=_IDS, **_SEVERAL, **_MENU),
    "multi_conversations_select": _input("", initial_conversations=_IDS, **_SEVERAL, **_CONVERSATIONS),
    "multi_external_select": _input(
        "", initial_options=_SELECTED, min_query_length=integer(0, 3000), **_SEVERAL, **_MENU
    ),
    "multi_static_select": _input(
        "",
        _OPTIONS_OR_GROUPS,
        _initial_among_options,
        initial_options=_SELECTED,
        **_SEVERAL,
        **_STATIC,
        **_MENU,
    ),
    "multi_users_select": _input("", initial_users=_IDS, **_SEVERAL, **_MENU),
    "number_input": _input(
        "is_decimal_allowed",
        _values_in_order,
        is_decimal_allowed=boolean,
        initial_value=_NUMBER,
        min_value=_NUMBER,
        max_value=_NUMBER,
        **_TYPED,
    ),
    "overflow": _element("options", options=array(overflow_option, most=5), **_CONFIRMED),
    "plain_text_input": _input(
        "",
        _lengths_in_order,
        initial_value=string(3000),
        multiline=boolean,
        min_length=integer(0, 3000),
        max_length=integer(1, 3000),
        **_TYPED,
    ),
    "radio_buttons": _input("options", _initial_among_options, initial_option=choice_option, **_CHOICES),
    "rich_text_input": _input("", initial_value=rich_text, **_TYPED),
    "static_select": _input(
        "", _OPTIONS_OR_GROUPS, _initial_among_options, initial_option=select_option, **_STATIC, **_MENU
    ),
    "timepicker": _input("", initial_time=_TIME, timezone=_ZONE, **_MENU),
    "url_text_input": _input("", initial_value=link, **_TYPED),
    "users_select": _input("", initial_user=_PERSON_OR_CHANNEL, **_MENU),
}

_SELECTS = frozenset(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("channels", "conversations", "external", "static", "users")
)
_PICKERS = frozenset({"checkboxes", "datepicker", "radio_buttons", "timepicker"})

IN_SECTION = _SELECTS | _PICKERS | {"button", "image", "overflow"}
IN_ACTIONS = _SELECTS | _PICKERS | {"button", "datetimepicker", "overflow"}
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})

_TYPED_ANYWHERE = frozenset({"plain_text_input"})
_TYPED_IN_MODALS = frozenset({"email_text_input", "file_input", "number_input", "url_text_input"})
IN_INPUT = {
    "message": _SELECTS | _PICKERS | _TYPED_ANYWHERE | {"datetimepicker"},
    "modal": _SELECTS | _PICKERS | _TYPED_ANYWHERE | _TYPED_IN_MODALS | {"datetimepicker", "rich_text_input"},
    "home": _SELECTS | _PICKERS | _TYPED_ANYWHERE | {"rich_text_input"},
}
"""Elements an input block may hold, by surface."""
