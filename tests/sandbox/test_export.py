import zipfile
from pathlib import Path
from typing import Any

import pytest

from sandbox.export import ExportError, read_export
from tests.sandbox.export_samples import CHANNELS, DAY, FILES, USERS, packed, post, read


@pytest.fixture
def zip_path(tmp_path: Path) -> Path:
    return tmp_path / "bakery.zip"


def test_people_channels_and_messages(zip_path: Path) -> None:
    export = read(zip_path, FILES)
    ann, ben = export.users
    assert (ann["id"], ann["name"], ann["tz"], ann["profile"]["title"]) == (
        "U0ANN",
        "ann",
        "Europe/London",
        "Baker",
    )
    assert (ben["deleted"], ben["tz"], ben["profile"]["real_name"]) == (True, "Etc/UTC", "Ben Birch")
    (channel,) = export.channels
    assert channel["members"] == ["U0ANN", "U0BEN"]
    assert (channel["is_private"], channel["is_im"], channel["topic"]["value"]) == (False, False, "Heat")
    first, parent, reply = export.messages["C0ONE"]
    assert [first["text"], parent["text"], reply["text"]] == ["Morning", "The oven is back", "Good"]
    assert first["reactions"] == [{"name": "bread", "users": ["U0ANN"], "count": 1}]
    assert reply["thread_ts"] == parent["ts"]
    assert "reply_count" not in parent
    assert export.skipped == []
    assert export.profile_fields == []


def test_private_channels_and_direct_messages(zip_path: Path) -> None:
    files = FILES | {
        "groups.json": [{"id": "G0TWO", "name": "recipes", "members": ["U0ANN"]}],
        "mpims.json": [{"id": "G0MANY", "name": "mpdm-ann--ben-1", "members": ["U0ANN", "U0BEN"]}],
        "dms.json": [{"id": "D0ONE", "created": 1, "members": ["U0ANN", "U0BEN"]}],
        "integration_logs.json": [],
        "D0ONE/2026-01-05.json": [post(text="Just us")],
        "recipes/2026-01-05.json": [post(text="Secret")],
        "mpdm-ann--ben-1/2026-01-05.json": [post(text="All of us")],
    }
    export = read(zip_path, files)
    kinds = {row["id"]: (row["is_private"], row["is_mpim"], row["is_im"]) for row in export.channels}
    assert kinds["C0ONE"] == (False, False, False)
    assert kinds["G0TWO"] == (True, False, False)
    assert kinds["G0MANY"] == (True, True, False)
    assert kinds["D0ONE"] == (True, False, True)
    texts = {channel_id: rows[0]["text"] for channel_id, rows in export.messages.items()}
    assert texts["D0ONE"] == "Just us"
    assert texts["G0TWO"] == "Secret"
    assert texts["G0MANY"] == "All of us"
    assert export.skipped == []


def test_an_export_zipped_again_in_its_folder(zip_path: Path) -> None:
    files = {f"bakery export/{name}": content for name, content in FILES.items()}
    files |= {"__MACOSX/bakery export/._users.json": b"\0", "bakery export/.DS_Store": b"\0"}
    assert len(read(zip_path, files).messages["C0ONE"]) == 3


def test_a_folder_named_in_utf8_without_saying_so(zip_path: Path) -> None:
    channel = CHANNELS[0] | {"name": "brötchen"}
    path_in_zip = "br\N{LATIN SMALL LETTER O WITH DIAERESIS}tchen/2026-01-05.json"
    raw = packed({"users.json": USERS, "channels.json": [channel], path_in_zip: DAY})
    for header in (b"PK\x03\x04", b"PK\x01\x02"):
        raw = clear_utf8_flags(raw, header)
    zip_path.write_bytes(raw)
    assert len(read_export(zip_path).messages["C0ONE"]) == 3


def clear_utf8_flags(raw: bytes, header: bytes) -> bytes:
    changed = bytearray(raw)
    at = raw.find(header)
    while at >= 0:
        changed[at + (7 if header.endswith(b"\x04") else 9)] &= ~0x08
        at = raw.find(header, at + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"channels.json": CHANNELS}, "users.json is missing"),
        ({"users.json": USERS}, "channels.json is missing"),
        ({"notes.txt": b"hello"}, "users.json is missing"),
        (FILES | {"users.json": b"[{"}, "users.json is broken JSON in line 1"),
        (FILES | {"users.json": {}}, "users.json is not a list of rows"),
        (FILES | {"channels.json": 7}, "channels.json is not a list of rows"),
        (FILES | {"ovens/2026-01-05.json": b"[\n{]"}, "ovens/2026-01-05.json is broken JSON in line 2"),
        (FILES | {"ovens/2026-01-05.json": b""}, "is broken JSON"),
        (FILES | {"ovens/2026-01-05.json": b'[{"ts": NaN}]'}, "is broken JSON"),
        (FILES | {"ovens/2026-01-05.json": b'[{"ts": 1e999}]'}, "is broken JSON"),
        (FILES | {"ovens/2026-01-05.json": b"[" * 200_000}, "is broken JSON"),
        (FILES | {"ovens/2026-01-05.json": b"[" + b"9" * 5000 + b"]"}, "is broken JSON"),
        (FILES | {"../../etc/passwd": b"x"}, "'../../etc/passwd', outside of any export"),
        (FILES | {"/etc/passwd": b"x"}, "outside of any export"),
        (FILES | {"C:/windows": b"x"}, "outside of any export"),
        (FILES | {"ovens\\..\\x": b"x"}, "outside of any export"),
    ],
)
def test_an_unusable_export_is_refused_in_one_line(files: dict[str, Any], words: str, zip_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        read(zip_path, files)
    line = str(caught.value)
    assert line.startswith("bakery.zip: ")
    assert words in line
    assert "\n" not in line


def test_paths_that_are_no_zip(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello")
    (tmp_path / "cut.zip").write_bytes(packed(FILES)[:-30])
    for name, words in {
        "none.zip": "no such file",
        "text.zip": "is not a zip file",
        "cut.zip": "is cut off or damaged",
        "nul\0.zip": "cannot be opened",
        ".": "is a folder",
    }.items():
        with pytest.raises(ExportError, match=words):
            read_export(tmp_path / name)


def test_packing_that_slack_never_uses(zip_path: Path) -> None:
    zip_path.write_bytes(packed(FILES, zipfile.ZIP_LZMA))
    with pytest.raises(ExportError, match="packed in a way"):
        read_export(zip_path)


def test_a_password(zip_path: Path) -> None:
    raw = bytearray(packed(FILES))
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    zip_path.write_bytes(raw)
    with pytest.raises(ExportError, match="locked with a password"):
        read_export(zip_path)


def declared_size(raw: bytes, name: str, size: int) -> bytes:
    """The zip with another unpacked size in the central directory."""
    changed = bytearray(raw)
    at = raw.rfind(name.encode()) - 46
    changed[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def test_bombs_are_refused_before_they_unpack(zip_path: Path) -> None:
    zip_path.write_bytes(declared_size(packed(FILES), "ovens/2026-01-05.json", 600 * 1024 * 1024))
    with pytest.raises(ExportError, match=r"ovens/2026-01-05\.json would unpack to more than 512 MiB"):
        read_export(zip_path)
    raw = packed(FILES | {f"ovens/2026-01-{day:02}.json": DAY for day in range(1, 15)})
    for day in range(1, 15):
        raw = declared_size(raw, f"ovens/2026-01-{day:02}.json", 500 * 1024 * 1024)
    zip_path.write_bytes(raw)
    with pytest.raises(ExportError, match="would unpack to more than 4096 MiB"):
        read_export(zip_path)


@pytest.mark.parametrize("size", [0, 10, 100_000])
def test_an_archive_that_lies_about_a_size(size: int, zip_path: Path) -> None:
    zip_path.write_bytes(declared_size(packed(FILES), "ovens/2026-01-05.json", size))
    with pytest.raises(ExportError, match=r"ovens/2026-01-05.json in it is damaged|broken JSON"):
        read_export(zip_path)
