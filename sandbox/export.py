"""A company's people, channels and messages in Slack's own export format."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.export_archive import Archive, ExportError, Oddities, open_archive
from sandbox.export_messages import clean_message, people_in, tombstone
from sandbox.export_rows import placeholder, read_channels, read_people

__all__ = ["Export", "ExportError", "read_export"]

_LISTS = {"channels.json": "channel", "groups.json": "group", "mpims.json": "mpim", "dms.json": "im"}
_REQUIRED = ("users.json", "channels.json")
_DAY_FILE = re.compile(r"([^/]+)/\d{4}-\d{2}-\d{2}\.json", re.ASCII)

Messages = dict[str, dict[str, Any]]
"""The messages of one channel by ts."""


@dataclass(frozen=True)
class Export:
    """A workspace at one moment.

    `users` and `channels` are Slack's user and channel objects, each channel with is_private, is_im, is_mpim and members;
    `messages` maps channel ids to Slack's message JSON, oldest first, replies included; everyone whom a message or channel
    names is among the users. `profile_fields` defines custom profile fields. `skipped` tells, one line per kind with count
    and first place, what was left out or repaired on reading.
    """

    users: list[dict[str, Any]]
    channels: list[dict[str, Any]]
    messages: dict[str, list[dict[str, Any]]]
    profile_fields: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_export(path: Path) -> Export:
    """Read the zip file that Slack's export makes. Raises ExportError, one line naming the thing and the fix."""
    oddities = Oddities()
    with open_archive(path, oddities) as archive:
        for name in _REQUIRED:
            if name not in archive:
                archive.fail(f"{name} is missing, so this is no export; give the zip file that Slack made")
        people = read_people(archive.rows("users.json"), oddities)
        channels = _read_channel_lists(archive, oddities)
        messages = _read_messages(archive, channels, oddities)
    for channel_messages in messages.values():
        _bury_missing_parents(channel_messages, oddities)
    for channel in channels:
        if channel["members"] is None:
            channel["members"] = _authors(messages[channel["id"]])
    _add_missing_people(people, channels, messages, oddities)
    return Export(
        users=list(people.values()),
        channels=channels,
        messages={channel_id: [rows[ts] for ts in sorted(rows)] for channel_id, rows in messages.items()},
        skipped=oddities.lines(),
    )


def _read_channel_lists(archive: Archive, oddities: Oddities) -> list[dict[str, Any]]:
    channels: dict[str, dict[str, Any]] = {}
    for name, kind in _LISTS.items():
        rows = archive.rows(name) if name in archive else []
        for channel in read_channels(rows, kind, oddities):
            if channels.setdefault(channel["id"], channel) is not channel:
                oddities.add("channels listed in two files, the first kept", f"{name}: {channel['id']}")
    return list(channels.values())


def _by_folder(channels: list[dict[str, Any]]) -> dict[str, str]:
    """Folder -> channel id: Slack names folders after channels, and those of direct messages after their id."""
    folders = {channel["id"]: channel["id"] for channel in channels}
    return {channel["name"]: channel["id"] for channel in reversed(channels)} | folders


def _read_messages(
    archive: Archive, channels: list[dict[str, Any]], oddities: Oddities
) -> dict[str, Messages]:
    messages: dict[str, Messages] = {channel["id"]: {} for channel in channels}
    folders = _by_folder(channels)
    for name in archive.names():
        match = _DAY_FILE.fullmatch(name)
        if match is None:
            if "/" in name:
                oddities.add("files that are no day of a channel, skipped", name)
        elif match[1] not in folders:
            oddities.add("days in a folder that belongs to no channel, skipped", name)
        else:
            _read_day(archive, name, messages[folders[match[1]]], oddities)
    return messages


def _read_day(archive: Archive, name: str, messages: Messages, oddities: Oddities) -> None:
    for place, row in archive.rows(name):
        message = clean_message(row, place, oddities)
        if message is None:
            continue
        if messages.setdefault(message["ts"], message) is not message:
            oddities.add("messages at the time of another in their channel, the first kept", place)


def _bury_missing_parents(messages: Messages, oddities: Oddities) -> None:
    parents = {message["thread_ts"]: ts for ts, message in messages.items() if "thread_ts" in message}
    for thread_ts, reply_ts in parents.items():
        if thread_ts not in messages:
            oddities.add("threads whose first message is missing, with a tombstone in its place", reply_ts)
            messages[thread_ts] = tombstone(thread_ts)


def _authors(messages: Messages) -> list[str]:
    return list(dict.fromkeys(message["user"] for message in messages.values() if "user" in message))


def _add_missing_people(
    people: dict[str, dict[str, Any]],
    channels: list[dict[str, Any]],
    messages: dict[str, Messages],
    oddities: Oddities,
) -> None:
    named = {
        person_id: f"{channel_id} at {ts}"
        for channel_id, rows in messages.items()
        for ts, message in rows.items()
        for person_id in people_in(message)
    }
    for channel in channels:
        named |= dict.fromkeys(
            [*channel["members"], *([channel["creator"]] if channel["creator"] else [])], channel["id"]
        )
    for person_id in sorted(named.keys() - people.keys()):
        oddities.add(
            "people whom messages name but users.json lacks, with a placeholder for each", named[person_id]
        )
        people[person_id] = placeholder(person_id)
