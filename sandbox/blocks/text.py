"""Text objects and the other composition objects: options, confirmation dialogs, filters, files."""

from typing import Any

from sandbox.blocks.rules import Check, array, boolean, exactly_one_of, fault, one_of, record, string, typed

MAX_ID = 255
MAX_URL = 3000
MAX_TEXT = 3000

type_name = string(MAX_ID)
identifier = string(MAX_ID)
link = string(MAX_URL, pattern=r"[A-Za-z][A-Za-z0-9+.-]*:\S.*", wording="invalid URL")
web_link = string(MAX_URL, pattern=r"https?://[^/\s].*", wording="invalid URL")
secure_link = string(MAX_URL, pattern=r"https://[^/\s].*", wording="invalid URL")


def plain_text(most: int = MAX_TEXT) -> Check:
    """A text object that must be of type plain_text."""
    plain = record("type text", type=type_name, text=string(most), emoji=boolean)
    return typed({"plain_text": plain})


def any_text(most: int = MAX_TEXT) -> Check:
    """A text object of type plain_text or mrkdwn."""
    plain = record("type text", type=type_name, text=string(most), emoji=boolean)
    mrkdwn = record("type text", type=type_name, text=string(most), verbatim=boolean)
    return typed({"plain_text": plain, "mrkdwn": mrkdwn})


confirmation = record(
    "title text confirm deny",
    title=plain_text(100),
    text=any_text(300),
    confirm=plain_text(30),
    deny=plain_text(30),
    style=one_of("primary", "danger"),
)

slack_file = record("", exactly_one_of("id", "url"), id=identifier, url=web_link)

dispatch_action_config = record(
    "trigger_actions_on",
    trigger_actions_on=array(one_of("on_enter_pressed", "on_character_entered"), most=2),
)


def _some_filter(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    if not value:
        fault(faults, "must define at least one filter", pointer)


conversation_filter = record(
    "",
    _some_filter,
    include=array(one_of("im", "mpim", "private", "public"), most=4),
    exclude_external_shared_channels=boolean,
    exclude_bot_users=boolean,
)

_OPTION_VALUE = string(150)
select_option = record("text value", text=plain_text(75), value=_OPTION_VALUE, description=plain_text(75))
choice_option = record("text value", text=any_text(75), value=_OPTION_VALUE, description=any_text(75))
overflow_option = record(
    "text value", text=plain_text(75), value=_OPTION_VALUE, description=plain_text(75), url=link
)
option_group = record("label options", label=plain_text(75), options=array(select_option, most=100))
