"""Sharing files in Slack: an address for each, its bytes, and at the end one message with all of them."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from handlers.edges.trend import picture

Ask = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Calls a method of Slack's with form parameters; what it answers. Raises as slack_sdk does."""


def share(ask: Ask, arguments: dict[str, Any], timeout: float) -> dict[str, Any]:
    """Upload `files` and share them in `channel_id`, in the thread `thread_ts` where there is one.

    Each file has a name, a title, and either its `text` or the points of a `trend` that becomes a picture. Until the last
    call nobody sees anything, so all of it can be begun again. Raises as `ask` does, and OSError.
    """
    uploaded = [_uploaded(ask, file, timeout) for file in arguments["files"]]
    shared = {"files": json.dumps(uploaded), "channel_id": arguments["channel_id"]}
    if arguments.get("thread_ts"):
        shared["thread_ts"] = arguments["thread_ts"]
    return ask("files.completeUploadExternal", shared)


def content(file: dict[str, Any]) -> bytes:
    """The bytes of one of the files that `share` takes."""
    return picture(file["trend"]) if "trend" in file else str(file["text"]).encode()


def _uploaded(ask: Ask, file: dict[str, Any], timeout: float) -> dict[str, str]:
    written = content(file)
    place = ask("files.getUploadURLExternal", {"filename": file["name"], "length": len(written)})
    request = urllib.request.Request(place["upload_url"], written, method="POST")  # noqa: S310 - Slack's own
    with urllib.request.urlopen(request, timeout=timeout):  # noqa: S310 - see above
        return {"id": str(place["file_id"]), "title": str(file["title"])}
