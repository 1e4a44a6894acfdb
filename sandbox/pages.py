"""The page for people, and where a permalink leads."""

import html
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import page_files, page_stream
from sandbox.channels import Channel
from sandbox.errors import SlackError
from sandbox.site import Site
from sandbox.workspace import Workspace

_PAGES = Path(__file__).resolve().with_name("page")
_KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(site: Site) -> list[BaseRoute]:
    """The page at /, its files below /page/, its stream, and GET /archives/{channel}/p{ts without its point}."""

    async def index(request: Request) -> Response:
        return page_file(request, "index.html")

    async def gallery(request: Request) -> Response:
        return page_file(request, "gallery.html")

    async def file(request: Request) -> Response:
        return page_file(request, request.path_params["path"])

    async def message(request: Request) -> Response:
        try:
            return HTMLResponse(message_page(site.workspace, **request.path_params), headers=HEADERS)
        except SlackError:
            text = "<!doctype html><title>Not found</title><p>No such message.</p>"
            return HTMLResponse(text, 404, headers=HEADERS)

    return [
        Route("/", index),
        Route("/archives/{channel_id}/{place}", message),
        Route("/page/gallery", gallery),
        *page_stream.routes(site),
        *page_files.routes(site),
        Route("/page/{path:path}", file),
    ]


def page_file(request: Request, path: str) -> Response:
    """One of the page's own files under the strict policy; 304 where the browser has it as it is now."""
    # Small local files are read faster here than by asking another thread for each.
    found = (_PAGES / path).resolve()
    kind = _KINDS.get(found.suffix)
    if kind is None or not found.is_relative_to(_PAGES) or not found.is_file():
        return PlainTextResponse("no such file", 404, headers=HEADERS)
    state = found.stat()
    headers = HEADERS | {"ETag": f'"{state.st_mtime_ns:x}-{state.st_size:x}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(found.read_bytes(), media_type=kind, headers=headers)


def message_page(workspace: Workspace, channel_id: str, place: str) -> str:
    """One message as HTML that leads on to it in the page; `place` is "p" and the ts without its point.

    Nobody has said yet who is reading: what is not public is told by the page alone. Raises channel_not_found or message_not_found.
    """
    channel = workspace.channel(channel_id)
    digits = place.removeprefix("p")
    message = channel.message(f"{digits[:-6]}.{digits[-6:]}")
    author = workspace.people.get(message.user)
    texts = {
        "channel": _name(channel),
        "author": (author.shown_name if author else message.user) if channel.is_public else "",
        # Message text is stored with &, < and > escaped; what it shows is escaped anew as a whole.
        "text": html.unescape(message.text) if channel.is_public else "",
        "target": f"/#/-/{channel.id}/{place}",
    }
    template = Template((_PAGES / "message.html").read_text(encoding="utf-8"))
    return template.substitute({key: html.escape(value) for key, value in texts.items()})


def _name(channel: Channel) -> str:
    if channel.is_public:
        return f"#{channel.name}"
    return "Private channel" if channel.kind == "group" else "Direct message"
