"""The HTTP side of the Web API: /api/{method}."""

import asyncio
import inspect
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.api.args import Args
from sandbox.api.method import Answer, Call, Method, missing_scope
from sandbox.api.methods import METHODS
from sandbox.api.request import ApiRequest, read_request
from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.site import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How a request ends: the HTTP status with its body, or a `dropped` connection."""

    status: int
    body: Answer
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False

    @property
    def summary(self) -> str:
        """One word for the log."""
        if self.dropped:
            return "dropped"
        return "ok" if self.body.get("ok") else str(self.body.get("error"))


class ApiEndpoint:
    """Answers every method as Slack does: errors are HTTP 200 with "ok": false, except for rate limits (429)."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        request = Request(scope, receive)
        name, values = request.path_params["method"], {}
        try:
            asked = await read_request(request)
            values = asked.values
            outcome = await self._outcome(asked)
        except SlackError as refusal:
            outcome = Outcome(200, refusal.to_json())
        ms = (time.perf_counter() - started) * 1000
        detail = {"args": Args(values).shown(), "http_status": outcome.status}
        self._site.workspace.log.add("api", name, outcome.summary, ms=ms, **detail)
        if outcome.dropped:
            await _drop_connection(receive)
            return
        await self._response(name, outcome)(scope, receive, send)

    def _response(self, name: str, outcome: Outcome) -> Response:
        method = METHODS.get(name)
        granted = sorted(self._site.workspace.config.bot_scopes)
        headers = {"x-oauth-scopes": ",".join(granted), **outcome.headers}
        if method is not None and method.scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        return JSONResponse(outcome.body, outcome.status, headers)

    async def _outcome(self, asked: ApiRequest) -> Outcome:
        method = METHODS.get(asked.method)
        if method is None:
            raise SlackError("unknown_method", req_method=asked.method)
        fault = self._site.faults.take(asked.method)
        if fault is not None and fault.is_before:
            return _struck(fault)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        outcome = await self._answered(method, asked)
        return outcome if fault is None or fault.kind == "delay" else _struck(fault)

    async def _answered(self, method: Method, asked: ApiRequest) -> Outcome:
        args = Args(asked.values)
        self._check_token(method, asked.token)
        wait_s = self._site.limits.check(method.name, method.tier, str(asked.values.get("channel") or ""))
        if wait_s:
            return _rate_limited(wait_s)
        workspace = self._site.workspace
        if method.scopes and not workspace.config.bot_scopes.intersection(method.scopes):
            raise missing_scope(method.scopes, workspace.config.bot_scopes)
        call = Call(workspace, args, asked.token, workspace.bot, self._site)
        try:
            answer = await _handled(method, call)
        except SlackError:
            raise
        except Exception:
            logger.exception("The local workspace failed in %s", method.name)
            return Outcome(500, {"ok": False, "error": "fatal_error"})
        return Outcome(200, _with_warnings({"ok": True, **answer}, asked.warnings))

    def _check_token(self, method: Method, token: str) -> None:
        if method.takes == "none":
            return
        workspace = self._site.workspace
        kinds = {workspace.config.bot_token: "bot", workspace.config.app_token: "app"}
        if not token:
            raise SlackError("not_authed")
        if token not in kinds:
            raise SlackError("invalid_auth")
        if workspace.is_uninstalled:
            raise SlackError("token_revoked")
        if workspace.bot.deleted:
            raise SlackError("account_inactive")
        if kinds[token] != method.takes:
            raise SlackError("not_allowed_token_type")


async def _handled(method: Method, call: Call) -> Answer:
    answer = method.handler(call)
    return await answer if inspect.isawaitable(answer) else answer


def _with_warnings(body: Answer, warnings: list[str]) -> Answer:
    if not warnings:
        return body
    metadata: dict[str, Any] = dict(body.get("response_metadata") or {})
    metadata["warnings"] = [*metadata.get("warnings", []), *warnings]
    return {**body, "warning": ",".join(metadata["warnings"]), "response_metadata": metadata}


def _rate_limited(wait_s: int) -> Outcome:
    return Outcome(429, {"ok": False, "error": "ratelimited"}, {"retry-after": str(wait_s)})


def _struck(fault: Fault) -> Outcome:
    if fault.kind == "ratelimited":
        return _rate_limited(max(1, round(fault.seconds)))
    if fault.kind == "error":
        return Outcome(200, {"ok": False, "error": fault.error})
    if fault.kind.startswith("drop"):
        return Outcome(0, {}, dropped=True)
    return Outcome(500, {"ok": False, "error": "internal_error"})


async def _drop_connection(receive: Receive) -> None:
    # ASGI has no word for hanging up; uvicorn's receive is a method of the object that holds the connection.
    receive.__self__.transport.abort()  # type: ignore[attr-defined]
    while (await receive())["type"] != "http.disconnect":
        pass
