"""Pages of a list, with Slack's opaque cursors."""

import base64
import binascii
from collections.abc import Sequence

from sandbox.errors import SlackError


def encode_cursor(label: str, position: str) -> str:
    """A cursor that leads back to `position`."""
    return base64.b64encode(f"{label}:{position}".encode()).decode()


def decode_cursor(label: str, cursor: str) -> str:
    """The position in a cursor made with the same label; raises invalid_cursor."""
    try:
        found, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as problem:
        raise SlackError("invalid_cursor") from problem
    if found != label or not position:
        raise SlackError("invalid_cursor")
    return position


def page(ids: Sequence[str], cursor: str, limit: int, label: str) -> tuple[Sequence[str], str]:
    """The next `limit` of sorted `ids`, and the cursor after them ("" at the end).

    A cursor names the id that comes next, so what is added or removed meanwhile neither repeats nor hides anything else.
    """
    start = 0
    if cursor:
        position = decode_cursor(label, cursor)
        start = next((index for index, one in enumerate(ids) if one >= position), len(ids))
    end = start + limit
    return ids[start:end], encode_cursor(label, ids[end]) if end < len(ids) else ""
