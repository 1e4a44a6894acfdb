"""Where the bytes of files go in and come out."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.workspace import Workspace


def routes(workspace: Workspace) -> list[BaseRoute]:
    """POST /upload/v1/{file_id} takes the bytes; GET /files-pri/{file_id}/{name} gives them to whoever has the bot token."""

    async def receive(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file_id"])
        if file is None or file.completed:
            return PlainTextResponse("no such upload", 404)
        file.content = await request.body()
        return PlainTextResponse(f"OK - {len(file.content)}")

    async def download(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file_id"])
        if request.headers.get("authorization") != f"Bearer {workspace.config.bot_token}":
            return PlainTextResponse("not signed in", 403)
        if file is None:
            return PlainTextResponse("no such file", 404)
        return Response(file.content, media_type=file.mimetype)

    return [
        Route("/upload/v1/{file_id}", receive, methods=["POST"]),
        Route("/files-pri/{file_id}/{name}", download),
    ]
