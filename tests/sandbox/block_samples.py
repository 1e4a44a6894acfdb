"""Sound blocks, and the pieces to make others from."""

import copy
from typing import Any

Json = dict[str, Any]


def plain(text: str = "Bread") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Bread*") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "rye", text: str = "Rye") -> Json:
    return {"text": plain(text), "value": value}


def options(count: int) -> list[Json]:
    return [option(f"v{number}", f"Loaf {number}") for number in range(count)]


def button(**parts: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "bake"} | parts


def select(**parts: Any) -> Json:
    return {"type": "static_select", "action_id": "choose", "options": options(2)} | parts


def section(**parts: Any) -> Json:
    return {"type": "section", "text": mrkdwn()} | parts


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def question(element: Json, **parts: Any) -> Json:
    return {"type": "input", "label": plain("Which?"), "element": element} | parts


def modal(*blocks: Json, **parts: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Bakery"),
        "submit": plain("Bake"),
        "blocks": list(blocks),
    } | parts


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def words(text: str = "Bread", **parts: Any) -> Json:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text} | parts]}


CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")}
IMAGE = {"type": "image", "image_url": "https://example.com/bread.png", "alt_text": "A loaf"}
CARD = {"type": "card", "title": plain(), "actions": [button()]}
TASK = {"type": "task_card", "task_id": "t1", "title": "Knead", "status": "pending"}
CELL = {"type": "raw_text", "text": "x"}

SOUND_BLOCKS: list[Json] = [
    section(),
    section(text=plain(), fields=[mrkdwn()] * 10, accessory=button(), block_id="b", expand=True),
    {"type": "section", "fields": [plain()]},
    section(accessory=IMAGE),
    section(accessory=select(initial_option=option("v1", "Loaf 1"), placeholder=plain(), confirm=CONFIRM)),
    section(accessory={"type": "overflow", "options": [option() | {"url": "https://example.com"}]}),
    actions(
        button(
            style="primary", value="v", url="mailto:ann@example.com", confirm=CONFIRM | {"style": "danger"}
        )
    ),
    actions({"type": "datepicker", "initial_date": "2026-02-28", "focus_on_load": True}),
    actions({"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/London"}),
    actions({"type": "datetimepicker", "initial_date_time": 1767600000}),
    actions({"type": "checkboxes", "options": [option(), option("x", "X") | {"description": mrkdwn()}]}),
    actions({"type": "radio_buttons", "options": [{"text": mrkdwn(), "value": "v"}]}),
    actions({"type": "multi_static_select", "option_groups": [{"label": plain(), "options": options(1)}]}),
    actions(
        {"type": "conversations_select", "filter": {"include": ["public"]}, "initial_conversation": "C0ONE"}
    ),
    actions({"type": "multi_users_select", "initial_users": ["U0ANN"], "max_selected_items": 2}),
    actions({"type": "external_select", "min_query_length": 0}),
    {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]},
    {"type": "divider"},
    {"type": "header", "text": plain()},
    IMAGE | {"title": plain(), "block_id": "picture"},
    {"type": "image", "slack_file": {"id": "F0ONE"}, "alt_text": "A loaf"},
    question({"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 3000}),
    rich(
        words(style={"bold": True}),
        {"type": "rich_text_list", "style": "bullet", "elements": [words(), words()], "indent": 1},
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U0ANN"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "link", "url": "https://example.com"}]},
        {
            "type": "rich_text_section",
            "elements": [{"type": "emoji", "name": "bread"}, {"type": "broadcast", "range": "here"}],
        },
    ),
    {
        "type": "video",
        "alt_text": "Kneading",
        "title": plain(),
        "thumbnail_url": "https://example.com/v.png",
        "video_url": "https://example.com/v",
    },
]
MESSAGE_BLOCKS: list[Json] = [
    {"type": "markdown", "text": "# Bread"},
    {"type": "table", "rows": [[CELL, rich(words())]], "column_settings": [{"align": "right"}, None]},
    {
        "type": "data_table",
        "caption": "Loaves",
        "rows": [[CELL], [{"type": "raw_number", "value": 3, "text": "3"}]],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good"), "value": "+"},
                "negative_button": {"text": plain("Bad"), "value": "-"},
            },
            {"type": "icon_button", "icon": "trash", "text": plain("Remove")},
        ],
    },
    CARD,
    {"type": "carousel", "elements": [CARD]},
    {
        "type": "container",
        "title": plain(),
        "child_blocks": [section(), {"type": "divider"}],
        "width": "wide",
    },
    {"type": "plan", "title": "Bake", "tasks": [TASK | {"details": rich(words())}]},
    TASK | {"sources": [{"type": "url", "url": "https://example.com", "text": "Recipe"}]},
]
MODAL_BLOCKS: list[Json] = [
    {"type": "alert", "text": mrkdwn(), "level": "warning"},
    question({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
    question({"type": "email_text_input"}, hint=plain(), optional=True, dispatch_action=True),
    question(
        {"type": "url_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    ),
    question({"type": "file_input", "filetypes": ["pdf"], "max_files": 10}),
    question({"type": "rich_text_input", "initial_value": rich(words())}),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value inside of a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inside for place in places(part, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of a value with another value at a path."""
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed
