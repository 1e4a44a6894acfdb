"""A workspace saved as one JSON file, and read back."""

import base64
import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sandbox.app_config import AppConfig
from sandbox.channels import Channel
from sandbox.clock import WorkspaceClock
from sandbox.files import File
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.workspace import Workspace

VERSION = 1
_COMPUTED = {"messages", "ephemerals", "timeline", "threads"}


class SnapshotError(Exception):
    """A snapshot that cannot be read; the message names the file and what to do, in one line."""


def save(workspace: Workspace, path: Path) -> None:
    """Write the workspace to `path`, which holds either the old state or the new one at any time."""
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(to_json(workspace), file, ensure_ascii=False, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def load(path: Path, config: AppConfig, clock: WorkspaceClock | None = None) -> Workspace:
    """The workspace saved at `path`, with the app as `config` says. Raises SnapshotError."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        if saved["version"] != VERSION:
            raise SnapshotError(
                f"{path} was saved by another version of this program; delete it to start anew."
            )
        return from_json(saved, config, clock or WorkspaceClock())
    except OSError as problem:
        raise SnapshotError(f"{path} cannot be read: {problem.strerror}.") from problem
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise SnapshotError(f"{path} is damaged; delete it to start anew.") from problem


def to_json(workspace: Workspace) -> dict[str, Any]:
    """Everything in the workspace but its log."""
    return {
        "version": VERSION,
        "team": {"team_id": workspace.team_id, "name": workspace.name, "domain": workspace.domain},
        "clock": workspace.clock.to_json(),
        "last_id": workspace.last_id,
        "bot_user_id": workspace.bot_user_id,
        "is_uninstalled": workspace.is_uninstalled,
        "profile_fields": workspace.profile_fields,
        "people": [asdict(person) for person in workspace.people.values()],
        "channels": [_channel_json(channel) for channel in workspace.channels.values()],
        "files": [_file_json(file) for file in workspace.files.values()],
    }


def from_json(saved: dict[str, Any], config: AppConfig, clock: WorkspaceClock) -> Workspace:
    """The workspace that `to_json` described."""
    clock.resume(saved["clock"])
    workspace = Workspace(**saved["team"], clock=clock, config=config)
    workspace.people = {row["id"]: _person(row) for row in saved["people"]}
    workspace.channels = {row["id"]: _channel(row) for row in saved["channels"]}
    workspace.files = {row["id"]: _file(row) for row in saved["files"]}
    workspace.profile_fields = saved["profile_fields"]
    workspace.last_id = saved["last_id"]
    workspace.bot_user_id = saved["bot_user_id"]
    workspace.is_uninstalled = saved["is_uninstalled"]
    return workspace


def _channel_json(channel: Channel) -> dict[str, Any]:
    row = {one.name: getattr(channel, one.name) for one in fields(channel) if one.name not in _COMPUTED}
    return row | {
        "members": sorted(channel.members),
        "messages": [_message_json(message) for message in channel.messages.values()],
        "ephemerals": [_message_json(message) for message in channel.ephemerals.values()],
    }


def _message_json(message: Message) -> dict[str, Any]:
    # What is empty is left out: most fields of most messages are.
    return {key: value for key, value in vars(message).items() if value and key != "received"} | {
        "text": message.text,
        "user": message.user,
    }


def _file_json(file: File) -> dict[str, Any]:
    return {**vars(file), "content": base64.b64encode(file.content).decode()}


def _person(row: dict[str, Any]) -> Person:
    quiet = row.pop("dnd")
    return Person(**row, dnd=(quiet[0], quiet[1]) if quiet else None)


def _channel(row: dict[str, Any]) -> Channel:
    messages, ephemerals = row.pop("messages"), row.pop("ephemerals")
    channel = Channel(**row | {"members": set(row["members"])})
    for message in messages:
        channel.add(Message(**message))
    channel.ephemerals = {message["ts"]: Message(**message) for message in ephemerals}
    return channel


def _file(row: dict[str, Any]) -> File:
    return File(**row | {"content": base64.b64decode(row["content"])})
