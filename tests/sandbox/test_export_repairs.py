import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.export_messages import canonical_ts
from tests.sandbox.export_samples import CHANNELS, DAY, FILES, USERS, post, read, with_day


@pytest.fixture
def zip_path(tmp_path: Path) -> Path:
    return tmp_path / "bakery.zip"


def only_message(path: Path, row: dict[str, Any]) -> dict[str, Any]:
    export = read(path, with_day(row))
    (message,) = export.messages["C0ONE"]
    return message


@pytest.mark.parametrize(
    ("value", "ts"),
    [
        ("1767600000.000100", "1767600000.000100"),
        ("1767600000", "1767600000.000000"),
        ("1767600000.5", "1767600000.500000"),
        (1767600001, "1767600001.000000"),
        (1767600000.25, "1767600000.250000"),
        ("12.000001", "0000000012.000001"),
    ],
)
def test_times_get_ten_and_six_digits(value: Any, ts: str) -> None:
    assert canonical_ts(value) == ts


@pytest.mark.parametrize("value", ["", "soon", "-1", "0.0", 0, True, None, [], "17676000000.0", 1e300, "١٢٣"])
def test_what_is_no_time(value: Any) -> None:
    assert canonical_ts(value) is None


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (7, "rows that are not objects, skipped"),
        ({"type": "message", "user": "U0ANN", "text": "x"}, "messages without a time, skipped"),
        (post([1]), "messages without a time, skipped"),
        (post(type="presence"), "rows that are not messages, skipped"),
        (post(subtype="message_changed"), "messages of a kind that Slack doesn't have, skipped"),
        (post(subtype=["x"]), "messages of a kind that Slack doesn't have, skipped"),
        (post(user=None), "messages without an author, skipped"),
        (post(user={"id": 1}), "messages without an author, skipped"),
    ],
)
def test_odd_rows_are_skipped_and_counted(row: Any, line: str, zip_path: Path) -> None:
    export = read(zip_path, with_day(DAY[0], row, row))
    assert [message["ts"] for message in export.messages["C0ONE"]] == [DAY[0]["ts"]]
    assert export.skipped == [f"{line}: 2 (first: ovens/2026-01-05.json[1])"]


@pytest.mark.parametrize(
    ("parts", "key", "value"),
    [
        ({"text": None}, "text", ""),
        ({"text": ["x"]}, "text", ""),
        ({"reactions": [{"name": "bread", "users": []}]}, "reactions", None),
        ({"reactions": [{"name": "bread"}, 5]}, "reactions", None),
        ({"reactions": "many"}, "reactions", None),
        (
            {"reactions": [{"name": "bread", "users": ["U0ANN", "U0ANN", 7], "count": 9}]},
            "reactions",
            [{"name": "bread", "users": ["U0ANN"], "count": 1}],
        ),
        ({"thread_ts": "never"}, "thread_ts", None),
        ({"thread_ts": "1767600009.000000"}, "thread_ts", None),
        ({"thread_ts": "1767600000.000100"}, "thread_ts", "1767600000.000100"),
        ({"subtype": "thread_broadcast"}, "subtype", None),
        ({"subtype": "me_message"}, "subtype", "me_message"),
        ({"blocks": "none"}, "blocks", None),
        ({"blocks": [{"type": "divider"}]}, "blocks", [{"type": "divider"}]),
        ({"files": [7]}, "files", None),
        ({"edited": {"user": "U0ANN"}}, "edited", None),
        (
            {"edited": {"user": "U0ANN", "ts": "1767600009"}},
            "edited",
            {"user": "U0ANN", "ts": "1767600009.000000"},
        ),
        ({"metadata": {"event_type": 4}}, "metadata", None),
        ({"user": None, "bot_id": "B0OVEN"}, "bot_id", "B0OVEN"),
        ({"user": None, "username": "oven"}, "bot_id", "B0UNKNOWN"),
        ({"user": None, "subtype": "file_comment", "comment": {"user": "U0BEN"}}, "user", "U0BEN"),
    ],
)
def test_odd_parts_are_repaired(parts: dict[str, Any], key: str, value: Any, zip_path: Path) -> None:
    assert only_message(zip_path, post(**parts)).get(key) == value


def test_a_repeated_ts_keeps_the_first(zip_path: Path) -> None:
    export = read(zip_path, with_day(post(text="first"), post(text="second")))
    assert [message["text"] for message in export.messages["C0ONE"]] == ["first"]
    assert export.skipped[0].startswith("messages at the time of another in their channel, the first kept: 1")


def test_a_missing_thread_parent_becomes_a_tombstone(zip_path: Path) -> None:
    export = read(zip_path, with_day(post(thread_ts="1767500000.000000")))
    parent, reply = export.messages["C0ONE"]
    assert (parent["ts"], parent["subtype"], parent["user"]) == (
        "1767500000.000000",
        "tombstone",
        "USLACKBOT",
    )
    assert reply["thread_ts"] == parent["ts"]
    assert next(user for user in export.users if user["id"] == "USLACKBOT")["name"] == "slackbot"


def test_strangers_become_placeholder_people(zip_path: Path) -> None:
    row = post(user="U0GONE", reactions=[{"name": "bread", "users": ["U0OTHER"]}])
    export = read(zip_path, with_day(row))
    names = {user["id"]: user["real_name"] for user in export.users}
    assert names["U0GONE"] == "person U0GONE"
    assert names["U0OTHER"] == "person U0OTHER"


def test_members_come_from_messages_where_the_list_is_missing(zip_path: Path) -> None:
    bare = {key: value for key, value in CHANNELS[0].items() if key != "members"}
    export = read(zip_path, FILES | {"channels.json": [bare]})
    assert sorted(export.channels[0]["members"]) == ["U0ANN", "U0BEN"]


def test_files_of_no_channel_are_counted(zip_path: Path) -> None:
    export = read(
        zip_path, FILES | {"elsewhere/2026-01-05.json": DAY, "ovens/canvas.json": {}, "notes.json": {}}
    )
    assert export.skipped == [
        "days in a folder that belongs to no channel, skipped: 1 (first: elsewhere/2026-01-05.json)",
        "files that are no day of a channel, skipped: 1 (first: ovens/canvas.json)",
    ]


def test_text_that_is_not_utf8_is_repaired(zip_path: Path) -> None:
    latin = json.dumps([post(text="Brötchen")], ensure_ascii=False).encode("latin-1")
    export = read(zip_path, FILES | {"ovens/2026-01-05.json": latin})
    assert export.messages["C0ONE"][0]["text"] == "Br\N{REPLACEMENT CHARACTER}tchen"
    halves = (
        rb'[{"type": "message", "ts": "1767600000.000100", "user": "U0ANN", "text": "\ud83d \ud83d\ude00"}]'
    )
    export = read(zip_path, FILES | {"ovens/2026-01-05.json": halves})
    assert export.messages["C0ONE"][0]["text"] == "? \N{GRINNING FACE}"
    assert "halves of characters" in export.skipped[0]


def test_odd_people_and_channels(zip_path: Path) -> None:
    users = [
        *USERS,
        USERS[0],
        {"name": "nobody"},
        {"id": "U0CAT", "tz": "Mars/Olympus", "profile": 3, "deleted": "no"},
    ]
    channels = [
        *CHANNELS,
        *CHANNELS,
        {"id": 5},
        {"id": "C0TWO", "members": [1, "U0ANN"], "topic": "x", "created": "?"},
    ]
    export = read(zip_path, FILES | {"users.json": users, "channels.json": channels, "groups.json": CHANNELS})
    cat = export.users[-1]
    assert (cat["name"], cat["tz"], cat["deleted"]) == ("u0cat", "Etc/UTC", False)
    two = export.channels[-1]
    assert (two["name"], two["members"], two["topic"]["value"], two["created"]) == (
        "c0two",
        ["U0ANN"],
        "x",
        0,
    )
    assert len(export.skipped) == 8
