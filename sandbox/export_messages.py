"""Messages of an export, in Slack's message JSON, with odd parts repaired and odd rows skipped."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.export_archive import Oddities
from sandbox.export_rows import SLACKBOT_ID, is_id

_TS = re.compile(r"(\d{1,10})(?:\.(\d{1,6}))?", re.ASCII)
_WHOLE_TS = re.compile(r"[1-9]\d{9}\.\d{6}", re.ASCII)

_CHANNEL_CHANGES = (
    "archive convert_to_private convert_to_public join leave name posting_permissions purpose topic unarchive"
)
_SUBTYPES = frozenset(
    [f"{kind}_{change}" for kind in ("channel", "group") for change in _CHANNEL_CHANGES.split()]
    + [
        "app_conversation_join",
        "assistant_app_thread",
        "bot_add",
        "bot_disable",
        "bot_enable",
        "bot_message",
        "bot_remove",
        "channel_canvas_updated",
        "document_mention",
        "ekm_access_denied",
        "file_comment",
        "file_mention",
        "file_share",
        "huddle_thread",
        "joiner_notification",
        "joiner_notification_for_inviter",
        "list_record_comment",
        "me_message",
        "mpdm_move",
        "pinned_item",
        "reminder_add",
        "reminder_delete",
        "reply_broadcast",
        "sh_room_created",
        "sh_room_shared",
        "slackbot_response",
        "tabbed_canvas_updated",
        "thread_broadcast",
        "tombstone",
        "unpinned_item",
    ]
)


def canonical_ts(value: Any) -> str | None:
    """Slack's "seconds.micros" with ten and six digits, so that ts sort as text; None if it is no timestamp."""
    if isinstance(value, str) and _WHOLE_TS.fullmatch(value):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**10:
        value = f"{value:.6f}"
    match = _TS.fullmatch(value) if isinstance(value, str) else None
    if match is None or not int(match[1]):
        return None
    return f"{int(match[1]):010d}.{match[2] or '':0<6}"


def clean_message(row: dict[str, Any], place: str, oddities: Oddities) -> dict[str, Any] | None:
    """The message with only what Slack stores (counts about threads are computed anew), or None if it is none."""
    ts, problem = canonical_ts(row.get("ts")), _problem(row)
    if ts is None or problem:
        oddities.add(f"{problem or 'messages without a time'}, skipped", place)
        return None
    message: dict[str, Any] = {"type": "message", "ts": ts, "text": row.get("text")}
    if not isinstance(message["text"], str):
        if message["text"] is not None:
            oddities.add("messages whose text is no text, emptied", place)
        message["text"] = ""
    message |= _author(row, place, oddities)
    for key, is_right in _PARTS.items():
        value = row.get(key)
        if value is None:
            continue
        if is_right(value):
            message[key] = value
        else:
            oddities.add(f"messages with an odd {key}, left out", place)
    _repair_thread(message, row, place, oddities)
    _repair_edited(message)
    _repair_reactions(message, row.get("reactions"), place, oddities)
    return message


def tombstone(ts: str) -> dict[str, Any]:
    """What Slack shows in place of a deleted message that has replies."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "ts": ts,
        "thread_ts": ts,
        "user": SLACKBOT_ID,
        "text": "This message was deleted.",
        "hidden": True,
    }


def people_in(message: dict[str, Any]) -> list[str]:
    """The ids of everyone the message names as author, editor, inviter or reactor."""
    ids = [message.get("user"), message.get("inviter"), message.get("edited", {}).get("user")]
    reactors = [user for reaction in message.get("reactions", []) for user in reaction["users"]]
    return [person_id for person_id in ids if person_id] + reactors


def _problem(row: dict[str, Any]) -> str:
    subtype = row.get("subtype")
    if row.get("type", "message") != "message":
        return "rows that are not messages"
    if subtype is not None and not (isinstance(subtype, str) and subtype in _SUBTYPES):
        return "messages of a kind that Slack doesn't have"
    if _author_id(row) is None and not row.get("bot_id") and not row.get("username"):
        return "messages without an author"
    return ""


def _author_id(row: dict[str, Any]) -> str | None:
    """The author; in comments on files, which Slack had until 2018, the comment names them."""
    comment = row.get("comment")
    candidates = [row.get("user"), comment.get("user") if isinstance(comment, dict) else None]
    return next((value for value in candidates if is_id(value)), None)


def _author(row: dict[str, Any], place: str, oddities: Oddities) -> dict[str, Any]:
    author: dict[str, Any] = {}
    user, bot_id = _author_id(row), row.get("bot_id")
    if user:
        author["user"] = user
    if is_id(bot_id):
        author["bot_id"] = bot_id
    elif not user:
        oddities.add("messages of bots without an id, which got B0UNKNOWN", place)
        author["bot_id"] = "B0UNKNOWN"
    return author


def _repair_thread(message: dict[str, Any], row: dict[str, Any], place: str, oddities: Oddities) -> None:
    if row.get("thread_ts") is not None:
        thread_ts = canonical_ts(row["thread_ts"])
        if thread_ts and thread_ts <= message["ts"]:
            message["thread_ts"] = thread_ts
        else:
            oddities.add("replies to nothing earlier, put into the channel", place)
    if message.get("subtype") == "thread_broadcast" and "thread_ts" not in message:
        del message["subtype"]


def _repair_edited(message: dict[str, Any]) -> None:
    edited = message.get("edited")
    if edited:
        message["edited"] = {"user": edited["user"], "ts": canonical_ts(edited["ts"])}


def _repair_reactions(message: dict[str, Any], given: Any, place: str, oddities: Oddities) -> None:
    reactions: dict[str, dict[str, None]] = {}
    for reaction in given if isinstance(given, list) else [] if given is None else [given]:
        name = reaction.get("name") if isinstance(reaction, dict) else None
        users = reaction.get("users") if isinstance(reaction, dict) else None
        known = [user for user in users if is_id(user)] if isinstance(users, list) else []
        if not name or not isinstance(name, str) or not known:
            oddities.add("reactions without a name or users, left out", place)
            continue
        reactions.setdefault(name, {}).update(dict.fromkeys(known))
    if reactions:
        message["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in reactions.items()
        ]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_edit(value: Any) -> bool:
    return isinstance(value, dict) and is_id(value.get("user")) and canonical_ts(value.get("ts")) is not None


def _is_metadata(value: Any) -> bool:
    return _is_object(value) and _is_text(value.get("event_type")) and _is_object(value.get("event_payload"))


_PARTS: dict[str, Callable[[Any], bool]] = {
    "subtype": _is_text,
    "app_id": is_id,
    "client_msg_id": _is_text,
    "username": _is_text,
    "inviter": is_id,
    "topic": _is_text,
    "purpose": _is_text,
    "name": _is_text,
    "old_name": _is_text,
    "blocks": _is_list_of_objects,
    "files": _is_list_of_objects,
    "attachments": _is_list_of_objects,
    "edited": _is_edit,
    "metadata": _is_metadata,
    "icons": _is_object,
    "bot_profile": _is_object,
}
"""What a message may carry besides its text, time, author, thread and reactions."""
