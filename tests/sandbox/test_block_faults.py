import re
from typing import Any

import pytest

from sandbox.blocks import check_message
from tests.sandbox.block_samples import (
    CARD,
    CELL,
    CONFIRM,
    IMAGE,
    Json,
    actions,
    button,
    mrkdwn,
    option,
    options,
    plain,
    question,
    replaced,
    rich,
    section,
    select,
    words,
)

MESSAGE_FAULTS: list[tuple[Any, str]] = [
    # Counts and lengths, one past each limit.
    (
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section(fields=[plain()] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (
        section(fields=[plain("x" * 2001)]),
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (section(block_id="x" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        actions(*[button(action_id=f"a{number}") for number in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(url="https://example.com/" + "x" * 3000)),
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        section(accessory=select(options=options(101))),
        "no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        section(accessory=select(options=[option("x" * 151)])),
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]",
    ),
    (
        section(accessory=select(options=[option("v", "x" * 76)])),
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]",
    ),
    (
        section(accessory=select(placeholder=plain("x" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]",
    ),
    (
        section(accessory={"type": "overflow", "options": options(6)}),
        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        section(accessory={"type": "overflow", "options": []}),
        "no fewer than 1 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        section(accessory={"type": "checkboxes", "options": options(11)}),
        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        section(accessory={"type": "radio_buttons", "options": options(11)}),
        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    *[
        (
            section(accessory=button(confirm=CONFIRM | {part: plain("x" * (most + 1))})),
            f"must be less than {most + 1} characters [json-pointer:/blocks/0/accessory/confirm/{part}/text]",
        )
        for part, most in {"title": 100, "text": 300, "confirm": 30, "deny": 30}.items()
    ],
    (
        question({"type": "plain_text_input"}, label=plain("x" * 2001)),
        "2001 characters [json-pointer:/blocks/0/label/text]",
    ),
    (
        question({"type": "plain_text_input"}, hint=plain("x" * 2001)),
        "2001 characters [json-pointer:/blocks/0/hint/text]",
    ),
    (
        question({"type": "plain_text_input", "max_length": 3001}),
        "must be less than 3001 [json-pointer:/blocks/0/element/max_length]",
    ),
    (
        question({"type": "plain_text_input", "min_length": 9, "max_length": 8}),
        "must not be greater than max_length [json-pointer:/blocks/0/element/min_length]",
    ),
    (IMAGE | {"alt_text": "x" * 2001}, "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]"),
    (
        IMAGE | {"title": plain("x" * 2001)},
        "must be less than 2001 characters [json-pointer:/blocks/0/title/text]",
    ),
    (
        IMAGE | {"image_url": "https://example.com/" + "x" * 3000},
        "3001 characters [json-pointer:/blocks/0/image_url]",
    ),
    (
        {"type": "markdown", "text": "x" * 12_001},
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "table", "rows": [[CELL]] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "table", "rows": [[CELL] * 21]},
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]},
        "must be less than 10001 characters over all cells [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "data_table", "caption": "c", "rows": [[CELL]]},
        "no fewer than 2 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "data_table", "caption": "c", "rows": [[CELL], [CELL, CELL]]},
        "must have 1 cells like the first row [json-pointer:/blocks/0/rows/1]",
    ),
    (
        {"type": "data_table", "caption": "c", "rows": [[rich(words())], [CELL]]},
        "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]",
    ),
    (
        {"type": "context_actions", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        CARD | {"body": plain("x" * 201)},
        "must be less than 201 characters [json-pointer:/blocks/0/body/text]",
    ),
    ({"type": "card", "subtitle": plain()}, "must define at least one of"),
    (
        {"type": "carousel", "elements": [CARD] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    # Types and required fields.
    ({}, "missing required field: type [json-pointer:/blocks/0]"),
    (None, "must provide an object [json-pointer:/blocks/0]"),
    ("divider", "must provide an object [json-pointer:/blocks/0]"),
    ({"type": "poem"}, "unsupported type: poem [json-pointer:/blocks/0/type]"),
    ({"type": ["divider"]}, "must provide a string [json-pointer:/blocks/0/type]"),
    ({"type": "file", "external_id": "x", "source": "remote"}, "unsupported type: file"),
    ({"type": "alert", "text": plain()}, "unsupported type: alert"),
    ({"type": "section"}, "must define at least one of `text`, `fields` [json-pointer:/blocks/0]"),
    ({"type": "divider", "text": plain()}, "invalid additional property: text [json-pointer:/blocks/0]"),
    ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ({"type": "header", "text": "Bread"}, "must provide an object [json-pointer:/blocks/0/text]"),
    (
        section(text=plain() | {"verbatim": True}),
        "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
    ),
    (
        section(text=mrkdwn() | {"emoji": True}),
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (section(block_id=None), "must provide a string [json-pointer:/blocks/0/block_id]"),
    (
        section(accessory={"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (actions(IMAGE), "unsupported type: image [json-pointer:/blocks/0/elements/0/type]"),
    (question(button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    (question({"type": "number_input", "is_decimal_allowed": True}), "unsupported type: number_input"),
    (
        actions(button(style="default")),
        "must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (actions(button(url="example.com")), "invalid URL [json-pointer:/blocks/0/elements/0/url]"),
    (IMAGE | {"image_url": "ftp://example.com/x.png"}, "invalid URL [json-pointer:/blocks/0/image_url]"),
    (
        IMAGE | {"slack_file": {"id": "F1"}},
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    ({"type": "image", "alt_text": "x"}, "must define either `image_url` or `slack_file`"),
    (
        {"type": "image", "alt_text": "x", "slack_file": {"id": "F1", "url": "https://example.com"}},
        "must define either `id` or `url` [json-pointer:/blocks/0/slack_file]",
    ),
    (
        actions(button(confirm={"title": plain()})),
        "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]",
    ),
    (
        actions({"type": "static_select"}),
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
    ),
    (
        actions(select(option_groups=[{"label": plain(), "options": options(1)}])),
        "must define either `options` or `option_groups`",
    ),
    (
        actions(select(initial_option=option("v1", "Another text"))),
        "must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        actions(
            {
                "type": "checkboxes",
                "options": options(2),
                "initial_options": [option("v0", "Loaf 0"), option()],
            }
        ),
        "must be one of the options [json-pointer:/blocks/0/elements/0/initial_options/1]",
    ),
    (
        actions({"type": "datepicker", "initial_date": "2026-02-30"}),
        "must be a date in the format YYYY-MM-DD",
    ),
    (actions({"type": "datepicker", "initial_date": "20260228"}), "must be a date in the format YYYY-MM-DD"),
    (actions({"type": "timepicker", "initial_time": "24:00"}), "must be a time in the format HH:mm"),
    (actions({"type": "timepicker", "timezone": "Mars/Olympus"}), "must be a time zone of the IANA database"),
    (actions({"type": "timepicker", "timezone": "../secret"}), "must be a time zone of the IANA database"),
    (actions({"type": "datetimepicker", "initial_date_time": "1767600000"}), "must provide a number"),
    (actions({"type": "datetimepicker", "initial_date_time": True}), "must provide a number"),
    (actions({"type": "users_select", "initial_user": "ann"}), "invalid id"),
    (actions({"type": "conversations_select", "filter": {}}), "must define at least one filter"),
    # Rich text.
    (rich(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (rich({"type": "text", "text": "x"}), "unsupported type: text [json-pointer:/blocks/0/elements/0/type]"),
    (
        rich(words(style={"loud": True})),
        "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        rich({"type": "rich_text_list", "style": "dots", "elements": []}),
        "must be a valid enum value: bullet, ordered",
    ),
    (rich({"type": "rich_text_section", "elements": [{"type": "user"}]}), "missing required field: user_id"),
    # Uniqueness.
    (
        actions(button(), button()),
        "action_id must be unique: bake already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        actions(select(focus_on_load=True), select(focus_on_load=True, action_id="b")),
        "only one element can have `focus_on_load` set to true [json-pointer:/blocks/0/elements/1/focus_on_load]",
    ),
]


@pytest.mark.parametrize(
    ("block", "line"), MESSAGE_FAULTS, ids=[f"{n} {row[1]}"[:80] for n, row in enumerate(MESSAGE_FAULTS)]
)
def test_each_fault_is_named_with_its_place(block: Any, line: str) -> None:
    faults = check_message("Hello", [block], None)
    assert any(line in found for found in faults), faults
    assert all(found.startswith("[ERROR] ") and found.endswith("]") for found in faults)
    in_attachment = check_message("Hello", None, [{}, {"blocks": [block]}])
    assert in_attachment == [found.replace(":/blocks/", ":/attachments/1/blocks/") for found in faults]


LENGTHS = re.compile(
    r"(?:less than|no more than) (\d+) (characters|items allowed) \[json-pointer:/blocks/0/([^\]]+)\]$"
)


@pytest.mark.parametrize("block", [block for block, line in MESSAGE_FAULTS if LENGTHS.search(line)], ids=str)
def test_the_limit_itself_is_fine(block: Json) -> None:
    match = LENGTHS.search(check_message("Hello", [block], None)[0])
    assert match
    most = int(match[1]) - (match[2] == "characters")
    path = tuple(int(key) if key.isdigit() else key for key in match[3].split("/"))
    value: Any = block
    for key in path:
        value = value[key]
    assert len(value) > most
    assert check_message("Hello", [replaced(block, path, value[:most])], None) == []
