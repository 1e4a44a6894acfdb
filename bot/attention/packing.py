"""A ranker's state as bytes: plain values as JSON, numbers as arrays, never code. The same state, the same bytes."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import numpy as np

_ARRAY = "array#"
_SEAL = 32  # bytes in front of all others, by which damage to any of them is noticed


class StateError(ValueError):
    """Bytes that are damaged, or of another format than this one."""


def pack(state: dict[str, Any], version: int) -> bytes:
    """Bytes of a state made of dicts with text keys, lists, plain values and arrays."""
    arrays: dict[str, Any] = {}
    plain = json.dumps({"version": version, "state": _put(state, arrays)}, separators=(",", ":"))
    arrays["plain"] = np.frombuffer(plain.encode(), np.uint8)
    written = io.BytesIO()
    np.savez_compressed(written, **arrays)
    packed = written.getvalue()
    return sha256(packed).digest() + packed


def unpack(written: bytes, version: int) -> dict[str, Any]:
    """The state that was packed. Raises StateError where it cannot be."""
    seal, packed = written[:_SEAL], written[_SEAL:]
    if sha256(packed).digest() != seal:
        raise StateError("damaged")
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            found = json.loads(arrays["plain"].tobytes())
            if found["version"] != version:
                raise StateError(f"format {found['version']}, not {version}")
            state: dict[str, Any] = _take(found["state"], arrays)
            return state
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as problem:
        raise StateError(str(problem)) from problem


def _put(value: Any, arrays: dict[str, Any]) -> Any:
    if isinstance(value, np.ndarray):
        name = f"{_ARRAY}{len(arrays)}"
        arrays[name] = value
        return name
    if isinstance(value, dict):
        return {key: _put(each, arrays) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_put(each, arrays) for each in value]
    return value


def _take(value: Any, arrays: Any) -> Any:
    if isinstance(value, str) and value.startswith(_ARRAY):
        return arrays[value]
    if isinstance(value, dict):
        return {key: _take(each, arrays) for key, each in value.items()}
    if isinstance(value, list):
        return [_take(each, arrays) for each in value]
    return value
