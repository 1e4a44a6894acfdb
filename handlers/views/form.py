"""A modal and its fields, as every domain builds them."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, InputInteractiveElement, PlainTextObject
from slack_sdk.models.views import View


def modal(
    callback: str, title: str, blocks: Sequence[Block], ends: tuple[str, str], carried: str = ""
) -> dict[str, Any]:
    """A modal as views.open takes it; `ends` label Submit ("" for none) and Close, `carried` comes back with it."""
    submit, close = ends
    view = View(
        type="modal",
        callback_id=callback or None,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=close),
        blocks=list(blocks),
        private_metadata=carried or None,
    )
    return dict(view.to_dict())


def field(
    name: str, label: str, element: InputInteractiveElement, hint: str = "", *, optional: bool = False
) -> InputBlock:
    """One thing to fill in; `name` is its block id."""
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
    )
