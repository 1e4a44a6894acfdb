"""The zip file that holds an export: opened with distrust, and read row by row."""

import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

MIB = 1024 * 1024
MAX_FILE_BYTES = 512 * MIB
MAX_TOTAL_BYTES = 4096 * MIB

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)
"""What zipfile raises on damaged archives: no single base class covers it."""

_ENCRYPTED, _UTF8_NAME = 0x1, 0x800
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_AGAIN = "make the export again, or copy the file again"

Row = tuple[str, dict[str, Any]]
"""Where a row stands, such as general/2026-03-02.json[4], and the row."""


class ExportError(Exception):
    """The export cannot be read; its text is one line that names the thing and the fix."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class Oddities:
    """A tally of what had to be skipped or repaired: each kind with its count and first place."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, kind: str, place: str) -> None:
        """Count one more of a kind."""
        self._counts[kind] += 1
        self._first.setdefault(kind, " ".join(place.split()))

    def lines(self) -> list[str]:
        """One line per kind, in order of first appearance."""
        return [f"{kind}: {self._counts[kind]} (first: {place})" for kind, place in self._first.items()]


class Archive:
    """The files of an export by name, each read when asked for."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, oddities: Oddities) -> None:
        self._path = path
        self._archive = archive
        self._oddities = oddities
        self._files = _unwrapped(
            {_name(info): info for info in archive.infolist() if not _name(info).endswith("/")}
        )
        self._check_files()

    def names(self) -> list[str]:
        """All files, sorted."""
        return sorted(self._files)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def rows(self, name: str) -> list[Row]:
        """The rows of a file that is a list of objects; rows of other types are counted as odd."""
        data = self._json(name)
        if not isinstance(data, list):
            self.fail(f"{name} is not a list of rows, as in Slack's exports; {_AGAIN}")
        rows = []
        for index, row in enumerate(data):
            place = f"{name}[{index}]"
            if isinstance(row, dict):
                rows.append((place, row))
            else:
                self._oddities.add("rows that are not objects, skipped", place)
        return rows

    def fail(self, problem: str) -> NoReturn:
        """Raise ExportError about this file."""
        raise ExportError(f"{self._path.name}: {problem}")

    def _json(self, name: str) -> Any:
        raw = self._bytes(name)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._oddities.add("files that are not UTF-8, read with replacement characters", name)
            text = raw.decode("utf-8-sig", "replace")
        try:
            data = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            self.fail(f"{name} is broken JSON{where}; {_AGAIN}")
        return self._encodable(data, name) if _SURROGATE.search(raw) else data

    def _encodable(self, data: Any, name: str) -> Any:
        text = json.dumps(data, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:
            self._oddities.add("files with halves of characters, which became question marks", name)
            return json.loads(text.encode(errors="replace"))
        return data

    def _bytes(self, name: str) -> bytes:
        info = self._files[name]
        try:
            with self._archive.open(info) as file:
                # The bound holds even where the archive lies about the size.
                raw = file.read(info.file_size + 1)
                if len(raw) != info.file_size:
                    raise EOFError
        except _DAMAGE:
            self.fail(f"{name} in it is damaged; {_AGAIN}")
        return raw

    def _check_files(self) -> None:
        total = 0
        for name, info in self._files.items():
            if (
                PurePosixPath(name).is_absolute()
                or "\\" in name
                or ".." in name.split("/")
                or name[1:2] == ":"
            ):
                self.fail(
                    f"holds a file named {name!r}, outside of any export; get it from where it was made"
                )
            if info.flag_bits & _ENCRYPTED:
                self.fail("is locked with a password; unzip it and zip it again without one")
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                self.fail(f"{name} is packed in a way that Slack never uses; zip the export again")
            if info.file_size > MAX_FILE_BYTES:
                self.fail(f"{name} would unpack to more than {MAX_FILE_BYTES // MIB} MiB; {_AGAIN}")
            total += info.file_size
        if total > MAX_TOTAL_BYTES:
            self.fail(f"would unpack to more than {MAX_TOTAL_BYTES // MIB} MiB; export a shorter time span")


@contextmanager
def open_archive(path: Path, oddities: Oddities) -> Iterator[Archive]:
    """The archive at a path. Raises ExportError if it is missing, no zip, cut off, a bomb or a trap."""
    problem = _first_bytes_problem(path)
    if problem:
        raise ExportError(f"{path.name}: {problem}")
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE:
        raise ExportError(f"{path.name}: is cut off or damaged; {_AGAIN}") from None
    with archive:
        yield Archive(path, archive, oddities)


def _first_bytes_problem(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(2)
    except FileNotFoundError:
        return f"there is no such file in {path.parent}; give the path of the zip file that Slack made"
    except IsADirectoryError:
        return "is a folder; give the zip file that Slack made"
    except (OSError, ValueError) as error:
        return f"cannot be opened ({getattr(error, 'strerror', None) or 'not a path'}); check the path and who may read it"
    return "" if start == b"PK" else "is not a zip file; give the zip file that Slack made"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {inf, -inf}:
        raise ValueError(f"{digits} is too large")
    return number


def _name(info: zipfile.ZipInfo) -> str:
    """The file's name; some archivers write UTF-8 without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _unwrapped(files: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The files without what macOS adds, and without the one folder around them if the export was zipped again."""
    kept = {
        name: info
        for name, info in files.items()
        if not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith(".")
    }
    folders = {name.partition("/")[0] for name in kept}
    if len(folders) != 1:
        return kept
    wrapper = f"{folders.pop()}/"
    return {name.removeprefix(wrapper): info for name, info in kept.items()}
