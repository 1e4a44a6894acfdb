"""Files and pictures for the page: GET /page/files/{file_id}, and POST /page/files for a person's own."""

import mimetypes

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.control_request import sees
from sandbox.errors import SlackError
from sandbox.files import File
from sandbox.local_only import is_local
from sandbox.people import Person
from sandbox.site import Site
from sandbox.workspace import Workspace

_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
_MOST_BYTES = 20_000_000
# A file must not act in the page's name, whoever made it.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def routes(site: Site) -> list[BaseRoute]:
    """The bytes of each file, for those who may see it."""

    async def download(request: Request) -> Response:
        if not is_local(request):
            return PlainTextResponse("this answers to 127.0.0.1 and localhost only", 403)
        file = site.workspace.files.get(request.path_params["file_id"])
        try:
            person = site.workspace.find_person(request.query_params.get("person", ""))
        except SlackError:
            return PlainTextResponse("nobody is called that", 404)
        if file is None or not may_see(site.workspace, person, file):
            return PlainTextResponse("no such file", 404)
        return Response(file.content, media_type=file.mimetype, headers=_HEADERS | _disposition(file))

    async def upload(request: Request) -> Response:
        # Only the page itself can send this type: another site's page would have to ask the browser first.
        if not is_local(request) or request.headers.get("content-type") != "application/octet-stream":
            return _refusal("send the bytes as application/octet-stream.")
        try:
            person = site.workspace.find_person(request.query_params.get("person", ""))
        except SlackError:
            return _refusal("nobody is called that.")
        content = await request.body()
        if not 0 < len(content) <= _MOST_BYTES:
            return _refusal(f"a file has 1 to {_MOST_BYTES:,} bytes here, not {len(content):,}.")
        file = new_file(site.workspace, person, request.query_params.get("name", ""), content)
        return JSONResponse({"ok": True, "file": file.to_json(site.workspace.url)})

    return [Route("/page/files", upload, methods=["POST"]), Route("/page/files/{file_id}", download)]


def new_file(workspace: Workspace, person: Person, name: str, content: bytes) -> File:
    """A person's own file, which nobody else sees until it is shared or submitted."""
    shown = name.rpartition("/")[2][:200] or "file"
    file = File(
        id=workspace.new_id("F"),
        name=shown,
        title=shown,
        user=person.id,
        created=int(workspace.clock.now()),
        mimetype=mimetypes.guess_type(shown)[0] or "application/octet-stream",
        content=content,
        completed=True,
    )
    workspace.files[file.id] = file
    return file


def may_see(workspace: Workspace, person: Person, file: File) -> bool:
    """Whether a file is the person's own, the app's picture in what they are shown, or shared where they may read."""
    if file.user in (person.id, workspace.bot_user_id) and not file.channels:
        return True
    shared = (workspace.channels.get(channel_id) for channel_id in file.channels)
    return any(channel is not None and sees(person, channel) for channel in shared)


def _refusal(error: str) -> Response:
    return JSONResponse({"ok": False, "error": error}, status_code=400)


def _disposition(file: File) -> dict[str, str]:
    kind = "inline" if file.mimetype in _PICTURES else "attachment"
    name = "".join(one if one.isascii() and (one.isalnum() or one in "._-") else "_" for one in file.name)
    return {"Content-Disposition": f'{kind}; filename="{name or "file"}"'}
