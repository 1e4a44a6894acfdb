"""A person's entries: plain values turned into what Slack keeps for an element, and refused where Slack's client would refuse."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.view_state import STATE_KEYS, Element, Entry, entry, offered_options
from sandbox.workspace import Workspace

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class EntryError(ValueError):
    """Nobody could enter that here; the message is one clear line."""


class Entries:
    """What the person `user_id` enters. `suggested` are the options that an external select was last offered."""

    def __init__(
        self, workspace: Workspace, user_id: str, suggested: list[dict[str, Any]] | None = None
    ) -> None:
        self._workspace = workspace
        self._user_id = user_id
        self._suggested = suggested or []

    def enter(self, element: Element, value: Any) -> Entry:
        """The state of `element` after entering `value`; None empties it. Raises EntryError."""
        kind = element["type"]
        if kind not in STATE_KEYS:
            raise EntryError(f"{element['action_id']} is a {kind}: nothing can be entered in it.")
        if value is None or value in ("", []):
            return entry(element, None)
        key = STATE_KEYS[kind]
        if key.endswith("s"):
            return entry(element, self._several(element, value))
        return entry(element, self._reader(kind)(element, value))

    def _several(self, element: Element, value: Any) -> list[Any]:
        values = value if isinstance(value, list) else [value]
        limit = element.get("max_selected_items")
        if limit is not None and len(values) > limit:
            raise EntryError(f"{element['action_id']} takes at most {limit} choices.")
        read = self._reader(element["type"].removeprefix("multi_"))
        return [read(element, one) for one in values]

    def _reader(self, kind: str) -> Callable[[Element, Any], Any]:
        readers: dict[str, Callable[[Element, Any], Any]] = {
            "static_select": self._option,
            "external_select": self._suggestion,
            "radio_buttons": self._option,
            "checkboxes": self._option,
            "users_select": self._user,
            "conversations_select": self._conversation,
            "channels_select": self._channel,
            "datepicker": _date,
            "timepicker": _time,
            "datetimepicker": _datetime,
            "rich_text_input": _rich_text,
            "file_input": self._file,
        }
        return readers.get(kind, _text)

    def _option(self, element: Element, value: Any) -> dict[str, Any]:
        return pick_option(element["action_id"], offered_options(element), value)

    def _suggestion(self, element: Element, value: Any) -> dict[str, Any]:
        initial = element.get("initial_option"), *(element.get("initial_options") or ())
        offered = [*self._suggested, *(option for option in initial if option)]
        if not offered:
            raise EntryError(
                f"{element['action_id']} asks the app for options: ask for them first (control/options)."
            )
        return pick_option(element["action_id"], offered, value)

    def _user(self, element: Element, value: Any) -> str:
        try:
            person = self._workspace.find_person(str(value))
        except SlackError as error:
            raise EntryError(f"{element['action_id']}: nobody is called {value!r}.") from error
        if person.deleted:
            raise EntryError(f"{element['action_id']}: {value!r} is deactivated and not offered.")
        return person.id

    def _conversation(self, element: Element, value: Any) -> str:
        channel = self._visible(element, value)
        rules = element.get("filter") or {}
        kind = {"channel": "public", "group": "private"}.get(channel.kind, channel.kind)
        if kind not in rules.get("include", ("public", "private", "im", "mpim")):
            raise EntryError(f"{element['action_id']}: its filter does not offer {kind} conversations.")
        bots = {person.id for person in self._workspace.people.values() if person.is_bot}
        if rules.get("exclude_bot_users") and channel.is_im and channel.members & bots:
            raise EntryError(f"{element['action_id']}: its filter does not offer direct messages with bots.")
        return channel.id

    def _channel(self, element: Element, value: Any) -> str:
        channel = self._visible(element, value)
        if not channel.is_public:
            raise EntryError(f"{element['action_id']} offers public channels only.")
        return channel.id

    def _visible(self, element: Element, value: Any) -> Channel:
        try:
            channel = self._workspace.find_channel(str(value))
            channel = self._workspace.visible_channel(self._user_id, channel.id)
        except SlackError as error:
            raise EntryError(
                f"{element['action_id']}: there is no conversation {value!r} to choose."
            ) from error
        if channel.is_archived:
            raise EntryError(f"{element['action_id']}: {value!r} is archived and not offered.")
        return channel

    def _file(self, element: Element, value: Any) -> dict[str, Any]:
        file = self._workspace.files.get(str(value))
        if file is None:
            raise EntryError(f"{element['action_id']}: there is no file {value!r}.")
        return file.to_json(self._workspace.url)


def pick_option(action_id: str, options: list[dict[str, Any]], value: Any) -> dict[str, Any]:
    """The option with this value, or with this text; raises EntryError naming what is offered."""
    for option in options:
        if option.get("value") == value:
            return option
    for option in options:
        if option["text"]["text"] == value:
            return option
    offered = ", ".join(str(option.get("value")) for option in options[:10])
    raise EntryError(f"{action_id} has no option {value!r}; it offers {offered or 'none'}.")


def _text(element: Element, value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise EntryError(f"{element['action_id']} takes a text.")
    return str(value)


def _date(element: Element, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise EntryError(f"{element['action_id']} takes a date like 2026-01-31.") from error


def _time(element: Element, value: Any) -> str:
    if not _TIME.fullmatch(str(value)):
        raise EntryError(f"{element['action_id']} takes a time like 09:30.")
    return str(value)


def _datetime(element: Element, value: Any) -> int:
    if isinstance(value, int):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise EntryError(f"{element['action_id']} takes a moment like 2026-01-31T09:30+01:00.") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _rich_text(element: Element, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    text = {"type": "text", "text": _text(element, value)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}
