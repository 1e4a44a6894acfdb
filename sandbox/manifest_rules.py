"""The rules that the parts of an app manifest follow: small checks that combine into a table."""

import difflib
import re
from collections.abc import Callable, Collection
from typing import Any

_TYPE_NAMES = {
    str: "text",
    bool: "true or false",
    list: "a list",
    dict: "a section of keys",
    int: "a whole number",
}


class ManifestError(Exception):
    """The manifest cannot be used; its text is one line that names the key and the fix."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


Rule = Callable[[Any, str], None]
"""Checks one value; gets the value and the key's full name; raises ManifestError."""


def _of(kind: type, value: Any, key: str) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ManifestError(f"{key or 'the manifest'} must be {_TYPE_NAMES[kind]}")


def text(most: int, least: int = 1, pattern: str = "", like: str = "") -> Rule:
    """Text of `least` to `most` characters, in which `pattern` is found; `like` shows a right one."""

    def check(value: Any, key: str) -> None:
        _of(str, value, key)
        if not least <= len(value) <= most:
            raise ManifestError(f"{key} has {len(value)} characters; Slack allows {least} to {most}")
        if pattern and not re.search(pattern, value):
            raise ManifestError(f"{key} is {value!r}; it must look like {like}")

    return check


def flag(value: Any, key: str) -> None:
    """True or false."""
    _of(bool, value, key)


def number(value: Any, key: str) -> None:
    """A whole number."""
    _of(int, value, key)


def anything(_value: Any, _key: str) -> None:
    """For parts of a manifest that a bot in this workspace never uses."""


def choice(*allowed: str) -> Rule:
    """One of the texts given."""

    def check(value: Any, key: str) -> None:
        if value not in allowed:
            raise ManifestError(f"{key} is {value!r}; it must be one of {', '.join(allowed)}")

    return check


def items(rule: Rule, most: int, least: int = 0, *, unique: bool = False) -> Rule:
    """A list of `least` to `most` items, each of which follows the rule."""

    def check(value: Any, key: str) -> None:
        _of(list, value, key)
        if not least <= len(value) <= most:
            raise ManifestError(f"{key} has {len(value)} items; Slack allows {least} to {most}")
        for index, item in enumerate(value):
            rule(item, f"{key}[{index}]")
            if unique and item in value[:index]:
                raise ManifestError(f"{key} lists {item} twice; remove one")

    return check


def section(required: str = "", **rules: Rule) -> Rule:
    """A section that has no other keys than those with a rule; `required` names the ones it must have."""

    def check(value: Any, key: str) -> None:
        _of(dict, value, key)
        for name, item in value.items():
            full_name = f"{key}.{name}" if key else str(name)
            if name not in rules:
                raise ManifestError(f"{full_name} is not a key that Slack knows; {nearest(str(name), rules)}")
            rules[name](item, full_name)
        for name in required.split():
            if name not in value:
                raise ManifestError(f"{f'{key}.{name}' if key else name} is missing; add it")

    return check


def nearest(name: str, known: Collection[str]) -> str:
    """The advice that follows an unknown name."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else "remove it"
