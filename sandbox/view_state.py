"""What is entered in the elements of a view or a message: Slack's `state.values`, and how a person's entries get there."""

import re
import secrets
import string
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]
Entry = dict[str, Any]
Values = dict[str, dict[str, Entry]]

# Element type -> the key under which its entry stands. Elements that keep nothing, such as buttons, are missing.
STATE_KEYS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
MAX_INPUT = 3_000
_ELEMENTS_IN = {"actions": ("elements",), "context_actions": ("elements",), "card": ("actions",)}
_BLOCKS_IN = {"container": ("child_blocks",), "carousel": ("elements",)}
_PLURAL_KEYS = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}
_ID_CHARACTERS = string.ascii_letters + string.digits
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_URL = re.compile(r"https?://\S+")


def elements(blocks: list[Block]) -> Iterator[tuple[Block, Element]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        found: list[Any] = [block.get("element"), block.get("accessory")]
        for key in ("elements", "actions"):
            found.extend(block.get(key) or ())
        for element in found:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element
        yield from elements(_inner_blocks(block))


def complete_ids(blocks: list[Block]) -> list[Block]:
    """A copy in which every block has a block_id and every element an action_id, random where the app gave none."""
    return [_completed(block) for block in blocks]


def _completed(block: Block) -> Block:
    done = {**block, "block_id": block.get("block_id") or _random_id()}
    for key in ("element", "accessory"):
        if isinstance(done.get(key), dict):
            done[key] = _with_action_id(done[key])
    for key in _ELEMENTS_IN.get(done["type"], ()):
        done[key] = [_with_action_id(element) for element in done.get(key) or ()]
    for key in _BLOCKS_IN.get(done["type"], ()):
        done[key] = complete_ids(done.get(key) or [])
    return done


def _inner_blocks(block: Block) -> list[Block]:
    return [inner for key in _BLOCKS_IN.get(block["type"], ()) for inner in block.get(key) or ()]


def _with_action_id(element: Element) -> Element:
    if element.get("type") == "image":
        return element
    return {**element, "action_id": element.get("action_id") or _random_id()}


def _random_id() -> str:
    return "".join(secrets.choice(_ID_CHARACTERS) for _ in range(5))


def initial_values(blocks: list[Block], current_channel: str | None = None) -> Values:
    """What the elements hold before anybody touched them; `current_channel` fills default_to_current_conversation."""
    values: Values = {}
    for block, element in elements(blocks):
        if element["type"] in STATE_KEYS:
            values.setdefault(block["block_id"], {})[element["action_id"]] = _initial_entry(
                element, current_channel
            )
    return values


def _initial_entry(element: Element, current_channel: str | None) -> Entry:
    key = STATE_KEYS[element["type"]]
    initial_key = "initial_value" if key.endswith("value") else key.replace("selected", "initial")
    initial = element.get(initial_key)
    if initial is None and element.get("default_to_current_conversation") and current_channel:
        initial = [current_channel] if key in _PLURAL_KEYS else current_channel
    return entry(element, initial)


def entry(element: Element, value: Any) -> Entry:
    """The state of `element` when it holds `value`; None empties it."""
    key = STATE_KEYS[element["type"]]
    if value is None and key in _PLURAL_KEYS:
        value = []
    return {"type": element["type"], key: value}


def entered(element: Element, state: Entry) -> Any:
    """What `element` holds, None when it is empty."""
    return state.get(STATE_KEYS[element["type"]]) or None


def carried_over(blocks: list[Block], before: Values, current_channel: str | None = None) -> Values:
    """The values after an update: entries stay where block_id, action_id and type stay, whatever the new initial value."""
    values = initial_values(blocks, current_channel)
    for block, element in elements(blocks):
        old = before.get(block["block_id"], {}).get(element["action_id"])
        if old is not None and old["type"] == element["type"] and _still_offered(element, old):
            values[block["block_id"]][element["action_id"]] = old
    return values


def _still_offered(element: Element, old: Entry) -> bool:
    if element["type"] not in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
        return True
    chosen = entered(element, old) or []
    offered = [option["value"] for option in offered_options(element)]
    return all(option["value"] in offered for option in (chosen if isinstance(chosen, list) else [chosen]))


def offered_options(element: Element) -> list[dict[str, Any]]:
    """The options of an element, groups opened up."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]


def submission_faults(blocks: list[Block], values: Values) -> dict[str, str]:
    """What keeps a person from submitting, by block_id: empty required inputs and entries out of bounds."""
    faults: dict[str, str] = {}
    for block, element in elements(blocks):
        if block["type"] != "input":
            continue
        value = entered(element, values[block["block_id"]][element["action_id"]])
        fault = _fault(element, value, optional=bool(block.get("optional")))
        if fault:
            faults[block["block_id"]] = fault
    return faults


def _fault(element: Element, value: Any, *, optional: bool) -> str:
    if value is None:
        return "" if optional else "Please complete this required field."
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else ""


def _email_fault(_: Element, value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else "Please enter a valid email address."


def _url_fault(_: Element, value: str) -> str:
    return "" if _URL.fullmatch(value) else "Please enter a valid URL."


def _text_fault(element: Element, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", MAX_INPUT)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _number_fault(element: Element, value: str) -> str:
    if not _NUMBER.fullmatch(value) or ("." in value and not element.get("is_decimal_allowed")):
        return "Please enter a valid number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return ""


_CHECKS = {
    "plain_text_input": _text_fault,
    "email_text_input": _email_fault,
    "url_text_input": _url_fault,
    "number_input": _number_fault,
}
