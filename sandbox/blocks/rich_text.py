"""The rich_text block, which Slack's own composer writes."""

from sandbox.blocks.rules import Check, array, boolean, integer, number, one_of, record, string, typed
from sandbox.blocks.text import MAX_URL, identifier, type_name

_MANY = 1000
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE = record("", **dict.fromkeys(_STYLES, boolean))


def _part(required: str, **fields: Check) -> Check:
    return record(f"type {required}", type=type_name, style=_STYLE, **fields)


_PARTS: dict[str, Check] = {
    "broadcast": _part("range", range=one_of("here", "channel", "everyone")),
    "channel": _part("channel_id", channel_id=identifier),
    "color": _part("value", value=string(64)),
    "date": _part(
        "timestamp format",
        timestamp=integer(0, 9_999_999_999),
        format=string(MAX_URL),
        url=string(MAX_URL),
        fallback=string(MAX_URL),
    ),
    "emoji": _part("name", name=string(255), unicode=string(255), skin_tone=integer(1, 6)),
    "link": _part("url", url=string(MAX_URL), text=string(40_000, 0), unsafe=boolean),
    "team": _part("team_id", team_id=identifier),
    "text": _part("text", text=string(40_000)),
    "user": _part("user_id", user_id=identifier),
    "usergroup": _part("usergroup_id", usergroup_id=identifier),
}

_PARTS_LIST = array(typed(_PARTS), _MANY, 0)
_BORDER = integer(0, 1)


def _span(required: str = "elements", **fields: Check) -> Check:
    return record(f"type {required}", type=type_name, elements=_PARTS_LIST, **fields)


_SECTION = _span()
_SPANS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": _span(border=_BORDER),
    "rich_text_preformatted": _span(border=_BORDER, language=string(64)),
    "rich_text_list": record(
        "type style elements",
        type=type_name,
        style=one_of("bullet", "ordered"),
        elements=array(typed({"rich_text_section": _SECTION}), _MANY, 0),
        indent=integer(0, 8),
        offset=number,
        border=_BORDER,
    ),
}

_RICH_TEXT = record(
    "type elements", type=type_name, block_id=identifier, elements=array(typed(_SPANS), _MANY)
)
rich_text = typed({"rich_text": _RICH_TEXT})
