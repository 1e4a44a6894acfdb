"""What must not occur twice in a message or view."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.rules import fault

Placed = tuple[str, Any]
"""A JSON pointer and the value there."""


def check_unique(blocks: list[Any], pointer: str, faults: list[str]) -> None:
    """Each block_id once, and each action_id once in its block; only one element takes the focus."""
    _once(
        [(f"{at}/block_id", block.get("block_id")) for at, block in _all_blocks(blocks, pointer)],
        "block_id",
        faults,
    )
    focused = []
    for at, block in _all_blocks(blocks, pointer):
        elements = list(_elements(block, at))
        _once(
            [(f"{where}/action_id", element.get("action_id")) for where, element in elements],
            "action_id",
            faults,
        )
        focused += [where for where, element in elements if element.get("focus_on_load") is True]
    for where in focused[1:]:
        fault(faults, "only one element can have `focus_on_load` set to true", f"{where}/focus_on_load")


def _once(ids: list[Placed], name: str, faults: list[str]) -> None:
    seen: set[str] = set()
    for pointer, value in ids:
        if isinstance(value, str) and value in seen:
            fault(faults, f"{name} must be unique: {value} already exists", pointer)
        elif isinstance(value, str):
            seen.add(value)


def _all_blocks(blocks: list[Any], pointer: str) -> Iterator[Placed]:
    """The blocks, and those inside of containers, carousels and plans."""
    for at, block in _objects(blocks, pointer):
        yield at, block
        for name in ("child_blocks", "tasks"):
            yield from _objects(block.get(name), f"{at}/{name}")
        if block.get("type") == "carousel":
            yield from _objects(block.get("elements"), f"{at}/elements")


def _elements(block: dict[str, Any], pointer: str) -> Iterator[Placed]:
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"{pointer}/{name}", block[name]
    for name in ("elements", "actions"):
        yield from _objects(block.get(name), f"{pointer}/{name}")


def _objects(value: Any, pointer: str) -> Iterator[Placed]:
    for index, part in enumerate(value if isinstance(value, list) else ()):
        if isinstance(part, dict):
            yield f"{pointer}/{index}", part
