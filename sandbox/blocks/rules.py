"""Small checks that combine into the tables of Block Kit's rules, with faults in Slack's own wording."""

import re
from collections.abc import Callable, Container, Mapping
from typing import Any

Check = Callable[[Any, str, list[str]], None]
"""Gets a value, its JSON pointer and the list to which it adds the faults that it finds."""

Extra = Callable[[dict[str, Any], str, list[str]], None]
"""A check across several fields of an object; it may meet fields of any type."""


def fault(faults: list[str], message: str, pointer: str) -> None:
    """Add a fault at a JSON pointer ("" is the root)."""
    faults.append(f"[ERROR] {message} [json-pointer:{pointer or '/'}]")


def string(most: int, least: int = 1, pattern: str = "", wording: str = "") -> Check:
    """A string of `least` to `most` characters that matches the pattern whole; `wording` tells what is wrong."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", pointer)
        elif len(value) > most:
            fault(faults, f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            fault(faults, f"must be more than {least - 1} characters", pointer)
        elif pattern and not re.fullmatch(pattern, value, re.ASCII | re.DOTALL):
            fault(faults, wording, pointer)

    return check


def parsed(parse: Callable[[str], object], wording: str) -> Check:
    """A string that `parse` accepts: it refuses with a ValueError or LookupError."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", pointer)
            return
        try:
            parse(value)
        except (ValueError, LookupError, OSError):
            fault(faults, wording, pointer)

    return check


def boolean(value: Any, pointer: str, faults: list[str]) -> None:
    """True or false."""
    if not isinstance(value, bool):
        fault(faults, "must provide a boolean", pointer)


def integer(least: int, most: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            fault(faults, "must provide a number", pointer)
        elif value > most:
            fault(faults, f"must be less than {most + 1}", pointer)
        elif value < least:
            fault(faults, f"must be greater than {least - 1}", pointer)

    return check


def number(value: Any, pointer: str, faults: list[str]) -> None:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        fault(faults, "must provide a number", pointer)


def one_of(*allowed: str) -> Check:
    """One of the strings given."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", pointer)
        elif value not in allowed:
            fault(faults, f"must be a valid enum value: {', '.join(allowed)}", pointer)

    return check


def array(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each of which passes the check."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, list):
            fault(faults, "must provide an array", pointer)
            return
        if len(value) > most:
            fault(faults, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            fault(faults, f"no fewer than {least} items allowed", pointer)
        # What lies past the limit is one fault, not one for each item.
        for index, part in enumerate(value[:most]):
            item(part, f"{pointer}/{index}", faults)

    return check


def record(required: str = "", *extras: Extra, **fields: Check) -> Check:
    """An object with no other fields than those given; `required` names the ones it must have.

    The extras run only if each field by itself is right.
    """

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", pointer)
            return
        found: list[str] = []
        for name in required.split():
            if name not in value:
                fault(found, f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name in fields:
                fields[name](part, f"{pointer}/{name}", found)
            else:
                fault(found, f"invalid additional property: {name}", pointer)
        if not found:
            for extra in extras:
                extra(value, pointer, found)
        faults += found

    return check


def typed(checks: Mapping[str, Check], allowed: Container[str] | None = None) -> Check:
    """An object whose `type` chooses the check; with `allowed`, other types are unsupported in this place."""

    def check(value: Any, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", pointer)
        elif "type" not in value:
            fault(faults, "missing required field: type", pointer)
        elif not isinstance(value["type"], str):
            fault(faults, "must provide a string", f"{pointer}/type")
        elif value["type"] not in checks or (allowed is not None and value["type"] not in allowed):
            fault(faults, f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            checks[value["type"]](value, pointer, faults)

    return check


def exactly_one_of(*names: str) -> Extra:
    """Exactly one of the fields is there."""
    wording = f"must define either {' or '.join(f'`{name}`' for name in names)}"

    def check(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
        if sum(name in value for name in names) != 1:
            fault(faults, wording, pointer)

    return check


def at_least_one_of(*names: str) -> Extra:
    """At least one of the fields is there."""
    wording = f"must define at least one of {', '.join(f'`{name}`' for name in names)}"

    def check(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
        if not any(name in value for name in names):
            fault(faults, wording, pointer)

    return check
