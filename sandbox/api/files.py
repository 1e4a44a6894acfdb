"""files.*: uploads in three steps (ask for an address, send the bytes, share), as Slack's SDKs do them."""

import mimetypes

from sandbox.api.args import invalid_arguments
from sandbox.api.method import Answer, Call, Method, table
from sandbox.errors import SlackError
from sandbox.files import File
from sandbox.workspace import Workspace

MAX_LENGTH = 50 * 1024 * 1024


def upload_url(call: Call) -> Answer:
    """Where to send the bytes of a file."""
    name = call.args.required("filename")
    length = call.args.text("length")
    if not length.isdecimal() or int(length) == 0:
        raise invalid_arguments("missing required field: length")
    if int(length) > MAX_LENGTH:
        raise SlackError("file_upload_size_restricted")
    workspace = call.workspace
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(
        id=workspace.new_id("F"),
        name=name,
        title=name,
        user=call.bot.id,
        created=int(workspace.clock.now()),
        mimetype=kind,
    )
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.url}upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Answer:
    """Finish uploads, and share them in a channel when one is named."""
    rows = call.args.structure("files", list, "invalid_arguments") or []
    if not rows:
        raise invalid_arguments("missing required field: files")
    files = [_uploaded(call.workspace, row) for row in rows]
    channels = call.args.listing("channel_id") or call.args.listing("channels")
    for channel_id in channels:
        _share(call, files, channel_id)
    return {"files": [file.to_json(call.workspace.url) for file in files]}


def info(call: Call) -> Answer:
    """One file that the app uploaded or can see in a channel."""
    file = call.workspace.files.get(call.args.required("file"))
    if file is None or not _may_see(call, file):
        raise SlackError("file_not_found")
    return {
        "file": file.to_json(call.workspace.url),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def _uploaded(workspace: Workspace, row: object) -> File:
    file = workspace.files.get(str(row.get("id"))) if isinstance(row, dict) else None
    if file is None or not isinstance(row, dict):
        raise SlackError("file_not_found")
    if not file.content:
        raise SlackError("file_update_failed")
    file.title = str(row.get("title") or file.name)
    file.completed = True
    return file


def _share(call: Call, files: list[File], channel_id: str) -> None:
    workspace = call.workspace
    for file in files:
        file.channels = [*dict.fromkeys([*file.channels, channel_id])]
    workspace.post(
        call.bot.id,
        channel_id,
        call.args.text("initial_comment"),
        thread_ts=call.args.optional_ts("thread_ts", "invalid_thread_ts"),
        files=[file.to_json(workspace.url) for file in files],
    )


def _may_see(call: Call, file: File) -> bool:
    shared = (call.workspace.channels.get(one) for one in file.channels)
    return file.user == call.bot.id or any(one is not None and call.bot.id in one.members for one in shared)


METHODS = table(
    Method("files.getUploadURLExternal", 4, upload_url, ("files:write",)),
    Method("files.completeUploadExternal", 4, complete_upload, ("files:write",)),
    Method("files.info", 4, info, ("files:read",)),
)
