"""A Web API request as it comes in: its arguments and its token."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.errors import SlackError

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class ApiRequest:
    """What was asked; `warnings` are Slack's complaints about requests that it answers nevertheless."""

    method: str
    values: dict[str, Any]
    token: str
    warnings: list[str] = field(default_factory=list)


async def read_request(request: Request) -> ApiRequest:
    """Decode query, form or JSON body; raises invalid_json, json_not_object or invalid_post_type."""
    method = request.path_params["method"]
    values: dict[str, Any] = dict(request.query_params)
    header = request.headers.get("authorization", "")
    token = header[7:].strip() if header.lower().startswith("bearer ") else ""
    body = await request.body() if request.method == "POST" else b""
    content_type, _, options = request.headers.get("content-type", "").partition(";")
    if not body:
        return ApiRequest(method, values, token)
    if content_type.strip() == "application/json":
        values |= _json_object(body)
        # Slack takes JSON without a charset, and says so.
        return ApiRequest(method, values, token, [] if "charset" in options.lower() else ["missing_charset"])
    if content_type.strip() != _FORM:
        raise SlackError("invalid_post_type" if content_type else "missing_post_type")
    form = _form(body)
    return ApiRequest(method, values | form, token or form.get("token", ""))


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as problem:
        raise SlackError("invalid_json") from problem
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError as problem:
        raise SlackError("invalid_form_data") from problem
