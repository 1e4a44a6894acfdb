"""A small bakery's export, and what holds for every export that was read."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from sandbox.export import Export, read_export

USERS: list[dict[str, Any]] = [
    {
        "id": "U0ANN",
        "name": "ann",
        "real_name": "Ann Ash",
        "tz": "Europe/London",
        "profile": {"title": "Baker"},
    },
    {"id": "U0BEN", "name": "ben", "real_name": "Ben Birch", "is_bot": False, "deleted": True},
]
CHANNELS: list[dict[str, Any]] = [
    {
        "id": "C0ONE",
        "name": "ovens",
        "created": 1700000000,
        "creator": "U0ANN",
        "members": ["U0ANN", "U0BEN"],
        "topic": {"value": "Heat", "creator": "U0ANN", "last_set": 1700000001},
        "purpose": {"value": "Ovens", "creator": "", "last_set": 0},
    }
]
DAY: list[dict[str, Any]] = [
    {
        "type": "message",
        "ts": "1767600001.000100",
        "user": "U0ANN",
        "text": "The oven is back",
        "reply_count": 1,
    },
    {
        "type": "message",
        "ts": "1767600000.000100",
        "user": "U0BEN",
        "text": "Morning",
        "reactions": [{"name": "bread", "users": ["U0ANN"], "count": 1}],
    },
    {
        "type": "message",
        "ts": "1767600002.000100",
        "thread_ts": "1767600001.000100",
        "user": "U0BEN",
        "text": "Good",
    },
]
FILES: dict[str, Any] = {"users.json": USERS, "channels.json": CHANNELS, "ovens/2026-01-05.json": DAY}


def packed(files: dict[str, Any], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files whose contents are bytes as they are, or anything else as JSON."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return buffer.getvalue()


def read(path: Path, files: dict[str, Any]) -> Export:
    path.write_bytes(packed(files))
    return read_export(path)


def with_day(*rows: Any) -> dict[str, Any]:
    return FILES | {"ovens/2026-01-05.json": list(rows)}


def post(ts: Any = "1767600000.000100", **parts: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": "U0ANN", "text": "Hello"} | parts


def assert_sound(export: Export) -> None:
    people = {user["id"] for user in export.users}
    assert len(people) == len(export.users)
    assert len(export.messages) == len(export.channels)
    assert set(export.messages) == {channel["id"] for channel in export.channels}
    for rows in export.messages.values():
        times = [row["ts"] for row in rows]
        known = set(times)
        assert times == sorted(known)
        for row in rows:
            assert re.fullmatch(r"\d{10}\.\d{6}", row["ts"])
            assert row.get("thread_ts", row["ts"]) in known
            assert row["user"] in people if "user" in row else "bot_id" in row
            assert isinstance(row["text"], str)
    for line in export.skipped:
        assert len(line.splitlines()) == 1
    json.dumps([export.users, export.channels, export.messages], allow_nan=False, ensure_ascii=False).encode()
