"""Views: modals and the Home tab."""

import json
from typing import Any, Literal

from sandbox.blocks.layout import BLOCKS
from sandbox.blocks.rules import Check, Extra, array, boolean, fault, one_of, record, string
from sandbox.blocks.text import plain_text
from sandbox.blocks.uniqueness import check_unique

MAX_BLOCKS = 100
MAX_BYTES = 250_000


def check_view(view: Any, kind: Literal["modal", "home"]) -> list[str]:
    """The faults for which Slack would refuse a view, each with the JSON pointer to its place inside the view."""
    faults: list[str] = []
    _VIEWS[kind](view, "", faults)
    if isinstance(view, dict):
        blocks = view.get("blocks")
        if isinstance(blocks, list):
            check_unique(blocks[:MAX_BLOCKS], "/blocks", faults)
        if not faults and len(json.dumps(view)) > MAX_BYTES:
            fault(faults, f"must be less than {MAX_BYTES + 1} bytes", "")
    return faults


def _inputs_need_submit(view: dict[str, Any], pointer: str, faults: list[str]) -> None:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        fault(faults, "missing required field: submit", pointer)


def _view(kind: Literal["modal", "home"], required: str, *extras: Extra, **fields: Check) -> Check:
    return record(
        f"type blocks {required}",
        *extras,
        type=one_of(kind),
        blocks=array(BLOCKS[kind], MAX_BLOCKS),
        private_metadata=string(3000, 0),
        callback_id=string(255, 0),
        external_id=string(255, 0),
        **fields,
    )


_BUTTON = plain_text(24)
_VIEWS = {
    "modal": _view(
        "modal",
        "title",
        _inputs_need_submit,
        title=_BUTTON,
        submit=_BUTTON,
        close=_BUTTON,
        clear_on_close=boolean,
        notify_on_close=boolean,
    ),
    "home": _view("home", ""),
}
