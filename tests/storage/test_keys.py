"""Keys outlive restarts and not their session."""

import stat
import threading
from pathlib import Path

import pytest

from storage.keys import Keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where keys are; it doesn't exist yet."""
    return tmp_path / "keys"


def test_a_key_is_random_and_the_same_after_a_restart(folder: Path) -> None:
    keys = Keys(folder)
    for name in ("a1", "a2", "a1.poll"):
        keys.make(name)
    made = {keys.get(name) for name in ("a1", "a2", "a1.poll")}
    assert len(made) == 3
    assert None not in made
    assert Keys(folder).get("a1") == keys.get("a1")


def test_making_a_key_again_keeps_it(folder: Path) -> None:
    keys = Keys(folder)
    keys.make("a1")
    before = keys.get("a1")
    Keys(folder).make("a1")
    assert Keys(folder).get("a1") == before


def test_only_the_owner_may_read_it(folder: Path) -> None:
    Keys(folder).make("a1")
    assert stat.S_IMODE((folder / "a1.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_destroyed_key_is_gone_from_memory_and_disk_and_others_stay(folder: Path) -> None:
    keys = Keys(folder)
    keys.make("a1")
    keys.make("a2")
    held = keys._known["a1"] if keys.get("a1") else bytearray()
    keys.destroy("a1")
    assert held == bytes(32)
    assert keys.get("a1") is None
    assert [file.name for file in folder.iterdir()] == ["a2.key"]
    keys.destroy("a1")  # a promise may be kept twice


def test_what_is_overwritten_is_the_file_itself(folder: Path) -> None:
    keys = Keys(folder)
    keys.make("a1")
    another_name = folder / "link"
    another_name.hardlink_to(folder / "a1.key")
    keys.destroy("a1")
    assert another_name.read_bytes() == bytes(32)


def test_there_is_no_key_that_nobody_made(folder: Path) -> None:
    assert Keys(folder).get("a1") is None
    assert not folder.exists()


def test_a_key_that_was_cut_short_is_none(folder: Path) -> None:
    folder.mkdir()
    (folder / "a1.key").write_bytes(b"short")
    assert Keys(folder).get("a1") is None


def test_what_was_half_made_at_a_power_cut_is_made_anew(folder: Path) -> None:
    folder.mkdir()
    (folder / "a1.new").write_bytes(b"sh")
    keys = Keys(folder)
    keys.make("a1")
    assert len(keys.get("a1") or b"") == 32
    assert [file.name for file in folder.iterdir()] == ["a1.key"]


@pytest.mark.parametrize("name", ["", "../a1", "a1/b", "a1.", "a1.poll.poll", ".poll", "a 1"])
def test_only_a_session_s_name_is_a_key_s(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a key"):
        Keys(folder).get(name)


def test_several_that_make_it_at_the_same_time_have_one(folder: Path) -> None:
    keys, together, found = Keys(folder), threading.Barrier(8, timeout=10), list[bytes | None]()

    def run() -> None:
        together.wait()
        keys.make("a1")
        found.append(keys.get("a1"))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(set(found)) == 1
    assert len(found) == 8
