import copy
from typing import Any, Literal

import pytest

from sandbox.blocks import check_message, check_view
from sandbox.blocks.elements import ELEMENTS, IN_INPUT
from tests.sandbox.block_samples import (
    CELL,
    MESSAGE_BLOCKS,
    MODAL_BLOCKS,
    SOUND_BLOCKS,
    Json,
    actions,
    button,
    modal,
    mrkdwn,
    plain,
    question,
    section,
)


@pytest.mark.parametrize("block", SOUND_BLOCKS + MESSAGE_BLOCKS, ids=str)
def test_sound_blocks_pass_in_messages(block: Json) -> None:
    assert check_message("Hello", [block], None) == []
    assert check_message(None, None, [{"blocks": [block], "color": "#123456"}]) == []


@pytest.mark.parametrize("block", SOUND_BLOCKS + MODAL_BLOCKS, ids=str)
def test_sound_blocks_pass_in_modals(block: Json) -> None:
    assert check_view(modal(block), "modal") == []


@pytest.mark.parametrize(
    "block", [block for block in SOUND_BLOCKS if "datetimepicker" not in str(block)], ids=str
)
def test_sound_blocks_pass_in_the_home_tab(block: Json) -> None:
    assert check_view({"type": "home", "blocks": [block]}, "home") == []


def test_limits_over_all_blocks_of_a_message() -> None:
    divider = {"type": "divider"}
    assert check_message("", [divider] * 50, None) == []
    assert check_message("", [divider] * 51, None) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert check_message("", [divider | {"block_id": "a"}] * 2, None) == [
        "[ERROR] block_id must be unique: a already exists [json-pointer:/blocks/1/block_id]"
    ]
    assert check_message("", [actions(button()), actions(button())], None) == []
    half = {"type": "markdown", "text": "x" * 6000}
    assert check_message("", [half, half], None) == []
    assert check_message("", [half, half, half, half], None) == [
        "[ERROR] must be less than 12001 characters over all markdown blocks [json-pointer:/blocks/2/text]"
    ]
    table = {"type": "table", "rows": [[CELL]]}
    assert check_message("", [table, table], None) == [
        "[ERROR] only one table block is allowed per message [json-pointer:/blocks/1]"
    ]


def test_text_and_attachments() -> None:
    assert check_message(7, None, None) == ["[ERROR] must provide a string [json-pointer:/text]"]
    assert check_message(None, {}, 3) == [
        "[ERROR] must provide an array [json-pointer:/blocks]",
        "[ERROR] must provide an array [json-pointer:/attachments]",
    ]
    assert check_message(None, [], [{"text": "old", "fallback": "old", "blocks": None}]) == []
    assert check_message(None, None, [{}] * 101) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/attachments]"
    ]
    assert check_message(None, None, ["x"]) == [
        "[ERROR] must provide an object [json-pointer:/attachments/0]"
    ]


VIEW_FAULTS: list[tuple[Any, Literal["modal", "home"], str]] = [
    ({}, "modal", "missing required field: title [json-pointer:/]"),
    ([], "modal", "must provide an object [json-pointer:/]"),
    (
        modal(section(), title=plain("x" * 25)),
        "modal",
        "must be less than 25 characters [json-pointer:/title/text]",
    ),
    (modal(section(), title=mrkdwn()), "modal", "unsupported type: mrkdwn [json-pointer:/title/type]"),
    (
        modal(section(), submit=plain("x" * 25)),
        "modal",
        "must be less than 25 characters [json-pointer:/submit/text]",
    ),
    (
        modal(section(), close=plain("x" * 25)),
        "modal",
        "must be less than 25 characters [json-pointer:/close/text]",
    ),
    (
        modal(section(), private_metadata="x" * 3001),
        "modal",
        "3001 characters [json-pointer:/private_metadata]",
    ),
    (modal(section(), callback_id="x" * 256), "modal", "256 characters [json-pointer:/callback_id]"),
    (modal(section(), external_id="x" * 256), "modal", "256 characters [json-pointer:/external_id]"),
    (modal(section(), submit_disabled=True), "modal", "invalid additional property: submit_disabled"),
    (
        modal(section(), notify_on_close="yes"),
        "modal",
        "must provide a boolean [json-pointer:/notify_on_close]",
    ),
    (modal(section(), type="home"), "modal", "must be a valid enum value: modal [json-pointer:/type]"),
    (modal(*[section()] * 101), "modal", "no more than 100 items allowed [json-pointer:/blocks]"),
    (modal(), "modal", "no fewer than 1 items allowed [json-pointer:/blocks]"),
    (
        modal({"type": "markdown", "text": "x"}),
        "modal",
        "unsupported type: markdown [json-pointer:/blocks/0/type]",
    ),
    (modal({"type": "table", "rows": [[CELL]]}), "modal", "unsupported type: table"),
    (
        modal(section(block_id="a"), section(block_id="a")),
        "modal",
        "block_id must be unique: a already exists",
    ),
    (
        modal(*[section(text=mrkdwn("x" * 3000))] * 90),
        "modal",
        "must be less than 250001 bytes [json-pointer:/]",
    ),
    (
        {"type": "modal", "title": plain(), "blocks": [question({"type": "plain_text_input"})]},
        "modal",
        "missing required field: submit [json-pointer:/]",
    ),
    ({"type": "home", "blocks": [section()], "title": plain()}, "home", "invalid additional property: title"),
    (
        {"type": "home", "blocks": [question({"type": "file_input"})]},
        "home",
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
]


@pytest.mark.parametrize(
    ("view", "kind", "line"), VIEW_FAULTS, ids=[f"{n} {row[2]}"[:80] for n, row in enumerate(VIEW_FAULTS)]
)
def test_each_fault_of_a_view_is_named(view: Any, kind: Literal["modal", "home"], line: str) -> None:
    faults = check_view(view, kind)
    assert any(line in found for found in faults), faults


def test_checking_changes_nothing() -> None:
    blocks = SOUND_BLOCKS + MESSAGE_BLOCKS
    before = copy.deepcopy(blocks)
    check_message("Hello", blocks, None)
    assert blocks == before


def test_every_element_is_allowed_somewhere() -> None:
    somewhere = set().union(*IN_INPUT.values()) | {
        "button",
        "image",
        "overflow",
        "feedback_buttons",
        "icon_button",
    }
    assert somewhere == set(ELEMENTS)
