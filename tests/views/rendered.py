"""What a finished message or view holds: where Slack would read markup, and what can be pressed."""

import re
from collections.abc import Iterator
from typing import Any

from handlers import CHECKS, HANDLERS, REPLIES, handler_for, modal_for, on_anything_else
from sandbox.blocks import check_message, check_view

_ACTIVE = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_WRITTEN = {"text"}  # the parts of rich text that nobody is notified by and nothing is linked from


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in it."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from objects(part)


def markup(shown: dict[str, Any]) -> list[str]:
    """Every text that Slack reads as mrkdwn: a message's own text, and text objects of that type."""
    own = [shown["text"]] if isinstance(shown.get("text"), str) else []
    return own + [each["text"] for each in objects(shown.get("blocks")) if each.get("type") == "mrkdwn"]


def active(shown: dict[str, Any]) -> list[str]:
    """Every mention, link, date or broadcast that Slack would act on, without its brackets."""
    return [found[1:-1] for text in markup(shown) for found in _ACTIVE.findall(text)]


def loose(shown: dict[str, Any]) -> list[str]:
    """Every angle bracket that is part of no such sequence, so that Slack might pair it with another."""
    return [found for text in markup(shown) for found in re.findall(r"[<>]", _ACTIVE.sub("", text))]


def unseen(shown: dict[str, Any]) -> list[str]:
    """Control characters, and those that turn the direction of what follows."""
    texts = [each["text"] for each in objects(shown) if isinstance(each.get("text"), str)]
    return [found for text in texts for found in _UNSEEN.findall(text)]


def rich_parts(shown: dict[str, Any]) -> set[str]:
    """The types of the parts inside of rich text."""
    quotes = [each for each in objects(shown) if str(each.get("type")).startswith("rich_text_")]
    return {part["type"] for quote in quotes for part in quote["elements"]}


def pressed(shown: dict[str, Any]) -> list[str]:
    """The action ids of what tells us right away when it is pressed; inputs wait for the modal."""
    now = [block for block in shown["blocks"] if block["type"] != "input" or block.get("dispatch_action")]
    found = [each for each in objects(now) if "action_id" in each]
    return [name for each in found for name in _actions(each)]


def _is_heard(kind: str) -> bool:
    return handler_for(kind) is not on_anything_else or modal_for(kind) is not None


def _actions(element: dict[str, Any]) -> list[str]:
    if element["type"] != "overflow":
        return [element["action_id"]]
    return [f"{element['action_id']}.{each['value'].partition(':')[0]}" for each in element["options"]]


def faults(shown: dict[str, Any]) -> list[str]:
    """For what Slack would refuse it, and what of it nobody would handle."""
    kind = shown.get("type")
    found = (
        check_view(shown, kind)
        if kind in {"modal", "home"}
        else check_message(shown["text"], shown["blocks"], None)
    )
    found += [f"nothing happens on {each}" for each in pressed(shown) if not _is_heard(f"action.{each}")]
    callback = f"view.{shown.get('callback_id')}"
    if (
        kind == "modal"
        and "submit" in shown
        and not (callback in HANDLERS and callback in {*CHECKS, *REPLIES})
    ):
        found.append(f"nobody takes {callback}")
    return found + [f"rich text holds {part}" for part in rich_parts(shown) - _WRITTEN]
