"""What Slack sends, as an event: which kind it is, what makes it the same one, and whom it must wait for."""

from datetime import datetime
from typing import Any

from bot.event import Event

_OWN_KIND = {"message_changed", "message_deleted"}  # subtypes that mean another thing than a message


def arrival(body: dict[str, Any], now: datetime) -> Event | None:
    """The event in a request body; None for a body that is none (such as a question for select options)."""
    if body.get("type") == "event_callback":
        return _from_event(body, now)
    if "command" in body:
        return _from_command(body, now)
    if body.get("type") in _INTERACTIONS:
        kind, event_id = _INTERACTIONS[body["type"]](body)
        user, team = body["user"]["id"], (body.get("team") or {}).get("id") or body["user"].get("team_id")
        return Event(str(team), event_id, kind, str(user), body, now)
    return None


def _from_event(body: dict[str, Any], now: datetime) -> Event:
    inner = body["event"]
    kind = f"event.{inner['type']}"
    if inner["type"] == "message":
        subtype = inner.get("subtype")
        if subtype in _OWN_KIND:
            kind += f".{subtype}"
        elif inner.get("channel_type") == "im":
            kind += ".im"
    return Event(str(body["team_id"]), str(body["event_id"]), kind, _lane(inner, body), body, now)


def _lane(inner: dict[str, Any], body: dict[str, Any]) -> str:
    channel = inner.get("channel") or (inner.get("item") or {}).get("channel")
    if isinstance(channel, dict):
        channel = channel.get("id")
    user = inner.get("user")
    if isinstance(user, dict):
        user = user.get("id")
    return str(channel or user or body["team_id"])


def _from_command(body: dict[str, Any], now: datetime) -> Event:
    word = str(body.get("text") or "").strip().split(" ")[0].lower()
    kind = f"command.{body['command'].removeprefix('/')}"
    if word.isascii() and word.isalpha() and len(word) <= 20:
        kind += f".{word}"
    return Event(str(body["team_id"]), f"command:{body['trigger_id']}", kind, str(body["user_id"]), body, now)


def _action(body: dict[str, Any]) -> tuple[str, str]:
    action = body["actions"][0]
    kind = f"action.{action['action_id']}"
    if action.get("type") == "overflow":  # each entry of a menu is an action of its own
        word = str((action.get("selected_option") or {}).get("value", "")).partition(":")[0]
        kind += f".{word}" if word.isascii() and word.isalpha() else ""
    return kind, f"action:{body.get('trigger_id')}:{action.get('action_ts', '')}"


def _submission(body: dict[str, Any]) -> tuple[str, str]:
    # A view's hash changes with every update, so a submission that is sent twice is the same event.
    view = body["view"]
    return f"view.{view['callback_id']}", f"view:{view['id']}:{view.get('hash', '')}"


def _closed(body: dict[str, Any]) -> tuple[str, str]:
    return f"closed.{body['view']['callback_id']}", f"closed:{body['view']['id']}"


def _shortcut(body: dict[str, Any]) -> tuple[str, str]:
    return f"shortcut.{body['callback_id']}", f"shortcut:{body['trigger_id']}"


_INTERACTIONS = {
    "block_actions": _action,
    "view_submission": _submission,
    "view_closed": _closed,
    "shortcut": _shortcut,
    "message_action": _shortcut,
}
