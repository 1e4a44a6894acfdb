"""Layout blocks: what may stand in the list of blocks of a message, modal or Home tab."""

from typing import Literal

from sandbox.blocks.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    image,
)
from sandbox.blocks.rich_text import rich_text
from sandbox.blocks.rules import (
    Check,
    Extra,
    array,
    at_least_one_of,
    boolean,
    exactly_one_of,
    one_of,
    record,
    string,
    typed,
)
from sandbox.blocks.tables import data_table, table
from sandbox.blocks.text import (
    any_text,
    identifier,
    plain_text,
    secure_link,
    slack_file,
    type_name,
    web_link,
)

Surface = Literal["message", "modal", "home"]


def _block(required: str, *extras: Extra, **fields: Check) -> Check:
    return record(f"type {required}", *extras, type=type_name, block_id=identifier, **fields)


_ANYWHERE: dict[str, Check] = {
    "actions": _block("elements", elements=array(typed(ELEMENTS, IN_ACTIONS), most=25)),
    "context": _block(
        "elements",
        elements=array(typed({"image": image, "plain_text": any_text(), "mrkdwn": any_text()}), most=10),
    ),
    "divider": _block(""),
    "header": _block("text", text=plain_text(150)),
    "image": _block(
        "alt_text",
        exactly_one_of("image_url", "slack_file"),
        alt_text=string(2000),
        image_url=web_link,
        slack_file=slack_file,
        title=plain_text(2000),
    ),
    "rich_text": rich_text,
    "section": _block(
        "",
        at_least_one_of("text", "fields"),
        text=any_text(3000),
        fields=array(any_text(2000), most=10),
        accessory=typed(ELEMENTS, IN_SECTION),
        expand=boolean,
    ),
    "video": _block(
        "alt_text title thumbnail_url video_url",
        alt_text=string(2000),
        title=plain_text(199),
        title_url=secure_link,
        description=plain_text(200),
        thumbnail_url=web_link,
        video_url=secure_link,
        author_name=string(49),
        provider_name=string(50),
        provider_icon_url=web_link,
    ),
}


def _input(surface: Surface) -> Check:
    return _block(
        "label element",
        label=plain_text(2000),
        element=typed(ELEMENTS, IN_INPUT[surface]),
        hint=plain_text(2000),
        optional=boolean,
        dispatch_action=boolean,
    )


_CARD = _block(
    "",
    at_least_one_of("hero_image", "title", "actions", "body"),
    hero_image=typed({"image": image}),
    icon=typed({"image": image}),
    title=any_text(150),
    subtitle=any_text(150),
    body=any_text(200),
    actions=array(typed(ELEMENTS, {"button"}), most=3),
)

_SOURCE = record("type url text", type=type_name, url=web_link, text=string(3000))
_TASK_CARD = _block(
    "task_id title status",
    task_id=identifier,
    title=string(3000),
    details=rich_text,
    output=rich_text,
    sources=array(typed({"url": _SOURCE}), most=100),
    status=one_of("pending", "in_progress", "complete", "error"),
)

_IN_CONTAINER = ("actions", "context", "divider", "header", "image", "rich_text", "section")

_MESSAGE: dict[str, Check] = _ANYWHERE | {
    "call": _block("call_id", call_id=identifier),
    "card": _CARD,
    "carousel": _block("elements", elements=array(typed({"card": _CARD}), most=10)),
    "container": _block(
        "child_blocks",
        at_least_one_of("title", "rich_text_title"),
        child_blocks=array(typed(_ANYWHERE, _IN_CONTAINER), most=10),
        title=plain_text(150),
        rich_text_title=rich_text,
        subtitle=any_text(150),
        icon=typed({"image": image}),
        width=one_of("narrow", "standard", "wide", "full"),
        is_collapsible=boolean,
        default_collapsed=boolean,
        has_header_divider=boolean,
    ),
    "context_actions": _block("elements", elements=array(typed(ELEMENTS, IN_CONTEXT_ACTIONS), most=5)),
    "data_table": data_table,
    "input": _input("message"),
    "markdown": _block("text", text=string(12_000)),
    "plan": _block("title", title=string(3000), tasks=array(typed({"task_card": _TASK_CARD}), most=50)),
    "table": table,
    "task_card": _TASK_CARD,
}

_MODAL: dict[str, Check] = _ANYWHERE | {
    "alert": _block(
        "text", text=any_text(200), level=one_of("default", "info", "warning", "error", "success")
    ),
    "input": _input("modal"),
}

_HOME: dict[str, Check] = _ANYWHERE | {"input": _input("home")}

BLOCKS: dict[Surface, Check] = {"message": typed(_MESSAGE), "modal": typed(_MODAL), "home": typed(_HOME)}
"""The check of one block, by surface."""
