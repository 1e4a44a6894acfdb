"""chat.*: messages that the app posts, edits and deletes."""

import json
from typing import Any

from sandbox.api.args import invalid_arguments
from sandbox.api.method import Answer, Call, Method, missing_scope, table
from sandbox.blocks import check_message
from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.messages import Message
from sandbox.objects import message_json
from sandbox.view_state import complete_ids

MAX_TEXT = 40_000
MAX_UPDATE_TEXT = 4_000
MAX_MARKDOWN = 12_000
MAX_METADATA_BYTES = 8_000


def post_message(call: Call) -> Answer:
    """Post in a channel, by name or id, or to a person by their id."""
    channel = _destination(call)
    text, blocks, attachments = _content(call)
    message = call.workspace.post(
        call.bot.id,
        channel.id,
        text[:MAX_TEXT],
        blocks,
        call.args.optional_ts("thread_ts", "invalid_thread_ts"),
        attachments=attachments,
        metadata=_metadata(call),
        reply_broadcast=call.args.flag("reply_broadcast"),
        extra=_authorship(call),
        must_be_member="chat:write.public" not in call.scopes,
    )
    return {"channel": channel.id, "ts": message.ts, "message": _shown(call, channel, message)}


def post_ephemeral(call: Call) -> Answer:
    """Show a message to one member of a conversation."""
    channel = _destination(call)
    text, blocks, attachments = _content(call)
    if len(text) > MAX_TEXT:
        raise SlackError("msg_too_long")
    user = call.workspace.people.get(call.args.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    message = call.workspace.ephemeral(
        call.bot.id,
        channel.id,
        user.id,
        text,
        blocks,
        thread_ts=call.args.optional_ts("thread_ts", "invalid_thread_ts"),
        attachments=attachments,
        must_be_member="chat:write.public" not in call.scopes,
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Answer:
    """Edit one of the app's own messages."""
    channel = call.workspace.visible_channel(call.bot.id, call.args.required("channel"))
    if channel.is_archived:
        raise SlackError("is_inactive")
    has_content = {"text", "blocks", "attachments", "markdown_text", "metadata"} & set(call.args.names())
    if not has_content:
        raise SlackError("no_text")
    text, blocks, attachments = _content(call)
    if len(text) > MAX_UPDATE_TEXT:
        raise SlackError("msg_too_long")
    message = call.workspace.update(
        call.bot.id,
        channel.id,
        call.args.ts("ts"),
        text if {"text", "markdown_text"} & set(call.args.names()) else None,
        blocks,
        attachments=attachments,
        metadata=_metadata(call),
        reply_broadcast=call.args.flag("reply_broadcast"),
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": _shown(call, channel, message),
    }


def delete(call: Call) -> Answer:
    """Remove one of the app's own messages."""
    channel_id, ts = call.args.required("channel"), call.args.ts("ts")
    call.workspace.delete(call.bot.id, channel_id, ts)
    return {"channel": channel_id, "ts": ts}


def permalink(call: Call) -> Answer:
    """The address of a message that the app may see."""
    channel = call.workspace.visible_channel(call.bot.id, call.args.required("channel"))
    message = channel.message(call.args.ts("message_ts"))
    thread_ts = message.thread_ts if message.is_reply else None
    return {"channel": channel.id, "permalink": call.workspace.permalink(channel.id, message.ts, thread_ts)}


def _destination(call: Call) -> Channel:
    ref = call.args.text("channel")
    workspace = call.workspace
    if ref in workspace.people and ref != call.bot.id:
        channel = workspace.dm_between({ref, call.bot.id}) or workspace.open_dm([call.bot.id, ref])
    elif ref in workspace.channels:
        channel = workspace.visible_channel(call.bot.id, ref)
    else:
        channel = _by_name(call, ref.removeprefix("#"))
    if channel.is_im and not workspace.config.messages_tab_enabled:
        raise SlackError("messages_tab_disabled")
    return channel


def _by_name(call: Call, name: str) -> Channel:
    for channel in call.workspace.channels.values():
        if name and channel.name == name and not channel.is_im:
            return call.workspace.visible_channel(call.bot.id, channel.id)
    raise SlackError("channel_not_found")


def _content(call: Call) -> tuple[str, list[dict[str, Any]] | None, list[dict[str, Any]] | None]:
    args = call.args
    blocks = args.structure("blocks", list, "invalid_blocks_format")
    attachments = args.structure("attachments", list, "invalid_attachments")
    text = args.text("text")
    if "markdown_text" in args:
        if "text" in args or "blocks" in args:
            raise SlackError("markdown_text_conflict")
        text = args.text("markdown_text")
        if len(text) > MAX_MARKDOWN:
            raise SlackError("msg_too_long")
        blocks = [{"type": "markdown", "text": text}]
    if attachments and len(attachments) > 100:
        raise SlackError("too_many_attachments")
    if blocks or attachments:
        faults = check_message(text, blocks, attachments)
        if faults:
            raise SlackError("invalid_blocks", errors=faults, response_metadata={"messages": faults})
    return text, complete_ids(blocks) if blocks else blocks, attachments


def _metadata(call: Call) -> dict[str, Any] | None:
    metadata: dict[str, Any] | None = call.args.structure("metadata", dict, "invalid_metadata_format")
    if not metadata:
        return metadata
    payload = metadata.get("event_payload")
    is_sound = (
        isinstance(metadata.get("event_type"), str) and metadata["event_type"] and isinstance(payload, dict)
    )
    if not is_sound or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > MAX_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _authorship(call: Call) -> dict[str, Any]:
    args = call.args
    extra: dict[str, Any] = {}
    if "username" in args:
        extra["username"] = args.text("username")
    icons = {key.removeprefix("icon_"): args.text(key) for key in ("icon_emoji", "icon_url") if key in args}
    if icons:
        extra["icons"] = icons
    if extra and "chat:write.customize" not in call.scopes:
        raise missing_scope(("chat:write.customize",), call.scopes)
    if args.flag("as_user"):
        raise invalid_arguments("as_user is not supported for bot tokens of this kind")
    return extra


def _shown(call: Call, channel: Channel, message: Message) -> dict[str, Any]:
    shown = message_json(channel, message, call.workspace.team_id)
    shown.pop("client_msg_id", None)
    return shown


METHODS = table(
    Method("chat.postMessage", 0, post_message, ("chat:write",)),
    Method("chat.postEphemeral", 4, post_ephemeral, ("chat:write",)),
    Method("chat.update", 3, update, ("chat:write",)),
    Method("chat.delete", 3, delete, ("chat:write",)),
    Method("chat.getPermalink", 4, permalink),
)
