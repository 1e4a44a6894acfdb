"""Response URLs: for half an hour and five messages, an answer to an interaction without a token or membership."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.blocks import check_message
from sandbox.errors import SlackError
from sandbox.messages import Message
from sandbox.view_state import complete_ids
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from sandbox.site import Site

LIFETIME_S = 1_800.0
MAX_USES = 5
_REMEMBERED = 10_000


@dataclass
class ResponseUrl:
    """What one address answers: who acted, where, and on which message of the app (None: on none). Monotonic times."""

    id: str
    user_id: str
    channel_id: str
    issued: float
    message_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """The addresses handed out with interactions, and what is posted to them."""

    def __init__(self, workspace: Workspace, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._workspace = workspace
        self._monotonic = monotonic
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user_id: str, channel_id: str, *, message_ts: str | None = None) -> str:
        """A new address; `message_ts` is the app's message that was acted on."""
        url = ResponseUrl(secrets.token_urlsafe(18), user_id, channel_id, self._monotonic(), message_ts)
        self._urls[url.id] = url
        if len(self._urls) > _REMEMBERED:
            del self._urls[next(iter(self._urls))]
        return f"{self._workspace.url}actions/{self._workspace.team_id}/{url.id}"

    def use(self, url_id: str, answer: dict[str, Any]) -> None:
        """Carry out an answer. Raises no_url, expired_url, used_url, or what is wrong with the message."""
        url = self._urls.get(url_id)
        if url is None:
            raise SlackError("no_url")
        if self._monotonic() - url.issued > LIFETIME_S:
            raise SlackError("expired_url")
        if url.uses >= MAX_USES:
            raise SlackError("used_url")
        self.respond(url, answer)
        url.uses += 1

    def answer_to(self, user_id: str, channel_id: str, answer: dict[str, Any]) -> None:
        """Show what the app acknowledged a command with, under the same rules."""
        self.respond(ResponseUrl("", user_id, channel_id, self._monotonic()), answer)

    def respond(self, url: ResponseUrl, answer: dict[str, Any]) -> None:
        """Delete, replace or post, as `answer` says."""
        if answer.get("delete_original"):
            self._delete(url)
            return
        if answer.get("replace_original"):
            self._replace(url, answer)
        else:
            self._post(url, answer)

    def _original(self, url: ResponseUrl) -> Message:
        channel = self._workspace.channel(url.channel_id)
        found = channel.ephemerals.get(url.message_ts or "") or channel.messages.get(url.message_ts or "")
        if found is None or found.user != self._workspace.bot_user_id:
            raise SlackError("message_not_found")
        return found

    def _delete(self, url: ResponseUrl) -> None:
        workspace = self._workspace
        original = self._original(url)
        channel = workspace.channel(url.channel_id)
        if original.ephemeral_to:
            del channel.ephemerals[original.ts]
        else:
            self._as_member(url, lambda: workspace.delete(workspace.bot_user_id, url.channel_id, original.ts))

    def _replace(self, url: ResponseUrl, answer: dict[str, Any]) -> None:
        workspace = self._workspace
        original = self._original(url)
        content = _content(answer)
        if original.ephemeral_to:
            changed = replace(
                original, text=content.text, blocks=content.blocks, attachments=content.attachments
            )
            changed.edited = {"user": workspace.bot_user_id, "ts": workspace.event_ts()}
            workspace.channel(url.channel_id).ephemerals[original.ts] = changed
            return
        self._as_member(
            url,
            lambda: workspace.update(
                workspace.bot_user_id,
                url.channel_id,
                original.ts,
                content.text,
                content.blocks,
                attachments=content.attachments,
            ),
        )

    def _post(self, url: ResponseUrl, answer: dict[str, Any]) -> None:
        workspace = self._workspace
        content = _content(answer)
        # As in Slack, an answer to a click in a thread goes to the channel unless it names the thread.
        bot, thread_ts = workspace.bot_user_id, answer.get("thread_ts")

        def post() -> None:
            workspace.post(
                bot,
                url.channel_id,
                content.text,
                content.blocks,
                thread_ts,
                attachments=content.attachments,
                metadata=answer.get("metadata"),
            )

        def note() -> None:
            workspace.ephemeral(
                bot,
                url.channel_id,
                url.user_id,
                content.text,
                content.blocks,
                thread_ts=thread_ts,
                attachments=content.attachments,
            )

        self._as_member(url, post if answer.get("response_type") == "in_channel" else note)

    def _as_member(self, url: ResponseUrl, act: Callable[[], object]) -> None:
        # The address itself is the permission: it works where the bot is no member, and nobody is told that it was one.
        members = self._workspace.channel(url.channel_id).members
        bot_user_id = self._workspace.bot_user_id
        if bot_user_id in members:
            act()
            return
        members.add(bot_user_id)
        try:
            act()
        finally:
            members.discard(bot_user_id)


@dataclass(frozen=True)
class _Content:
    text: str
    blocks: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None


def _content(answer: dict[str, Any]) -> _Content:
    text, blocks, attachments = answer.get("text"), answer.get("blocks"), answer.get("attachments")
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    faults = check_message(text, blocks, attachments)
    if faults:
        raise SlackError("invalid_blocks", response_metadata={"messages": faults})
    return _Content(str(text or ""), complete_ids(blocks) if blocks else None, attachments)


def _answer(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(answer, dict):
        raise SlackError("invalid_payload")
    return answer


def routes(site: "Site") -> list[BaseRoute]:
    """The address that `ResponseUrls.issue` hands out."""

    async def respond(request: Request) -> Response:
        try:
            answer = _answer(await request.body())
            site.interactivity.response_urls.use(request.path_params["url_id"], answer)
        except SlackError as error:
            gone = error.code in ("no_url", "expired_url", "used_url")
            return JSONResponse(error.to_json(), status_code=404 if gone else 400)
        return JSONResponse({"ok": True})

    return [Route("/actions/{team_id}/{url_id}", respond, methods=["POST"])]
