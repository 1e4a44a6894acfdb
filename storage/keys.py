"""The keys of sessions, each in a file of its own beside the database and never in it.

With a key and a list of user ids, anybody could make every tag again. So a key is not in the database, its write-ahead log or
a backup of them, and it is overwritten and removed when its session closes. What a journaling file system or a flash drive
keeps of an overwritten file is out of our hands: docs/adr/0013.
"""

import contextlib
import os
import re
import secrets
import threading
from pathlib import Path

_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9]+(\.poll)?")


class Keys:
    """The keys in a folder. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """The folder is made, for the owner alone, with the first key."""
        self._folder, self._lock = folder, threading.Lock()
        self._known: dict[str, bytearray] = {}

    def make(self, name: str) -> None:
        """Make a key that survives a power cut; one that is there already stays."""
        with self._lock:
            file = self._file(name)
            if file.exists():
                return
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = file.with_suffix(".new")
            new.unlink(missing_ok=True)
            _write(new, secrets.token_bytes(_BYTES), os.O_CREAT | os.O_EXCL)
            new.rename(file)
            _flush(self._folder)

    def get(self, name: str) -> bytes | None:
        """The key; None when there is none, or no longer one."""
        with self._lock:
            if name not in self._known:
                with contextlib.suppress(FileNotFoundError):
                    found = bytearray(self._file(name).read_bytes())
                    if len(found) == _BYTES:
                        self._known[name] = found
            known = self._known.get(name)
            return bytes(known) if known else None

    def destroy(self, name: str) -> None:
        """Overwrite a key and remove it, here and on the disk. One that is gone already is fine."""
        with self._lock:
            known = self._known.pop(name, bytearray())
            known[:] = bytes(len(known))
            file = self._file(name)
            if file.exists():
                _write(file, bytes(_BYTES), 0)
                file.unlink()
                _flush(self._folder)

    def _file(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not the name of a key: {name[:40]!r}")
        return self._folder / f"{name}.key"


def _write(file: Path, content: bytes, how: int) -> None:
    opened = os.open(file, os.O_WRONLY | how, 0o600)
    try:
        os.write(opened, content)
        os.fsync(opened)
    finally:
        os.close(opened)


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
