"""Receiving over HTTP: the size and the signature of a request are checked before anything reads it."""

import logging
from collections.abc import Sequence

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 1_000_000  # Slack's requests are some kilobytes
PATH = "/slack/events"

log = logging.getLogger("earshot.http")


class TooLargeError(ValueError):
    """A request body that is larger than anything Slack sends."""


def receiver(app: AsyncApp, signing_secret: str) -> Starlette:
    """The ASGI application: POST /slack/events for everything, GET /health for whoever watches."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        try:
            body = await _body(request)
        except TooLargeError:
            return PlainTextResponse("too large", 413)
        try:
            words = body.decode()
        except UnicodeDecodeError:  # the verifier would stumble over it
            return PlainTextResponse("not UTF-8", 400)
        if not _is_signed(verifier, words, request):
            return PlainTextResponse("the signature does not match", 401)
        headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
        query: dict[str, str] = dict(request.query_params.items())
        try:
            asked = AsyncBoltRequest(body=words, query=query, headers=headers)
        except (
            ValueError,
            RecursionError,
            AttributeError,
            TypeError,
        ):  # as JSON it is no object, or a deep one
            return PlainTextResponse("not a request that Slack would send", 400)
        answer = await app.async_dispatch(asked)
        return Response(answer.body, answer.status, {k: v[0] for k, v in answer.headers.items()})

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route(PATH, events, methods=["POST"]), Route("/health", health)])


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)


def _is_signed(verifier: SignatureVerifier, body: str, request: Request) -> bool:
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12 and signature.isascii()):
        return False
    return verifier.is_valid(body, timestamp, signature)
