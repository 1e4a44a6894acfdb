"""What Slack's message box makes of a person's typing: mentions, links and escapes, and the rich text beside the text."""

import re
from typing import Any

from sandbox.errors import SlackError
from sandbox.workspace import Workspace

_BROADCASTS = ("here", "channel", "everyone")
_TOKEN = re.compile(
    r"<(?P<given>[@#!][^<>\s|]+(?:\|[^<>]*)?|https?://[^<>\s|]+(?:\|[^<>]*)?)>"
    r"|(?P<link>https?://[^\s<>|]*[^\s<>|.,;:!?)\]}'\"])"
    r"|(?<![\w])@(?P<handle>\w(?:[\w.'-]*\w)?)"
    r"|(?<![\w&])#(?P<name>\w(?:[\w-]*\w)?)"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+'-]+):(?!\w)"
)


def escape(text: str) -> str:
    """Slack's escapes for the three characters that mean something."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command_text(workspace: Workspace, typed: str, *, escape_mentions: bool) -> str:
    """The text of a slash command; with `escape_mentions` people and channels become <@U...|name> and <#C...|name>."""
    if not escape_mentions:
        return escape(typed)
    return "".join(_command_part(workspace, part) for part in _parts(workspace, typed))


def compose(workspace: Workspace, typed: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and the rich text block of a message. Tokens such as <@U...> may also be typed as they are."""
    parts = _parts(workspace, typed)
    section = {"type": "rich_text_section", "elements": parts}
    block = {"type": "rich_text", "block_id": "typed", "elements": [section]}
    return "".join(_message_part(part) for part in parts), [block] if parts else []


def _parts(workspace: Workspace, typed: str) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    end = 0
    for match in _TOKEN.finditer(typed):
        part = _part(workspace, match)
        if part is not None:
            if match.start() > end:
                parts.append({"type": "text", "text": typed[end : match.start()]})
            parts.append(part)
            end = match.end()
    if end < len(typed):
        parts.append({"type": "text", "text": typed[end:]})
    return parts


def _part(workspace: Workspace, match: re.Match[str]) -> dict[str, Any] | None:
    if match["given"]:
        return _given(match["given"])
    if match["link"]:
        return {"type": "link", "url": match["link"]}
    if match["emoji"]:
        return {"type": "emoji", "name": match["emoji"]}
    return _named(workspace, match)


def _named(workspace: Workspace, match: re.Match[str]) -> dict[str, Any] | None:
    if match["handle"] in _BROADCASTS:
        return {"type": "broadcast", "range": match["handle"]}
    try:
        if match["handle"]:
            return {"type": "user", "user_id": workspace.find_person(match["handle"]).id}
        return {"type": "channel", "channel_id": workspace.find_channel(match["name"]).id}
    except SlackError:
        return None


def _given(token: str) -> dict[str, Any] | None:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]} if target[1:] in _BROADCASTS else None
    return {"type": "link", "url": target} | ({"text": label} if label else {})


def _message_part(part: dict[str, Any]) -> str:
    kind = part["type"]
    if kind == "user":
        return f"<@{part['user_id']}>"
    if kind == "channel":
        return f"<#{part['channel_id']}>"
    if kind == "broadcast":
        return f"<!{part['range']}>"
    if kind == "emoji":
        return f":{part['name']}:"
    if kind == "link":
        label = f"|{escape(part['text'])}" if "text" in part else ""
        return f"<{escape(part['url'])}{label}>"
    return escape(part["text"])


def _command_part(workspace: Workspace, part: dict[str, Any]) -> str:
    if part["type"] == "user" and part["user_id"] in workspace.people:
        return f"<@{part['user_id']}|{workspace.people[part['user_id']].name}>"
    if part["type"] == "channel" and part["channel_id"] in workspace.channels:
        channel = workspace.channels[part["channel_id"]]
        return f"<#{channel.id}|{channel.name if channel.is_public else ''}>"
    return _message_part(part)
